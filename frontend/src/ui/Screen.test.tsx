import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { fakeBridge } from "../testing/bridge";
import { show } from "../testing/render";
import { Screen } from "./Screen";

test("what does not fit into a low window can be scrolled to, also where the parts scroll by themselves", () => {
  fakeBridge();
  show(
    <Screen title="Outbox" fill>
      <p>Entries</p>
    </Screen>,
  );
  const body = screen.getByText("Entries").parentElement;
  expect(body && getComputedStyle(body).overflow).toBe("auto");
});
