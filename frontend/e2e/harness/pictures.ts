import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Page } from "playwright-core";
import type { Look } from "./browser";

const folder = resolve(import.meta.dirname, "../../../build/e2e");

/** Takes a picture of the window for people to look at: build/e2e/<name>-<language>-<theme>.png. */
export async function picture(page: Page, name: string, look: Look): Promise<void> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${name}-${look.language}-${look.theme}.png`);
  await page.screenshot({ path, animations: "disabled", caret: "hide" });
}
