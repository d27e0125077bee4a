import * as bound from "../../wailsjs/go/app/Outbox";
import { call, callList, run } from "./call";
import type { CopyMessages, CopyRequest, CopyResult, Entry, EntryPage, EntryQuery, Preview, Removals, Theirs } from "./types";

export const outbox = {
  preview: (request: CopyRequest) => call<Preview>(() => bound.Preview(request)),
  previewMessages: (request: CopyMessages) => callList<Preview>(() => bound.PreviewMessages(request)),
  /** Queues one typed note, message, InMail or call: when it resolves, the entry is on disk. */
  copy: (request: CopyRequest) => call<CopyResult>(() => bound.Copy(request)),
  /** Queues messages of a conversation in one durable step. */
  copyMessages: (request: CopyMessages) => call<CopyResult>(() => bound.CopyMessages(request)),
  list: (query: EntryQuery) => call<EntryPage>(() => bound.List(query)),
  entry: (id: string) => call<Entry>(() => bound.Entry(id)),
  edit: (id: string, subject: string, body: string) => run(() => bound.Edit(id, subject, body)),
  retry: (ids: string[]) => run(() => bound.Retry(ids)),
  remove: (ids: string[]) => run(() => bound.Remove(ids)),
  /** What removing them would do; each named once. */
  removals: (ids: string[]) => call<Removals>(() => bound.Removals(ids)),
  /** Says that the person knows what Dynamics did to the entries. */
  dismissRemote: (ids: string[]) => run(() => bound.DismissRemote(ids)),
  /** Reads what the entry's activity says in Dynamics now; needs the network. */
  theirs: (id: string) => call<Theirs>(() => bound.Theirs(id)),
  /** Queues what an entry said whose activity was deleted in Dynamics, as a new entry; gives its id. */
  copyAgain: (id: string) => call<string>(() => bound.CopyAgain(id)),
  sendNow: () => run(() => bound.SendNow()),
};
