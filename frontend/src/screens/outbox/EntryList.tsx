import { makeStyles, Text, tokens } from "@fluentui/react-components";
import { useId, type RefObject } from "react";
import { useTranslation } from "react-i18next";
import type { EntryPage, EntryRow, Pages, Shown } from "../../api";
import { PagedGrid } from "../../ui/PagedGrid";
import { BulkBar } from "./BulkBar";
import { EntryCells } from "./EntryCells";
import type { EntryFilters } from "./filters";
import { OutboxEmpty } from "./OutboxEmpty";
import type { Selection } from "./selection";

const useStyles = makeStyles({
  keys: { color: tokens.colorNeutralForeground3, padding: `${tokens.spacingVerticalXS} 0`, flexShrink: 0 },
});

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
  const meant = (row: EntryRow) => (selection.rows.length > 0 ? selection.rows : [row]);
  const onKey = (key: string, row: EntryRow): boolean => {
    if (key === " ") selection.toggle(row);
    else if (key === "Delete" || key === "Backspace") acts.remove(meant(row));
    else if (key === "r" || key === "R") acts.retry(meant(row));
    else return false;
    return true;
  };
  return (
    <>
      <PagedGrid
        key={question}
        gridRef={gridRef}
        list={list}
        label={t("outbox.list")}
        describedBy={keysId}
        rowHeight={60}
        skeletons={{ rows: 6, height: 48 }}
        empty={<OutboxEmpty filters={filters} onChange={onFilters} />}
        bar={
          selection.rows.length > 0 && (
            <BulkBar
              selected={selection.rows}
              onRetry={() => acts.retry(selection.rows)}
              onRemove={() => acts.remove(selection.rows)}
              onClear={selection.clear}
            />
          )
        }
        onOpen={acts.open}
        onKey={onKey}
        onShown={onShown}
        multiple
        selected={(row) => selection.has(row.id)}
      >
        {(row) => (
          <EntryCells
            row={row}
            selected={row !== undefined && selection.has(row.id)}
            onSelect={() => row && selection.toggle(row)}
            onChoose={() => row && acts.choose(row)}
            onRetry={() => row && acts.retry([row])}
            onRemove={() => row && acts.remove([row])}
          />
        )}
      </PagedGrid>
      {list.total > 0 && (
        <Text id={keysId} size={200} className={styles.keys}>
          {t("outbox.keys")}
        </Text>
      )}
    </>
  );
}
