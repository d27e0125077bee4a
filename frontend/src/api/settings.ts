import * as bound from "../../wailsjs/go/app/Settings";
import { call } from "./call";
import type { CRMSettings, Settings, SettingsEffect } from "./types";

export const settings = {
  load: () => call<Settings>(() => bound.Load()),
  effect: (values: CRMSettings) => call<SettingsEffect>(() => bound.Effect(values)),
  /** Saves for the whole organization; `version` is the one that load gave (code "changed" when it is old). */
  save: (values: CRMSettings, version: string) => call<Settings>(() => bound.Save(values, version)),
};
