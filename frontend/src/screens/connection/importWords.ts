import { useTranslation } from "react-i18next";
import type { TableProgress } from "../../api";
import { useFormat } from "../../text/format";

/** How far a table's import has come, for a progress bar; nothing while the total is unknown. */
export function shareOf(table: TableProgress): { value?: number } {
  return table.total > 0 ? { value: Math.min(1, table.rows / table.total) } : {};
}

/** A table's rows, and while it is read the total, the rate and the time left. */
export function useRowsOf(): (table: TableProgress) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return (table) => {
    const rows = format.number(table.rows);
    if (table.state !== "loading") return rows;
    const total = format.number(table.total);
    const parts = [table.total > 0 ? t("connection.import.rowsOf", { rows, total }) : rows];
    if (table.rowsPerSecond >= 1) {
      parts.push(t("connection.import.rate", { rate: format.number(Math.round(table.rowsPerSecond)) }));
    }
    if (table.secondsLeft > 0) parts.push(t("connection.import.left", { time: format.duration(table.secondsLeft) }));
    return parts.join(" · ");
  };
}
