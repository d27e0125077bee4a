import { useTranslation } from "react-i18next";
import { ColumnRow } from "./ColumnRow";
import type { RowProps } from "./draft";

/** "Where do you store the value for a won opportunity?" */
export function WonValueRow({ values, settings, disabled, onChange }: RowProps) {
  const { t } = useTranslation();
  return (
    <ColumnRow
      texts="settings.wonValue"
      columns={settings.valueColumns}
      value={values.wonValue}
      none={t("common.notSure")}
      disabled={disabled}
      onChange={(wonValue) => onChange({ ...values, wonValue })}
    />
  );
}
