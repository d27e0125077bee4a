import { useEntry } from "../../api";
import { ChooseRowDialog } from "../match/ChooseRowDialog";

/** Asks who an entry of the list is about: its candidates are read first. */
export function ChooseForEntry({ id, onClose }: { id: string; onClose: () => void }) {
  const entry = useEntry(id).data;
  if (entry === undefined) return null;
  return <ChooseRowDialog open member={entry.row.member} match={entry.match} onClose={onClose} />;
}
