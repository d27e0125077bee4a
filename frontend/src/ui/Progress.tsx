import { makeStyles, ProgressBar, Text, tokens } from "@fluentui/react-components";
import { useId } from "react";

const useStyles = makeStyles({
  root: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXS },
  line: { display: "flex", justifyContent: "space-between", gap: tokens.spacingHorizontalM },
  note: { color: tokens.colorNeutralForeground2, fontVariantNumeric: "tabular-nums" },
});

export interface ProgressProps {
  label: string;
  /** What has been done and what is left, in words. */
  note?: string;
  /** 0 to 1; undefined when the end is unknown. */
  value?: number | undefined;
}

/** How far a long step has come. */
export function Progress({ label, note, value }: ProgressProps) {
  const styles = useStyles();
  const id = useId();
  return (
    <div className={styles.root}>
      <div className={styles.line}>
        <Text id={id}>{label}</Text>
        {note === undefined ? null : (
          <Text size={200} className={styles.note}>
            {note}
          </Text>
        )}
      </div>
      <ProgressBar aria-labelledby={id} {...(value === undefined ? {} : { value: Math.min(1, Math.max(0, value)) })} />
    </div>
  );
}
