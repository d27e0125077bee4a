import { useSyncExternalStore } from "react";

/** The screens, in the order of the navigation and of Ctrl+1 to Ctrl+7. */
export const screens = [
  "home",
  "records",
  "linkedin",
  "outbox",
  "unresolved",
  "crm-settings",
  "connection",
] as const;
export type ScreenName = (typeof screens)[number];

/** Where the window stands: a screen, and what is open in it ("#/records/contact/<id>" has two params). */
export interface Route {
  screen: ScreenName;
  params: string[];
}

/** The address of a screen, for links. */
export function href(screen: ScreenName, ...params: string[]): string {
  return `#/${[screen, ...params].map(encodeURIComponent).join("/")}`;
}

/** Goes to a screen. */
export function go(screen: ScreenName, ...params: string[]): void {
  window.location.hash = href(screen, ...params);
}

/** Reads an address; an unknown one is Home. */
export function routeOf(hash: string): Route {
  const [first = "", ...params] = hash.replace(/^#\/?/, "").split("/").map(decoded).filter(Boolean);
  const screen = screens.find((name) => name === first);
  return screen === undefined ? { screen: "home", params: [] } : { screen, params };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return "";
  }
}

function follow(changed: () => void): () => void {
  window.addEventListener("hashchange", changed);
  return () => window.removeEventListener("hashchange", changed);
}

/** Where the window stands, kept up to date. */
export function useRoute(): Route {
  const hash = useSyncExternalStore(follow, () => window.location.hash);
  return routeOf(hash);
}
