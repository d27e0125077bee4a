import { CounterBadge, makeStyles, mergeClasses, Text, tokens } from "@fluentui/react-components";
import {
  ChatMultipleRegular,
  HomeRegular,
  PeopleListRegular,
  PersonQuestionMarkRegular,
  PlugConnectedRegular,
  SendRegular,
  SettingsRegular,
} from "@fluentui/react-icons";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { useStatus } from "../api";
import { href, type ScreenName } from "./route";

const narrow = "@media (max-width: 860px)";

const useStyles = makeStyles({
  root: {
    // As wide as its words: Spanish needs more room than English.
    width: "fit-content",
    minWidth: "200px",
    maxWidth: "280px",
    height: "100%",
    boxSizing: "border-box",
    overflowY: "auto",
    padding: tokens.spacingHorizontalS,
    [narrow]: { width: "56px", minWidth: 0 },
  },
  list: { listStyle: "none", margin: 0, padding: 0, display: "flex", flexDirection: "column", gap: "2px" },
  group: {
    display: "block",
    padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalM} ${tokens.spacingVerticalXS}`,
    color: tokens.colorNeutralForeground3,
    [narrow]: { display: "none" },
  },
  link: {
    display: "flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalM,
    minHeight: "36px",
    padding: `0 ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusMedium,
    // Not a transparent border: forced colours would paint it.
    marginLeft: "3px",
    color: tokens.colorNeutralForeground2,
    textDecorationLine: "none",
    ":hover": { backgroundColor: tokens.colorNeutralBackground3Hover, color: tokens.colorNeutralForeground1 },
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "-2px" },
    [narrow]: { padding: `0 ${tokens.spacingHorizontalSNudge}`, position: "relative" },
  },
  current: {
    backgroundColor: tokens.colorNeutralBackground1,
    marginLeft: 0,
    borderLeft: `3px solid ${tokens.colorCompoundBrandStroke}`,
    color: tokens.colorNeutralForeground1,
  },
  count: { [narrow]: { position: "absolute", top: 0, right: 0 } },
  icon: { fontSize: "20px", lineHeight: 0, flexShrink: 0 },
  label: {
    flex: 1,
    minWidth: 0,
    overflow: "hidden",
    textOverflow: "ellipsis",
    whiteSpace: "nowrap",
    // Read out, not shown, where only the icons fit.
    [narrow]: { position: "absolute", width: "1px", height: "1px", clipPath: "inset(50%)" },
  },
});

const work: readonly ScreenName[] = ["home", "records", "linkedin", "outbox", "unresolved"];
const admin: readonly ScreenName[] = ["crm-settings", "connection"];

const icons: Record<ScreenName, ReactElement> = {
  home: <HomeRegular />,
  records: <PeopleListRegular />,
  linkedin: <ChatMultipleRegular />,
  outbox: <SendRegular />,
  unresolved: <PersonQuestionMarkRegular />,
  "crm-settings": <SettingsRegular />,
  connection: <PlugConnectedRegular />,
};

/** The screens on the left, with what waits in them. */
export function Navigation({ current }: { current: ScreenName }) {
  const styles = useStyles();
  const { t } = useTranslation();
  return (
    <nav className={styles.root} aria-label={t("shell.navigation")}>
      <ul className={styles.list}>
        {work.map((screen) => (
          <Item key={screen} screen={screen} current={current} />
        ))}
      </ul>
      <Text size={200} weight="semibold" className={styles.group} id="nav-admin">
        {t("shell.adminSettings")}
      </Text>
      <ul className={styles.list} aria-labelledby="nav-admin">
        {admin.map((screen) => (
          <Item key={screen} screen={screen} current={current} />
        ))}
      </ul>
    </nav>
  );
}

function Item({ screen, current }: { screen: ScreenName; current: ScreenName }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const count = useCount(screen);
  const here = screen === current;
  return (
    <li>
      <a
        href={href(screen)}
        title={t(`shell.nav.${screen}`)}
        className={mergeClasses(styles.link, here && styles.current)}
        aria-current={here ? "page" : undefined}
      >
        <span className={styles.icon} aria-hidden>
          {icons[screen]}
        </span>
        <span className={styles.label}>{t(`shell.nav.${screen}`)}</span>
        {count === 0 ? null : (
          <CounterBadge
            className={styles.count}
            count={count}
            overflowCount={999}
            color={screen === "outbox" ? "danger" : "informative"}
            role="img"
            aria-label={t(`shell.count.${screen}`, { count })}
          />
        )}
      </a>
    </li>
  );
}

function useCount(screen: ScreenName): number {
  const { data } = useStatus();
  if (screen === "outbox") return data?.needAttention ?? 0;
  return screen === "unresolved" ? (data?.unresolved ?? 0) : 0;
}
