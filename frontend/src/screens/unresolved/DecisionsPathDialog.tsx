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

interface DecisionsPathDialogProps {
  onPath: (path: string) => void;
  onClose: () => void;
}

/** Asks for the path of a file of decisions, where no native dialog can. */
export function DecisionsPathDialog({ onPath, onClose }: DecisionsPathDialogProps) {
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
            <DialogTitle>{t("unresolved.decisions.import")}</DialogTitle>
            <DialogContent>
              <Field label={t("unresolved.decisions.path")} hint={t("unresolved.decisions.pathHelp")}>
                <Input value={path} onChange={(_, data) => setPath(data.value)} spellCheck={false} />
              </Field>
            </DialogContent>
            <DialogActions>
              <Button onClick={onClose}>{t("common.cancel")}</Button>
              <Button type="submit" appearance="primary" disabled={path.trim() === ""}>
                {t("unresolved.decisions.takeOver")}
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}
