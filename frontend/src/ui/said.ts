import { createContext, useContext } from "react";

/** The codes that the page says in full above its screen. */
export const SaidAbove = createContext<readonly string[]>([]);

// With the file in which everything is kept, nothing can be shown for one and the same reason.
const wholeFile = ["damaged", "newer-version"];

/** Whether the page says already why nothing can be shown, and how that is mended. */
export function useSaidAbove(code: string): boolean {
  return useContext(SaidAbove).includes(code) && wholeFile.includes(code);
}
