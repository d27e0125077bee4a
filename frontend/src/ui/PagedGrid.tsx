import { makeStyles } from "@fluentui/react-components";
import { useCallback, useState, type ReactNode, type RefObject } from "react";
import { ListCard } from "./ListCard";
import { Skeletons, type SkeletonsProps } from "./Skeletons";
import { VirtualGrid } from "./VirtualGrid";

const useStyles = makeStyles({ stale: { opacity: 0.6 } });

interface PagedGridProps<Row> {
  /** The rows, as usePages reads them. */
  list: {
    total: number;
    row: (index: number) => Row | undefined;
    loading: boolean;
    error: unknown;
    stale: boolean;
  };
  label: string;
  /** Height of one row in CSS pixels. */
  rowHeight: number;
  /** What stands for the rows until they are read. */
  skeletons: SkeletonsProps;
  /** What is said where there is nothing to list. */
  empty: ReactNode;
  /** A click or Enter on a row; with the keyboard the focus should follow. */
  onOpen: (row: Row, byKeyboard: boolean) => void;
  /** Keys beyond moving and opening; true when it was used. */
  onKey?: (key: string, row: Row) => boolean;
  /** Rows in view, for the one who reads them. */
  onShown: (shown: { first: number; last: number }) => void;
  selected: (row: Row) => boolean;
  /** Whether several can be chosen at once. */
  multiple?: boolean;
  /** What stands over the rows, such as what can be done with those that are chosen. */
  bar?: ReactNode;
  header?: ReactNode;
  describedBy?: string;
  gridRef?: RefObject<HTMLDivElement | null>;
  /** The cells of a row, which is undefined while it is read. */
  children: (row: Row | undefined) => ReactNode;
}

/** A long list that is read by the page. Give it a key made of what was asked: another question starts at the top. */
export function PagedGrid<Row>(props: PagedGridProps<Row>) {
  const { list, onOpen, onKey, onShown, selected } = props;
  const styles = useStyles();
  const [active, setActive] = useState(-1);
  const shown = useCallback((first: number, last: number) => onShown({ first, last }), [onShown]);
  const withRow = <Answer,>(index: number, otherwise: Answer, take: (row: Row) => Answer): Answer => {
    const row = list.row(index);
    return row === undefined ? otherwise : take(row);
  };
  return (
    <ListCard>
      {props.bar}
      {list.loading && <Skeletons {...props.skeletons} />}
      {!list.loading && !list.error && list.total === 0 && props.empty}
      {list.total > 0 && (
        <VirtualGrid
          gridRef={props.gridRef}
          label={props.label}
          describedBy={props.describedBy}
          count={list.total}
          rowHeight={props.rowHeight}
          active={active}
          onActive={setActive}
          onOpen={(index, byKeyboard) => withRow(index, undefined, (row) => onOpen(row, byKeyboard))}
          onKey={onKey && ((key, index) => withRow(index, false, (row) => onKey(key, row)))}
          onShown={shown}
          multiple={props.multiple}
          selected={(index) => withRow(index, false, selected)}
          header={props.header}
          className={list.stale ? styles.stale : undefined}
        >
          {(index) => props.children(list.row(index))}
        </VirtualGrid>
      )}
    </ListCard>
  );
}
