import { Checkbox, makeStyles, tokens } from "@fluentui/react-components";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { decodeError, useDisconnect, useDisconnectCounts, type DisconnectCounts } from "../../api";
import { useFormat } from "../../text/format";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { ErrorNote } from "../../ui/ErrorNote";
import { Loaded } from "../../ui/Loaded";
import { Skeletons } from "../../ui/Skeletons";

const useStyles = makeStyles({
  list: { margin: `0 0 ${tokens.spacingVerticalM}`, paddingInlineStart: tokens.spacingHorizontalXL },
});

export interface DisconnectDialogProps {
  open: boolean;
  onClose: () => void;
}

/** Asks before disconnecting, with what would go and what stays. */
export function DisconnectDialog({ open, onClose }: DisconnectDialogProps) {
  const { t } = useTranslation();
  const [cleanUp, setCleanUp] = useState(false);
  const counts = useDisconnectCounts(open);
  const disconnect = useDisconnect();
  return (
    <ConfirmDialog
      open={open}
      title={t("connection.disconnect.title")}
      confirm={t("connection.disconnect.confirm")}
      busy={disconnect.isPending}
      disabled={counts.data === undefined}
      onCancel={onClose}
      onConfirm={() => disconnect.mutate(cleanUp, { onSuccess: onClose })}
    >
      <Loaded query={counts} skeleton={<Skeletons rows={3} height={20} />}>
        {(data) => <Consequences counts={data} cleanUp={cleanUp} />}
      </Loaded>
      <Checkbox
        label={t("connection.disconnect.cleanUp")}
        checked={cleanUp}
        onChange={(_, data) => setCleanUp(data.checked === true)}
      />
      {disconnect.error === null ? null : <ErrorNote error={decodeError(disconnect.error)} />}
    </ConfirmDialog>
  );
}

function Consequences({ counts, cleanUp }: { counts: DisconnectCounts; cleanUp: boolean }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const { number } = useFormat();
  const line = (key: string, count: number) =>
    t(`connection.disconnect.${key}`, { count, number: number(count) });
  return (
    <ul className={styles.list}>
      <li>{line(cleanUp ? "rowsGo" : "rowsKept", counts.mirrorRows)}</li>
      {counts.unsentEntries === 0 ? null : <li>{line("unsent", counts.unsentEntries)}</li>}
      {counts.sentEntries === 0 ? null : <li>{line("sent", counts.sentEntries)}</li>}
      <li>{t("connection.disconnect.nothingInDynamics")}</li>
    </ul>
  );
}
