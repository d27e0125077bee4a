#!/usr/bin/env bash
# smoke.sh tries build/bin/ferry in a real window on a virtual display. The tools for keys and pictures are X11's.
set -euo pipefail
cd "$(dirname "$0")/.."
if [ "$(uname -s)" != Linux ]; then
  echo "    skipped: the window is driven by X11's tools, on Linux only"
  exit 0
fi
go build -trimpath -o build/bin/smoke ./build/smoke
FERRY_DISPLAY=1 exec build/desktop.sh build/bin/smoke -app build/bin/ferry
