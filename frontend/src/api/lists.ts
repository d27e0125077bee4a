import { useMutation, useQuery } from "@tanstack/react-query";
import { useAct } from "./acts";
import { keys } from "./keys";
import { linkedin } from "./linkedin";
import { outbox } from "./outbox";
import { usePages, type Shown } from "./pages";
import { records } from "./records";
import type {
  ConversationPage,
  ConversationQuery,
  ConversationRow,
  EntryPage,
  EntryQuery,
  EntryRow,
  MemberPage,
  MemberQuery,
  MemberRow,
  RecordPage,
  RecordQuery,
  RecordRow,
} from "./types";

type Question<Query> = Omit<Query, "offset" | "limit">;

export const useRecordList = (question: Question<RecordQuery>, shown: Shown) =>
  usePages<RecordRow, RecordPage>(
    keys.records(question),
    (offset, limit) => records.list({ ...question, offset, limit }),
    shown,
  );

export const useConversationList = (question: Question<ConversationQuery>, shown: Shown) =>
  usePages<ConversationRow, ConversationPage>(
    keys.conversations(question),
    (offset, limit) => linkedin.conversations({ ...question, offset, limit }),
    shown,
  );

export const useMemberList = (question: Question<MemberQuery>, shown: Shown) =>
  usePages<MemberRow, MemberPage>(
    keys.members(question),
    (offset, limit) => linkedin.members({ ...question, offset, limit }),
    shown,
  );

export const useEntryList = (question: Question<EntryQuery>, shown: Shown) =>
  usePages<EntryRow, EntryPage>(
    keys.entries(question),
    (offset, limit) => outbox.list({ ...question, offset, limit }),
    shown,
  );

/** Entries asked for at once where a screen needs them all. */
const wholePage = 500;

/** Every entry that fits. */
async function everyEntry(question: Question<EntryQuery>): Promise<EntryRow[]> {
  const rows: EntryRow[] = [];
  for (;;) {
    const page = await outbox.list({ ...question, offset: rows.length, limit: wholePage });
    rows.push(...page.rows);
    if (page.rows.length === 0 || rows.length >= page.total) return rows;
  }
}

/** Every entry that fits, for screens that group them. */
export const useAllEntries = (question: Question<EntryQuery>) =>
  useQuery({ queryKey: ["outbox", "all", question], queryFn: () => everyEntry(question) });

const restored: Question<EntryQuery> = { text: "", kind: "", state: "restored", remote: "" };

/** How many entries came from a backup and wait for a yes. */
export const useRestoredCount = (enabled: boolean) =>
  useQuery({
    queryKey: ["outbox", "restored"],
    queryFn: async () => (await outbox.list({ ...restored, offset: 0, limit: 1 })).total,
    enabled,
  });

/** The person's yes to everything that came from a backup. */
export const useSendRestored = () =>
  useAct(async () => outbox.retry((await everyEntry(restored)).map((row) => row.id)), "outbox");

/** Reads everything that came from a backup. */
export const useReadRestored = () => useMutation({ mutationFn: () => everyEntry(restored) });
