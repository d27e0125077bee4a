import { makeStyles, MessageBar, MessageBarBody, MessageBarTitle, Text, tokens } from "@fluentui/react-components";
import { useTranslation } from "react-i18next";
import { useStatus, type Settings } from "../../api";
import { useFormat } from "../../text/format";
import { OfflineNote } from "../../ui/OfflineNote";

const useStyles = makeStyles({
  root: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS, marginBottom: tokens.spacingVerticalM },
  saved: { color: tokens.colorNeutralForeground2 },
});

/** What to know before reading the rows: where they come from, who saved them, whether they can be changed. */
export function SettingsNotes({ settings }: { settings: Settings }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  const { data: status } = useStatus();
  return (
    <div className={styles.root}>
      {status?.online === false ? <OfflineNote text={t("settings.offline")} /> : null}
      {settings.mayEdit ? null : <ReadOnly privilege={settings.missingPrivilege} />}
      {["missing", "no-right", "hand-over"].includes(settings.source) ? (
        <MessageBar intent={settings.source === "missing" ? "info" : "warning"} layout="multiline">
          <MessageBarBody>{t(`settings.sources.${settings.source}`)}</MessageBarBody>
        </MessageBar>
      ) : null}
      {settings.savedOn === "" ? null : (
        <Text size={200} className={styles.saved}>
          {t("settings.savedBy", { name: settings.savedBy, time: dateTime(settings.savedOn) })}
        </Text>
      )}
    </div>
  );
}

function ReadOnly({ privilege }: { privilege: string }) {
  const { t } = useTranslation();
  return (
    <MessageBar intent="info" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{t("settings.readOnly")}</MessageBarTitle>
        {privilege === "" ? t("settings.readOnlyWhyUnknown") : t("settings.readOnlyWhy", { privilege })}
      </MessageBarBody>
    </MessageBar>
  );
}
