/** A failure as the screens get it: `code` has sentences under "errors.<code>", `detail` is technical. */
export class ApiError extends Error {
  readonly code: string;
  readonly detail: string;

  constructor(code: string, detail: string) {
    super(detail === "" ? code : `${code}: ${detail}`);
    this.name = "ApiError";
    this.code = code;
    this.detail = detail;
  }
}

/**
 * Decodes whatever a bound call rejected with. Wails makes an Error of the text that Go sends, which is {code, detail} in
 * JSON; what it says itself (a method that is not there, a call that panicked) becomes the code "unexpected".
 */
export function decodeError(reason: unknown): ApiError {
  if (reason instanceof ApiError) return reason;
  const problem = asProblem(parsed(reason));
  if (problem !== null) return new ApiError(problem.code, problem.detail);
  return new ApiError("unexpected", reason instanceof Error ? reason.message : text(reason));
}

function asProblem(value: unknown): { code: string; detail: string } | null {
  if (typeof value !== "object" || value === null || !("code" in value)) return null;
  if (typeof value.code !== "string" || value.code === "") return null;
  const detail = "detail" in value && typeof value.detail === "string" ? value.detail : "";
  return { code: value.code, detail };
}

function parsed(reason: unknown): unknown {
  const source = reason instanceof Error ? reason.message : reason;
  if (typeof source !== "string" || !source.trimStart().startsWith("{")) return null;
  try {
    return JSON.parse(source);
  } catch {
    return null;
  }
}

function text(reason: unknown): string {
  return typeof reason === "string" ? reason : "";
}
