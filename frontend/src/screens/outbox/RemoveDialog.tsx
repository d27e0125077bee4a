import { makeStyles, Text, tokens } from "@fluentui/react-components";
import { useTranslation } from "react-i18next";
import { decodeError, useRemovals, type EntryRow, type Removals } from "../../api";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { ErrorNote } from "../../ui/ErrorNote";
import { Skeletons } from "../../ui/Skeletons";

const useStyles = makeStyles({ root: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS } });

const effects = ["local", "doubt", "gone", "deleted", "stay"] as const;

interface RemoveDialogProps {
  rows: EntryRow[];
  busy: boolean;
  onConfirm: () => void;
  onCancel: () => void;
}

/** Asks before entries are removed, and says what that does: how many never left, may be in the CRM, and are deleted there. */
export function RemoveDialog({ rows, busy, onConfirm, onCancel }: RemoveDialogProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const removals = useRemovals(rows.map((row) => row.id));
  const { data } = removals;
  return (
    <ConfirmDialog
      open={rows.length > 0}
      title={t("outbox.confirm.title", { count: rows.length })}
      confirm={t(data?.deleted === rows.length ? "outbox.removeFromCRM" : "outbox.remove")}
      busy={busy}
      disabled={data === undefined || data.stay === rows.length}
      onConfirm={onConfirm}
      onCancel={onCancel}
    >
      <div className={styles.root} role="status">
        {removals.error && <ErrorNote error={decodeError(removals.error)} onRetry={() => void removals.refetch()} />}
        {data ? <Effects removals={data} /> : !removals.error && <Skeletons rows={2} height={16} />}
      </div>
    </ConfirmDialog>
  );
}

function Effects({ removals }: { removals: Removals }) {
  const { t } = useTranslation();
  return effects
    .filter((effect) => removals[effect] > 0)
    .map((effect) => <Text key={effect}>{t(`outbox.confirm.${effect}`, { count: removals[effect] })}</Text>);
}
