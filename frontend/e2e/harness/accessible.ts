import axe from "axe-core";
import type { Page } from "playwright-core";
import { expect } from "vitest";

/** What axe found, and where. */
export type Finding = Pick<axe.Result, "id" | "help" | "impact"> & { where: string[] };

/** Fails if axe finds anything serious or critical on the screen as it stands. */
export async function expectAccessible(page: Page, screen: string): Promise<void> {
  expect(await barriers(page), `axe on ${screen}`).toEqual([]);
}

/** Everything serious or critical that axe finds on the screen as it stands. */
export async function barriers(page: Page): Promise<Finding[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async (): Promise<Finding[]> => {
    // Fluent UI's focus guards take the focus only to pass it on; axe cannot know.
    const whole = { include: document, exclude: "[data-tabster-dummy]" };
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run(whole, {
      resultTypes: ["violations"],
    });
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, help, impact, nodes }) => ({
        id,
        help,
        impact: impact ?? null,
        where: nodes.map(({ html }) => html.slice(0, 200)),
      }));
  });
}
