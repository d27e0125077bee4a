import { Radio, RadioGroup } from "@fluentui/react-components";
import { useTranslation } from "react-i18next";
import { SettingRow } from "../../ui/SettingRow";
import type { RowProps } from "./draft";

/** What happens to entries that match no record. */
export function UnmatchedRow({ values, disabled, onChange }: RowProps) {
  const { t } = useTranslation();
  return (
    <SettingRow label={t("settings.unmatched.label")} help={t("settings.unmatched.help")}>
      {({ labelId, helpId }) => (
        <RadioGroup
          aria-labelledby={labelId}
          aria-describedby={helpId}
          value={values.unmatchedWaits ? "wait" : "send"}
          disabled={disabled}
          onChange={(_, data) => onChange({ ...values, unmatchedWaits: data.value === "wait" })}
        >
          <Radio value="send" label={t("settings.unmatched.send")} />
          <Radio value="wait" label={t("settings.unmatched.wait")} />
        </RadioGroup>
      )}
    </SettingRow>
  );
}
