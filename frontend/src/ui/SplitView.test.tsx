import { fireEvent, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useRef, useState } from "react";
import { beforeEach, expect, test } from "vitest";
import { fakeBridge } from "../testing/bridge";
import { show } from "../testing/render";
import { SplitView } from "./SplitView";

beforeEach(() => void fakeBridge({}));

/** A list of rows, each of which goes when it is pressed, or opens a panel whose dialog takes the rows away. */
function Sample({ rows }: { rows: string[] }) {
  const [left, setLeft] = useState(rows);
  const [open, setOpen] = useState("");
  const [asking, setAsking] = useState(false);
  const follow = useRef(false);
  const home = useRef<HTMLUListElement>(null);
  const done = () => {
    setOpen("");
    setLeft(left.filter((row) => row !== open));
    requestAnimationFrame(() => setAsking(false)); // a dialog fades
  };
  return (
    <main>
      <h1 tabIndex={-1}>Heading</h1>
      <SplitView
        panel={open === "" ? null : <button onClick={() => setAsking(true)}>Ask</button>}
        panelLabel="Panel"
        panelKey={open}
        onClose={() => setOpen("")}
        followRef={follow}
        homeRef={home}
      >
        {left.length > 0 && (
          <ul ref={home} tabIndex={-1} aria-label="Rows">
            {left.map((row) => (
              <li key={row}>
                <button onClick={() => setOpen(row)}>{row}</button>
                <button onClick={() => setLeft(left.filter((one) => one !== row))}>{`Drop ${row}`}</button>
              </li>
            ))}
          </ul>
        )}
      </SplitView>
      {asking && (
        <div role="dialog">
          <button onClick={done}>Done</button>
        </div>
      )}
    </main>
  );
}

test("the focus goes to the list when the row that held it goes, and to the heading when the list does", async () => {
  show(<Sample rows={["a", "b"]} />);
  await userEvent.click(screen.getByRole("button", { name: "Drop a" }));
  expect(screen.getByRole("list", { name: "Rows" })).toHaveFocus();
  await userEvent.click(screen.getByRole("button", { name: "Drop b" }));
  expect(screen.getByRole("heading")).toHaveFocus();
});

test("who put the focus nowhere has it there, whatever happens to the list", async () => {
  show(<Sample rows={["a", "b"]} />);
  await userEvent.click(screen.getByRole("button", { name: "a" }));
  await userEvent.click(document.body);
  fireEvent.click(screen.getByRole("button", { name: "Drop a" })); // as news from elsewhere would change it
  expect(document.body).toHaveFocus();
});

test.each([
  { rows: ["a", "b"], role: "list" },
  { rows: ["a"], role: "heading" },
])("what a dialog of the panel took away gives the focus back: $role", async ({ rows, role }) => {
  show(<Sample rows={rows} />);
  await userEvent.click(screen.getByRole("button", { name: "a" }));
  await userEvent.click(screen.getByRole("button", { name: "Ask" }));
  screen.getByRole("button", { name: "Done" }).focus();
  await userEvent.keyboard("{Enter}");
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  await waitFor(() => expect(screen.getByRole(role)).toHaveFocus());
});
