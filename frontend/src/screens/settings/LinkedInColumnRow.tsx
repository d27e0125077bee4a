import { useTranslation } from "react-i18next";
import { ColumnRow } from "./ColumnRow";
import type { RowProps } from "./draft";

/** Which column holds LinkedIn addresses, if any. */
export function LinkedInColumnRow({ values, settings, disabled, onChange }: RowProps) {
  const { t } = useTranslation();
  return (
    <ColumnRow
      texts="settings.linkedInColumn"
      columns={settings.linkedInColumns}
      value={values.linkedInColumn}
      none={t("settings.linkedInColumn.none")}
      disabled={disabled}
      onChange={(linkedInColumn) => onChange({ ...values, linkedInColumn })}
    />
  );
}
