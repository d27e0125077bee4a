import { Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle } from "@fluentui/react-components";
import { useTranslation } from "react-i18next";
import { decodeError, usePersonForm, type Member } from "../../api";
import { ErrorNote } from "../../ui/ErrorNote";
import type { PersonTable } from "./columns";
import { CreateForm } from "./CreateForm";

interface AskDialogProps {
  member: Member;
  /** What may be made: one at least. */
  tables: PersonTable[];
  onClose: () => void;
  onCreated?: (() => void) | undefined;
}

interface CreateDialogProps extends AskDialogProps {
  open: boolean;
}

/** Asks for what a contact or lead made from a member should say. Each time it opens, it begins with what is known then. */
export function CreateDialog({ open, ...asked }: CreateDialogProps) {
  return open ? <AskDialog {...asked} /> : null;
}

/** It opens once there is something to put the focus on. */
function AskDialog({ member, tables, onClose, onCreated }: AskDialogProps) {
  const { t } = useTranslation();
  const form = usePersonForm(member.key, tables[0] ?? "contact");
  return (
    <Dialog open={!form.isPending} onOpenChange={(_, data) => (data.open ? undefined : onClose())}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t("create.title", { name: member.name })}</DialogTitle>
          {form.error && (
            <>
              <DialogContent>
                <ErrorNote error={decodeError(form.error)} onRetry={() => void form.refetch()} />
              </DialogContent>
              <DialogActions>
                <Button onClick={onClose}>{t("match.cancel")}</Button>
              </DialogActions>
            </>
          )}
          {form.data && (
            <CreateForm form={form.data} tables={tables} member={member} onClose={onClose} onCreated={onCreated} />
          )}
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
