/** The heading of the screen: where the focus goes when what held it is gone and nothing nearer is left. */
export const focusHeading = () => document.querySelector<HTMLElement>("main h1")?.focus();

// Frames: a dialog takes fewer to fade, and fewer to let go of the page, which until then gives the focus back to it.
const closing = 60;
const settling = 20;

/** Calls rescue while the focus is nowhere, now or once the dialog that holds it is gone. The result stops looking. */
export function whenFocusIsLost(rescue: () => void): () => void {
  let frame = 0;
  let left = closing;
  const look = () => {
    const focused = document.activeElement;
    const lost = focused === null || focused === document.body;
    if (lost) rescue();
    if (lost || !focused.closest('[role="dialog"]')) left = Math.min(left, settling);
    if (left-- > 0) frame = requestAnimationFrame(look);
  };
  look();
  return () => cancelAnimationFrame(frame);
}
