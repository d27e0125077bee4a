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

interface PathDialogProps {
  onPath: (path: string) => void;
  onClose: () => void;
}

/** Asks for the path of a file: a browser page cannot open the system's dialog. */
export function PathDialog({ onPath, onClose }: PathDialogProps) {
  const { t } = useTranslation();
  const [path, setPath] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (path.trim() !== "") onPath(path.trim());
  };
  return (
    <Dialog open onOpenChange={(_, data) => (data.open ? undefined : onClose())}>
      <DialogSurface>
        <form onSubmit={submit}>
          <DialogBody>
            <DialogTitle>{t("linkedin.dialogTitle")}</DialogTitle>
            <DialogContent>
              <Field label={t("linkedin.path")} hint={t("linkedin.pathHelp")}>
                <Input value={path} onChange={(_, data) => setPath(data.value)} />
              </Field>
            </DialogContent>
            <DialogActions>
              <Button onClick={onClose}>{t("linkedin.cancel")}</Button>
              <Button type="submit" appearance="primary" disabled={path.trim() === ""}>
                {t("linkedin.pathImport")}
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}
