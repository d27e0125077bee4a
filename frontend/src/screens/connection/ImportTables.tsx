import { makeStyles, ProgressBar, tokens } from "@fluentui/react-components";
import { useTranslation } from "react-i18next";
import type { TableProgress } from "../../api";
import { useFormat, type Format } from "../../text/format";
import { StateBadge, type Tone } from "../../ui/StateBadge";
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
  bar: { minWidth: "120px", width: "30%" },
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
  const format = useFormat();
  const name = useTableName();
  const state = i18n.exists(`connection.import.states.${table.state}`) ? table.state : "pending";
  return (
    <tr>
      <th scope="row" className={styles.cell}>
        {name(table.table)}
      </th>
      <td className={styles.cell}>
        <StateBadge tone={tones[state] ?? "neutral"} label={t(`connection.import.states.${state}`)} />
      </td>
      <td className={styles.cell}>{rowsOf(table, format, t)}</td>
      <td className={styles.bar}>
        {table.state === "loading" ? <ProgressBar aria-label={name(table.table)} {...shareOf(table)} /> : null}
      </td>
    </tr>
  );
}

function shareOf(table: TableProgress): { value?: number } {
  return table.total > 0 ? { value: Math.min(1, table.rows / table.total) } : {};
}

function rowsOf(table: TableProgress, format: Format, t: (key: string, values: Record<string, string>) => string) {
  const rows = format.number(table.rows);
  const loading = table.state === "loading";
  const parts = [
    loading && table.total > 0 ? t("connection.import.rowsOf", { rows, total: format.number(table.total) }) : rows,
  ];
  if (loading && table.rowsPerSecond >= 1) {
    parts.push(t("connection.import.rate", { rate: format.number(Math.round(table.rowsPerSecond)) }));
  }
  if (loading && table.secondsLeft > 0) {
    parts.push(t("connection.import.left", { time: format.duration(table.secondsLeft) }));
  }
  return parts.join(" · ");
}
