import { webDarkTheme, webLightTheme, type Theme } from "@fluentui/react-components";
import { useSyncExternalStore } from "react";

const darkQuery = "(prefers-color-scheme: dark)";

function followSystem(changed: () => void): () => void {
  const media = window.matchMedia(darkQuery);
  media.addEventListener("change", changed);
  return () => media.removeEventListener("change", changed);
}

/** Whether the screens are dark: as preferred, else as the system is. Forced colours replace both themes by themselves. */
export function useDark(preference: string): boolean {
  const system = useSyncExternalStore(followSystem, () => window.matchMedia(darkQuery).matches);
  return preference === "dark" || (preference !== "light" && system);
}

export const themeOf = (dark: boolean): Theme => (dark ? webDarkTheme : webLightTheme);
