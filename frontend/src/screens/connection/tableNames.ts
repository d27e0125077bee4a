import { useTranslation } from "react-i18next";

/** A table's name for people; the logical name where Ferry has no word for it. */
export function useTableName(): (table: string) => string {
  const { t, i18n } = useTranslation();
  return (table) => (i18n.exists(`connection.tables.${table}`) ? t(`connection.tables.${table}`) : table);
}
