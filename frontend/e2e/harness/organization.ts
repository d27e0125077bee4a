import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** A row of the practice organization: columns by logical name; a lookup is "table/id". Empty columns are left out. */
export type OrganizationRow = Record<string, unknown>;

/** Reads a table of the practice organization as it is kept on the disk: what Dataverse has, and not what the app thinks. */
export async function organizationRows(folder: string, table: string): Promise<OrganizationRow[]> {
  const saved = JSON.parse(await readFile(join(folder, "practice.json"), "utf8")) as {
    rows: Record<string, { values: OrganizationRow }[] | undefined>;
  };
  return (saved.rows[table] ?? []).map(({ values }) => values);
}
