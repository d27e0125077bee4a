import { Button, makeStyles, Text, tokens } from "@fluentui/react-components";
import { CheckmarkCircleRegular } from "@fluentui/react-icons";
import { useTranslation } from "react-i18next";
import { useConnection, useSettings, type Status } from "../../api";
import { go, type ScreenName } from "../../app/route";
import { useFormat } from "../../text/format";
import { Section } from "../../ui/Section";
import { isRestorable } from "../connection/restorable";

const useStyles = makeStyles({
  list: { listStyle: "none", margin: 0, padding: 0 },
  row: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    justifyContent: "space-between",
    gap: tokens.spacingHorizontalL,
    padding: `${tokens.spacingVerticalM} 0`,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    ":first-child": { borderTop: "none", paddingTop: 0 },
    ":last-child": { paddingBottom: 0 },
  },
  words: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXXS, flex: "1 1 320px" },
  help: { color: tokens.colorNeutralForeground2 },
  nothing: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalM },
  icon: { fontSize: "28px", lineHeight: 0, color: tokens.colorStatusSuccessForeground1 },
});

interface Need {
  id: string;
  title: string;
  help: string;
  /** The button; a need that somebody else must meet has none. */
  act?: { label: string; screen: ScreenName };
}

/** What waits for this person, most pressing first. */
export function NeedsYou({ status }: { status: Status }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const needs = useNeeds(status);
  return (
    <Section title={t("home.needsYou")}>
      {needs.length === 0 ? (
        <div className={styles.nothing}>
          <span className={styles.icon} aria-hidden>
            <CheckmarkCircleRegular />
          </span>
          <div className={styles.words}>
            <Text weight="semibold">{t("home.nothing")}</Text>
            <Text className={styles.help}>{t("home.nothingHelp")}</Text>
          </div>
        </div>
      ) : (
        <ul className={styles.list}>
          {needs.map((need, index) => (
            <Row key={need.id} need={need} primary={index === 0} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function Row({ need, primary }: { need: Need; primary: boolean }) {
  const styles = useStyles();
  const { act } = need;
  return (
    <li className={styles.row}>
      <div className={styles.words}>
        <Text weight="semibold">{need.title}</Text>
        <Text className={styles.help}>{need.help}</Text>
      </div>
      {act === undefined ? null : (
        <Button appearance={primary ? "primary" : "secondary"} onClick={() => go(act.screen)}>
          {act.label}
        </Button>
      )}
    </li>
  );
}

function useNeeds(status: Status): Need[] {
  return [...useConnectionNeeds(status), ...useWorkNeeds(status), ...useSettingsNeeds(status)];
}

function useConnectionNeeds(status: Status): Need[] {
  const { t } = useTranslation();
  const { when } = useFormat();
  const { data: connection } = useConnection();
  if (status.connection === "lapsed") {
    const help = t("home.lapsedHelp", { time: when(status.lapsedSince) });
    return [{ id: "lapsed", title: t("home.lapsed"), help, act: { label: t("home.signIn"), screen: "connection" } }];
  }
  if (status.connection === "connected" || status.connection === "connecting") return [];
  if (connection !== undefined && isRestorable(connection.problem)) {
    const help = t(connection.problem.code === "damaged" ? "home.damagedHelp" : "home.newerHelp");
    return [{ id: "restore", title: t("home.damaged"), help, act: { label: t("restore.open"), screen: "connection" } }];
  }
  const act: Need["act"] = { label: t("connection.connectToCrm"), screen: "connection" };
  return [{ id: "connect", title: t("home.connect"), help: t("home.connectHelp"), act }];
}

function useWorkNeeds(status: Status): Need[] {
  const { t } = useTranslation();
  const needs: Need[] = [];
  if (status.needAttention > 0) {
    needs.push({
      id: "attention",
      title: t("home.attention", { count: status.needAttention }),
      help: t("home.attentionHelp"),
      act: { label: t("home.openOutbox"), screen: "outbox" },
    });
  }
  if (status.unresolved > 0) {
    needs.push({
      id: "unresolved",
      title: t("home.unresolved", { count: status.unresolved }),
      help: t("home.unresolvedHelp"),
      act: { label: t("home.resolve"), screen: "unresolved" },
    });
  }
  return needs;
}

function useSettingsNeeds(status: Status): Need[] {
  const { t } = useTranslation();
  const connected = status.connection === "connected";
  const { data: settings } = useSettings(connected && status.settingsSaved);
  const act: Need["act"] = { label: t("home.setSettings"), screen: "crm-settings" };
  if (!connected) return [];
  if (!status.settingsSaved) {
    return status.admin
      ? [{ id: "settings", title: t("home.settings"), help: t("home.settingsHelp"), act }]
      : [{ id: "settings", title: t("home.settingsAdmin"), help: t("home.settingsAdminHelp") }];
  }
  if (settings?.values.writeback === false && settings.mayEdit) {
    return [{ id: "writeback", title: t("home.writebackOff"), help: t("home.writebackOffHelp"), act }];
  }
  return [];
}
