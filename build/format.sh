#!/usr/bin/env bash
# format.sh lists the Go files that gofmt would change, and fails if there are any.
set -euo pipefail
cd "$(dirname "$0")/.."
wrong=$(git ls-files -z --cached --others --exclude-standard '*.go' | xargs -0 sh -c '
  for f; do [ ! -e "$f" ] || printf "%s\0" "$f"; done' sh | xargs -0 gofmt -l)
if [ -n "$wrong" ]; then
  printf 'gofmt would change:\n%s\nRun: gofmt -w on them.\n' "$wrong" >&2
  exit 1
fi
