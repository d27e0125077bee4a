import type { PastedMessage } from "../../api";
import { timeOfField } from "../copy/when";

/** Whether a message can be kept: it has a text and a time. */
export const complete = (message: PastedMessage): boolean =>
  message.body.trim() !== "" && timeOfField(message.at) !== null;

/** The messages as the program keeps them, times in UTC. */
export const kept = (messages: PastedMessage[]): PastedMessage[] =>
  messages.map((message) => ({ ...message, at: timeOfField(message.at) ?? "" }));

/** The one other person whom the text names, or "" when it names nobody or several. */
export function otherOf(messages: PastedMessage[]): string {
  const names = new Set(messages.filter((message) => !message.outgoing && message.sender !== "").map((message) => message.sender));
  const [only = ""] = names;
  return names.size === 1 ? only : "";
}
