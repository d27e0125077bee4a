import type { Entry, EntryRow } from "../../api";

/** Whether the sender can be asked to try again now. */
export const canRetry = (row: EntryRow): boolean => row.state === "waiting" || row.state === "attention";

/** Whether removing means something: an entry that is gone cannot go again. */
export const canRemove = (row: EntryRow): boolean =>
  row.state !== "removing" && row.state !== "removed" && !(makesNoActivity(row) && row.state === "sent");

/** Whether what was removed can be queued once more. What was deleted in Dynamics has a button of its own. */
export const canCopyAgain = (row: EntryRow): boolean =>
  row.state === "removed" && !makesNoActivity(row) && row.remote !== "deleted";

/** Whether the entry makes a contact or lead, or sets a flag: what is in the CRM then is not deleted from here. */
export const makesNoActivity = (row: EntryRow): boolean => ["contact", "lead", "flag"].includes(row.kind);

/** Whether a contact or lead that is to be made can still say something else. */
export const canChangePerson = (row: EntryRow): boolean =>
  (row.kind === "contact" || row.kind === "lead") && ["queued", "waiting", "attention"].includes(row.state);

/** Whether Dynamics took a person for a duplicate, which somebody may know better. */
export const canCreateAnyway = (row: EntryRow): boolean => row.state === "attention" && row.code === "duplicate-found";

/** Whether a person has to say who it is about. */
export const needsChoice = (row: EntryRow): boolean =>
  row.state === "attention" && (row.code === "several-matches" || row.code === "weak-match");

/** Whether the CRM has it, so that removing deletes a row there. */
export const inCRM = (row: EntryRow): boolean => row.remote !== "deleted" && (row.state === "sent" || row.landed);

/** Whether a person removed it, also where what it became could not be deleted yet. */
export const takenBack = ({ row, operations }: Entry): boolean =>
  row.state === "removing" ||
  row.state === "removed" ||
  operations.some(({ kind, state }) => kind === "delete" && state === "pending");

/** Whether Ferry stopped trying by itself, after the service failed again and again. */
export const gaveUp = (row: EntryRow): boolean =>
  row.state === "attention" && ["unavailable", "unexpected", "cancelled"].includes(row.code);
