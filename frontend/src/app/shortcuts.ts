import { useEffectEvent, useLayoutEffect } from "react";
import { onceShown } from "./focus";
import { go, screens } from "./route";

/** Whether shortcuts use Command instead of Control. */
export const onMac = /Mac|iPhone|iPad/.test(navigator.platform);

export interface ShortcutActions {
  /** Ctrl+N */
  copy: () => void;
  /** F1 */
  help: () => void;
}

/** The keys that work on every screen, while no dialog is open. */
export function useShortcuts(actions: ShortcutActions): void {
  const pressed = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || dialogOpen()) return;
    const act = actionOf(event, actions);
    if (act === null) return;
    event.preventDefault();
    act();
  });
  useLayoutEffect(() => {
    const listener = (event: KeyboardEvent) => pressed(event);
    window.addEventListener("keydown", listener);
    return () => window.removeEventListener("keydown", listener);
  }, []);
}

function actionOf(event: KeyboardEvent, actions: ShortcutActions): (() => void) | null {
  if (event.key === "F1") return actions.help;
  const held = onMac ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
  if (!held || event.altKey || event.shiftKey) return null;
  if (event.code === "KeyK") return () => onceShown("[data-search]", () => go("records"));
  if (event.code === "KeyN") return actions.copy;
  const screen = screens[Number(/^Digit([1-9])$/.exec(event.code)?.[1] ?? 0) - 1];
  return screen === undefined ? null : () => onceShown("main h1", () => go(screen));
}

function dialogOpen(): boolean {
  return document.querySelector('[role="dialog"], [role="alertdialog"]') !== null;
}
