import { makeStyles, Tab as TabItem, TabList, tokens } from "@fluentui/react-components";
import { ChatMultipleRegular, PeopleChatRegular } from "@fluentui/react-icons";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import {
  ApiError,
  useConversation,
  useConversationList,
  useMemberList,
  useStatus,
  type ImportReport,
  type MemberRow,
} from "../../api";
import { go, useRoute } from "../../app/route";
import { EmptyState } from "../../ui/EmptyState";
import { ErrorNote } from "../../ui/ErrorNote";
import { Loaded } from "../../ui/Loaded";
import { OfflineNote } from "../../ui/OfflineNote";
import { Screen } from "../../ui/Screen";
import { useKeptFocus } from "../../ui/keptFocus";
import { ConversationList } from "./ConversationList";
import { ImportControls } from "./ImportControls";
import { ImportReportNote } from "./ImportReportNote";
import { Thread } from "./Thread";
import { ColumnsDialog } from "./ColumnsDialog";
import { ImportProgress } from "./ImportProgress";
import { MemberList } from "./MemberList";
import { MemberPanel } from "./MemberPanel";
import { OwnerDialog } from "./OwnerDialog";
import { PasteDialog } from "./PasteDialog";
import { useImport, type Import } from "./useImport";
import { useNewsFocus } from "./useNewsFocus";

const useStyles = makeStyles({
  news: { flexShrink: 0 },
  list: {
    display: "flex",
    flexDirection: "column",
    minHeight: 0,
    gap: tokens.spacingVerticalS,
    flex: "0 0 340px",
    "@media (max-width: 1100px)": { flexBasis: "290px" },
  },
  // Where that does not fit, as in a low window with a report over it, the screen scrolls.
  split: { display: "flex", gap: tokens.spacingHorizontalL, flexGrow: 1, flexShrink: 0, flexBasis: 0, minHeight: "280px" },
  thread: {
    display: "flex",
    flexDirection: "column",
    flexGrow: 1,
    minWidth: 0,
    minHeight: 0,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    overflowX: "hidden",
    overflowY: "auto",
    outlineStyle: "none",
    "&:focus-visible": { boxShadow: `inset 0 0 0 2px ${tokens.colorStrokeFocus2}` },
  },
});

const nothingShown = { first: 0, last: 0 };

/** LinkedIn: what was brought in by archive, table or paste, and copying it. */
export function LinkedInScreen() {
  const styles = useStyles();
  const { t } = useTranslation();
  const archive = useImport();
  const status = useStatus().data;
  const all = useConversationList({ text: "" }, nothingShown);
  const people = useMemberList({ text: "" }, nothingShown);
  const [pasting, setPasting] = useState(false);
  const [pasted, setPasted] = useState<ImportReport | null>(null);
  const offline = status?.connection === "connected" && !status.online;
  const some = all.total > 0 || people.total > 0;
  const news = useNewsFocus(archive.now?.state ?? "", pasted, some);
  const nothing = !all.loading && all.error === null && !people.loading && people.error === null && !some;
  const controls = (primary: boolean) => (
    <ImportControls archive={archive} primary={primary} onPaste={() => setPasting(true)} />
  );
  return (
    <Screen title={t("shell.nav.linkedin")} commands={some ? controls(false) : undefined} fill>
      {offline && <OfflineNote text={t("linkedin.offline")} />}
      {archive.error && <ErrorNote error={archive.error} />}
      <div ref={news} className={styles.news}>
        <Bringing archive={archive} />
        {pasted && <ImportReportNote report={pasted} onDismiss={() => setPasted(null)} />}
      </div>
      {pasting && (
        <PasteDialog
          onClose={() => setPasting(false)}
          onKept={(report) => {
            setPasting(false);
            setPasted(report);
          }}
        />
      )}
      {nothing ? (
        <EmptyState
          icon={<PeopleChatRegular />}
          title={t("linkedin.empty.title")}
          text={archive.drops ? `${t("linkedin.empty.text")} ${t("linkedin.empty.drop")}` : t("linkedin.empty.text")}
          action={controls(true)}
        />
      ) : (
        <Material />
      )}
    </Screen>
  );
}

/** What is being brought in: how far it is, what it asks, and what came of it. */
function Bringing({ archive }: { archive: Import }) {
  const { now } = archive;
  switch (now?.state) {
    case "reading":
    case "storing":
      return <ImportProgress capture={now} onCancel={archive.cancel} />;
    case "owner":
      return <OwnerDialog key={now.id} capture={now} onCancel={archive.cancel} />;
    case "columns":
      return <ColumnsDialog key={now.id} capture={now} onCancel={archive.cancel} />;
    case "done":
      return <ImportReportNote report={now.report} onDismiss={archive.cancel} />;
    case "failed":
      return <ErrorNote error={new ApiError(now.problem.code, now.problem.detail)} />;
    default:
      return null;
  }
}

type Tab = "conversations" | "members";

/** Conversations or members on the left, and what is open of them on the right. */
function Material() {
  const styles = useStyles();
  const { t } = useTranslation();
  const { params } = useRoute();
  const [id = ""] = params;
  const [chosen, setTab] = useState<Tab>("conversations");
  const tab = id === "" ? chosen : "conversations"; // a link leads to a conversation whatever was shown before
  const [member, setMember] = useState<MemberRow | null>(null);
  const follow = useRef(false);
  const panel = useRef<HTMLElement>(null);
  // An answer about a match takes the button away that gave it.
  useKeptFocus(panel, () => panel.current?.focus({ preventScroll: true }));
  const shown = tab === "members" && member !== null ? member.member.key : id;
  useEffect(() => {
    if (follow.current) panel.current?.focus();
    follow.current = false;
  }, [shown]);
  return (
    <div className={styles.split}>
      <div className={styles.list}>
        <TabList
          size="small"
          selectedValue={tab}
          onTabSelect={(_, data) => {
            if (id !== "") go("linkedin");
            setTab(data.value === "members" ? "members" : "conversations");
          }}
        >
          <TabItem value="conversations">{t("linkedin.conversations")}</TabItem>
          <TabItem value="members">{t("linkedin.members.title")}</TabItem>
        </TabList>
        {tab === "members" ? (
          <MemberList
            open={member?.member.key ?? ""}
            onOpen={(row, byKeyboard) => {
              follow.current = byKeyboard;
              setMember(row);
            }}
          />
        ) : (
          <ConversationList
            open={id}
            onOpen={(opened, byKeyboard) => {
              follow.current = byKeyboard;
              go("linkedin", opened);
            }}
          />
        )}
      </div>
      <section ref={panel} tabIndex={-1} className={styles.thread} aria-label={t(tab === "members" ? "linkedin.members.one" : "linkedin.conversation")}>
        {tab === "members" ? <OpenMember row={member} /> : <OpenConversation id={id} />}
      </section>
    </div>
  );
}

function OpenMember({ row }: { row: MemberRow | null }) {
  const { t } = useTranslation();
  if (row !== null) return <MemberPanel key={row.member.key} row={row} />;
  return (
    <EmptyState icon={<PeopleChatRegular />} title={t("linkedin.members.pickTitle")} text={t("linkedin.members.pickText")} />
  );
}

function OpenConversation({ id }: { id: string }) {
  const { t } = useTranslation();
  const conversation = useConversation(id, id !== "");
  if (id !== "") return <Loaded query={conversation}>{(data) => <Thread key={data.id} conversation={data} />}</Loaded>;
  return (
    <EmptyState icon={<ChatMultipleRegular />} title={t("linkedin.empty.pickTitle")} text={t("linkedin.empty.pickText")} />
  );
}
