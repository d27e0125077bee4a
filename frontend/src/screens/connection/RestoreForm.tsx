import { Button, makeStyles, Spinner, tokens } from "@fluentui/react-components";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { decodeError, useRestoreBackup, type Backup } from "../../api";
import { onceShown } from "../../app/focus";
import { go } from "../../app/route";
import { useFormat } from "../../text/format";
import { ChoiceCard } from "../../ui/ChoiceCard";
import { ErrorNote } from "../../ui/ErrorNote";
import { isGood } from "./restorable";

const useStyles = makeStyles({
  root: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM, alignItems: "flex-start", width: "100%" },
  choices: {
    display: "grid",
    gridTemplateColumns: "repeat(auto-fill, minmax(260px, 1fr))",
    gap: tokens.spacingHorizontalS,
    width: "100%",
    border: "none",
    margin: 0,
    padding: 0,
  },
  legend: { fontWeight: tokens.fontWeightSemibold, paddingBottom: tokens.spacingVerticalS },
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalXL },
});

export interface RestoreFormProps {
  copies: Backup[];
  /** The newest of them that can be restored. */
  best: Backup;
}

/** Chooses a copy, says what restoring it does, and restores it. A copy that is no better says so and cannot be chosen. */
export function RestoreForm({ copies, best }: RestoreFormProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const { dateTime, number } = useFormat();
  const [name, setName] = useState(best.name);
  const restore = useRestoreBackup(() => onceShown("main h1", () => go("outbox")));
  const picked = copies.find((one) => one.name === name && isGood(one)) ?? best;
  const size = (backup: Backup) => t("restore.size", { size: number(Math.max(1, Math.round(backup.bytes / 1024))) });
  const about = (backup: Backup) => {
    if (!isGood(backup)) return t(backup.problem.code === "newer-version" ? "restore.newer" : "restore.damaged");
    if (backup !== best) return size(backup);
    return `${t(backup === copies[0] ? "restore.newest" : "restore.newestGood")} · ${size(backup)}`;
  };
  return (
    <div className={styles.root}>
      <fieldset className={styles.choices} disabled={restore.isPending}>
        <legend className={styles.legend}>{t("restore.which")}</legend>
        {copies.map((backup) => (
          <ChoiceCard
            key={backup.name}
            name="backup"
            title={dateTime(backup.at)}
            text={about(backup)}
            checked={backup === picked}
            disabled={!isGood(backup)}
            onPick={() => setName(backup.name)}
          />
        ))}
      </fieldset>
      <ul className={styles.list}>
        <li>{t("restore.later", { time: dateTime(picked.at) })}</li>
        <li>{t("restore.nothingSent")}</li>
        <li>{t("restore.nothingDoubled")}</li>
        <li>{t("restore.kept")}</li>
      </ul>
      {restore.error === null ? null : <ErrorNote error={decodeError(restore.error)} />}
      <Button
        appearance="primary"
        icon={restore.isPending ? <Spinner size="tiny" /> : null}
        disabledFocusable={restore.isPending}
        onClick={() => restore.mutate(picked.name)}
      >
        {t("restore.restore")}
      </Button>
    </div>
  );
}
