import { useState } from "react";
import type { EntryRow } from "../../api";

/** The entries chosen for one act. */
export interface Selection {
  rows: EntryRow[];
  has: (id: string) => boolean;
  toggle: (row: EntryRow) => void;
  clear: () => void;
}

/** Keeps what was selected, as it was when it was selected, also when it scrolls away. */
export function useSelection(): Selection {
  const [chosen, setChosen] = useState<ReadonlyMap<string, EntryRow>>(new Map());
  return {
    rows: [...chosen.values()],
    has: (id) => chosen.has(id),
    toggle: (row) => {
      const next = new Map(chosen);
      if (!next.delete(row.id)) next.set(row.id, row);
      setChosen(next);
    },
    clear: () => setChosen(new Map()),
  };
}
