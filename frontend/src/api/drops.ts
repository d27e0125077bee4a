import { OnFileDrop, OnFileDropOff } from "../../wailsjs/runtime/runtime";

/** Calls back with the paths of files that are dropped on the window, until the returned function is called. */
export function followDrops(dropped: (paths: string[]) => void): () => void {
  OnFileDrop((_x, _y, paths) => {
    if (Array.isArray(paths) && paths.length > 0) dropped(paths);
  }, false);
  return OnFileDropOff;
}

/** Keeps the page from leaving for a file that is dropped where nobody takes it. */
export function refuseDrops(): void {
  for (const name of ["dragover", "drop"]) window.addEventListener(name, (event) => event.preventDefault());
}
