import { type Browser, chromium, type ConsoleMessage, type Page } from "playwright-core";

/** The four looks that every screen is seen in. */
export interface Look {
  language: "en" | "es";
  theme: "light" | "dark";
}

export const looks: readonly Look[] = [
  { language: "en", theme: "light" },
  { language: "en", theme: "dark" },
  { language: "es", theme: "light" },
  { language: "es", theme: "dark" },
];

/** Starts the system's browser. It is told to leave the network alone: every page comes from this machine. */
export function startBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env["FERRY_CHROMIUM"] ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/** An open window on the app, and what it complained of. */
export interface Window {
  page: Page;
  /** Errors of the page so far, without those that Wails' development mode makes itself. */
  complaints: () => string[];
  close: () => Promise<void>;
}

export interface WindowOptions {
  width?: number;
  height?: number;
  language?: Look["language"];
  theme?: Look["theme"];
  forcedColors?: "active" | "none";
}

/** Opens the app's address in a browser window of the given look and waits for its first screen. */
export async function openWindow(browser: Browser, address: string, options: WindowOptions = {}): Promise<Window> {
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1280, height: options.height ?? 860 },
    locale: options.language === "es" ? "es-ES" : "en-GB",
    timezoneId: "Europe/Madrid",
    colorScheme: options.theme ?? "light",
    forcedColors: options.forcedColors ?? "none",
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  const complaints = listen(page);
  await page.goto(address);
  await painted(page).catch((reason: unknown) => {
    throw new Error(`the screens did not appear; the page said: ${complaints.join("; ") || "nothing"}`, { cause: reason });
  });
  return {
    page,
    complaints: () => complaints,
    close: () => context.close(),
  };
}

/** Waits until the screens are there and can speak with the app. */
export async function painted(page: Page): Promise<void> {
  await page.waitForFunction(() => "go" in window && document.querySelector("#root")?.childElementCount);
  await page.getByRole("main").waitFor();
}

// What Wails' development overlay and a browser without a favicon say by themselves.
// A page that is being reloaded still asks when its line to the app is closed.
const knownNoise = [/reading 'nodes'/, /null \(reading 'send'\)/, /favicon\.ico/, /Unknown message from front end: runtime:ready/];

function listen(page: Page): string[] {
  const complaints: string[] = [];
  const note = (text: string) => {
    if (!knownNoise.some((known) => known.test(text))) complaints.push(text);
  };
  page.on("pageerror", (error) => {
    note(`page error: ${error.message}`);
  });
  page.on("console", (message: ConsoleMessage) => {
    if (message.type() === "error") note(`console: ${message.text()} (${message.location().url})`);
  });
  return complaints;
}
