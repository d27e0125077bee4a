/** What a screen knows already when Copy to CRM is opened from it. */
export interface CopyInitial {
  kind?: "note" | "message" | "inmail" | "call";
  /** The row it is about. */
  table?: string;
  id?: string;
  name?: string;
  company?: string;
  phone?: string;
}

export interface CopyDialogProps {
  open: boolean;
  onClose: () => void;
  initial?: CopyInitial | undefined;
}

export function CopyDialog(_: CopyDialogProps) {
  return null;
}
