import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import type { Look } from "./browser";
import { type Words, words } from "./words";

/** The screens as the navigation names them. */
export const screens = ["home", "records", "linkedin", "outbox", "unresolved", "crm-settings", "connection"] as const;
export type ScreenName = (typeof screens)[number];

/** What the status strip says, as the screens get it. */
interface Status {
  connection: string;
  online: boolean;
  importing: boolean;
  lastSynced: string;
  toSend: number;
  needAttention: number;
  sent: number;
  unresolved: number;
  settingsSaved: boolean;
}

interface Bound {
  go: {
    app: {
      Shell: {
        Status: () => Promise<Status>;
        Preferences: () => Promise<Record<string, unknown>>;
        SavePreferences: (preferences: Record<string, unknown>) => Promise<void>;
      };
    };
  };
}

/** Somebody at the window, who finds things by what they are called. */
export class Person {
  readonly say: Words;

  constructor(
    readonly page: Page,
    language: Look["language"] = "en",
  ) {
    this.say = words(language);
  }

  button(key: string, within: Locator | Page = this.page): Locator {
    return within.getByRole("button", { name: this.say(key) });
  }

  /** Goes to a screen by the navigation and waits for its heading. */
  async goTo(screen: ScreenName): Promise<void> {
    const name = this.say(`shell.nav.${screen}`);
    await this.page.getByRole("navigation").locator(`a[href="#/${screen}"]`).click();
    await this.page.getByRole("main").getByRole("heading", { level: 1, name }).waitFor();
  }

  /** Asks the app what the strip at the bottom shows. */
  status(): Promise<Status> {
    return this.page.evaluate(() => (window as unknown as Bound).go.app.Shell.Status());
  }

  /** Waits until the app says so; what it said last explains a wait in vain. */
  async until(what: string, fits: (status: Status) => boolean, timeout = 60_000): Promise<Status> {
    let last: Status | undefined;
    await expect
      .poll(async () => fits((last = await this.status())), { timeout, interval: 250, message: what })
      .toBe(true)
      .catch((reason: unknown) => {
        throw new Error(`waited in vain until ${what}; last: ${JSON.stringify(last)}`, { cause: reason });
      });
    return last as Status;
  }

  /** Chooses language and theme as the menu does, and lets the screens follow. */
  async look({ language, theme }: Look): Promise<Person> {
    await this.page.evaluate(
      async (wanted) => {
        const { Shell } = (window as unknown as Bound).go.app;
        await Shell.SavePreferences({ ...(await Shell.Preferences()), ...wanted });
      },
      { language, theme },
    );
    await this.page.reload();
    await this.page.getByRole("main").waitFor();
    await this.page.locator(`html[lang="${language}"]`).waitFor();
    return new Person(this.page, language);
  }
}
