// A stand-in for the program: the functions that Wails puts into the page, answering zero values unless a test says more.
import { vi, type Mock } from "vitest";
import type {
  Capture,
  Connection,
  CRMSettings,
  EntryPage,
  ImportProgress,
  ImportReport,
  Mapping,
  Member,
  Preferences,
  Proxy,
  Removals,
  Settings,
  SettingsEffect,
  Status,
  Warning,
} from "../api/types";

export const status: Status = {
  connection: "connected",
  organizationName: "Contoso Practice",
  organizationUrl: "https://practice.crm.dynamics.com",
  organizationKind: "practice",
  userName: "Ana Ruiz",
  online: true,
  offlineSince: "",
  lapsedSince: "",
  lastSynced: "2026-11-20T10:38:00Z",
  importing: false,
  toSend: 0,
  needAttention: 0,
  sent: 0,
  unresolved: 0,
  settingsSaved: true,
  admin: true,
  keychain: "ok",
  version: "0.1.0",
  shell: "window",
  warnings: [],
};

export const warning = (code: string, change: Partial<Warning> = {}): Warning => ({
  code,
  detail: "",
  since: "2026-11-20T10:40:00Z",
  severity: "error",
  actor: "you",
  once: false,
  ...change,
});

export const preferences: Preferences = { language: "en", theme: "light", firstRunDone: true, lastCopyKind: "" };

export const connected: Connection = {
  state: "connected",
  step: "",
  attemptId: "",
  finding: false,
  signInDeadline: "",
  organizationName: "Contoso Practice",
  organizationUrl: "https://practice.crm.dynamics.com",
  organizationKind: "practice",
  version: "9.2.24104.00142",
  userId: "11111111-0000-0000-0000-000000000001",
  userName: "Ana Ruiz",
  account: "ana.ruiz@practice.example",
  connectedSince: "2026-11-20T09:00:00Z",
  lapsedSince: "",
  lastSynced: "2026-11-20T10:38:00Z",
  problem: { code: "", detail: "" },
  practiceOffline: false,
};

export const notConnected: Connection = {
  ...connected,
  state: "none",
  organizationName: "",
  organizationUrl: "",
  organizationKind: "",
  version: "",
  userId: "",
  userName: "",
  account: "",
  connectedSince: "",
  lastSynced: "",
};

export const crmSettings: CRMSettings = {
  autoSync: true,
  stageColumn: "salesstage",
  stageValue: "1",
  stageOrder: ["0", "1", "2", "3"],
  wonValue: "",
  linkedInColumn: "",
  contactCreation: false,
  leadCreation: false,
  dataValidation: false,
  writeback: true,
  items: ["inmail", "message", "note", "call", "smartlink"],
  unmatchedWaits: false,
};

export const settings: Settings = {
  values: crmSettings,
  source: "shared",
  version: 'W/"7"',
  mayEdit: true,
  missingPrivilege: "",
  savedOn: "2026-11-19T08:00:00Z",
  savedBy: "Ana Ruiz",
  stageColumns: [
    {
      column: "salesstage",
      label: "Sales Stage",
      choices: [
        { value: "0", label: "Qualify" },
        { value: "1", label: "Develop" },
        { value: "2", label: "Propose" },
        { value: "3", label: "Close" },
      ],
    },
  ],
  linkedInColumns: [],
  valueColumns: [
    { column: "actualvalue", label: "Actual Revenue" },
    { column: "estimatedvalue", label: "Est. Revenue" },
  ],
  linkedInTables: true,
};

export const effect: SettingsEffect = {
  leadsNow: 412,
  leadsThen: 388,
  accountsNow: 120,
  accountsThen: 111,
  queuedOfKindsOff: 0,
};

export const noProxy: Proxy = { address: "", source: "none" };

export const noImport: ImportProgress = { running: false, finished: "", problem: { code: "", detail: "" }, tables: [] };

const noMapping: Mapping = { fields: [], kind: "message", seatHolders: [], dayFirst: false, local: false };

export const noReport: ImportReport = {
  file: "",
  ownerName: "",
  ownerSure: true,
  conversations: 0,
  messagesAdded: 0,
  messagesAlready: 0,
  connectionsAdded: 0,
  skipped: 0,
  otherSeatHolders: 0,
  problems: [],
  conversationsInTotal: 0,
};

