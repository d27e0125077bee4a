import { Link, makeStyles, Text, tokens } from "@fluentui/react-components";
import {
  ArrowSyncCheckmarkRegular,
  ArrowSyncRegular,
  CloudCheckmarkRegular,
  CloudOffRegular,
  KeyRegular,
  PlugDisconnectedRegular,
} from "@fluentui/react-icons";
import { Fragment, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useStatus, type Status } from "../api";
import { useFormat } from "../text/format";
import { href } from "./route";

const useStyles = makeStyles({
  root: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: tokens.spacingHorizontalS,
    minHeight: "28px",
    padding: `0 ${tokens.spacingHorizontalL}`,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground3,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground2,
  },
  item: { display: "inline-flex", alignItems: "center", gap: tokens.spacingHorizontalXS },
  icon: { fontSize: "16px", lineHeight: 0 },
  link: { fontSize: tokens.fontSizeBase200 },
  end: { flex: 1, textAlign: "end" },
});

/** The line at the bottom that is always true. */
export function StatusStrip() {
  const styles = useStyles();
  const { t } = useTranslation();
  const { data: status } = useStatus();
  if (status === undefined) return <footer className={styles.root} aria-label={t("shell.status")} />;
  return (
    <footer className={styles.root} aria-label={t("shell.status")}>
      <span role="status" className={styles.item}>
        <ConnectionState status={status} />
      </span>
      <Rest status={status} />
      <Text size={200} className={styles.end}>
        {status.version}
      </Text>
    </footer>
  );
}

function ConnectionState({ status }: { status: Status }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const { when } = useFormat();
  const sign = (icon: ReactNode) => (
    <span className={styles.icon} aria-hidden>
      {icon}
    </span>
  );
  switch (status.connection) {
    case "connected":
      return status.online ? (
        <>
          {sign(<CloudCheckmarkRegular />)} {t("shell.online")}
        </>
      ) : (
        <>
          {sign(<CloudOffRegular />)}{" "}
          {status.offlineSince === "" ? t("shell.offline") : t("shell.offlineSince", { time: when(status.offlineSince) })}
        </>
      );
    case "connecting":
      return (
        <>
          {sign(<ArrowSyncRegular />)} {t("shell.connecting")}
        </>
      );
    case "lapsed":
      return (
        <Link href={href("connection")} className={styles.link}>
          {t("shell.lapsed", { time: when(status.lapsedSince) })}
        </Link>
      );
    default:
      return (
        <>
          {sign(<PlugDisconnectedRegular />)}{" "}
          <Link href={href("connection")} className={styles.link}>
            {t("shell.notConnected")}
          </Link>
        </>
      );
  }
}

function Rest({ status }: { status: Status }) {
  const styles = useStyles();
  const items = useItems(status);
  return items.map(({ id, icon, content }) => (
    <Fragment key={id}>
      <span aria-hidden>·</span>
      <span className={styles.item}>
        {icon === undefined ? null : (
          <span className={styles.icon} aria-hidden>
            {icon}
          </span>
        )}
        {content}
      </span>
    </Fragment>
  ));
}

interface Item {
  id: string;
  icon?: ReactNode;
  content: ReactNode;
}

function useItems(status: Status): Item[] {
  const styles = useStyles();
  const { t } = useTranslation();
  const { when } = useFormat();
  const outbox = (text: string, filter: string) => (
    <Link href={href("outbox", filter)} className={styles.link}>
      {text}
    </Link>
  );
  const items: Item[] = [];
  if (status.importing) items.push({ id: "importing", icon: <ArrowSyncRegular />, content: t("shell.importing") });
  else if (status.lastSynced !== "") {
    const content = t("shell.lastSynced", { time: when(status.lastSynced) });
    items.push({ id: "synced", icon: <ArrowSyncCheckmarkRegular />, content });
  }
  if (status.toSend > 0) items.push({ id: "send", content: outbox(t("shell.toSend", { count: status.toSend }), "to-send") });
  if (status.needAttention > 0) {
    items.push({ id: "attention", content: outbox(t("shell.needAttention", { count: status.needAttention }), "attention") });
  }
  if (status.keychain === "memory") {
    items.push({ id: "keychain", icon: <KeyRegular />, content: t("shell.keychainMemory") });
  }
  return items;
}
