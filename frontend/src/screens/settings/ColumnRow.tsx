import { Dropdown, makeStyles, Option } from "@fluentui/react-components";
import { useTranslation } from "react-i18next";
import { SettingRow } from "../../ui/SettingRow";

const useStyles = makeStyles({ dropdown: { width: "100%", minWidth: 0 } });

interface ColumnRowProps {
  /** Where its texts stand. */
  texts: "settings.wonValue" | "settings.linkedInColumn";
  columns: { column: string; label: string }[];
  /** The column chosen, or empty for none. */
  value: string;
  /** What choosing none is called. */
  none: string;
  disabled: boolean;
  onChange: (column: string) => void;
}

/** A row that chooses a column of the organization's, or none. One that is gone since is named as it was. */
export function ColumnRow({ texts, columns, value, none, disabled, onChange }: ColumnRowProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const options = [{ column: "", label: none }, ...columns];
  const chosen = options.find((one) => one.column === value);
  return (
    <SettingRow label={t(`${texts}.label`)} help={t(`${texts}.help`)} more={t(`${texts}.more`)}>
      {({ labelId, helpId }) => (
        <Dropdown
          className={styles.dropdown}
          aria-labelledby={labelId}
          aria-describedby={helpId}
          disabled={disabled}
          value={chosen?.label ?? t("settings.stage.gone", { value })}
          selectedOptions={[value]}
          onOptionSelect={(_, data) => onChange(data.optionValue ?? "")}
        >
          {options.map((one) => (
            <Option key={one.column} value={one.column} text={one.label}>
              {one.label}
            </Option>
          ))}
        </Dropdown>
      )}
    </SettingRow>
  );
}
