// Letters that run from right to left, and the marks that turn the direction of what follows them.
const turning = /[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc]/;
const isolating = /[\u2066-\u2069]/g;
const [first, pop] = ["\u2068", "\u2069"];

/** A text from outside as part of a sentence of ours: whatever direction it runs in, the words around it stay as they are. */
export const isolated = (text: string): string =>
  turning.test(text) ? `${first}${text.replace(isolating, "")}${pop}` : text;
