import type { CopyRequest } from "../../api";
import { newID } from "./id";
import { typedKind, type TypedKind } from "./kinds";
import { timeOfField } from "./when";

/** What a screen knows already when Copy to CRM is opened from it. */
export interface CopyInitial {
  kind?: "note" | "message" | "inmail" | "call";
  /** The row it is about. */
  table?: string;
  id?: string;
  name?: string;
  company?: string;
  phone?: string;
}

/** Who an entry is about: a row of the CRM, or a name that has none. */
export interface Who {
  table: string;
  id: string;
  name: string;
  company: string;
}

/** What a person has typed so far. */
export interface Draft {
  /** Made when the form opens: however often it is pressed, it is one entry. */
  id: string;
  kind: TypedKind;
  who: Who | null;
  /** Where there is no row: the company the person works for. */
  company: string;
  subject: string;
  text: string;
  /** As the field holds it; "" means now. */
  when: string;
  phone: string;
  outgoing: boolean;
  /** With commas between them. */
  tags: string;
}

export function startDraft(initial: CopyInitial | undefined, lastKind: string): Draft {
  return {
    id: newID(),
    kind: initial?.kind ?? typedKind(lastKind),
    who: whoOf(initial),
    company: "",
    subject: "",
    text: "",
    when: "",
    phone: initial?.phone ?? "",
    outgoing: true,
    tags: "",
  };
}

function whoOf(initial: CopyInitial | undefined): Who | null {
  if (initial?.name === undefined) return null;
  return { table: initial.table ?? "", id: initial.id ?? "", name: initial.name, company: initial.company ?? "" };
}

/** What is missing before the draft can be queued. */
export interface Missing {
  who: boolean;
  text: boolean;
  when: boolean;
}

export function missingOf(draft: Draft): Missing {
  return {
    who: draft.who === null,
    text: draft.text.trim() === "",
    when: draft.when !== "" && timeOfField(draft.when) === null,
  };
}

export const complete = (missing: Missing): boolean => !missing.who && !missing.text && !missing.when;

export function requestOf(draft: Draft): CopyRequest {
  const row = draft.who !== null && draft.who.id !== "" ? draft.who : null;
  return {
    draftId: draft.id,
    kind: draft.kind,
    table: row?.table ?? "",
    id: row?.id ?? "",
    memberName: row === null ? (draft.who?.name ?? "") : "",
    memberCompany: row === null ? draft.company.trim() : "",
    subject: draft.subject.trim(),
    text: draft.text,
    at: draft.when === "" ? "" : (timeOfField(draft.when) ?? ""),
    phone: draft.kind === "call" ? draft.phone.trim() : "",
    // A note has no direction: the seat holder wrote it.
    outgoing: draft.kind === "note" || draft.outgoing,
    tags: draft.tags.trim(),
  };
}
