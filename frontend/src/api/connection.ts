import * as bound from "../../wailsjs/go/app/Connection";
import { call, callList, run } from "./call";
import type { Check, Connection, DisconnectCounts, ImportProgress, PracticePerson, ReadTable } from "./types";

export const connection = {
  state: () => call<Connection>(() => bound.State()),
  practicePeople: () => callList<PracticePerson>(() => bound.PracticePeople()),
  /** Starts a connection to the practice organization as one of its people; returns the attempt's id. */
  connectPractice: (personId: string) => call<string>(() => bound.ConnectPractice(personId)),
  /** Starts a connection; the sign-in page opens in the browser. Returns the attempt's id. */
  connect: (url: string) => call<string>(() => bound.Connect(url)),
  signInLink: (attemptId: string) => call<string>(() => bound.SignInLink(attemptId)),
  cancel: (attemptId: string) => run(() => bound.Cancel(attemptId)),
  preflight: () => callList<Check>(() => bound.Preflight()),
  reads: () => callList<ReadTable>(() => bound.Reads()),
  importProgress: () => call<ImportProgress>(() => bound.ImportProgress()),
  syncNow: () => run(() => bound.Sync()),
  cancelSync: () => run(() => bound.CancelSync()),
  disconnectCounts: () => call<DisconnectCounts>(() => bound.DisconnectCounts()),
  disconnect: (cleanUp: boolean) => run(() => bound.Disconnect(cleanUp)),
  setPracticeOffline: (offline: boolean) => run(() => bound.SetPracticeOffline(offline)),
};
