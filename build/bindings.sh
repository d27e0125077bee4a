#!/usr/bin/env bash
# bindings.sh write|compare: the TypeScript that Wails makes from app's bound methods. Making it runs the program, which
# reads wails.json where it stands and writes frontend/wailsjs under that folder; comparing does so in a folder apart.
set -euo pipefail
cd "$(dirname "$0")/.."
maker=$PWD/build/bin/bindings
go build -tags bindings -o "$maker" .
case "${1:-compare}" in
  write) "$maker" ;;
  compare)
    apart=$(mktemp -d)
    trap 'rm -rf "$apart"' EXIT
    cp wails.json "$apart/"
    (cd "$apart" && "$maker")
    if ! diff -r frontend/wailsjs "$apart/frontend/wailsjs"; then
      echo "frontend/wailsjs is not what app's bound methods make. Run \`make bindings\` and commit the result." >&2
      exit 1
    fi
    ;;
esac
