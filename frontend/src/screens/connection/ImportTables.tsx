import { makeStyles, mergeClasses, ProgressBar, tokens } from "@fluentui/react-components";
import { useTranslation } from "react-i18next";
import type { TableProgress } from "../../api";
import { StateBadge, type Tone } from "../../ui/StateBadge";
import { shareOf, useRowsOf } from "./importWords";
import { useTableName } from "./tableNames";

const useStyles = makeStyles({
  table: { borderCollapse: "collapse", width: "100%" },
  head: {
    textAlign: "start",
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorNeutralForeground2,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM} ${tokens.spacingVerticalXS} 0`,
  },
  cell: {
    textAlign: "start",
    fontWeight: tokens.fontWeightRegular,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM} ${tokens.spacingVerticalS} 0`,
    fontVariantNumeric: "tabular-nums",
    height: "24px",
  },
  bar: { width: "28%" },
  words: { whiteSpace: "nowrap" },
});

const tones: Record<string, Tone> = {
  pending: "neutral",
  loading: "busy",
  done: "success",
  skipped: "neutral",
  failed: "danger",
};

/** The tables of an import with rows, rate and time left. */
export function ImportTables({ tables }: { tables: TableProgress[] }) {
  const styles = useStyles();
  const { t } = useTranslation();
  return (
    <table className={styles.table} aria-label={t("connection.import.title")}>
      <thead>
        <tr>
          <th scope="col" className={styles.head}>
            {t("connection.import.table")}
          </th>
          <th scope="col" className={styles.head}>
            {t("connection.import.state")}
          </th>
          <th scope="col" className={styles.head} colSpan={2}>
            {t("connection.import.rows")}
          </th>
        </tr>
      </thead>
      <tbody>
        {tables.map((table) => (
          <Row key={table.table} table={table} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ table }: { table: TableProgress }) {
  const styles = useStyles();
  const { t, i18n } = useTranslation();
  const rowsOf = useRowsOf();
  const name = useTableName();
  const state = i18n.exists(`connection.import.states.${table.state}`) ? table.state : "pending";
  return (
    <tr>
      <th scope="row" className={styles.cell}>
        {name(table.table)}
      </th>
      <td className={mergeClasses(styles.cell, styles.words)}>
        <StateBadge tone={tones[state] ?? "neutral"} label={t(`connection.import.states.${state}`)} />
      </td>
      <td className={styles.cell}>{rowsOf(table)}</td>
      <td className={mergeClasses(styles.cell, styles.bar)}>
        {table.state === "loading" ? <ProgressBar aria-label={name(table.table)} {...shareOf(table)} /> : null}
      </td>
    </tr>
  );
}
