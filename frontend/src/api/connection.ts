import * as bound from "../../wailsjs/go/app/Connection";
import { call, callList, run } from "./call";
import type {
  Backup,
  Check,
  Connection,
  DisconnectCounts,
  FoundOrganizations,
  ImportProgress,
  NetworkTest,
  PracticePerson,
  Proxy,
  ReadTable,
} from "./types";

export const connection = {
  state: () => call<Connection>(() => bound.State()),
  practicePeople: () => callList<PracticePerson>(() => bound.PracticePeople()),
  /** Starts a connection to the practice organization as one of its people; returns the attempt's id. */
  connectPractice: (personId: string) => call<string>(() => bound.ConnectPractice(personId)),
  /** Starts a connection; the sign-in page opens in the browser. Returns the attempt's id. */
  connect: (url: string) => call<string>(() => bound.Connect(url)),
  /** Starts a look for the organizations of whoever signs in; the sign-in page opens in the browser. */
  findOrganizations: (cloud: string) => call<string>(() => bound.FindOrganizations(cloud)),
  foundOrganizations: () => call<FoundOrganizations>(() => bound.FoundOrganizations()),
  signInLink: (attemptId: string) => call<string>(() => bound.SignInLink(attemptId)),
  cancel: (attemptId: string) => run(() => bound.Cancel(attemptId)),
  /** The way out of this machine, to the organization in use or to the sign-in page. */
  proxy: () => call<Proxy>(() => bound.Proxy()),
  /** Looks whether the organization and its sign-in answer; what does not is in the result, not a failure. */
  testNetwork: () => callList<NetworkTest>(() => bound.TestNetwork()),
  preflight: () => callList<Check>(() => bound.Preflight()),
  reads: () => callList<ReadTable>(() => bound.Reads()),
  importProgress: () => call<ImportProgress>(() => bound.ImportProgress()),
  syncNow: () => run(() => bound.Sync()),
  cancelSync: () => run(() => bound.CancelSync()),
  disconnectCounts: () => call<DisconnectCounts>(() => bound.DisconnectCounts()),
  disconnect: (cleanUp: boolean) => run(() => bound.Disconnect(cleanUp)),
  setPracticeOffline: (offline: boolean) => run(() => bound.SetPracticeOffline(offline)),
  /** Copies of what people did, newest first. */
  backups: () => callList<Backup>(() => bound.Backups()),
  /** Puts a copy in the place of an outbox that cannot be opened, and opens it. */
  restoreBackup: (name: string) => run(() => bound.RestoreBackup(name)),
};
