import { expect } from "vitest";
import type { Person } from "./person";

interface PracticePerson {
  id: string;
  name: string;
}

interface Bound {
  go: {
    app: {
      Shell: {
        Preferences: () => Promise<Record<string, unknown>>;
        SavePreferences: (preferences: Record<string, unknown>) => Promise<void>;
      };
      Connection: {
        PracticePeople: () => Promise<PracticePerson[]>;
        ConnectPractice: (id: string) => Promise<string>;
        State: () => Promise<{ attemptId: string; userName: string }>;
      };
      Settings: {
        Load: () => Promise<{ values: Record<string, unknown>; version: string }>;
        Save: (values: Record<string, unknown>, version: string) => Promise<unknown>;
      };
    };
  };
}

/** Gets a new data folder ready to copy, without the screens that other flows go through: writeback is on, Ana Ruiz works. */
export async function readyToCopy(person: Person): Promise<void> {
  await connect(person, "Sara Lindqvist");
  await person.page.evaluate(async () => {
    const { Settings } = (window as unknown as Bound).go.app;
    const { values, version } = await Settings.Load();
    await Settings.Save({ ...values, writeback: true }, version);
  });
  await connect(person, "Ana Ruiz");
  await person.page.evaluate(async () => {
    const { Shell } = (window as unknown as Bound).go.app;
    await Shell.SavePreferences({ ...(await Shell.Preferences()), language: "en", firstRunDone: true });
  });
  await person.page.reload();
  await person.page.getByRole("navigation").waitFor();
}

/** Connects as somebody of the practice organization, and waits for the import. */
async function connect(person: Person, name: string): Promise<void> {
  await person.page.evaluate(async (wanted) => {
    const { Connection } = (window as unknown as Bound).go.app;
    const one = (await Connection.PracticePeople()).find((each) => each.name === wanted);
    if (one === undefined) throw new Error(`nobody is called ${wanted}`);
    await Connection.ConnectPractice(one.id);
  }, name);
  const state = () => person.page.evaluate(() => (window as unknown as Bound).go.app.Connection.State());
  await expect
    .poll(state, { timeout: 60_000, interval: 250 })
    .toEqual(expect.objectContaining({ attemptId: "", userName: name }));
  await person.until("the import has ended", ({ importing, lastSynced }) => !importing && lastSynced !== "");
}
