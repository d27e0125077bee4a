import type { Backup, Problem } from "../../api";

/** Whether the outbox of the organization cannot be opened, so that a copy of it may take its place. */
export const isRestorable = ({ code }: Problem): boolean => code === "damaged" || code === "newer-version";

/** Whether nothing speaks against restoring a copy. */
export const isGood = ({ problem }: Backup): boolean => problem.code === "";
