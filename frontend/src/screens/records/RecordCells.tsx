import { makeStyles, mergeClasses, SkeletonItem, Text, tokens } from "@fluentui/react-components";
import { BookmarkFilled } from "@fluentui/react-icons";
import { useTranslation } from "react-i18next";
import type { RecordRow } from "../../api";
import { useFormat } from "../../text/format";
import { useWord } from "../../text/words";
import { StateBadge } from "../../ui/StateBadge";
import { columnsOf, widthsOf, type Column } from "./columns";
import type { RecordKind } from "./filters";

const useStyles = makeStyles({
  row: {
    display: "grid",
    alignItems: "center",
    height: "100%",
    columnGap: tokens.spacingHorizontalM,
    padding: `0 ${tokens.spacingHorizontalM}`,
    boxSizing: "border-box",
  },
  cell: { overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap", minWidth: 0 },
  type: { color: tokens.colorNeutralForeground2, flexShrink: 0 },
  name: { display: "flex", alignItems: "baseline", gap: tokens.spacingHorizontalXS, minWidth: 0 },
  state: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalXS },
  number: { fontVariantNumeric: "tabular-nums" },
});

interface RecordCellsProps {
  kind: RecordKind;
  row: RecordRow | undefined;
  /** Fewer columns, while a record is open beside the list. */
  narrow: boolean;
  /** Marks the saved ones, where not all are. */
  markSaved: boolean;
}

/** The cells of one record, or their shapes while it is being read. */
export function RecordCells({ kind, row, narrow, markSaved }: RecordCellsProps) {
  const styles = useStyles();
  return (
    <div role="presentation" className={styles.row} style={{ gridTemplateColumns: widthsOf(kind, narrow) }}>
      {columnsOf(kind, narrow).map((column) => (
        <div key={column} role="gridcell" className={styles.cell}>
          {row === undefined ? (
            <SkeletonItem size={16} />
          ) : (
            <Cell kind={kind} column={column} row={row} markSaved={markSaved} />
          )}
        </div>
      ))}
    </div>
  );
}

interface CellProps {
  kind: RecordKind;
  column: Column;
  row: RecordRow;
  markSaved: boolean;
}

function Cell({ kind, column, row, markSaved }: CellProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const word = useWord();
  const format = useFormat();
  switch (column) {
    case "name":
      return (
        <span className={styles.name}>
          <Text weight="semibold" truncate wrap={false}>
            {row.name}
          </Text>
          {kind === "lead" && (
            <Text size={200} className={styles.type}>
              {word("match.tables", row.table)}
            </Text>
          )}
        </span>
      );
    case "account":
      return row.company;
    case "value":
      return (
        <span className={mergeClasses(styles.cell, styles.number)}>
          {row.value === "" ? "" : format.number(Number(row.value))}
        </span>
      );
    case "state":
      return (
        <span className={styles.state}>
          <StateBadge tone="success" label={t("records.inCRM")} />
          {markSaved && row.saved && <BookmarkFilled role="img" aria-label={t("records.savedMark")} fontSize={16} />}
        </span>
      );
    default:
      return row[column];
  }
}
