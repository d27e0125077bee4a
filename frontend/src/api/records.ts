import * as bound from "../../wailsjs/go/app/Records";
import { call, callList } from "./call";
import type { Candidate, CRMRecord, RecordPage, RecordQuery } from "./types";

export const records = {
  list: (query: RecordQuery) => call<RecordPage>(() => bound.List(query)),
  record: (table: string, id: string) => call<CRMRecord>(() => bound.Record(table, id)),
  /** Finds people and accounts over the whole mirror. */
  search: (text: string, limit: number) => callList<Candidate>(() => bound.Search(text, limit)),
};
