import { Checkbox, makeStyles } from "@fluentui/react-components";
import { useTranslation } from "react-i18next";
import { SettingRow } from "../../ui/SettingRow";
import type { RowProps } from "./draft";

const useStyles = makeStyles({ root: { display: "flex", flexDirection: "column" } });

/** "Enable Contact Creation", and leads beside it. */
export function CreationRow({ values, disabled, onChange }: RowProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  return (
    <SettingRow label={t("settings.creation.label")} help={t("settings.creation.help")}>
      {({ labelId, helpId }) => (
        <div role="group" aria-labelledby={labelId} aria-describedby={helpId} className={styles.root}>
          <Checkbox
            label={t("settings.creation.contacts")}
            checked={values.contactCreation}
            disabled={disabled}
            onChange={(_, data) => onChange({ ...values, contactCreation: data.checked === true })}
          />
          <Checkbox
            label={t("settings.creation.leads")}
            checked={values.leadCreation}
            disabled={disabled}
            onChange={(_, data) => onChange({ ...values, leadCreation: data.checked === true })}
          />
        </div>
      )}
    </SettingRow>
  );
}
