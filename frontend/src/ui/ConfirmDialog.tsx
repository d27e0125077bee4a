import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Spinner,
} from "@fluentui/react-components";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

export interface ConfirmDialogProps {
  open: boolean;
  title: string;
  /** The verb on the button that goes ahead. */
  confirm: string;
  onConfirm: () => void;
  onCancel: () => void;
  busy?: boolean;
  disabled?: boolean;
  children: ReactNode;
}

/** Asks before something that cannot be undone; the children say what it will do, with counts. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { open, title, confirm, onConfirm, onCancel, busy = false, disabled = false, children } = props;
  const { t } = useTranslation();
  return (
    <Dialog open={open} modalType="alert" onOpenChange={(_, data) => (data.open ? undefined : onCancel())}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent>{children}</DialogContent>
          <DialogActions>
            <Button appearance="secondary" onClick={onCancel}>
              {t("common.cancel")}
            </Button>
            <Button
              appearance="primary"
              onClick={onConfirm}
              disabled={disabled || busy}
              icon={busy ? <Spinner size="tiny" /> : null}
            >
              {confirm}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
