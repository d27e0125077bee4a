import { Button, makeStyles, Text, tokens } from "@fluentui/react-components";
import {
  ArrowSyncRegular,
  CheckmarkCircleFilled,
  ErrorCircleFilled,
  PlugDisconnectedRegular,
} from "@fluentui/react-icons";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { useConnect, useStatus, type Connection } from "../../api";
import { useFormat } from "../../text/format";
import { OfflineNote } from "../../ui/OfflineNote";
import { Section } from "../../ui/Section";
import { ConnectingPanel } from "./ConnectingPanel";
import { ConnectionFacts } from "./ConnectionFacts";
import { ConnectionProblem } from "./ConnectionProblem";
import { ConnectPanel } from "./ConnectPanel";
import { isRestorable } from "./restorable";
import { RestorePanel } from "./RestorePanel";
import { statusKey } from "./statusWords";

const useStyles = makeStyles({
  sign: { display: "inline-flex", alignItems: "center", gap: tokens.spacingHorizontalS, marginBottom: tokens.spacingVerticalM },
  icon: { fontSize: "20px", lineHeight: 0 },
  good: { color: tokens.colorStatusSuccessForeground1 },
  bad: { color: tokens.colorStatusDangerForeground1 },
  stack: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM },
});

/** The connection as it stands, in the guides' words, and the way to the next state. */
export function StatusSection({ connection }: { connection: Connection }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const { data: status } = useStatus();
  const importing = status?.importing ?? false;
  const offline = connection.state === "connected" && status?.online === false;
  return (
    <Section title={t("shell.status")}>
      <div className={styles.sign} role="status">
        <span className={styles.icon} aria-hidden>
          <Sign state={connection.state} />
        </span>
        <Text size={400} weight="semibold">
          {t(statusKey(connection, importing))}
        </Text>
      </div>
      {offline ? <OfflineNote text={t("connection.statusHelp.offline")} /> : null}
      {connection.state === "connecting" ? null : (
        <ConnectionProblem problem={connection.problem} account={connection.account} />
      )}
      <Body connection={connection} />
    </Section>
  );
}

function Sign({ state }: { state: string }): ReactElement {
  const styles = useStyles();
  switch (state) {
    case "connected":
      return <CheckmarkCircleFilled className={styles.good} />;
    case "lapsed":
      return <ErrorCircleFilled className={styles.bad} />;
    case "connecting":
      return <ArrowSyncRegular />;
    default:
      return <PlugDisconnectedRegular />;
  }
}

function Body({ connection }: { connection: Connection }) {
  const styles = useStyles();
  const { t } = useTranslation();
  switch (connection.state) {
    case "connecting":
      return <ConnectingPanel connection={connection} />;
    case "connected":
      return <ConnectionFacts connection={connection} />;
    case "lapsed":
      return <Lapsed connection={connection} />;
    default:
      if (isRestorable(connection.problem)) return <RestorePanel problem={connection.problem} />;
      return (
        <div className={styles.stack}>
          <Text>{t("connection.statusHelp.none")}</Text>
          <ConnectPanel />
        </div>
      );
  }
}

function Lapsed({ connection }: { connection: Connection }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const { when } = useFormat();
  const connect = useConnect();
  return (
    <div className={styles.stack}>
      <Text>{t("connection.statusHelp.lapsed", { time: when(connection.lapsedSince) })}</Text>
      {connection.organizationKind === "practice" ? (
        <ConnectPanel />
      ) : (
        <div>
          <Button
            appearance="primary"
            disabled={connect.isPending}
            onClick={() => connect.mutate(connection.organizationUrl)}
          >
            {t("connection.signInAgain")}
          </Button>
        </div>
      )}
      <ConnectionFacts connection={connection} />
    </div>
  );
}
