import * as bound from "../../wailsjs/go/app/Shell";
import { ClipboardSetText } from "../../wailsjs/runtime/runtime";
import { call, run } from "./call";
import type { Preferences, Status } from "./types";

export const shell = {
  status: () => call<Status>(() => bound.Status()),
  preferences: () => call<Preferences>(() => bound.Preferences()),
  savePreferences: (preferences: Preferences) => run(() => bound.SavePreferences(preferences)),
  /** Takes away the warning of a failure of the program itself. */
  dismissUnexpected: () => run(() => bound.DismissUnexpected()),
  /** Asks for a place with a native dialog and saves versions, codes, counts and the log; "" when the person cancels. */
  saveDiagnostics: (title: string) => call<string>(() => bound.SaveDiagnostics(title)),
  /** Opens an https link in the system's browser. */
  openExternal: (url: string) => run(() => bound.OpenExternal(url)),
  /** Tells the program that the first screen is painted. */
  ready: (title: string) => run(() => bound.Ready(title)),
};

/** Puts text on the clipboard; false when neither the page nor the window may. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // A web view refuses the page after a wait; the window itself still may.
    return ClipboardSetText(text).catch(() => false);
  }
}
