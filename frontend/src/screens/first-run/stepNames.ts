/** The steps of a first start, in order. */
export const stepNames = ["language", "connect", "next"] as const;
export type StepName = (typeof stepNames)[number];
