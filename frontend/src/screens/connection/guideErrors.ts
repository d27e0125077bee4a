/** The guides' four error messages. */
export type GuideError = "connect" | "api" | "access" | "objects";

const guides: Record<string, GuideError> = {
  offline: "connect",
  unavailable: "api",
  throttled: "api",
  forbidden: "access",
  "not-member": "access",
  "missing-table": "objects",
  "not-found": "objects",
};

/** Which of the guides' messages a failed connection shows over its cause; null where the guides have none. */
export function guideErrorOf(code: string): GuideError | null {
  return guides[code] ?? null;
}
