import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { fakeBridge } from "../testing/bridge";
import { followChanges, keys, newQueryClient } from ".";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const stale = (client: ReturnType<typeof newQueryClient>, key: readonly unknown[]) =>
  client.getQueryState(key)?.isInvalidated;

describe("a changed event", () => {
  it("re-reads the areas that show its topic, and no others", () => {
    const bridge = fakeBridge();
    const client = newQueryClient();
    const record = keys.record("contact", "1");
    for (const key of [keys.settings, record, keys.reads]) client.setQueryData(key, {});
    const stop = followChanges(client);
    bridge.changed("outbox");
    vi.advanceTimersByTime(500);
    expect(stale(client, record)).toBe(true);
    expect(stale(client, keys.settings)).toBe(false);
    expect(stale(client, keys.reads)).toBe(false);
    stop();
  });

  it("gathers many into one re-reading", () => {
    const bridge = fakeBridge();
    const client = newQueryClient();
    const invalidate = vi.spyOn(client, "invalidateQueries");
    const stop = followChanges(client);
    for (let page = 0; page < 50; page++) bridge.changed("import");
    vi.advanceTimersByTime(500);
    expect(invalidate).toHaveBeenCalledTimes(3);
    stop();
  });

  it("of a newer program, or without a topic, changes nothing", () => {
    const bridge = fakeBridge();
    const client = newQueryClient();
    const invalidate = vi.spyOn(client, "invalidateQueries");
    const stop = followChanges(client);
    bridge.changed("weather");
    bridge.changed("toString");
    vi.advanceTimersByTime(500);
    expect(invalidate).not.toHaveBeenCalled();
    stop();
  });
});