export const noCapture: Capture = {
  id: "",
  state: "",
  file: "",
  part: "",
  done: 0,
  total: 0,
  owners: [],
  table: { columns: [], sample: [], rows: 0, mapping: noMapping, remembered: false },
  report: noReport,
  problem: { code: "", detail: "" },
};

export const member: Member = { key: "m1", name: "", company: "", title: "", url: "", email: "" };

const entries: EntryPage = { rows: [], total: 0, counts: { needAttention: 0, toSend: 0, sent: 0, removing: 0, unresolved: 0, remotes: [] } };

export const noRemovals: Removals = { local: 0, doubt: 0, deleted: 0, gone: 0, stay: 0 };

type Methods = Record<string, Record<string, (...args: never[]) => unknown>>;

const answers: Methods = {
  Shell: {
    Status: () => status,
    Preferences: () => preferences,
    SavePreferences: () => null,
    OpenExternal: () => null,
    Ready: () => null,
    DismissUnexpected: () => null,
    SaveDiagnostics: () => "/home/ana/ferry-diagnostics.zip",
  },
  Connection: {
    State: () => connected,
    PracticePeople: () => null,
    ConnectPractice: () => "attempt-1",
    Connect: () => "attempt-1",
    FindOrganizations: () => "attempt-1",
    FoundOrganizations: () => ({ clouds: ["commercial", "gcc"], cloud: "", account: "", organizations: null }),
    SignInLink: () => "https://login.example/authorize",
    Cancel: () => null,
    Preflight: () => null,
    Reads: () => null,
    ImportProgress: () => noImport,
    Sync: () => null,
    CancelSync: () => null,
    DisconnectCounts: () => ({ mirrorRows: 0, unsentEntries: 0, sentEntries: 0 }),
    Disconnect: () => null,
    SetPracticeOffline: () => null,
    Proxy: () => noProxy,
    TestNetwork: () => null,
    Backups: () => null,
    RestoreBackup: () => null,
  },
  Settings: { Load: () => settings, Effect: () => effect, Save: () => settings },
  Records: { List: () => ({ rows: null, total: 0, stages: null, owners: null }), Record: () => null, Search: () => null },
  LinkedIn: {
    Conversations: () => ({ rows: null, total: 0 }),
    Members: () => ({ rows: null, total: 0 }),
    NotInCRMKeys: () => null,
    State: () => noCapture,
    TakesDrops: () => false,
    Cancel: () => null,
  },
  Outbox: { List: () => entries, Removals: (ids: string[]) => ({ ...noRemovals, local: ids.length }) },
};

/** The stand-in: its methods by "Type.Method", and the event that says what changed. */
export interface Bridge {
  calls: Record<string, Mock>;
  changed: (topic: string) => void;
}

/** Puts the stand-in into the page; each override answers one method, by "Type.Method", and may throw a problem or return a promise. */
export function fakeBridge(overrides: Record<string, (...args: never[]) => unknown> = {}): Bridge {
  const calls: Record<string, Mock> = {};
  const app: Record<string, Record<string, Mock>> = {};
  const add = (name: string, answer: (...args: never[]) => unknown) => {
    const [type = "", method = ""] = name.split(".");
    const mock = vi.fn(async (...args: unknown[]) => {
      try {
        return await answer(...(args as never[]));
      } catch (problem) {
        throw problem instanceof Error ? problem : new Error(JSON.stringify(problem)); // as Wails does
      }
    });
    calls[name] = mock;
    (app[type] ??= {})[method] = mock;
  };
  for (const [type, methods] of Object.entries(answers)) {
    for (const [method, answer] of Object.entries(methods)) add(`${type}.${method}`, answer);
  }
  for (const [name, answer] of Object.entries(overrides)) add(name, answer);
  const listeners = new Set<(change: unknown) => void>();
  const runtime = {
    EventsOnMultiple: (_: string, listener: (change: unknown) => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  Object.assign(window, { go: { app }, runtime });
  return { calls, changed: (topic) => listeners.forEach((listener) => listener({ topic })) };
}
