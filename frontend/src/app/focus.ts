/** Goes somewhere and puts the focus on what the new screen shows: two frames later React has painted it. */
export function onceShown(selector: string, move: () => void): void {
  move();
  requestAnimationFrame(() =>
    requestAnimationFrame(() => document.querySelector<HTMLElement>(selector)?.focus()),
  );
}
