import { Button, makeStyles, MessageBar, MessageBarBody, Text, tokens } from "@fluentui/react-components";
import { CheckmarkCircleRegular, SearchRegular } from "@fluentui/react-icons";
import { useDeferredValue, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { decodeError, useAllEntries, useStatus } from "../../api";
import { go, useRoute } from "../../app/route";
import { EmptyState } from "../../ui/EmptyState";
import { ErrorNote } from "../../ui/ErrorNote";
import { ListCard } from "../../ui/ListCard";
import { OfflineNote } from "../../ui/OfflineNote";
import { Screen } from "../../ui/Screen";
import { SearchField } from "../../ui/SearchField";
import { Skeletons } from "../../ui/Skeletons";
import { SplitView } from "../../ui/SplitView";
import { DecisionsMenu } from "./DecisionsMenu";
import { GroupList } from "./GroupList";
import { GroupPanel } from "./GroupPanel";
import { fitting, groupsOf, type Group } from "./groups";

const useStyles = makeStyles({
  help: {
    color: tokens.colorNeutralForeground2,
    marginBottom: tokens.spacingVerticalS,
    flexShrink: 0,
    maxWidth: "90ch",
  },
  search: {
    display: "flex",
    alignItems: "center",
    justifyContent: "space-between",
    gap: tokens.spacingHorizontalM,
    marginBottom: tokens.spacingVerticalS,
    flexShrink: 0,
  },
  count: { color: tokens.colorNeutralForeground2 },
});

const question = { text: "", kind: "", state: "unresolved", remote: "" };

/** The LinkedIn Unresolved Task report: what was sent with no row of the CRM, by member. */
export function UnresolvedScreen() {
  const styles = useStyles();
  const { t } = useTranslation();
  const { params } = useRoute();
  const [open = ""] = params;
  const [text, setText] = useState("");
  const asked = useDeferredValue(text);
  const [said, setSaid] = useState("");
  const [failed, setFailed] = useState<Error | null>(null);
  const entries = useAllEntries(question);
  const status = useStatus().data;
  const follow = useRef(false);
  const grid = useRef<HTMLDivElement>(null);
  const groups = groupsOf(entries.data ?? []);
  const shown = fitting(groups, asked);
  const group = groups.find((one) => one.member.key === open);
  const name = (one: Group) => one.member.name || t("linkedin.unnamed");
  const close = () => go("unresolved");
  return (
    <Screen
      title={t("shell.nav.unresolved")}
      subtitle={t("unresolved.report")}
      commands={status?.connection === "connected" ? <DecisionsMenu onSaid={setSaid} onFailed={setFailed} /> : undefined}
      fill
    >
      {status?.connection === "connected" && !status.online && <OfflineNote text={t("unresolved.offline")} />}
      {said !== "" && (
        <MessageBar intent="success">
          <MessageBarBody role="status">{said}</MessageBarBody>
        </MessageBar>
      )}
      {failed && <ErrorNote error={decodeError(failed)} />}
      {entries.error && <ErrorNote error={decodeError(entries.error)} onRetry={() => void entries.refetch()} />}
      <Text className={styles.help}>{t("unresolved.help")}</Text>
      <SplitView
        panel={
          group === undefined ? null : (
            <GroupPanel
              key={group.member.key}
              group={group}
              onClose={close}
              onLinked={(one) => {
                setSaid(t("unresolved.linked", { name: name(one), count: one.rows.length }));
                close();
              }}
              onNotInCRM={(one) => setSaid(t("unresolved.notInCRMDone", { name: name(one) }))}
            />
          )
        }
        panelLabel={t("unresolved.of", { name: group ? name(group) : "" })}
        panelKey={open}
        onClose={close}
        followRef={follow}
        homeRef={grid}
      >
        <div className={styles.search}>
          <Text role="status" className={styles.count}>
            {entries.data && t("unresolved.people", { count: shown.length })}
          </Text>
          <SearchField label={t("unresolved.search")} value={text} onChange={setText} />
        </div>
        <ListCard>
          {entries.isPending && <Skeletons rows={8} height={40} />}
          {entries.data && shown.length === 0 && <Nothing asked={asked.trim()} onClear={() => setText("")} />}
          {shown.length > 0 && (
            <GroupList
              groups={shown}
              open={open}
              gridRef={grid}
              onOpen={(key, byKeyboard) => {
                follow.current = byKeyboard;
                go("unresolved", key);
              }}
            />
          )}
        </ListCard>
      </SplitView>
    </Screen>
  );
}

function Nothing({ asked, onClear }: { asked: string; onClear: () => void }) {
  const { t } = useTranslation();
  if (asked !== "") {
    return (
      <EmptyState
        icon={<SearchRegular />}
        title={t("unresolved.empty.filteredTitle")}
        text={t("unresolved.empty.filteredText", { text: asked })}
        action={<Button onClick={onClear}>{t("unresolved.empty.clear")}</Button>}
      />
    );
  }
  return (
    <EmptyState
      icon={<CheckmarkCircleRegular />}
      title={t("unresolved.empty.title")}
      text={t("unresolved.empty.text")}
      action={<Button onClick={() => go("outbox")}>{t("unresolved.empty.outbox")}</Button>}
    />
  );
}
