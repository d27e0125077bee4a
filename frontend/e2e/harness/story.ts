import type { Browser } from "playwright-core";
import { freshDataFolder, type RunningApp, startApp } from "./app";
import { openWindow, startBrowser, type Window, type WindowOptions } from "./browser";
import { Person } from "./person";
import { picture } from "./pictures";

/** One person's time with the app: a data folder, the app on it, a window, and who sits there. */
export class Story {
  person!: Person;
  private app!: RunningApp;
  private window!: Window;

  private constructor(
    private readonly browser: Browser,
    private readonly data: Awaited<ReturnType<typeof freshDataFolder>>,
    private readonly options: WindowOptions,
  ) {}

  /** Begins with an empty data folder; `within` names a folder around it, such as a cloud drive's. */
  static async begin(options: WindowOptions = {}, within = ""): Promise<Story> {
    const [browser, data] = await Promise.all([startBrowser(), freshDataFolder(within)]);
    const story = new Story(browser, data, options);
    await story.open();
    return story;
  }

  private async open(): Promise<void> {
    this.app = await startApp(this.data.folder);
    this.window = await openWindow(this.browser, this.app.address, this.options);
    this.person = new Person(this.window.page, this.options.language);
  }

  /** Quits the app and starts it again on the same folder, after whatever happens to the folder in between. */
  async quitAndStartAgain(between: (folder: string) => Promise<void> = () => Promise.resolve()): Promise<void> {
    await this.window.close();
    await this.app.quit();
    await between(this.data.folder);
    await this.open();
  }

  /** Cuts the power, and starts again on the same folder. */
  async crashAndStartAgain(): Promise<void> {
    await this.window.close();
    await this.app.kill();
    await this.open();
  }

  /** Where the app keeps everything. */
  get folder(): string {
    return this.data.folder;
  }

  /** What the page complained of since the window was opened. */
  complaints(): string[] {
    return this.window.complaints();
  }

  /** Tells a step; when it fails, the picture and its name say where. */
  async step<Told>(name: string, tell: (person: Person) => Promise<Told>): Promise<Told> {
    try {
      return await tell(this.person);
    } catch (reason) {
      await picture(this.person.page, "failed", { language: "en", theme: "light" }).catch(() => undefined);
      throw new Error(`${name}: ${reason instanceof Error ? reason.message : String(reason)}`, { cause: reason });
    }
  }

  async end(): Promise<void> {
    await this.browser.close();
    await this.app.kill();
    await this.data.remove();
  }
}
