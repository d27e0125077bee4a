import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { ArrowClockwiseRegular, CopyRegular, DeleteRegular, EditRegular, OpenRegular, PersonAddRegular } from "@fluentui/react-icons";
import type { RefObject } from "react";
import { useTranslation } from "react-i18next";
import { decodeError, shell, useCopyAgain, useCreateAnyway, type Entry } from "../../api";
import { ErrorNote } from "../../ui/ErrorNote";
import { canChangePerson, canCopyAgain, canCreateAnyway, canRemove, canRetry, inCRM } from "./abilities";
import { ChangePerson } from "./ChangePerson";

const useStyles = makeStyles({
  root: {
    display: "flex",
    flexWrap: "wrap",
    gap: tokens.spacingHorizontalS,
    // In reach at the lower edge, however long the text above is.
    position: "sticky",
    bottom: `calc(-1 * ${tokens.spacingHorizontalL})`, // what scrolls has this padding
    zIndex: 1,
    padding: `${tokens.spacingVerticalS} 0`,
    backgroundColor: tokens.colorNeutralBackground1,
    "@media (max-height: 640px)": { position: "static" },
  },
  failure: { flexBasis: "100%" },
});

interface EntryActionsProps {
  entry: Entry;
  editing: boolean;
  /** The button that the focus comes back to when the editing ends. */
  editRef: RefObject<HTMLButtonElement | null>;
  onEdit: () => void;
  onRetry: () => void;
  onRemove: () => void;
}

/** What can be done with the entry shown. */
export function EntryActions({ entry, editing, editRef, onEdit, onRetry, onRemove }: EntryActionsProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const { row } = entry;
  const anyway = useCreateAnyway();
  const again = useCopyAgain();
  return (
    <div className={styles.root}>
      {canCreateAnyway(row) && (
        <Button
          size="small"
          icon={<PersonAddRegular />}
          disabledFocusable={anyway.isPending}
          onClick={() => anyway.mutate(row.id)}
        >
          {t("create.anyway")}
        </Button>
      )}
      {canCopyAgain(row) && (
        <Button size="small" icon={<CopyRegular />} disabledFocusable={again.isPending} onClick={() => again.mutate(row.id)}>
          {t("outbox.copyAgain")}
        </Button>
      )}
      {canRetry(row) && (
        <Button size="small" icon={<ArrowClockwiseRegular />} onClick={onRetry}>
          {t("outbox.retry")}
        </Button>
      )}
      {entry.canEdit && !editing && (
        <Button ref={editRef} size="small" icon={<EditRegular />} onClick={onEdit}>
          {t("outbox.edit")}
        </Button>
      )}
      {canChangePerson(row) && <ChangePerson row={row} />}
      {row.url !== "" && (
        <Button size="small" icon={<OpenRegular />} onClick={() => void shell.openExternal(row.url)}>
          {t("outbox.openInDynamics")}
        </Button>
      )}
      {canRemove(row) && (
        <Button size="small" icon={<DeleteRegular />} onClick={onRemove}>
          {t(inCRM(row) ? "outbox.removeFromCRM" : "outbox.remove")}
        </Button>
      )}
      {again.error !== null && (
        <div className={styles.failure}>
          <ErrorNote error={decodeError(again.error)} />
        </div>
      )}
    </div>
  );
}
