// Rows of the bridge for tests; people who never existed.
import type {
  Attempt,
  Candidate,
  Conversation,
  CRMRecord,
  Entry,
  EntryRow,
  Match,
  Member,
  Message,
  Preview,
  RecordRow,
} from "../api";

export const sampleMember: Member = {
  key: "url:https://www.linkedin.com/in/maria",
  name: "María Gómez",
  company: "Fabrikam",
  title: "Head of Procurement",
  url: "https://www.linkedin.com/in/maria",
  email: "",
};

export const noMatch: Match = {
  strength: "none",
  table: "",
  id: "",
  name: "",
  company: "",
  reasons: [],
  candidates: [],
  decided: false,
  coming: false,
};

export const candidates: Candidate[] = [
  {
    table: "contact",
    id: "c1",
    name: "María Gómez",
    company: "Fabrikam",
    title: "",
    email: "",
    reasons: ["name-company"],
  },
  { table: "lead", id: "l1", name: "María Gómez", company: "Litware", title: "", email: "", reasons: ["name"] },
];

export const strongMatch: Match = {
  ...noMatch,
  strength: "strong",
  table: "contact",
  id: "c1",
  name: "María Gómez",
  company: "Fabrikam",
  reasons: ["email"],
};

export const severalMatches: Match = { ...noMatch, strength: "several", candidates };

export const entryRow = (id: string, change: Partial<EntryRow> = {}): EntryRow => ({
  id,
  kind: "message",
  member: sampleMember,
  preview: `Text of ${id}`,
  at: "2026-11-20T09:00:00Z",
  state: "queued",
  code: "",
  since: "2026-11-20T09:01:00Z",
  until: "",
  closed: false,
  landed: change.state === "sent",
  regarding: "",
  url: "",
  remote: "",
  ...change,
});

export const entryOf = (row: EntryRow, change: Partial<Entry> = {}): Entry => ({
  row,
  subject: "Subject",
  body: `Whole text of ${row.id}`,
  table: "li_message",
  owner: "Ana Ruiz",
  creator: "Ana Ruiz",
  match: noMatch,
  stays: false,
  operations: [{ kind: "create", state: row.landed ? "done" : "pending" }],
  attempts: [],
  canEdit: true,
  remote: { kind: row.remote, fields: [], by: "", at: "", noticed: "" },
  values: [],
  ...change,
});

export const attempt = (change: Partial<Attempt> = {}): Attempt => ({
  at: "2026-11-20T09:02:00Z",
  until: "2026-11-20T09:02:05Z",
  tries: 1,
  operation: "create",
  outcome: "done",
  code: "",
  detail: "",
  ...change,
});

export const recordRow = (index: number, change: Partial<RecordRow> = {}): RecordRow => ({
  table: "contact",
  id: `contact-${index}`,
  name: `Person ${index}`,
  company: "Fabrikam",
  title: "Buyer",
  email: `person${index}@example.com`,
  city: "Madrid",
  owner: "Ana Ruiz",
  stage: "",
  value: "",
  saved: true,
  ...change,
});

export const recordOf = (row: RecordRow, change: Partial<CRMRecord> = {}): CRMRecord => ({
  row,
  phone: "+34 600 000 001",
  url: "https://practice.crm.dynamics.com/main.aspx",
  opportunities: [],
  contacts: [],
  history: [],
  ...change,
});

export const message = (id: string, change: Partial<Message> = {}): Message => ({
  id,
  sender: "María Gómez",
  outgoing: false,
  at: "2026-11-18T10:00:00Z",
  subject: "",
  body: `Body of ${id}`,
  kind: "message",
  tags: "",
  entryId: "",
  entryState: "",
  ...change,
});

export const conversation = (messages: Message[], change: Partial<Conversation> = {}): Conversation => ({
  id: "conversation-1",
  title: "María Gómez",
  member: sampleMember,
  match: strongMatch,
  messages,
  ...change,
});

export const previewOf = (change: Partial<Preview> = {}): Preview => ({
  messageId: "",
  table: "li_message",
  closed: true,
  regarding: "María Gómez, Fabrikam",
  owner: "Ana Ruiz",
  creator: "Ana Ruiz",
  place: "activity-history",
  subject: "First line",
  description: "Exactly this",
  category: "",
  notes: [],
  match: strongMatch,
  problem: { code: "", detail: "" },
  waits: "",
  ...change,
});

/** Answers a question for a page over a list. */
export const pageOf =
  <Row>(rows: Row[]) =>
  (query: { offset: number; limit: number }) => ({
    rows: rows.slice(query.offset, query.offset + query.limit),
    total: rows.length,
  });
