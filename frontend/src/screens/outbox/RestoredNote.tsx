import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from "@fluentui/react-components";
import { useTranslation } from "react-i18next";
import { decodeError, useReadRestored, useRestoredCount, useSendRestored, useStatus, type EntryRow } from "../../api";
import { ErrorNote } from "../../ui/ErrorNote";

const useStyles = makeStyles({ root: { flexShrink: 0 }, body: { whiteSpace: "normal" } });

interface RestoredNoteProps {
  /** Shows them alone in the list. */
  onReview: () => void;
  /** Asks before they are removed. */
  onRemove: (rows: EntryRow[]) => void;
  /** The note goes once they are on their way, and the focus with it. */
  onSent: () => void;
}

/** Asks for the yes or no that everything from a backup waits for. */
export function RestoredNote({ onReview, onRemove, onSent }: RestoredNoteProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const { data: status } = useStatus();
  const { data: count = 0 } = useRestoredCount((status?.needAttention ?? 0) > 0);
  const send = useSendRestored();
  const read = useReadRestored();
  const failure = send.error ?? read.error;
  const busy = send.isPending || read.isPending;
  if (count === 0 || status?.needAttention === 0) return null;
  return (
    <>
      <MessageBar intent="warning" layout="multiline" className={styles.root}>
        <MessageBarBody className={styles.body}>
          <MessageBarTitle>{t("outbox.restored.title", { count })}</MessageBarTitle> {t("outbox.restored.text")}
        </MessageBarBody>
        <MessageBarActions>
          <Button appearance="primary" size="small" disabledFocusable={busy} onClick={() => send.mutate(undefined, { onSuccess: onSent })}>
            {t("outbox.restored.yes", { count })}
          </Button>
          <Button size="small" disabledFocusable={busy} onClick={() => read.mutate(undefined, { onSuccess: onRemove })}>
            {t("outbox.restored.no", { count })}
          </Button>
          <Button size="small" onClick={onReview}>
            {t("outbox.restored.review")}
          </Button>
        </MessageBarActions>
      </MessageBar>
      {failure === null ? null : <ErrorNote error={decodeError(failure)} />}
    </>
  );
}
