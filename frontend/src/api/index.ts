// The one door to the program. Nothing else imports wailsjs.
export * from "./types";
export { ApiError, decodeError } from "./error";
export { newQueryClient } from "./client";
export { followChanges } from "./changes";
export { followDrops, refuseDrops } from "./drops";
export { areasOf, keys, type Topic } from "./keys";
export { connection } from "./connection";
export { linkedin } from "./linkedin";
export { outbox } from "./outbox";
export { records } from "./records";
export { settings } from "./settings";
export { copyText, shell } from "./shell";
export * from "./hooks";
export * from "./acts";
export * from "./lists";
export * from "./people";
export { pageSize, type Pages, type Shown } from "./pages";
export * from "./connectionActs";
