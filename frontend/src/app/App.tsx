import { useEffect, useRef } from "react";
import { decodeError, shell, usePreferences } from "../api";
import { FirstRun } from "../screens/first-run";
import { ErrorNote } from "../ui/ErrorNote";
import { focusHeading, whenFocusIsLost } from "../ui/focus";
import { Frame } from "./Frame";

/** First run, or the frame with its screens. */
export function App() {
  const preferences = usePreferences();
  const settled = !preferences.isPending;
  useEffect(() => {
    if (settled) return afterPaint(() => void shell.ready(document.title).catch(() => {}));
    return undefined;
  }, [settled]);
  // The first run goes whole, with the button that ended it.
  const done = preferences.data?.firstRunDone;
  const before = useRef(done);
  useEffect(() => {
    const over = before.current === false && done === true;
    before.current = done;
    return over ? whenFocusIsLost(focusHeading) : undefined;
  }, [done]);
  if (preferences.isPending) return null;
  if (preferences.data === undefined) {
    return <ErrorNote error={decodeError(preferences.error)} onRetry={() => void preferences.refetch()} />;
  }
  return preferences.data.firstRunDone ? <Frame /> : <FirstRun />;
}

// The second frame after a change is the first one that surely shows it.
function afterPaint(then: () => void): () => void {
  let frame = requestAnimationFrame(() => {
    frame = requestAnimationFrame(then);
  });
  return () => cancelAnimationFrame(frame);
}
