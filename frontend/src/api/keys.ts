import type { ConversationQuery, CopyMessages, CopyRequest, CRMSettings, EntryQuery, MemberQuery, RecordQuery } from "./types";

/** The query keys. The first word names the area; a "changed" event re-reads whole areas (see areasOf). */
export const keys = {
  status: ["status"] as const,
  preferences: ["preferences"] as const,
  connection: ["connection", "state"] as const,
  proxy: ["connection", "proxy"] as const,
  foundOrganizations: ["connection", "found"] as const,
  backups: ["connection", "backups"] as const,
  signInLink: (attemptId: string) => ["connection", "sign-in-link", attemptId] as const,
  practicePeople: ["practice"] as const,
  preflight: ["preflight"] as const,
  reads: ["reads"] as const,
  importProgress: ["import"] as const,
  disconnectCounts: ["outbox", "disconnect-counts"] as const,
  settings: ["settings", "load"] as const,
  settingsEffect: (values: CRMSettings) => ["effect", values] as const,
  records: (query: Omit<RecordQuery, "offset" | "limit">) => ["records", "list", query] as const,
  record: (table: string, id: string) => ["records", "one", table, id] as const,
  search: (text: string, limit: number) => ["records", "search", text, limit] as const,
  conversations: (query: Omit<ConversationQuery, "offset" | "limit">) => ["linkedin", "list", query] as const,
  members: (query: Omit<MemberQuery, "offset" | "limit">) => ["linkedin", "members", query] as const,
  memberMatch: (key: string) => ["linkedin", "match", key] as const,
  notInCRM: ["linkedin", "not-in-crm"] as const,
  capture: ["capture"] as const,
  seatHolders: (id: string, column: string) => ["seat-holders", id, column] as const,
  conversation: (id: string) => ["linkedin", "one", id] as const,
  entries: (query: Omit<EntryQuery, "offset" | "limit">) => ["outbox", "list", query] as const,
  entry: (id: string) => ["outbox", "one", id] as const,
  removals: (ids: string[]) => ["outbox", "removals", ids] as const,
  theirs: (id: string) => ["theirs", id] as const,
  preview: (request: CopyRequest) => ["preview", "typed", request] as const,
  previewMessages: (request: CopyMessages) => ["preview", "messages", request] as const,
};

/** What the one "changed" event can name. */
export type Topic = "status" | "connection" | "import" | "mirror" | "settings" | "linkedin" | "capture" | "outbox";

// An area is re-read for every topic that shows in it: a record's history holds entries, a conversation its copies.
const areas: Record<Topic, readonly string[]> = {
  status: ["status"],
  connection: ["connection", "capture", "status", "preflight", "settings", "import", "preferences"],
  import: ["import", "status", "connection"],
  mirror: ["records", "linkedin", "effect", "preview", "outbox", "status", "connection"],
  settings: ["settings", "effect", "records", "preview", "status"],
  capture: ["capture"],
  linkedin: ["linkedin", "outbox", "preview", "status"],
  outbox: ["outbox", "linkedin", "records", "effect", "status"],
};

/** The areas of query keys to re-read after a change; nothing for a topic of a newer program. */
export function areasOf(topic: string): readonly string[] {
  return Object.hasOwn(areas, topic) ? areas[topic as Topic] : [];
}
