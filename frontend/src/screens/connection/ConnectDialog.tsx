import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from "@fluentui/react-components";
import { useTranslation } from "react-i18next";
import { useConnection } from "../../api";
import { ConnectingPanel } from "./ConnectingPanel";
import { ConnectionProblem } from "./ConnectionProblem";
import { ConnectPanel } from "./ConnectPanel";

/** The picker behind Connect to CRM. Whoever shows it takes it away once the connection stands. */
export function ConnectDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { data: connection } = useConnection();
  const connecting = connection?.state === "connecting";
  return (
    <Dialog open onOpenChange={(_, data) => (data.open ? undefined : onClose())}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t("connection.connectToCrm")}</DialogTitle>
          <DialogContent>
            {connection === undefined || connecting ? null : <ConnectionProblem problem={connection.problem} />}
            {connecting ? <ConnectingPanel connection={connection} /> : <ConnectPanel />}
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{t("common.close")}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
