import { fireEvent, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { beforeEach, expect, test, vi } from "vitest";
import { fakeBridge } from "../testing/bridge";
import { giveSize } from "../testing/layout";
import { show } from "../testing/render";
import { VirtualGrid } from "./VirtualGrid";

beforeEach(() => {
  giveSize(800, 600);
  fakeBridge();
});

interface ListProps {
  onOpen?: (index: number, byKeyboard: boolean) => void;
  onKey?: (key: string, index: number) => boolean;
  onShown?: (first: number, last: number) => void;
}

function List({ onOpen = () => {}, ...rest }: ListProps) {
  const [active, setActive] = useState(-1);
  return (
    <VirtualGrid
      label="Rows"
      count={100_000}
      rowHeight={40}
      active={active}
      onActive={setActive}
      onOpen={onOpen}
      {...rest}
    >
      {(index) => (
        <div role="gridcell">
          Row {index}
          <button type="button">Act {index}</button>
        </div>
      )}
    </VirtualGrid>
  );
}

test("keeps a few dozen of 100,000 rows in the page and says how many there are", () => {
  show(<List />);
  expect(screen.getAllByRole("row").length).toBeLessThan(60);
  expect(screen.getByText("Row 0")).toBeInTheDocument();
  expect(screen.getByRole("grid")).toHaveAttribute("aria-rowcount", "100000");
});

test("reaches the last row by keyboard, and names it", async () => {
  const shown = vi.fn();
  show(<List onShown={shown} />);
  const grid = screen.getByRole("grid");
  grid.focus();
  await userEvent.keyboard("{End}");
  const row = document.getElementById(grid.getAttribute("aria-activedescendant") ?? "");
  expect(row).toHaveAttribute("aria-rowindex", "100000");
  expect(row).toHaveTextContent("Row 99999");
  expect(grid).toHaveFocus();
});

test("keeps the active row in the page when it is scrolled away", async () => {
  show(<List />);
  const grid = screen.getByRole("grid");
  grid.focus();
  await userEvent.keyboard("{ArrowDown}");
  grid.scrollTop = 2_000_000;
  fireEvent.scroll(grid);
  expect(await screen.findByText("Row 50000")).toBeInTheDocument();
  expect(document.getElementById(grid.getAttribute("aria-activedescendant") ?? "")).toHaveTextContent("Row 1");
});

test("opens with Enter and with a click, and says which it was", async () => {
  const open = vi.fn();
  show(<List onOpen={open} />);
  screen.getByRole("grid").focus();
  await userEvent.keyboard("{ArrowDown}{Enter}");
  expect(open).toHaveBeenLastCalledWith(1, true);
  await userEvent.click(screen.getByText("Row 3"));
  expect(open).toHaveBeenLastCalledWith(3, false);
});

test("leaves Enter and Space to a button inside a row", async () => {
  const open = vi.fn();
  const key = vi.fn(() => true);
  show(<List onOpen={open} onKey={key} />);
  screen.getByRole("button", { name: "Act 2" }).focus();
  await userEvent.keyboard("[Space]");
  expect(key).not.toHaveBeenCalled();
});
