import { Dropdown, makeStyles, Option, OptionGroup, tokens } from "@fluentui/react-components";
import { useTranslation } from "react-i18next";
import type { StageColumn } from "../../api";
import { SettingRow } from "../../ui/SettingRow";
import { withStage, type RowProps } from "./draft";
import { StageOrder } from "./StageOrder";

const useStyles = makeStyles({
  root: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM },
  dropdown: { width: "100%", minWidth: 0 },
});

const notSure = "";
// A stage's value says nothing without its column; no logical name holds a slash.
const keyOf = (column: string, value: string) => `${column}/${value}`;

/** "At which stage does your sales team consider an opportunity to enter your pipeline?" */
export function StageRow(props: RowProps) {
  const { values, settings, disabled, onChange } = props;
  const styles = useStyles();
  const { t } = useTranslation();
  const column = settings.stageColumns.find((one) => one.column === values.stageColumn) ?? null;
  const label = useStageLabel(values.stageColumn, values.stageValue, column);
  const pick = (key: string) => {
    const slash = key.indexOf("/");
    const picked = settings.stageColumns.find((one) => one.column === key.slice(0, slash)) ?? null;
    onChange(withStage(values, picked, key.slice(slash + 1)));
  };
  const chosen = values.stageColumn === "" ? notSure : keyOf(values.stageColumn, values.stageValue);
  return (
    <SettingRow label={t("settings.stage.label")} help={t("settings.stage.help")} more={t("settings.stage.more")}>
      {({ labelId, helpId }) => (
        <div className={styles.root}>
          <Dropdown
            className={styles.dropdown}
            aria-labelledby={labelId}
            aria-describedby={helpId}
            disabled={disabled}
            value={label}
            selectedOptions={[chosen]}
            onOptionSelect={(_, data) => pick(data.optionValue ?? notSure)}
          >
            <Option value={notSure} text={t("common.notSure")}>
              {t("common.notSure")}
            </Option>
            {settings.stageColumns.map((one) => (
              <OptionGroup key={one.column} label={one.label}>
                {one.choices.map((choice) => (
                  <Option key={choice.value} value={keyOf(one.column, choice.value)} text={choice.label}>
                    {choice.label}
                  </Option>
                ))}
              </OptionGroup>
            ))}
          </Dropdown>
          {column === null ? null : (
            <StageOrder values={values} column={column} disabled={disabled} onChange={onChange} />
          )}
        </div>
      )}
    </SettingRow>
  );
}

function useStageLabel(columnName: string, value: string, column: StageColumn | null): string {
  const { t } = useTranslation();
  if (columnName === "") return t("common.notSure");
  const choice = column?.choices.find((one) => one.value === value);
  return choice?.label ?? t("settings.stage.gone", { value });
}
