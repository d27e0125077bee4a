import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { fakeBridge, settings } from "../../testing/bridge";
import { show } from "../../testing/render";
import { FlagButton } from "./FlagButton";

test("is there only where the admin allows it", async () => {
  const { calls } = fakeBridge();
  show(<FlagButton contactId="c1" />);
  await vi.waitFor(() => expect(calls["Settings.Load"]).toHaveBeenCalled());
  expect(screen.queryByRole("button")).toBeNull();
});

test("queues what was said of the contact", async () => {
  const { calls } = fakeBridge({
    "Settings.Load": () => ({ ...settings, values: { ...settings.values, dataValidation: true } }),
    "Outbox.SetFlag": () => null,
  });
  show(<FlagButton contactId="c1" />);
  await userEvent.click(await screen.findByRole("button", { name: "Still at the company?" }));
  await userEvent.click(await screen.findByRole("menuitem", { name: "Not at the company any more" }));
  expect(await screen.findByRole("status")).toHaveTextContent("Queued");
  expect(calls["Outbox.SetFlag"]).toHaveBeenCalledExactlyOnceWith("c1", "not-at-company");
});
