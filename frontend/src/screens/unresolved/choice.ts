import { useState } from "react";
import type { Group } from "./groups";

/** The people chosen for one act. Who is listed no more is chosen no more. */
export interface Choice {
  groups: Group[];
  has: (key: string) => boolean;
  toggle: (key: string) => void;
  /** Chooses these and nobody else. */
  only: (groups: Group[]) => void;
}

export function useChoice(listed: Group[]): Choice {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  return {
    groups: listed.filter((group) => chosen.has(group.member.key)),
    has: (key) => chosen.has(key),
    toggle: (key) =>
      setChosen((now) => {
        const next = new Set(now);
        if (!next.delete(key)) next.add(key);
        return next;
      }),
    only: (groups) => setChosen(new Set(groups.map((group) => group.member.key))),
  };
}
