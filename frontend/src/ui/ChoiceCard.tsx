import { makeStyles, mergeClasses, Text, tokens } from "@fluentui/react-components";
import { useId } from "react";

const useStyles = makeStyles({
  root: {
    display: "flex",
    gap: tokens.spacingHorizontalM,
    padding: tokens.spacingHorizontalL,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    cursor: "pointer",
    ":has(input:focus-visible)": { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "1px" },
  },
  checked: {
    outline: `1px solid ${tokens.colorCompoundBrandStroke}`,
    border: `1px solid ${tokens.colorCompoundBrandStroke}`,
  },
  disabled: { cursor: "not-allowed", color: tokens.colorNeutralForegroundDisabled },
  input: { marginTop: "3px", width: "16px", height: "16px", flexShrink: 0, accentColor: tokens.colorCompoundBrandBackground },
  words: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXXS },
  text: { color: tokens.colorNeutralForeground2 },
});

export interface ChoiceCardProps {
  /** The group it belongs to. */
  name: string;
  title: string;
  text?: string;
  checked: boolean;
  disabled?: boolean;
  onPick: () => void;
}

/** One of a few large choices, a radio button that explains itself. */
export function ChoiceCard({ name, title, text, checked, disabled = false, onPick }: ChoiceCardProps) {
  const styles = useStyles();
  const titleId = useId();
  const textId = useId();
  return (
    <label className={mergeClasses(styles.root, checked && styles.checked, disabled && styles.disabled)}>
      <input
        type="radio"
        name={name}
        className={styles.input}
        checked={checked}
        disabled={disabled}
        onChange={onPick}
        aria-labelledby={titleId}
        aria-describedby={textId}
      />
      <span className={styles.words}>
        <Text id={titleId} weight="semibold">
          {title}
        </Text>
        <Text id={textId} size={200} className={disabled ? undefined : styles.text}>
          {text}
        </Text>
      </span>
    </label>
  );
}
