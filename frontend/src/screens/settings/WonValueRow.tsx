import { Dropdown, makeStyles, Option } from "@fluentui/react-components";
import { useTranslation } from "react-i18next";
import { SettingRow } from "../../ui/SettingRow";
import type { RowProps } from "./SettingsForm";

const useStyles = makeStyles({ dropdown: { width: "100%", minWidth: 0 } });

/** "Where do you store the value for a won opportunity?" */
export function WonValueRow({ values, settings, disabled, onChange }: RowProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const chosen = settings.valueColumns.find((one) => one.column === values.wonValue);
  const label = values.wonValue === "" ? t("common.notSure") : (chosen?.label ?? t("settings.stage.gone", { value: values.wonValue }));
  return (
    <SettingRow label={t("settings.wonValue.label")} help={t("settings.wonValue.help")} more={t("settings.wonValue.more")}>
      {({ labelId, helpId }) => (
        <Dropdown
          className={styles.dropdown}
          aria-labelledby={labelId}
          aria-describedby={helpId}
          disabled={disabled}
          value={label}
          selectedOptions={[values.wonValue]}
          onOptionSelect={(_, data) => onChange({ ...values, wonValue: data.optionValue ?? "" })}
        >
          <Option value="" text={t("common.notSure")}>
            {t("common.notSure")}
          </Option>
          {settings.valueColumns.map((one) => (
            <Option key={one.column} value={one.column} text={one.label}>
              {one.label}
            </Option>
          ))}
        </Dropdown>
      )}
    </SettingRow>
  );
}
