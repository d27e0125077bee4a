#!/usr/bin/env bash
# run.sh opens the window; with no display it serves the same screens to a browser, on the practice organization only.
set -euo pipefail
cd "$(dirname "$0")/.."
if build/display.sh; then
  printf '\n==> Ferry is open in its window.\n'
  exec build/bin/ferry
fi
printf '\n==> There is no display here: the screens are served to a browser on this machine.\n'
exec build/bin/headless -app build/bin/ferry-dev -assets frontend/dist
