import { makeStyles, Text, tokens } from "@fluentui/react-components";
import { useTranslation } from "react-i18next";
import type { EntryRow } from "../../api";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { inCRM } from "./abilities";

const useStyles = makeStyles({ root: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS } });

interface RemoveDialogProps {
  rows: EntryRow[];
  busy: boolean;
  onConfirm: () => void;
  onCancel: () => void;
}

/** Asks before entries are removed: how many are not sent, were deleted there already, and are deleted there now. */
export function RemoveDialog({ rows, busy, onConfirm, onCancel }: RemoveDialogProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const sent = rows.filter(inCRM).length;
  const gone = rows.filter((row) => row.remote === "deleted").length;
  const unsent = rows.length - sent - gone;
  return (
    <ConfirmDialog
      open={rows.length > 0}
      title={t("outbox.confirm.title", { count: rows.length })}
      confirm={t(sent === rows.length ? "outbox.removeFromCRM" : "outbox.remove")}
      busy={busy}
      onConfirm={onConfirm}
      onCancel={onCancel}
    >
      <div className={styles.root}>
        {unsent > 0 && <Text>{t("outbox.confirm.unsent", { count: unsent })}</Text>}
        {gone > 0 && <Text>{t("outbox.confirm.gone", { count: gone })}</Text>}
        {sent > 0 && <Text>{t("outbox.confirm.sent", { count: sent })}</Text>}
      </div>
    </ConfirmDialog>
  );
}
