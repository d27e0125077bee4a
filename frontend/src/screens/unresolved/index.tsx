import { Button, Checkbox, makeStyles, MessageBar, MessageBarBody, Text, tokens } from "@fluentui/react-components";
import { CheckmarkCircleRegular, SearchRegular } from "@fluentui/react-icons";
import { useDeferredValue, useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { decodeError, useAllEntries, useNotInCRMKeys, useStatus } from "../../api";
import { go, useRoute } from "../../app/route";
import { EmptyState } from "../../ui/EmptyState";
import { ErrorNote } from "../../ui/ErrorNote";
import { focusHeading, whenFocusIsLost } from "../../ui/focus";
import { ListCard } from "../../ui/ListCard";
import { OfflineNote } from "../../ui/OfflineNote";
import { Screen } from "../../ui/Screen";
import { SearchField } from "../../ui/SearchField";
import { Skeletons } from "../../ui/Skeletons";
import { SplitView } from "../../ui/SplitView";
import { ActDialogs, type Act } from "./ActDialogs";
import { useChoice } from "./choice";
import { ChoiceBar } from "./ChoiceBar";
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
  said: { flexShrink: 0, marginBottom: tokens.spacingVerticalS },
  words: { whiteSpace: "normal", overflowWrap: "anywhere", minWidth: 0 },
  search: {
    display: "flex",
    alignItems: "center",
    justifyContent: "space-between",
    gap: tokens.spacingHorizontalM,
    marginBottom: tokens.spacingVerticalS,
    flexShrink: 0,
  },
  // The box stands over those of the rows.
  all: { display: "flex", alignItems: "center", marginInlineStart: "9px" },
  count: { color: tokens.colorNeutralForeground2 },
  keys: { color: tokens.colorNeutralForeground3, padding: `${tokens.spacingVerticalXS} 0`, flexShrink: 0 },
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
  const ignored = new Set(useNotInCRMKeys().data);
  const keysId = useId();
  const groups = groupsOf(entries.data ?? []);
  const shown = fitting(groups, asked);
  const group = groups.find((one) => one.member.key === open);
  const name = (one: Group) => one.member.name || t("linkedin.unnamed");
  const close = () => go("unresolved");
  const choice = useChoice(groups);
  const [act, setAct] = useState<Act | null>(null);
  const begin = (kind: Act["kind"], whom: Group[]) => {
    setSaid("");
    setAct({ kind, groups: whom });
  };
  const stopLooking = useRef(() => {});
  useEffect(() => () => stopLooking.current(), []);
  const end = () => {
    setAct(null);
    stopLooking.current = whenFocusIsLost(() => (grid.current ? grid.current.focus() : focusHeading()));
  };
  const all = shown.length > 0 && shown.every((one) => choice.has(one.member.key));
  return (
    <Screen
      title={t("shell.nav.unresolved")}
      subtitle={t("unresolved.report")}
      commands={status?.connection === "connected" ? <DecisionsMenu onSaid={setSaid} onFailed={setFailed} /> : undefined}
      fill
    >
      {status?.connection === "connected" && !status.online && <OfflineNote text={t("unresolved.offline")} />}
      {said !== "" && (
        <MessageBar intent="success" layout="multiline" className={styles.said}>
          <MessageBarBody role="status" className={styles.words}>
            {said}
          </MessageBarBody>
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
          <div className={styles.all}>
            {shown.length > 0 && (
              <Checkbox
                aria-label={t("unresolved.bulk.all")}
                checked={all || (choice.groups.length > 0 && "mixed")}
                onChange={() => choice.only(all ? [] : shown)}
              />
            )}
            <Text role="status" className={styles.count}>
              {entries.data && t("unresolved.people", { count: shown.length })}
            </Text>
          </div>
          <SearchField label={t("unresolved.search")} value={text} onChange={setText} />
        </div>
        <ListCard>
          {choice.groups.length > 0 && (
            <ChoiceBar
              chosen={choice.groups}
              onLink={() => begin("link", choice.groups)}
              onNotInCRM={() => begin("not-in-crm", choice.groups)}
              onRemove={() => begin("remove", choice.groups)}
              onClear={() => {
                choice.only([]);
                grid.current?.focus(); // the bar goes, and with it what held the focus
              }}
            />
          )}
          {entries.isPending && <Skeletons rows={8} height={40} />}
          {entries.data && shown.length === 0 && <Nothing asked={asked.trim()} onClear={() => setText("")} />}
          {shown.length > 0 && (
            <GroupList
              groups={shown}
              open={open}
              gridRef={grid}
              choice={choice}
              onRemove={(whom) => begin("remove", whom)}
              isIgnored={(key) => ignored.has(key)}
              describedBy={keysId}
              onOpen={(key, byKeyboard) => {
                follow.current = byKeyboard;
                go("unresolved", key);
              }}
            />
          )}
        </ListCard>
        {shown.length > 0 && (
          <Text id={keysId} size={200} className={styles.keys}>
            {t("unresolved.keys")}
          </Text>
        )}
      </SplitView>
      <ActDialogs
        act={act}
        onClose={end}
        onDone={(words) => {
          setSaid(words);
          choice.only([]);
          end();
        }}
      />
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
