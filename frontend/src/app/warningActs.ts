import type { Warning } from "../api";
import type { ScreenName } from "./route";

/** What a person can do about a warning from where they are. */
export type WarningAct = "sign-in" | "connection" | "restore" | "outbox" | "settings" | "diagnostics";

const acts: Record<string, readonly WarningAct[]> = {
  "sign-in": ["sign-in"],
  "wrong-account": ["sign-in"],
  unavailable: ["connection"],
  forbidden: ["connection"],
  "not-member": ["connection"],
  "missing-table": ["connection"],
  "web-page": ["connection"],
  "old-version": ["connection"],
  "not-an-org": ["connection"],
  throttled: ["outbox"],
  "owner-refused": ["outbox"],
  "settings-not-saved": ["settings"],
  damaged: ["restore", "diagnostics"],
  "newer-version": ["restore"],
};

/** The acts for a warning, the likeliest first. What nobody foresaw is for whoever helps: diagnostics. */
export function actsOf({ code, severity }: Warning): readonly WarningAct[] {
  return acts[code] ?? (severity === "error" ? ["diagnostics"] : []);
}

/** Every screen says itself that it works offline, and what waits; the strip says since when. */
const saidByEachScreen = ["offline"];

/** Connection says these in full, with the way out. */
const saidByConnection = ["sign-in", "damaged", "newer-version"];

/** Whether the screen says it already. */
export function isSaidBy(screen: ScreenName, { code }: Warning): boolean {
  return saidByEachScreen.includes(code) || (screen === "connection" && saidByConnection.includes(code));
}
