import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { useTranslation } from "react-i18next";
import type { Capture } from "../../api";
import { Progress } from "../../ui/Progress";

const useStyles = makeStyles({
  root: {
    display: "flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalL,
    padding: tokens.spacingHorizontalM,
    marginBottom: tokens.spacingVerticalM,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    flexShrink: 0,
  },
  bar: { flexGrow: 1, minWidth: 0 },
});

/** How far bringing in is, with Cancel. */
export function ImportProgress({ capture, onCancel }: { capture: Capture; onCancel: () => void }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const storing = capture.state === "storing";
  const share = capture.total > 0 ? capture.done / capture.total : undefined;
  const note = storing ? t("linkedin.progress.stored", { done: capture.done, count: capture.total }) : "";
  return (
    <section tabIndex={-1} className={styles.root} aria-label={t("linkedin.progress.title")}>
      <div className={styles.bar}>
        <Progress
          label={t(storing ? "linkedin.progress.storing" : "linkedin.progress.reading", {
            file: capture.part || capture.file || t("linkedin.progress.sample"),
          })}
          note={note}
          value={share}
        />
      </div>
      <Button onClick={onCancel}>{t("linkedin.cancel")}</Button>
    </section>
  );
}
