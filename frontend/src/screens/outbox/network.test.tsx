import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import type { EntryCounts, EntryQuery, Status } from "../../api";
import { fakeBridge, status } from "../../testing/bridge";
import { giveSize } from "../../testing/layout";
import { show } from "../../testing/render";
import { entryRow, pageOf } from "../../testing/samples";
import { OutboxScreen } from ".";

beforeEach(() => giveSize(900, 600));

const offline: Status = { ...status, online: false, offlineSince: "2026-11-20T10:40:00Z", toSend: 2 };

async function opened(first: Status, left: Partial<EntryCounts> = {}) {
  let now = first;
  let answer = () => {};
  const counts = { needAttention: 0, toSend: 0, sent: 0, removing: 0, unresolved: 0, remotes: [], ...left };
  fakeBridge({
    "Shell.Status": () => now,
    "Outbox.List": (query: EntryQuery) => ({ ...pageOf([entryRow("e0")])(query), counts }),
    "Outbox.SendNow": () => new Promise<void>((resolve) => (answer = resolve)),
  });
  show(<OutboxScreen />);
  await screen.findByText("Text of e0");
  return {
    press: () => userEvent.click(screen.getByRole("button", { name: "Send now" })),
    found: (status: Status) => {
      now = status;
      answer();
    },
  };
}

test("says what waits and what is being taken back, and nothing of zero", async () => {
  await opened({ ...offline, toSend: 0 }, { removing: 1 });
  const said = await screen.findByText(/^Offline\. 1 is being taken back/);
  expect(said.textContent).not.toMatch(/0|wait/);
});

test("has a sentence for nothing at all", async () => {
  await opened({ ...offline, toSend: 0 });
  expect(await screen.findByText("Offline. What you copy waits on this computer until the network is back.")).toBeVisible();
});

test("Send now says that the network is looked for, and that it is not there", async () => {
  const { press, found } = await opened(offline);
  await screen.findByText(/^Offline\. 2 entries/);
  await press();
  expect(await screen.findByText("Looking for the network…")).toBeVisible();
  expect(screen.getByRole("button", { name: "Send now" })).toHaveFocus();
  found(offline);
  expect(await screen.findByText(/^Still offline since .*\d.*\. 2 entries wait/)).toBeVisible();
});

test("Send now says that the network is back", async () => {
  const { press, found } = await opened(offline);
  await screen.findByText(/^Offline/);
  await press();
  found({ ...offline, online: true, offlineSince: "" });
  expect(await screen.findByText("The network is back. Ferry sends what waits.")).toBeVisible();
});

test("with a network, Send now has nothing to say about it", async () => {
  const { press, found } = await opened({ ...status, toSend: 2 });
  await press();
  found({ ...status, toSend: 2 });
  await waitFor(() => expect(screen.getByRole("button", { name: "Send now" })).not.toHaveAttribute("aria-disabled", "true"));
  expect(screen.queryByText(/network/)).not.toBeInTheDocument();
});
