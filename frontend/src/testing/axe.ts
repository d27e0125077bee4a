import axe from "axe-core";

/** What axe finds serious in a part of the page, in short. Colours need a real browser and are looked at there. */
export async function seriousFindings(part: Element = document.body): Promise<string[]> {
  const found = await axe.run(
    { include: [part], exclude: [["[data-tabster-dummy]"]] },
    { resultTypes: ["violations"], rules: { "color-contrast": { enabled: false } } },
  );
  return found.violations
    .filter((one) => one.impact === "serious" || one.impact === "critical")
    .map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`);
}
