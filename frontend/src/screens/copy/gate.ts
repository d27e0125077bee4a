import { useSettings, useStatus, type Settings, type Status } from "../../api";

/** Why copying is not possible now: a code under "copy.off", or "" when it is. */
export type Closed = "" | "not-connected" | "settings-not-saved" | "writeback-off";

/**
 * Says for each kind whether it may be copied. Being offline closes nothing. While the answers are being read nothing
 * is closed either: the program refuses what it must, and a control that blinks helps nobody.
 */
export function useCopyGate(): (kind: string) => Closed {
  const status = useStatus().data;
  const connected = status !== undefined && status.connection !== "none";
  const settings = useSettings(connected).data;
  return (kind) => closedFor(kind, status, settings);
}

export function closedFor(kind: string, status: Status | undefined, settings: Settings | undefined): Closed {
  if (status === undefined) return "";
  if (status.connection === "none") return "not-connected";
  if (!status.settingsSaved) return "settings-not-saved";
  if (settings === undefined) return "";
  return settings.values.writeback && settings.values.items.includes(kind) ? "" : "writeback-off";
}
