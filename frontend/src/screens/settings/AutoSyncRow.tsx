import { useTranslation } from "react-i18next";
import { SettingRow } from "../../ui/SettingRow";
import type { RowProps } from "./draft";
import { YesNo } from "./YesNo";

/** "Auto sync all seat holders with CRM?" */
export function AutoSyncRow({ values, disabled, onChange }: RowProps) {
  const { t } = useTranslation();
  return (
    <SettingRow
      label={t("settings.autoSync.label")}
      help={
        <>
          {t("settings.autoSync.optional")} {t("settings.autoSync.individual")}
        </>
      }
      more={t("settings.autoSync.more")}
    >
      {(ids) => (
        <YesNo {...ids} value={values.autoSync} disabled={disabled} onChange={(autoSync) => onChange({ ...values, autoSync })} />
      )}
    </SettingRow>
  );
}
