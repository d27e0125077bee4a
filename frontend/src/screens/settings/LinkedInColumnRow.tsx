import { Dropdown, makeStyles, Option } from "@fluentui/react-components";
import { useTranslation } from "react-i18next";
import { SettingRow } from "../../ui/SettingRow";
import type { RowProps } from "./SettingsForm";

const useStyles = makeStyles({ dropdown: { width: "100%", minWidth: 0 } });

/** Which column holds LinkedIn addresses, if any. */
export function LinkedInColumnRow({ values, settings, disabled, onChange }: RowProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const chosen = settings.linkedInColumns.find((one) => one.column === values.linkedInColumn);
  const label = values.linkedInColumn === "" ? t("settings.linkedInColumn.none") : (chosen?.label ?? t("settings.stage.gone", { value: values.linkedInColumn }));
  return (
    <SettingRow label={t("settings.linkedInColumn.label")} help={t("settings.linkedInColumn.help")} more={t("settings.linkedInColumn.more")}>
      {({ labelId, helpId }) => (
        <Dropdown
          className={styles.dropdown}
          aria-labelledby={labelId}
          aria-describedby={helpId}
          disabled={disabled}
          value={label}
          selectedOptions={[values.linkedInColumn]}
          onOptionSelect={(_, data) => onChange({ ...values, linkedInColumn: data.optionValue ?? "" })}
        >
          <Option value="" text={t("settings.linkedInColumn.none")}>
            {t("settings.linkedInColumn.none")}
          </Option>
          {settings.linkedInColumns.map((one) => (
            <Option key={one.column} value={one.column} text={one.label}>
              {one.label}
            </Option>
          ))}
        </Dropdown>
      )}
    </SettingRow>
  );
}
