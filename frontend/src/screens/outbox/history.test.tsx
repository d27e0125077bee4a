import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import type { Attempt } from "../../api";
import { fakeBridge } from "../../testing/bridge";
import { show } from "../../testing/render";
import { attempt, entryOf, entryRow } from "../../testing/samples";
import { EntryHistory } from "./EntryHistory";

const offline = attempt({ code: "offline", outcome: "unsent", until: "2026-11-20T13:07:00Z", tries: 14, detail: "dns" });

async function opened(attempts: Attempt[], name: string) {
  fakeBridge();
  show(<EntryHistory entry={entryOf(entryRow("e0", { state: "waiting", code: "offline" }), { attempts })} />);
  await userEvent.click(await screen.findByRole("button", { name }));
  return screen.getAllByRole("listitem").map((item) => item.textContent);
}

test("what never left this computer is told with how long it lasted, and is no attempt", async () => {
  const [only] = await opened([offline], "No attempt has left this computer yet");
  expect(only).toMatch(/–.* \(14 tries\) · Create the activity: no connection, nothing left this computer/);
});

test("what may have arrived is an attempt, and says so", async () => {
  const lost = attempt({ code: "offline", outcome: "unknown", detail: "connection" });
  const said = await opened([offline, lost, attempt()], "2 attempts");
  expect(said[1]).toMatch(/: no answer came, it may have reached the CRM/);
  expect(said[2]).toMatch(/: done$/);
});

test("what is on its way is not done", async () => {
  const [only] = await opened([attempt({ outcome: "open", until: "" })], "1 attempt");
  expect(only).toMatch(/: on its way$/);
});

test("what was noted as the backup was restored is no attempt, and claims none", async () => {
  const noted = attempt({ code: "restored", outcome: "unknown" });
  const [only] = await opened([noted], "What was tried after the backup was made is not known");
  expect(only).toMatch(/Create the activity: restored from a backup, perhaps done after it was made/);
});
