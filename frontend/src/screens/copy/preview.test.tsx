import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import type { Preview } from "../../api";
import { fakeBridge, settings } from "../../testing/bridge";
import { show } from "../../testing/render";
import { noMatch, previewOf, severalMatches, strongMatch } from "../../testing/samples";
import { PreviewBox } from "./PreviewBox";

const showBox = (change: Partial<Preview>, unmatchedWaits = false) => {
  fakeBridge({ "Settings.Load": () => ({ ...settings, values: { ...settings.values, unmatchedWaits } }) });
  return show(<PreviewBox kind="note" preview={previewOf(change)} name="Zed Unknown" />);
};

/** What stands beside each term. */
const facts = () =>
  Object.fromEntries(screen.getAllByRole("term").map((term) => [term.textContent, term.nextElementSibling?.textContent]));

test("a row that was chosen needs no match", async () => {
  showBox({ regarding: "Martina Ferrer", match: { ...noMatch, strength: "" } });
  expect(await screen.findByText("Martina Ferrer")).toBeInTheDocument();
  expect(facts()).toMatchObject({ "Written as": "Note, closed activity", Under: "Martina Ferrer" });
  expect(facts()).not.toHaveProperty("Sent");
  expect(screen.queryByText("Not matched")).not.toBeInTheDocument();
  expect(screen.queryByText(/No row of the CRM fits/)).not.toBeInTheDocument();
});

test("what fits several rows waits until one is chosen, and is closed under that one", async () => {
  showBox({ waits: "several-matches", regarding: "", match: severalMatches });
  expect(await screen.findByText("More than one row fits. Copies wait until you choose.")).toBeInTheDocument();
  expect(facts()).toMatchObject({
    Sent: "When you have chosen a row. Until then it waits in the outbox.",
    "Written as": "Note, closed activity",
    Under: "The row you choose",
    "Seen in": "Activity History",
  });
});

test("a weak match waits for a yes", async () => {
  showBox({ waits: "weak-match", regarding: "", match: { ...strongMatch, strength: "weak" } });
  expect(await screen.findByText("María Gómez, Fabrikam, once you say yes")).toBeInTheDocument();
  expect(facts()).toMatchObject({ Sent: "When you say yes to the match. Until then it waits in the outbox." });
});

test("what fits no row is sent as an open activity, where CRM Settings let it go", async () => {
  showBox({ closed: false, regarding: "", place: "unassigned-activities", match: noMatch });
  expect(await screen.findByText(/^No row of the CRM fits. Copies are sent as open activities and listed under/)).toBeInTheDocument();
  expect(facts()).toMatchObject({ "Written as": "Note, open activity", Under: "No row: Zed Unknown is named on it" });
  expect(facts()).not.toHaveProperty("Sent");
});

test("what fits no row waits, where CRM Settings say so, and promises no open activity", async () => {
  showBox({ waits: "unmatched", regarding: "", match: noMatch }, true);
  expect(await screen.findByText("No row of the CRM fits. Copies wait in the outbox until one does.")).toBeInTheDocument();
  expect(facts()).toMatchObject({
    Sent: "When a row of the CRM fits. Until then it waits in the outbox.",
    Under: "The row that fits then",
  });
  expect(screen.queryByText(/open activit|Unresolved|Unassigned/)).not.toBeInTheDocument();
});

test("somebody who is not in the CRM waits too, where CRM Settings say so", async () => {
  showBox({ waits: "unmatched", regarding: "", match: { ...noMatch, decided: true, reasons: ["not-in-crm"] } }, true);
  expect(
    await screen.findByText("You said that no row of the CRM fits. Copies wait in the outbox until you choose one."),
  ).toBeInTheDocument();
});
