import type { QueryClient } from "@tanstack/react-query";
import { EventsOn } from "../../wailsjs/runtime/runtime";
import { areasOf } from "./keys";

/** How long changes are gathered before the screens re-read: an import sends many. Milliseconds. */
const GATHER_MS = 150;

/** Re-reads what the program says has changed, until the returned function is called. */
export function followChanges(client: QueryClient): () => void {
  const pending = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    timer = undefined;
    for (const area of pending) void client.invalidateQueries({ queryKey: [area] });
    pending.clear();
  };
  const stop = EventsOn("changed", (change: unknown) => {
    for (const area of areasOf(topicOf(change))) pending.add(area);
    if (pending.size > 0) timer ??= setTimeout(flush, GATHER_MS);
  });
  return () => {
    clearTimeout(timer);
    stop();
  };
}

function topicOf(change: unknown): string {
  if (typeof change !== "object" || change === null || !("topic" in change)) return "";
  return typeof change.topic === "string" ? change.topic : "";
}
