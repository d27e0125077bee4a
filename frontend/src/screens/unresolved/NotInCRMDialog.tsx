import { makeStyles, Text, tokens } from "@fluentui/react-components";
import { useTranslation } from "react-i18next";
import { decodeError, useNotInCRMAll, useSettings } from "../../api";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { ErrorNote } from "../../ui/ErrorNote";
import type { Group } from "./groups";
import { useHowMany } from "./words";

const useStyles = makeStyles({ root: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS } });

interface NotInCRMDialogProps {
  groups: Group[];
  onClose: () => void;
  onDone: (said: string) => void;
}

/** Asks before several members are remembered as not in the CRM, and says what becomes of their activities and copies. */
export function NotInCRMDialog({ groups, onClose, onDone }: NotInCRMDialogProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const howMany = useHowMany();
  const waits = useSettings().data?.values.unmatchedWaits;
  const ignore = useNotInCRMAll();
  const confirm = () =>
    ignore.mutate(
      groups.map((group) => group.member.key),
      { onSuccess: () => onDone(t("unresolved.bulk.ignored", howMany(groups))) },
    );
  return (
    <ConfirmDialog
      open
      title={t("unresolved.bulk.ignoreTitle", howMany(groups))}
      confirm={t("unresolved.bulk.ignoreDo")}
      busy={ignore.isPending}
      onConfirm={confirm}
      onCancel={onClose}
    >
      <div className={styles.root}>
        {ignore.error && <ErrorNote error={decodeError(ignore.error)} />}
        <Text>{t("unresolved.bulk.ignoreStay", howMany(groups))}</Text>
        {/* Before the settings are read, nothing is promised. */}
        {waits !== undefined && <Text>{t(`match.copies.notInCRM.${waits ? "wait" : "open"}`)}</Text>}
      </div>
    </ConfirmDialog>
  );
}
