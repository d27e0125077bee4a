import { useState, type RefObject } from "react";
import { useTranslation } from "react-i18next";
import { useRecordList, type RecordRow } from "../../api";
import { ErrorNote } from "../../ui/ErrorNote";
import { ListCount } from "../../ui/ListCount";
import { PagedGrid } from "../../ui/PagedGrid";
import type { Filters } from "./filters";
import { questionOf } from "./filters";
import { FilterBar } from "./FilterBar";
import { RecordCells } from "./RecordCells";
import { RecordHeader } from "./RecordHeader";
import { RecordsEmpty } from "./RecordsEmpty";

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
  const { t } = useTranslation();
  const [shown, setShown] = useState({ first: 0, last: 0 });
  const list = useRecordList(questionOf(asked), shown);
  const narrow = open.id !== "";
  return (
    <>
      <FilterBar
        filters={filters}
        onChange={onChange}
        owners={list.first?.owners ?? []}
        stages={list.first?.stages ?? []}
      />
      {list.error && <ErrorNote error={list.error} onRetry={list.again} />}
      <PagedGrid
        key={JSON.stringify(questionOf(asked))}
        gridRef={gridRef}
        list={list}
        label={t(`records.list.${asked.kind}`)}
        rowHeight={44}
        skeletons={{ rows: 12, height: 32 }}
        empty={<RecordsEmpty filters={filters} onChange={onChange} />}
        onOpen={onOpen}
        onShown={setShown}
        selected={(row) => row.id === open.id && row.table === open.table}
        header={<RecordHeader kind={asked.kind} narrow={narrow} />}
      >
        {(row) => <RecordCells kind={asked.kind} row={row} narrow={narrow} markSaved={asked.scope === "all"} />}
      </PagedGrid>
      <ListCount list={list} text={t("records.count", { count: list.total })} />
    </>
  );
}
