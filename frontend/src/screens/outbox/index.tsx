import { Button, makeStyles, Spinner, tokens } from "@fluentui/react-components";
import { SendRegular } from "@fluentui/react-icons";
import { useDeferredValue, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import {
  decodeError,
  useEntryList,
  useRemove,
  useRetry,
  useSendNow,
  useStatus,
  type EntryCounts,
  type EntryRow,
} from "../../api";
import { go, useRoute } from "../../app/route";
import { ErrorNote } from "../../ui/ErrorNote";
import { focusHeading, whenFocusIsLost } from "../../ui/focus";
import { Screen } from "../../ui/Screen";
import { CopyButton } from "../copy/CopyButton";
import { canRemove, canRetry } from "./abilities";
import { ChooseForEntry } from "./ChooseForEntry";
import { DetailPane } from "./DetailPane";
import { EntryFilterBar } from "./EntryFilterBar";
import { EntryList } from "./EntryList";
import { isEntryState, noFilters, questionOf, type EntryFilters } from "./filters";
import { useKeptFocus } from "../../ui/keptFocus";
import { NetworkNote } from "./NetworkNote";
import { RemoveDialog } from "./RemoveDialog";
import { RestoredNote } from "./RestoredNote";
import { useSelection } from "./selection";

const useStyles = makeStyles({
  root: { display: "flex", flexDirection: "column", flexGrow: 1, minHeight: 0, gap: tokens.spacingVerticalXS },
});

const noCounts: EntryCounts = { needAttention: 0, toSend: 0, sent: 0, removing: 0, unresolved: 0, remotes: [] };

/** The outbox: every entry with its state and why, and what can be done about it. */
export function OutboxScreen() {
  const styles = useStyles();
  const { t } = useTranslation();
  const { params } = useRoute();
  const [param = ""] = params;
  const wanted = isEntryState(param) ? param : "";
  const id = wanted === "" ? param : "";
  const [filters, setFilters] = useState<EntryFilters>(noFilters);
  const [followed, setFollowed] = useState("");
  const text = useDeferredValue(filters.text);
  const question = questionOf({ ...filters, text });
  const [shown, setShown] = useState({ first: 0, last: 0 });
  const list = useEntryList(question, shown);
  const counts = list.first?.counts ?? noCounts;
  const selection = useSelection();
  const [removing, setRemoving] = useState<EntryRow[]>([]);
  const [choosing, setChoosing] = useState("");
  const grid = useRef<HTMLDivElement>(null);
  const follow = useRef(false);
  const retry = useRetry();
  const remove = useRemove();
  const sendNow = useSendNow();
  const online = useStatus().data?.online ?? true;
  const [asked, setAsked] = useState<"" | "looking" | "looked">("");
  const home = () => {
    if (grid.current?.isConnected) grid.current.focus();
    else focusHeading();
  };
  const root = useRef<HTMLDivElement>(null);
  useKeptFocus(root, home);
  const failure = list.error ?? retry.error ?? remove.error ?? sendNow.error;

  if (wanted !== followed) {
    // A link with a state in it asks for that state alone.
    setFollowed(wanted);
    if (wanted !== "") {
      selection.clear();
      setFilters({ ...noFilters, state: wanted });
    }
  }
  useEffect(() => {
    if (wanted !== "") go("outbox"); // else the same link, followed again, would do nothing
  }, [wanted]);
  const change = (by: Partial<EntryFilters>) => {
    selection.clear();
    setFilters((now) => ({ ...now, ...by }));
  };
  const retryRows = (rows: EntryRow[]) => {
    const ids = rows.filter(canRetry).map((row) => row.id);
    if (ids.length > 0) retry.mutate(ids, { onSuccess: selection.clear });
  };
  const removeRows = () =>
    remove.mutate(
      removing.map((row) => row.id),
      {
        onSuccess: selection.clear,
        onSettled: () => {
          setRemoving([]);
          home();
        },
      },
    );
  const send = () => {
    if (sendNow.isPending) return;
    setAsked(online ? "" : "looking");
    sendNow.mutate(undefined, { onSettled: () => setAsked((now) => (now === "looking" ? "looked" : "")) });
  };
  const close = () => {
    go("outbox");
    home();
  };
  const acts = {
    open: (row: EntryRow, byKeyboard: boolean) => {
      follow.current = byKeyboard;
      go("outbox", row.id);
    },
    choose: (row: EntryRow) => setChoosing(row.id),
    retry: retryRows,
    remove: (rows: EntryRow[]) => setRemoving(rows.filter(canRemove)),
  };
  return (
    <Screen
      title={t("shell.nav.outbox")}
      commands={
        <>
          <CopyButton />
          <Button
            appearance="primary"
            icon={sendNow.isPending ? <Spinner size="tiny" /> : <SendRegular />}
            disabledFocusable={sendNow.isPending}
            onClick={send}
          >
            {t("outbox.sendNow")}
          </Button>
        </>
      }
      fill
    >
      <div ref={root} className={styles.root}>
        <NetworkNote removing={counts.removing} asked={asked} />
        <RestoredNote
          onReview={() => change({ ...noFilters, state: "restored" })}
          onRemove={setRemoving}
          onSent={() => home()}
        />
        {failure && <ErrorNote error={decodeError(failure)} onRetry={list.error ? list.again : undefined} />}
        {!(list.error && list.first === undefined) && <EntryFilterBar filters={filters} counts={counts} onChange={change} />}
        <EntryList
          question={JSON.stringify(question)}
          list={list}
          onShown={setShown}
          filters={filters}
          onFilters={change}
          selection={selection}
          acts={acts}
          gridRef={grid}
        />
        {id !== "" && (
          <DetailPane
            id={id}
            followRef={follow}
            onClose={close}
            onRetry={(row) => retryRows([row])}
            onRemove={(row) => setRemoving([row])}
          />
        )}
      </div>
      <RemoveDialog
        rows={removing}
        busy={remove.isPending}
        onConfirm={removeRows}
        onCancel={() => {
          setRemoving([]);
          home();
        }}
      />
      {choosing !== "" && (
        <ChooseForEntry
          id={choosing}
          onClose={() => {
            setChoosing("");
            whenFocusIsLost(home); // the row that was chosen for may be listed no more
          }}
        />
      )}
    </Screen>
  );
}
