import { Text } from "@fluentui/react-components";
import { useTranslation } from "react-i18next";
import type { ImportProgress } from "../../api";
import { useFormat } from "../../text/format";
import { Progress } from "../../ui/Progress";
import { useRowsOf } from "./importWords";
import { useTableName } from "./tableNames";

/** The import in one line: the table that is being read, or when it finished. */
export function ImportLine({ progress }: { progress: ImportProgress }) {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  const name = useTableName();
  const rowsOf = useRowsOf();
  const { tables } = progress;
  const loading = tables.find((table) => table.state === "loading");
  if (progress.running) {
    const ended = tables.filter((table) => !["pending", "loading"].includes(table.state)).length;
    const part = loading !== undefined && loading.total > 0 ? loading.rows / loading.total : 0;
    const label = loading === undefined ? t("shell.importing") : name(loading.table);
    const note = loading === undefined ? "" : rowsOf(loading);
    return <Progress label={label} note={note} value={tables.length === 0 ? undefined : (ended + part) / tables.length} />;
  }
  if (progress.finished === "") return null;
  return <Text>{t("connection.import.finished", { time: dateTime(progress.finished) })}</Text>;
}
