import { decodeError } from "./error";

/** Runs a bound call: failures become ApiError, and lists that Go sent as null become empty lists. */
export async function call<Answer>(bound: () => Promise<unknown>): Promise<Answer> {
  try {
    return withLists(await bound()) as Answer;
  } catch (reason) {
    throw decodeError(reason);
  }
}

/** Like call, for methods that return one list: a null answer is an empty list. */
export async function callList<Item>(bound: () => Promise<unknown>): Promise<Item[]> {
  return (await call<Item[] | null>(bound)) ?? [];
}

// The structures of the bridge hold no pointers and no maps, so a null inside one is always an empty list.
function withLists(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withLists);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, inner === null ? [] : withLists(inner)]),
  );
}

/** Like call, for methods that answer nothing. */
export async function run(bound: () => Promise<unknown>): Promise<void> {
  await call(bound);
}
