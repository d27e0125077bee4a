import { Radio, RadioGroup } from "@fluentui/react-components";
import { useTranslation } from "react-i18next";

export interface YesNoProps {
  labelId: string;
  helpId: string;
  value: boolean;
  disabled: boolean;
  onChange: (value: boolean) => void;
}

/** The answers Yes and No of a row. */
export function YesNo({ labelId, helpId, value, disabled, onChange }: YesNoProps) {
  const { t } = useTranslation();
  return (
    <RadioGroup
      layout="horizontal"
      aria-labelledby={labelId}
      aria-describedby={helpId}
      value={value ? "yes" : "no"}
      disabled={disabled}
      onChange={(_, data) => onChange(data.value === "yes")}
    >
      <Radio value="yes" label={t("common.yes")} />
      <Radio value="no" label={t("common.no")} />
    </RadioGroup>
  );
}
