import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { stayHere } from "./stay";

describe("the page", () => {
  const open = vi.fn();
  let leave = () => {};
  beforeEach(() => {
    open.mockClear();
    leave = stayHere(window, open);
  });
  afterEach(() => {
    leave();
    document.body.replaceChildren();
  });

  function click(href: string, kind = "click"): Event {
    document.body.innerHTML = `<a><b>text</b></a>`;
    document.querySelector("a")?.setAttribute("href", href);
    const event = new MouseEvent(kind, { bubbles: true, cancelable: true });
    document.querySelector("b")?.dispatchEvent(event);
    return event;
  }

  it("follows links to its own screens", () => {
    expect(click("#/outbox").defaultPrevented).toBe(false);
    expect(open).not.toHaveBeenCalled();
  });

  it.each(["click", "auxclick"])("hands https links to the system's browser (%s)", (kind) => {
    expect(click("https://www.linkedin.com/in/somebody", kind).defaultPrevented).toBe(true);
    expect(open).toHaveBeenCalledWith("https://www.linkedin.com/in/somebody");
  });

  it.each(["http://a.example/", "javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "https://", "/other.html", "?a=1"])(
    "goes nowhere for %s",
    (address) => {
      expect(click(address).defaultPrevented).toBe(true);
      expect(open).not.toHaveBeenCalled();
    },
  );

  it("opens no window", () => {
    expect(window.open("https://a.example/")).toBeNull();
  });

  it("sends no form", () => {
    const event = new Event("submit", { bubbles: true, cancelable: true });
    document.body.dispatchEvent(event);
    expect(event.defaultPrevented).toBe(true);
  });
});
