import { makeStyles, MessageBar, MessageBarBody, MessageBarTitle, tokens } from "@fluentui/react-components";
import { useTranslation } from "react-i18next";
import { decodeError, useTheirs, type Entry } from "../../api";
import { useFormat } from "../../text/format";
import { ErrorNote } from "../../ui/ErrorNote";
import { Skeletons } from "../../ui/Skeletons";

const useStyles = makeStyles({
  root: { flexShrink: 0 },
  body: { whiteSpace: "normal" },
  words: {
    margin: `${tokens.spacingVerticalXS} 0 0`,
    maxHeight: "30vh",
    overflowY: "auto",
    fontFamily: tokens.fontFamilyBase,
    whiteSpace: "pre-wrap",
    overflowWrap: "anywhere",
    userSelect: "text",
  },
});

/** What somebody else made of the activity: saving another text puts it in the place of this one. */
export function TheirText({ entry }: { entry: Entry }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const format = useFormat();
  const theirs = useTheirs(entry.row.id);
  const { by, at } = theirs.data ?? entry.remote;
  return (
    <MessageBar intent="warning" layout="multiline" className={styles.root}>
      <MessageBarBody className={styles.body}>
        <MessageBarTitle>{t("outbox.detail.theirs.title")}</MessageBarTitle>{" "}
        {by !== "" && at !== ""
          ? t("outbox.detail.theirs.by", { by, time: format.dateTime(at) })
          : t("outbox.detail.theirs.somebody")}
        {theirs.isPending && <Skeletons rows={2} height={16} />}
        {theirs.error && <ErrorNote error={decodeError(theirs.error)} onRetry={() => void theirs.refetch()} />}
        {theirs.data && (
          // It scrolls, so the keyboard has to reach it.
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          <pre className={styles.words} tabIndex={0} aria-label={t("outbox.detail.theirs.label")}>
            {[theirs.data.subject, theirs.data.text].filter((part) => part !== "").join("\n\n")}
          </pre>
        )}
      </MessageBarBody>
    </MessageBar>
  );
}
