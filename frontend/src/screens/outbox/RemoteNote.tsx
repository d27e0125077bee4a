import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
} from "@fluentui/react-components";
import { useTranslation } from "react-i18next";
import { decodeError, shell, useCopyAgain, useDismissRemote, type Entry } from "../../api";
import { useFormat } from "../../text/format";
import { useWord } from "../../text/words";
import { ErrorNote } from "../../ui/ErrorNote";

const useStyles = makeStyles({ root: { flexShrink: 0 }, body: { whiteSpace: "normal" } });

/** What Dynamics did to the activity after it was sent, and the ways out. Nothing is done about it by itself. */
export function RemoteNote({ entry }: { entry: Entry }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const word = useWord();
  const says = useRemoteWords();
  const again = useCopyAgain();
  const dismiss = useDismissRemote();
  const failure = again.error ?? dismiss.error;
  const busy = again.isPending || dismiss.isPending;
  const { row, remote } = entry;
  return (
    <>
      <MessageBar intent="warning" layout="multiline" className={styles.root}>
        <MessageBarBody className={styles.body}>
          <MessageBarTitle>{word("outbox.remote.badges", remote.kind)}</MessageBarTitle> {says(entry)}
        </MessageBarBody>
        <MessageBarActions>
          {row.url !== "" && (
            <Button size="small" onClick={() => void shell.openExternal(row.url)}>
              {t("outbox.openInDynamics")}
            </Button>
          )}
          {remote.kind === "deleted" && (
            <Button size="small" disabledFocusable={busy} onClick={() => again.mutate(row.id)}>
              {t("outbox.remote.copyAgain")}
            </Button>
          )}
          <Button size="small" disabledFocusable={busy} onClick={() => dismiss.mutate([row.id])}>
            {t("outbox.remote.dismiss")}
          </Button>
        </MessageBarActions>
      </MessageBar>
      {failure === null ? null : <ErrorNote error={decodeError(failure)} />}
    </>
  );
}

function useRemoteWords(): (entry: Entry) => string {
  const { t } = useTranslation();
  const word = useWord();
  const format = useFormat();
  return ({ remote }) => {
    const noticed = t("outbox.remote.noticed", { time: format.dateTime(remote.noticed) });
    const fields = format.list(remote.fields.map((field) => word("outbox.remote.fields", field)));
    const known = remote.kind === "changed" && remote.by !== "" && remote.at !== "";
    const sentence = known
      ? t("outbox.remote.says.changedBy", { fields, by: remote.by, time: format.dateTime(remote.at) })
      : t(`outbox.remote.says.${remote.kind}`, { fields, defaultValue: t("outbox.remote.says.changed", { fields }) });
    return `${sentence} ${noticed}`;
  };
}
