import { useTranslation } from "react-i18next";
import { SettingRow } from "../../ui/SettingRow";
import type { RowProps } from "./draft";
import { YesNo } from "./YesNo";

/** "Enable Data Validation?" */
export function ValidationRow({ values, disabled, onChange }: RowProps) {
  const { t } = useTranslation();
  return (
    <SettingRow label={t("settings.validation.label")} help={t("settings.validation.help")}>
      {(ids) => (
        <YesNo
          {...ids}
          value={values.dataValidation}
          disabled={disabled}
          onChange={(dataValidation) => onChange({ ...values, dataValidation })}
        />
      )}
    </SettingRow>
  );
}
