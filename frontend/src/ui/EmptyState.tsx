import { makeStyles, Text, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";

const useStyles = makeStyles({
  root: {
    display: "flex",
    flexDirection: "column",
    alignItems: "center",
    justifyContent: "center",
    textAlign: "center",
    gap: tokens.spacingVerticalM,
    padding: `${tokens.spacingVerticalXXXL} ${tokens.spacingHorizontalXL}`,
    minHeight: "240px",
  },
  icon: { fontSize: "48px", lineHeight: 1, color: tokens.colorNeutralForeground3 },
  text: { maxWidth: "56ch", color: tokens.colorNeutralForeground2 },
  actions: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS, justifyContent: "center" },
});

export interface EmptyStateProps {
  icon: ReactNode;
  title: string;
  /** What to do first. */
  text: string;
  /** The button that does it. */
  action?: ReactNode;
}

/** Nothing here yet: says what to do first, with the button to do it. */
export function EmptyState({ icon, title, text, action }: EmptyStateProps) {
  const styles = useStyles();
  return (
    <div className={styles.root}>
      <span className={styles.icon} aria-hidden>
        {icon}
      </span>
      <Text as="h2" size={400} weight="semibold" style={{ margin: 0 }}>
        {title}
      </Text>
      <Text align="center" className={styles.text}>{text}</Text>
      {action === undefined ? null : <div className={styles.actions}>{action}</div>}
    </div>
  );
}
