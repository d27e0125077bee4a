import { Link, makeStyles, Text, tokens } from "@fluentui/react-components";
import { useId, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

const useStyles = makeStyles({
  root: {
    display: "grid",
    gridTemplateColumns: "minmax(0, 1fr) minmax(260px, 380px)",
    columnGap: tokens.spacingHorizontalXXXL,
    rowGap: tokens.spacingVerticalS,
    padding: `${tokens.spacingVerticalL} 0`,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    ":first-of-type": { borderTop: "none" },
    "@media (max-width: 900px)": { gridTemplateColumns: "minmax(0, 1fr)" },
  },
  words: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXS, maxWidth: "66ch" },
  help: { color: tokens.colorNeutralForeground2 },
  more: {
    marginTop: tokens.spacingVerticalXS,
    padding: tokens.spacingHorizontalM,
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusMedium,
  },
  control: { alignSelf: "start" },
});

export interface SettingRowProps {
  label: string;
  help?: ReactNode;
  /** A longer explanation, shown in place when asked for. */
  more?: ReactNode;
  /** The control; it gets the ids that name and describe it. */
  children: (ids: { labelId: string; helpId: string }) => ReactNode;
}

/** One row of a settings page: label and help on the left, its control on the right. */
export function SettingRow({ label, help, more, children }: SettingRowProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const labelId = useId();
  const helpId = useId();
  const moreId = useId();
  return (
    <div className={styles.root} role="group" aria-labelledby={labelId}>
      <div className={styles.words}>
        <Text id={labelId} weight="semibold">
          {label}
        </Text>
        <div id={helpId} className={styles.help}>
          {help}
        </div>
        {more === undefined ? null : (
          <>
            <Link as="button" aria-expanded={open} aria-controls={moreId} onClick={() => setOpen(!open)}>
              {t("common.learnMore")}
            </Link>
            <div id={moreId} className={open ? styles.more : undefined} hidden={!open}>
              {more}
            </div>
          </>
        )}
      </div>
      <div className={styles.control}>{children({ labelId, helpId })}</div>
    </div>
  );
}
