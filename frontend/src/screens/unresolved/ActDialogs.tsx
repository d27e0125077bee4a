import { decodeError, useRemove } from "../../api";
import { ErrorNote } from "../../ui/ErrorNote";
import { RemoveDialog } from "../outbox/RemoveDialog";
import type { Group } from "./groups";
import { LinkAllDialog } from "./LinkAllDialog";
import { NotInCRMDialog } from "./NotInCRMDialog";
import { activitiesOf } from "./words";

/** What was begun with several people, and with whom. */
export interface Act {
  kind: "link" | "not-in-crm" | "remove";
  groups: Group[];
}

interface ActDialogsProps {
  act: Act | null;
  onClose: () => void;
  /** After it was done, with what there is to say of it. */
  onDone: (said: string) => void;
}

/** The dialogs of what is done with several people; each says what will happen before it does. */
export function ActDialogs({ act, onClose, onDone }: ActDialogsProps) {
  const remove = useRemove();
  const rows = act?.kind === "remove" ? activitiesOf(act.groups) : [];
  const confirm = () =>
    remove.mutate(
      rows.map((row) => row.id),
      { onSuccess: () => onDone(""), onError: onClose },
    );
  return (
    <>
      {remove.error && <ErrorNote error={decodeError(remove.error)} />}
      {act?.kind === "link" && <LinkAllDialog groups={act.groups} onClose={onClose} onLinked={onDone} />}
      {act?.kind === "not-in-crm" && <NotInCRMDialog groups={act.groups} onClose={onClose} onDone={onDone} />}
      <RemoveDialog rows={rows} busy={remove.isPending} onConfirm={confirm} onCancel={onClose} />
    </>
  );
}
