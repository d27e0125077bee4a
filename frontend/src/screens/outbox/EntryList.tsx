import { makeStyles, Text, tokens } from "@fluentui/react-components";
import { useCallback, useId, useState, type RefObject } from "react";
import { useTranslation } from "react-i18next";
import type { EntryPage, EntryRow, Pages, Shown } from "../../api";
import { Skeletons } from "../../ui/Skeletons";
import { VirtualGrid } from "../../ui/VirtualGrid";
import { BulkBar } from "./BulkBar";
import { EntryCells } from "./EntryCells";
import type { EntryFilters } from "./filters";
import { OutboxEmpty } from "./OutboxEmpty";
import type { Selection } from "./selection";

const useStyles = makeStyles({
  card: {
    display: "flex",
    flexDirection: "column",
    flex: "1 1 0",
    minHeight: "150px",
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    overflow: "hidden",
  },
  stale: { opacity: 0.6 },
  keys: { color: tokens.colorNeutralForeground3, padding: `${tokens.spacingVerticalXS} 0`, flexShrink: 0 },
});

const rowHeight = 60;

export interface EntryActs {
  open: (row: EntryRow, byKeyboard: boolean) => void;
  choose: (row: EntryRow) => void;
  retry: (rows: EntryRow[]) => void;
  remove: (rows: EntryRow[]) => void;
}

interface EntryListProps {
  /** What was asked; another question starts at the top. */
  question: string;
  list: Pages<EntryPage, EntryRow>;
  onShown: (shown: Shown) => void;
  filters: EntryFilters;
  onFilters: (change: Partial<EntryFilters>) => void;
  selection: Selection;
  acts: EntryActs;
  gridRef: RefObject<HTMLDivElement | null>;
}

/** The entries. Arrows move, Enter opens, Space selects, Delete removes, R retries: the selection, else the row. */
export function EntryList({ question, list, onShown, filters, onFilters, selection, acts, gridRef }: EntryListProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const keysId = useId();
  const [active, setActive] = useState(-1);
  const shown = useCallback((first: number, last: number) => onShown({ first, last }), [onShown]);
  const meant = (row: EntryRow) => (selection.rows.length > 0 ? selection.rows : [row]);
  const onKey = (key: string, index: number): boolean => {
    const row = list.row(index);
    if (row === undefined) return false;
    if (key === " ") selection.toggle(row);
    else if (key === "Delete" || key === "Backspace") acts.remove(meant(row));
    else if (key === "r" || key === "R") acts.retry(meant(row));
    else return false;
    return true;
  };
  return (
    <>
      <div className={styles.card}>
        {selection.rows.length > 0 && (
          <BulkBar
            selected={selection.rows}
            onRetry={() => acts.retry(selection.rows)}
            onRemove={() => acts.remove(selection.rows)}
            onClear={selection.clear}
          />
        )}
        {list.loading && <Skeletons rows={6} height={48} />}
        {!list.loading && !list.error && list.total === 0 && <OutboxEmpty filters={filters} onChange={onFilters} />}
        {list.total > 0 && (
          <VirtualGrid
            key={question}
            gridRef={gridRef}
            label={t("outbox.list")}
            describedBy={keysId}
            count={list.total}
            rowHeight={rowHeight}
            active={active}
            onActive={setActive}
            onOpen={(index, byKeyboard) => {
              const row = list.row(index);
              if (row) acts.open(row, byKeyboard);
            }}
            onKey={onKey}
            onShown={shown}
            multiple
            selected={(index) => {
              const row = list.row(index);
              return row !== undefined && selection.has(row.id);
            }}
            className={list.stale ? styles.stale : undefined}
          >
            {(index) => {
              const row = list.row(index);
              return (
                <EntryCells
                  row={row}
                  selected={row !== undefined && selection.has(row.id)}
                  onSelect={() => row && selection.toggle(row)}
                  onChoose={() => row && acts.choose(row)}
                  onRetry={() => row && acts.retry([row])}
                  onRemove={() => row && acts.remove([row])}
                />
              );
            }}
          </VirtualGrid>
        )}
      </div>
      {list.total > 0 && (
        <Text id={keysId} size={200} className={styles.keys}>
          {t("outbox.keys")}
        </Text>
      )}
    </>
  );
}
