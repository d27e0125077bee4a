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

/** Asks before entries are removed: how many never leave, and how many are deleted in the CRM. */
export function RemoveDialog({ rows, busy, onConfirm, onCancel }: RemoveDialogProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const sent = rows.filter(inCRM).length;
  const unsent = rows.length - sent;
  return (
    <ConfirmDialog
      open={rows.length > 0}
      title={t("outbox.confirm.title", { count: rows.length })}
      confirm={t(sent > 0 && unsent === 0 ? "outbox.removeFromCRM" : "outbox.remove")}
      busy={busy}
      onConfirm={onConfirm}
      onCancel={onCancel}
    >
      <div className={styles.root}>
        {unsent > 0 && <Text>{t("outbox.confirm.unsent", { count: unsent })}</Text>}
        {sent > 0 && <Text>{t("outbox.confirm.sent", { count: sent })}</Text>}
      </div>
    </ConfirmDialog>
  );
}
