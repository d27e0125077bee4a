import { Checkbox, makeStyles, tokens } from "@fluentui/react-components";
import { useTranslation } from "react-i18next";
import { SettingRow } from "../../ui/SettingRow";
import { items, objection, withItem, type RowProps } from "./draft";
import { LinkedInAppCard } from "./LinkedInAppCard";
import { YesNo } from "./YesNo";

const useStyles = makeStyles({
  root: { display: "flex", flexDirection: "column" },
  items: { display: "flex", flexDirection: "column", paddingInlineStart: tokens.spacingHorizontalXXL },
  objection: { color: tokens.colorStatusDangerForeground1 },
});

/** "Enable Sales Navigator to sync back data to your CRM?" with its items. */
export function WritebackRow(props: RowProps) {
  const { values, settings, disabled, onChange } = props;
  const styles = useStyles();
  const { t } = useTranslation();
  const set = (writeback: boolean) =>
    onChange({ ...values, writeback, items: writeback && values.items.length === 0 ? [...items] : values.items });
  const problem = objection(values);
  return (
    <SettingRow
      label={t("settings.writeback.label")}
      help={
        <>
          {t("settings.writeback.help")}
          {settings.linkedInTables ? null : <LinkedInAppCard />}
        </>
      }
      more={t("settings.writeback.more")}
    >
      {(ids) => (
        <div className={styles.root}>
          <YesNo {...ids} value={values.writeback} disabled={disabled} onChange={set} />
          {values.writeback ? <Items {...props} /> : null}
          {problem === null ? null : (
            <span role="alert" className={styles.objection}>
              {t(problem)}
            </span>
          )}
        </div>
      )}
    </SettingRow>
  );
}

function Items({ values, disabled, onChange }: RowProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const chosen = items.filter((item) => values.items.includes(item));
  const all = chosen.length === items.length;
  return (
    <>
      <Checkbox
        label={t("settings.writeback.all")}
        checked={all || (chosen.length === 0 ? false : "mixed")}
        disabled={disabled}
        onChange={() => onChange({ ...values, items: all ? [] : [...items] })}
      />
      <div className={styles.items}>
        {items.map((item) => (
          <Checkbox
            key={item}
            label={t(`settings.writeback.items.${item}`)}
            checked={values.items.includes(item)}
            disabled={disabled}
            onChange={(_, data) => onChange(withItem(values, item, data.checked === true))}
          />
        ))}
      </div>
    </>
  );
}
