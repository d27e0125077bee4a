import * as bound from "../../wailsjs/go/app/Shell";
import { call } from "./call";
import type { Preferences, Status } from "./types";

export const shell = {
  status: () => call<Status>(() => bound.Status()),
  preferences: () => call<Preferences>(() => bound.Preferences()),
  savePreferences: (preferences: Preferences) => call<void>(() => bound.SavePreferences(preferences)),
  /** Opens an https link in the system's browser. */
  openExternal: (url: string) => call<void>(() => bound.OpenExternal(url)),
  /** Tells the program that the first screen is painted. */
  ready: (title: string) => call<void>(() => bound.Ready(title)),
};
