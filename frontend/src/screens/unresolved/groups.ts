import type { EntryRow, Member } from "../../api";

/** The unresolved entries of one member. */
export interface Group {
  member: Member;
  rows: EntryRow[];
  /** When the oldest of them happened; "" when none says. */
  oldest: string;
}

/** Groups entries by member, those with the most first: resolving one resolves them all. */
export function groupsOf(rows: EntryRow[]): Group[] {
  const groups = new Map<string, Group>();
  for (const row of rows) {
    const group = groups.get(row.member.key) ?? { member: row.member, rows: [], oldest: "" };
    group.rows.push(row);
    if (row.at !== "" && (group.oldest === "" || row.at < group.oldest)) group.oldest = row.at;
    groups.set(row.member.key, group);
  }
  return [...groups.values()].sort(
    (a, b) => b.rows.length - a.rows.length || a.member.name.localeCompare(b.member.name),
  );
}

/** The groups whose member fits a search, whatever the letter case and accents. */
export function fitting(groups: Group[], text: string): Group[] {
  const wanted = plain(text.trim());
  if (wanted === "") return groups;
  return groups.filter(({ member }) => plain(`${member.name} ${member.company} ${member.title}`).includes(wanted));
}

const plain = (text: string): string => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
