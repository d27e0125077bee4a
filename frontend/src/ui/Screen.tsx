import { makeStyles, mergeClasses, Text, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";

const useStyles = makeStyles({
  root: { display: "flex", flexDirection: "column", height: "100%", minHeight: 0 },
  head: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    justifyContent: "space-between",
    gap: tokens.spacingHorizontalL,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalXL}`,
    flexShrink: 0,
  },
  titles: { display: "flex", flexDirection: "column", minWidth: 0 },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase500,
    fontWeight: tokens.fontWeightSemibold,
    ":focus": { outline: "none" },
  },
  subtitle: { color: tokens.colorNeutralForeground2 },
  commands: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS, alignItems: "center" },
  body: {
    flex: 1,
    minHeight: 0,
    overflow: "auto",
    padding: `0 ${tokens.spacingHorizontalXL} ${tokens.spacingVerticalXL}`,
  },
  // In a window too low for its parts it scrolls as a whole after all.
  filled: { display: "flex", flexDirection: "column" },
});

export interface ScreenProps {
  title: string;
  subtitle?: ReactNode;
  /** Buttons of the command bar, the primary one last. */
  commands?: ReactNode;
  /** A screen that fills its height and scrolls its own parts, instead of scrolling as a whole. */
  fill?: boolean;
  children: ReactNode;
}

/** The shape that all screens share: heading, command bar, content. */
export function Screen({ title, subtitle, commands, fill = false, children }: ScreenProps) {
  const styles = useStyles();
  return (
    <div className={styles.root}>
      <div className={styles.head}>
        <div className={styles.titles}>
          <h1 className={styles.title} tabIndex={-1}>
            {title}
          </h1>
          {subtitle === undefined ? null : (
            <Text size={200} className={styles.subtitle}>
              {subtitle}
            </Text>
          )}
        </div>
        {commands === undefined ? null : <CommandBar>{commands}</CommandBar>}
      </div>
      <div className={mergeClasses(styles.body, fill && styles.filled)}>{children}</div>
    </div>
  );
}

function CommandBar({ children }: { children: ReactNode }) {
  return <div className={useStyles().commands}>{children}</div>;
}
