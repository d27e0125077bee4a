import type { Person } from "./person";

type Answer = Promise<unknown>;
interface Bound {
  go: { app: Record<string, Record<string, (...args: unknown[]) => Answer>> };
}

/** Calls a bound method as the screens do, for what a flow needs but does not tell. */
export function bound<Told>(person: Person, type: string, method: string, ...args: unknown[]): Promise<Told> {
  return person.page.evaluate(
    ([of, name, given]) => {
      const act = (window as unknown as Bound).go.app[of]?.[name];
      if (act === undefined) throw new Error(`nothing is bound as ${of}.${name}`);
      return act(...given);
    },
    [type, method, args] as const,
  ) as Promise<Told>;
}

/** Connects to the practice organization as an admin with a seat, saves CRM Settings, and leaves the first run behind. */
export async function settleIn(person: Person): Promise<void> {
  const people = await bound<{ id: string; role: string }[]>(person, "Connection", "PracticePeople");
  const one = people.find(({ role }) => role === "admin-seller") ?? people.find(({ role }) => role === "seller");
  await bound(person, "Connection", "ConnectPractice", one?.id);
  const settled = await person.until(
    "it is connected and imported",
    ({ connection, importing, lastSynced }) => connection === "connected" && !importing && lastSynced !== "",
  );
  const { values, version, mayEdit } = await bound<{ values: object; version: string; mayEdit: boolean }>(person, "Settings", "Load");
  if (!settled.settingsSaved && mayEdit) await bound(person, "Settings", "Save", { ...values, writeback: true }, version);
  const preferences = await bound<object>(person, "Shell", "Preferences");
  await bound(person, "Shell", "SavePreferences", { ...preferences, firstRunDone: true });
  await person.page.reload();
  await person.page.getByRole("navigation").waitFor();
}
