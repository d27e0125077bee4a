import { Button, makeStyles, Spinner, Text, tokens } from "@fluentui/react-components";
import { useTranslation } from "react-i18next";
import { useSettingsEffect, type CRMSettings, type SettingsEffect } from "../../api";
import { useFormat } from "../../text/format";

const useStyles = makeStyles({
  root: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    justifyContent: "space-between",
    gap: tokens.spacingHorizontalL,
    flexShrink: 0,
    minHeight: "44px",
    maxWidth: "1100px",
    paddingTop: tokens.spacingVerticalM,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  words: { display: "flex", flexDirection: "column", minWidth: 0, flex: "1 1 320px" },
  buttons: { display: "flex", gap: tokens.spacingHorizontalS },
});

export interface SaveBarProps {
  values: CRMSettings;
  dirty: boolean;
  /** Nobody has saved before: the suggested values can be saved as they are. */
  first: boolean;
  /** Key of the sentence why the values cannot be saved. */
  objection: string | null;
  saving: boolean;
  saved: boolean;
  onSave: () => void;
  onDiscard: () => void;
}

/** What saving will do, Save and Discard. */
export function SaveBar(props: SaveBarProps) {
  const { values, dirty, first, objection, saving, saved, onSave, onDiscard } = props;
  const styles = useStyles();
  const { t } = useTranslation();
  const changed = dirty || first;
  const firstKey = values.writeback ? "settings.firstSave" : "settings.firstSaveOff";
  const effect = useSettingsEffect(values, changed && objection === null);
  return (
    <div className={styles.root}>
      <div className={styles.words} role="status">
        {changed ? <Text weight="semibold">{t(dirty ? "settings.unsaved" : firstKey)}</Text> : null}
        {changed && effect.data !== undefined ? <Effect effect={effect.data} /> : null}
        {!changed && saved ? <Text>{t("settings.saved")}</Text> : null}
      </div>
      <div className={styles.buttons}>
        {/* Both keep the focus that pressed them. */}
        <Button disabledFocusable={!dirty || saving} onClick={onDiscard}>
          {t("common.discard")}
        </Button>
        <Button
          appearance="primary"
          disabledFocusable={!changed || objection !== null || saving}
          icon={saving ? <Spinner size="tiny" /> : undefined}
          onClick={onSave}
        >
          {t("common.save")}
        </Button>
      </div>
    </div>
  );
}

function Effect({ effect }: { effect: SettingsEffect }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const line = (name: string, now: number, then: number) =>
    t(`settings.effect.${now === then ? `${name}Same` : name}`, { now: number(now), then: number(then) });
  const lines = [
    line("leads", effect.leadsNow, effect.leadsThen),
    line("accounts", effect.accountsNow, effect.accountsThen),
  ];
  if (effect.queuedOfKindsOff > 0) {
    const count = effect.queuedOfKindsOff;
    lines.push(t("settings.effect.queued", { count, number: number(count) }));
  }
  return <Text>{lines.join(" · ")}</Text>;
}
