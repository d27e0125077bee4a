import type { Message } from "../../api";
import type { Closed } from "../copy/gate";

/** Whether a message can still be copied: an entry of it is one and the same for ever. */
export const copyable = (message: Message): boolean => message.entryId === "";

/** The messages of a thread that can be copied now, given what the settings say about each kind. */
export function openMessages(messages: Message[], gate: (kind: string) => Closed): Message[] {
  return messages.filter((message) => copyable(message) && gate(message.kind) === "");
}

/** The set with a message put in or left out. */
export function toggled(chosen: ReadonlySet<string>, id: string, on: boolean): Set<string> {
  const next = new Set(chosen);
  if (on) next.add(id);
  else next.delete(id);
  return next;
}
