import { Badge, makeStyles, mergeClasses, SkeletonItem, Text, tokens } from "@fluentui/react-components";
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
  name: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalXS, minWidth: 0 },
  number: { fontVariantNumeric: "tabular-nums" },
});

/** The cells of one record, or their shapes while it is being read. */
export function RecordCells({ kind, row }: { kind: RecordKind; row: RecordRow | undefined }) {
  const styles = useStyles();
  return (
    <div role="presentation" className={styles.row} style={{ gridTemplateColumns: widthsOf(kind) }}>
      {columnsOf(kind).map((column) => (
        <div key={column} role="gridcell" className={styles.cell}>
          {row === undefined ? <SkeletonItem size={16} /> : <Cell kind={kind} column={column} row={row} />}
        </div>
      ))}
    </div>
  );
}

function Cell({ kind, column, row }: { kind: RecordKind; column: Column; row: RecordRow }) {
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
            <Badge appearance="outline" color="subtle" size="small">
              {word("match.tables", row.table)}
            </Badge>
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
      return <StateBadge tone="success" label={t(row.saved ? "records.inCRMSaved" : "records.inCRM")} />;
    default:
      return row[column];
  }
}
