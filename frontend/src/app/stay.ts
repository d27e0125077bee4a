/**
 * Keeps the page where it is: a web view has no address bar and no way back, and Wails lets a page go anywhere. Links out
 * of the page go to `open`, which checks them; no window opens, and no form is sent anywhere.
 */
export function stayHere(page: Window, open: (url: string) => void): () => void {
  const follow = (event: Event) => {
    const link = event.target instanceof Element ? event.target.closest("a[href], area[href]") : null;
    const address = link?.getAttribute("href");
    if (address === null || address === undefined) return;
    const target = parsed(address, page.location.href);
    if (target !== null && withinPage(target, page.location)) return;
    event.preventDefault();
    if (target?.protocol === "https:") open(target.href);
  };
  const refuse = (event: Event) => event.preventDefault();
  const before = page.open;
  page.open = () => null;
  page.addEventListener("click", follow, true);
  page.addEventListener("auxclick", follow, true);
  page.addEventListener("submit", refuse, true);
  return () => {
    page.open = before;
    page.removeEventListener("click", follow, true);
    page.removeEventListener("auxclick", follow, true);
    page.removeEventListener("submit", refuse, true);
  };
}

function parsed(address: string, base: string): URL | null {
  try {
    return new URL(address, base);
  } catch {
    return null;
  }
}

/** Only the part after "#" may differ: it names the screen. */
function withinPage(target: URL, location: Location): boolean {
  return target.origin === location.origin && target.pathname === location.pathname && target.search === location.search;
}
