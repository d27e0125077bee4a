import { useEffect, useRef } from "react";
import type { ImportReport } from "../../api";
import { focusHeading, whenFocusIsLost } from "../../ui/focus";

/**
 * Where what is being brought in is told. It takes the focus that is lost meanwhile: what was pressed is closed until it ends,
 * and stands elsewhere once the first material is there. Once it is closed, the heading does.
 */
export function useNewsFocus(state: string, pasted: ImportReport | null, some: boolean) {
  const news = useRef<HTMLDivElement>(null);
  const seen = useRef({ state, pasted, some });
  useEffect(() => {
    const before = seen.current;
    seen.current = { state, pasted, some };
    const told = before.state !== state || before.pasted !== pasted;
    if (!told && before.some === some) return undefined;
    return whenFocusIsLost(() => {
      const section = news.current?.querySelector<HTMLElement>("section");
      if (section) section.focus();
      else if (told) focusHeading();
    });
  }, [state, pasted, some]);
  return news;
}
