import { Button, makeStyles, Text, tokens } from "@fluentui/react-components";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useConnection, useStatus } from "../../api";
import { useFormat } from "../../text/format";
import { DisconnectDialog } from "../connection/DisconnectDialog";
import { statusKey } from "../connection/statusWords";

const useStyles = makeStyles({
  root: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: tokens.spacingHorizontalL },
  words: { display: "flex", flexDirection: "column", alignItems: "flex-start" },
  synced: { color: tokens.colorNeutralForeground2 },
});

/** The header of CRM Settings: status, Last synced, and Disconnect CRM sync. Connect to CRM stands on the empty page. */
export function SettingsHeader() {
  const styles = useStyles();
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  const { data: connection } = useConnection();
  const { data: status } = useStatus();
  const [asking, setAsking] = useState(false);
  if (connection === undefined) return null;
  const known = connection.state === "connected" || connection.state === "lapsed";
  const synced = connection.lastSynced === "" ? t("common.never") : dateTime(connection.lastSynced);
  return (
    <div className={styles.root}>
      <div className={styles.words}>
        <Text weight="semibold">{t(statusKey(connection, status?.importing ?? false))}</Text>
        {known ? (
          <Text size={200} className={styles.synced}>
            {t("connection.facts.lastSynced")} {synced}
          </Text>
        ) : null}
      </div>
      {known ? <Button onClick={() => setAsking(true)}>{t("connection.disconnect.action")}</Button> : null}
      {asking ? <DisconnectDialog open onClose={() => setAsking(false)} /> : null}
    </div>
  );
}
