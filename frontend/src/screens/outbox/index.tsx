import { Button, makeStyles, Spinner, tokens } from "@fluentui/react-components";
import { SendRegular } from "@fluentui/react-icons";
import { useDeferredValue, useRef, useState } from "react";
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
import { OfflineNote } from "../../ui/OfflineNote";
import { Screen } from "../../ui/Screen";
import { CopyButton } from "../copy/CopyButton";
import { canRemove, canRetry } from "./abilities";
import { ChooseForEntry } from "./ChooseForEntry";
import { DetailPane } from "./DetailPane";
import { EntryFilterBar } from "./EntryFilterBar";
import { EntryList } from "./EntryList";
import { noFilters, questionOf, type EntryFilters } from "./filters";
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
  const [id = ""] = params;
  const [filters, setFilters] = useState<EntryFilters>(noFilters);
  const text = useDeferredValue(filters.text);
  const question = questionOf({ ...filters, text });
  const [shown, setShown] = useState({ first: 0, last: 0 });
  const list = useEntryList(question, shown);
  const selection = useSelection();
  const [removing, setRemoving] = useState<EntryRow[]>([]);
  const [choosing, setChoosing] = useState("");
  const grid = useRef<HTMLDivElement>(null);
  const follow = useRef(false);
  const retry = useRetry();
  const remove = useRemove();
  const sendNow = useSendNow();
  const failure = list.error ?? retry.error ?? remove.error ?? sendNow.error;

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
          grid.current?.focus();
        },
      },
    );
  const close = () => {
    go("outbox");
    grid.current?.focus();
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
            disabled={sendNow.isPending}
            onClick={() => sendNow.mutate()}
          >
            {t("outbox.sendNow")}
          </Button>
        </>
      }
      fill
    >
      <div className={styles.root}>
        <Offline />
        <RestoredNote
          onReview={() => change({ ...noFilters, state: "restored" })}
          onRemove={setRemoving}
          onSent={() => grid.current?.focus()}
        />
        {failure && <ErrorNote error={decodeError(failure)} onRetry={list.error ? list.again : undefined} />}
        <EntryFilterBar filters={filters} counts={list.first?.counts ?? noCounts} onChange={change} />
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
          grid.current?.focus();
        }}
      />
      {choosing !== "" && <ChooseForEntry id={choosing} onClose={() => setChoosing("")} />}
    </Screen>
  );
}

function Offline() {
  const { t } = useTranslation();
  const status = useStatus().data;
  if (status?.connection !== "connected" || status.online) return null;
  return <OfflineNote text={t("outbox.offline", { count: status.toSend })} />;
}
