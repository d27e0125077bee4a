import { render } from "@testing-library/react";
import type { ReactElement } from "react";
import { newQueryClient } from "../api";
import { Providers } from "../app/Providers";
import { startText } from "../text";

/** Shows a part inside everything that the real page puts around it, in English unless preferences say otherwise. */
export function show(part: ReactElement) {
  startText("en");
  const client = newQueryClient();
  return { client, ...render(<Providers client={client}>{part}</Providers>) };
}
