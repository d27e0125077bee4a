import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import type { Candidate } from "../../api";
import { fakeBridge } from "../../testing/bridge";
import { giveSize } from "../../testing/layout";
import { show } from "../../testing/render";
import { candidates, previewOf } from "../../testing/samples";
import { CopyDialog } from "./CopyDialog";

beforeEach(() => giveSize(900, 600));

/** A search whose answers come when they are let. */
function heldSearch() {
  const held: { text: string; answer: (rows: Candidate[]) => void }[] = [];
  const search = (text: string) => new Promise<Candidate[]>((answer) => held.push({ text, answer }));
  const answer = (text: string, rows: Candidate[]) =>
    waitFor(() => {
      const asked = held.find((one) => one.text === text);
      if (asked === undefined) throw new Error(`nobody asked for ${text}`);
      asked.answer(rows);
    });
  return { search, answer };
}

/** Finds nobody before the word is whole, so that what is found answers it. */
const whole = (text: string) => (["mar", "María", "María G", "Gómez"].includes(text) ? candidates : []);

const dialog = (search: (text: string) => unknown = whole) => {
  const { calls } = fakeBridge({
    "Records.Search": search,
    "Outbox.Preview": () => previewOf(),
    "Outbox.Copy": () => ({ queued: ["e1"], already: null }),
  });
  show(<CopyDialog open onClose={() => {}} />);
  return calls;
};

/** The option that the field says is active. */
const active = () => {
  const id = screen.getByRole("combobox").getAttribute("aria-activedescendant");
  return id === null ? null : document.getElementById(id);
};

const text = () => screen.getByRole("textbox", { name: "Note" });

test("after choosing with a key the focus is in the text, and Change brings it back to the search", async () => {
  dialog();
  await waitFor(() => expect(text()).toHaveFocus());
  await userEvent.type(screen.getByRole("combobox"), "mar");
  await screen.findByRole("option", { name: /Litware/ });
  await userEvent.keyboard("{Enter}");
  await screen.findByText("María Gómez, Fabrikam");
  expect(text()).toHaveFocus();
  expect(text()).toHaveValue("");
  await userEvent.click(screen.getByRole("button", { name: "Change" }));
  expect(screen.getByRole("combobox")).toHaveFocus();
});

test("after choosing with the mouse the focus is in the text", async () => {
  dialog();
  await userEvent.type(await screen.findByRole("combobox"), "mar");
  await userEvent.click(await screen.findByRole("option", { name: /Litware/ }));
  await screen.findByText("María Gómez, Litware");
  expect(text()).toHaveFocus();
});

test("Shift+Tab goes back and chooses nobody", async () => {
  dialog();
  await userEvent.type(await screen.findByRole("combobox"), "mar");
  await screen.findByRole("option", { name: /Litware/ });
  await userEvent.keyboard("{Shift>}{Tab}{/Shift}");
  expect(screen.getByRole("combobox")).toHaveValue("mar");
});

test("pasting opens the list with its first row marked, and Enter takes that one", async () => {
  dialog();
  await userEvent.click(await screen.findByRole("combobox"));
  await userEvent.keyboard("{Escape}");
  await userEvent.paste("Gómez");
  const first = await screen.findByRole("option", { name: /Fabrikam/ });
  expect(screen.getByRole("combobox")).toHaveAttribute("aria-expanded", "true");
  await waitFor(() => expect(active()).toBe(first));
  await userEvent.keyboard("{Enter}");
  expect(await screen.findByText("María Gómez, Fabrikam")).toBeInTheDocument();
});

test("a space goes on typing, also after a paste", async () => {
  dialog();
  await userEvent.click(await screen.findByRole("combobox"));
  await userEvent.paste("María");
  await screen.findByRole("option", { name: /Fabrikam/ });
  await userEvent.keyboard(" G");
  expect(screen.getByRole("combobox")).toHaveValue("María G");
});

test("a closed list is opened by Enter, and nobody is chosen unseen", async () => {
  dialog();
  await userEvent.type(await screen.findByRole("combobox"), "mar");
  await screen.findByRole("option", { name: /Litware/ });
  await userEvent.keyboard("{Escape}{Enter}");
  expect(screen.getByRole("combobox")).toHaveAttribute("aria-expanded", "true");
  expect(screen.queryByRole("button", { name: "Change" })).not.toBeInTheDocument();
});

test("while results are coming Enter takes nothing, and what comes marks its first row", async () => {
  const { search, answer } = heldSearch();
  dialog(search);
  await userEvent.type(await screen.findByRole("combobox"), "fer");
  expect(await screen.findByRole("option", { name: "Searching…" })).toHaveAttribute("aria-disabled", "true");
  expect(screen.queryByRole("option", { name: /not in the CRM/ })).not.toBeInTheDocument();
  await userEvent.keyboard("{Enter}");
  expect(screen.getByRole("combobox")).toHaveValue("fer");
  await answer("fer", candidates);
  const first = await screen.findByRole("option", { name: /Fabrikam/ });
  await waitFor(() => expect(active()).toBe(first));
  await userEvent.keyboard("{ArrowDown}");
  expect(active()).toBe(screen.getByRole("option", { name: /Litware/ }));
});

test("results of an earlier word are not taken for what is typed by now", async () => {
  const { search, answer } = heldSearch();
  dialog(search);
  await userEvent.type(await screen.findByRole("combobox"), "fer");
  await answer("fer", candidates);
  await screen.findByRole("option", { name: /Fabrikam/ });
  await userEvent.keyboard("rer{Enter}");
  expect(screen.getByRole("combobox")).toHaveValue("ferrer");
  const ferrer = { ...candidates[0], id: "c9", name: "Martina Ferrer", company: "Adatum", reasons: [] } as Candidate;
  await answer("ferrer", [ferrer, ...candidates]);
  const first = await screen.findByRole("option", { name: /Martina Ferrer/ });
  await waitFor(() => expect(active()).toBe(first));
  await userEvent.keyboard("{Enter}");
  expect(await screen.findByText("Martina Ferrer, Adatum")).toBeInTheDocument();
});

test("who is not in the CRM is marked by itself only when nobody was found", async () => {
  const { search, answer } = heldSearch();
  dialog(search);
  await userEvent.type(await screen.findByRole("combobox"), "zed");
  await answer("zed", []);
  const name = await screen.findByRole("option", { name: "Use “zed”, who is not in the CRM" });
  await waitFor(() => expect(active()).toBe(name));
  await userEvent.keyboard("{Enter}");
  expect(await screen.findByText("Not in the CRM")).toBeInTheDocument();
});

test("a search that failed is no answer: nobody is marked who is not in the CRM", async () => {
  dialog(() => {
    throw { code: "storage", detail: "" };
  });
  await userEvent.type(await screen.findByRole("combobox"), "zed");
  const note = await screen.findByRole("option", { name: "The search failed. Type on to search again." });
  expect(active()).toBe(note);
  await userEvent.keyboard("{Enter}");
  expect(screen.queryByText("Not in the CRM")).not.toBeInTheDocument();
});

test("Ctrl+Enter in the search queues, and chooses nobody", async () => {
  const calls = dialog();
  await userEvent.type(await screen.findByRole("combobox"), "mar");
  await screen.findByRole("option", { name: /Litware/ });
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  expect(await screen.findByText("Say who it is about: a row of the CRM, or a name.")).toBeInTheDocument();
  expect(screen.getByRole("combobox")).toHaveValue("mar");
  expect(calls["Outbox.Copy"]).not.toHaveBeenCalled();
});
