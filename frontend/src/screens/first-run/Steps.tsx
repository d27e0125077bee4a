import { makeStyles, mergeClasses, Text, tokens } from "@fluentui/react-components";
import { CheckmarkCircleFilled } from "@fluentui/react-icons";
import { useTranslation } from "react-i18next";
import { stepNames, type StepName } from "./stepNames";

const useStyles = makeStyles({
  root: { listStyle: "none", margin: 0, padding: 0, display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalXL },
  step: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalS, color: tokens.colorNeutralForeground3 },
  now: { color: tokens.colorNeutralForeground1 },
  mark: {
    width: "22px",
    height: "22px",
    boxSizing: "border-box",
    display: "inline-flex",
    alignItems: "center",
    justifyContent: "center",
    borderRadius: tokens.borderRadiusCircular,
    border: `1px solid ${tokens.colorNeutralStrokeAccessible}`,
    fontSize: tokens.fontSizeBase200,
  },
  markNow: {
    backgroundColor: tokens.colorBrandBackground,
    color: tokens.colorNeutralForegroundOnBrand,
    border: `1px solid ${tokens.colorBrandBackground}`,
  },
  done: { fontSize: "22px", color: tokens.colorStatusSuccessForeground1 },
});

/** Where in the three steps a first start stands. */
export function Steps({ current }: { current: StepName }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const now = stepNames.indexOf(current);
  return (
    <ol className={styles.root} aria-label={t("firstRun.step", { step: now + 1, of: stepNames.length })}>
      {stepNames.map((name, index) => (
        <li
          key={name}
          className={mergeClasses(styles.step, index === now && styles.now)}
          aria-current={index === now ? "step" : undefined}
        >
          {index < now ? (
            <CheckmarkCircleFilled className={styles.done} role="img" aria-label={t("connection.stepStates.done")} />
          ) : (
            <span className={mergeClasses(styles.mark, index === now && styles.markNow)} aria-hidden>
              {index + 1}
            </span>
          )}
          <Text weight={index === now ? "semibold" : "regular"}>{t(`firstRun.steps.${name}`)}</Text>
        </li>
      ))}
    </ol>
  );
}
