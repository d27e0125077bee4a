import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
} from "@fluentui/react-components";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";

export interface PathDialogProps {
  title: string;
  label: string;
  hint: string;
  /** The verb on the button that goes ahead. */
  confirm: string;
  onPath: (path: string) => void;
  onClose: () => void;
}

/** Asks for the path of a file: a browser page cannot open the system's dialog. */
export function PathDialog({ title, label, hint, confirm, onPath, onClose }: PathDialogProps) {
  const { t } = useTranslation();
  const [path, setPath] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (path.trim() === "") return;
    onPath(path.trim());
    onClose();
  };
  return (
    <Dialog open onOpenChange={(_, data) => (data.open ? undefined : onClose())}>
      <DialogSurface>
        <form onSubmit={submit}>
          <DialogBody>
            <DialogTitle>{title}</DialogTitle>
            <DialogContent>
              <Field label={label} hint={hint}>
                <Input value={path} onChange={(_, data) => setPath(data.value)} spellCheck={false} />
              </Field>
            </DialogContent>
            <DialogActions>
              <Button onClick={onClose}>{t("common.cancel")}</Button>
              <Button type="submit" appearance="primary" disabled={path.trim() === ""}>
                {confirm}
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}
