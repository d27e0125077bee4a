import { configure } from "@testing-library/react";
import { vi } from "vitest";

/** Gives every element a size, since jsdom has none: lists of any length draw what is in view. CSS pixels. */
export function giveSize(width: number, height: number): void {
  vi.spyOn(HTMLElement.prototype, "offsetWidth", "get").mockReturnValue(width);
  vi.spyOn(HTMLElement.prototype, "offsetHeight", "get").mockReturnValue(height);
  vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(height);
  vi.spyOn(Element.prototype, "scrollHeight", "get").mockReturnValue(1_000_000_000);
  // Fluent UI hides a dialog in which it finds nothing laid out to focus; in a browser it does not, and the end-to-end
  // tests hold that.
  configure({ defaultHidden: true });
  vi.spyOn(HTMLElement.prototype, "offsetParent", "get").mockImplementation(function parent(this: HTMLElement) {
    return this.parentElement;
  });
  Element.prototype.scrollTo = function scrollTo(this: Element, to?: ScrollToOptions | number) {
    this.scrollTop = typeof to === "object" ? (to.top ?? 0) : 0;
    this.dispatchEvent(new Event("scroll"));
  };
}
