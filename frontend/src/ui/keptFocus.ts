import { useEffect, useRef, type RefObject } from "react";

/**
 * Keeps the focus inside a part of the page: what held it may go, or be switched off for a moment, and of neither is anybody
 * told. It then comes back to what held it or, where that is gone, to what it stood in, or else goes where `home` brings it.
 */
export function useKeptFocus(part: RefObject<HTMLElement | null>, home: () => void): void {
  const latest = useRef(home);
  useEffect(() => {
    latest.current = home;
  });
  useEffect(() => {
    const root = part.current;
    return root === null ? undefined : keepFocus(root, () => latest.current());
  }, [part]);
}

const usable = (element: HTMLElement) => element.isConnected && !element.matches(":disabled");

function keepFocus(root: HTMLElement, home: () => void): () => void {
  let held: HTMLElement | null = null;
  let around: HTMLElement | null = null;
  const take = ({ target }: FocusEvent) => {
    held = target instanceof HTMLElement ? target : null;
    around = held?.parentElement?.closest<HTMLElement>("[tabindex]") ?? null;
  };
  // Some browsers tell of an element that is being removed, while it is still there: the next moment shows what it was.
  const lose = () => {
    const left = held;
    queueMicrotask(() => {
      if (left !== null && held === left && usable(left)) held = null;
    });
  };
  const look = () => {
    const focused = document.activeElement;
    if (held === null || (focused !== null && focused !== document.body)) return;
    if (usable(held)) held.focus();
    else if (!held.isConnected) {
      held = null;
      if (around?.isConnected === true && root.contains(around)) around.focus({ preventScroll: true });
      else home();
    }
  };
  const observer = new MutationObserver(look);
  observer.observe(root, { childList: true, subtree: true, attributeFilter: ["disabled"] });
  root.addEventListener("focusin", take);
  root.addEventListener("focusout", lose);
  return () => {
    observer.disconnect();
    root.removeEventListener("focusin", take);
    root.removeEventListener("focusout", lose);
  };
}
