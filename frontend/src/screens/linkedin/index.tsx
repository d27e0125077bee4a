import { makeStyles, tokens } from "@fluentui/react-components";
import { ChatMultipleRegular, PeopleChatRegular } from "@fluentui/react-icons";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useConversation, useConversationList, useStatus } from "../../api";
import { go, useRoute } from "../../app/route";
import { EmptyState } from "../../ui/EmptyState";
import { ErrorNote } from "../../ui/ErrorNote";
import { Loaded } from "../../ui/Loaded";
import { OfflineNote } from "../../ui/OfflineNote";
import { Screen } from "../../ui/Screen";
import { ConversationList } from "./ConversationList";
import { ImportControls } from "./ImportControls";
import { ImportReportNote } from "./ImportReportNote";
import { Thread } from "./Thread";
import { useArchiveImport } from "./useArchiveImport";

const useStyles = makeStyles({
  split: { display: "flex", gap: tokens.spacingHorizontalL, flexGrow: 1, minHeight: 0 },
  thread: {
    display: "flex",
    flexDirection: "column",
    flexGrow: 1,
    minWidth: 0,
    minHeight: 0,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    overflow: "hidden",
    outlineStyle: "none",
    "&:focus-visible": { boxShadow: `inset 0 0 0 2px ${tokens.colorStrokeFocus2}` },
  },
});

const nothingShown = { first: 0, last: 0 };

/** LinkedIn: what was brought in by archive, and copying it. */
export function LinkedInScreen() {
  const { t } = useTranslation();
  const archive = useArchiveImport();
  const status = useStatus().data;
  const all = useConversationList({ text: "" }, nothingShown);
  const offline = status?.connection === "connected" && !status.online;
  const nothing = !all.loading && all.error === null && all.total === 0;
  return (
    <Screen
      title={t("shell.nav.linkedin")}
      commands={all.total > 0 ? <ImportControls archive={archive} primary={false} /> : undefined}
      fill
    >
      {offline && <OfflineNote text={t("linkedin.offline")} />}
      {archive.error && <ErrorNote error={archive.error} />}
      {archive.report && <ImportReportNote report={archive.report} onDismiss={archive.dismiss} />}
      {nothing ? (
        <EmptyState
          icon={<PeopleChatRegular />}
          title={t("linkedin.empty.title")}
          text={t("linkedin.empty.text")}
          action={<ImportControls archive={archive} primary />}
        />
      ) : (
        <Conversations />
      )}
    </Screen>
  );
}

function Conversations() {
  const styles = useStyles();
  const { t } = useTranslation();
  const { params } = useRoute();
  const [id = ""] = params;
  const conversation = useConversation(id, id !== "");
  const follow = useRef(false);
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    if (follow.current) panel.current?.focus();
    follow.current = false;
  }, [id]);
  return (
    <div className={styles.split}>
      <ConversationList
        open={id}
        onOpen={(opened, byKeyboard) => {
          follow.current = byKeyboard;
          go("linkedin", opened);
        }}
      />
      <section ref={panel} tabIndex={-1} className={styles.thread} aria-label={t("linkedin.conversation")}>
        {id === "" ? (
          <EmptyState
            icon={<ChatMultipleRegular />}
            title={t("linkedin.empty.pickTitle")}
            text={t("linkedin.empty.pickText")}
          />
        ) : (
          <Loaded query={conversation}>{(data) => <Thread key={data.id} conversation={data} />}</Loaded>
        )}
      </section>
    </div>
  );
}
