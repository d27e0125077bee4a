import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** One message of an archive; the owner of all of them is Ana Ruiz. */
export interface Said {
  conversation: string;
  /** The other person, and the last part of that person's address. */
  name: string;
  slug: string;
  outgoing: boolean;
  at: Date;
  body: string;
}

const owner = { name: "Ana Ruiz", url: "https://www.linkedin.com/in/ana-ruiz-of-the-flow" };
const urlOf = (said: Said) => `https://www.linkedin.com/in/${said.slug}`;
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
const line = (fields: string[]) => fields.map(quoted).join(",");

/** messages.csv as LinkedIn writes it since 2026: every field is quoted. */
function messages(all: Said[]): string {
  const header = [
    "CONVERSATION ID", "CONVERSATION TITLE", "FROM", "SENDER PROFILE URL", "TO", "RECIPIENT PROFILE URLS", "DATE", "SUBJECT",
    "CONTENT", "FOLDER",
  ];
  const rows = all.map((said) => {
    const they = [said.name, urlOf(said)];
    const people = said.outgoing ? [owner.name, owner.url, ...they] : [...they, owner.name, owner.url];
    const at = `${said.at.toISOString().slice(0, 19).replace("T", " ")} UTC`;
    return line([said.conversation, "", ...people, at, "", said.body, "INBOX"]);
  });
  return [line(header), ...rows, ""].join("\n");
}

const invitations = [
  "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl",
  `${owner.name},Somebody Else,"1/29/26, 2:37 PM",,OUTGOING,${owner.url},https://www.linkedin.com/in/somebody-else`,
  "",
].join("\n");

/** Writes an unpacked archive, gone with the flow. */
export async function writeArchive(all: Said[]): Promise<{ folder: string; remove: () => Promise<void> }> {
  const above = await mkdtemp(join(tmpdir(), "ferry-archive-"));
  const folder = join(above, "Complete_LinkedInDataExport_03-01-2026");
  await mkdir(folder);
  await writeFile(join(folder, "messages.csv"), messages(all));
  await writeFile(join(folder, "Invitations.csv"), invitations);
  return { folder, remove: () => rm(above, { recursive: true, force: true }) };
}
