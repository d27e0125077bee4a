import { makeStyles, tokens } from "@fluentui/react-components";
import { useCallback, useState, type RefObject } from "react";
import { useTranslation } from "react-i18next";
import { useRecordList, type RecordRow } from "../../api";
import { ErrorNote } from "../../ui/ErrorNote";
import { Skeletons } from "../../ui/Skeletons";
import { VirtualGrid } from "../../ui/VirtualGrid";
import type { Filters } from "./filters";
import { questionOf } from "./filters";
import { FilterBar } from "./FilterBar";
import { RecordCells } from "./RecordCells";
import { RecordHeader } from "./RecordHeader";
import { RecordsEmpty } from "./RecordsEmpty";

const useStyles = makeStyles({
  card: {
    display: "flex",
    flexDirection: "column",
    flexGrow: 1,
    minHeight: 0,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    overflow: "hidden",
  },
  stale: { opacity: 0.6 },
  count: {
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    padding: `${tokens.spacingVerticalXS} 0`,
    flexShrink: 0,
  },
});

const rowHeight = 44;

interface RecordListProps {
  filters: Filters;
  /** The filters to ask with: they follow the typing. */
  asked: Filters;
  onChange: (change: Partial<Filters>) => void;
  open: { table: string; id: string };
  onOpen: (row: RecordRow, byKeyboard: boolean) => void;
  gridRef: RefObject<HTMLDivElement | null>;
}

/** The records that fit, read by the page as far as they are looked at. */
export function RecordList({ filters, asked, onChange, open, onOpen, gridRef }: RecordListProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const [shown, setShown] = useState({ first: 0, last: 0 });
  const [active, setActive] = useState(-1);
  const onShown = useCallback((first: number, last: number) => setShown({ first, last }), []);
  const list = useRecordList(questionOf(asked), shown);
  const change = (by: Partial<Filters>) => {
    setActive(-1);
    onChange(by);
  };
  return (
    <>
      <FilterBar
        filters={filters}
        onChange={change}
        owners={list.first?.owners ?? []}
        stages={list.first?.stages ?? []}
      />
      {list.error && <ErrorNote error={list.error} onRetry={list.again} />}
      <div className={styles.card}>
        {list.loading && <Skeletons rows={12} height={32} />}
        {!list.loading && !list.error && list.total === 0 && <RecordsEmpty filters={filters} onChange={change} />}
        {list.total > 0 && (
          <VirtualGrid
            key={JSON.stringify(questionOf(asked))}
            gridRef={gridRef}
            label={t(`records.list.${asked.kind}`)}
            count={list.total}
            rowHeight={rowHeight}
            active={active}
            onActive={setActive}
            onOpen={(index, byKeyboard) => {
              const row = list.row(index);
              if (row) onOpen(row, byKeyboard);
            }}
            selected={(index) => {
              const row = list.row(index);
              return row !== undefined && row.id === open.id && row.table === open.table;
            }}
            onShown={onShown}
            header={<RecordHeader kind={asked.kind} narrow={open.id !== ""} />}
            className={list.stale ? styles.stale : undefined}
          >
            {(index) => (
              <RecordCells
                kind={asked.kind}
                row={list.row(index)}
                narrow={open.id !== ""}
                markSaved={asked.scope === "all"}
              />
            )}
          </VirtualGrid>
        )}
      </div>
      <div role="status" className={styles.count}>
        {list.loading || list.stale || list.total === 0 ? "" : t("records.count", { count: list.total })}
      </div>
    </>
  );
}
