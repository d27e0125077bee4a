#!/usr/bin/env bash
# frontend.sh builds the screens into frontend/dist, unless what is there was built from the very same files.
set -euo pipefail
cd "$(dirname "$0")/../frontend"
stamp=node_modules/.ferry-built
now=$(find src wailsjs public index.html package-lock.json tsconfig.json vite.config.ts -type f -print0 | LC_ALL=C sort -z |
  xargs -0 cksum | cksum)
# dist may have been built by hand since: its own sum is part of the stamp.
built() { find dist -type f -print0 | LC_ALL=C sort -z | xargs -0 cksum | cksum; }
if [ -e dist/index.html ] && [ "$(cat "$stamp" 2>/dev/null)" = "$now $(built)" ]; then
  echo "    unchanged since the last build"
  exit 0
fi
npm run --silent build
printf '%s %s\n' "$now" "$(built)" >"$stamp"
