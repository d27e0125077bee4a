#!/usr/bin/env bash
# step.sh HEADING COMMAND…: runs one step of the build under a clear heading and says how long it took.
set -uo pipefail
heading=$1
shift
printf '\n==> %s\n' "$heading"
begin=$(date +%s)
"$@"
code=$?
took=$(($(date +%s) - begin))
if [ "$code" -eq 0 ]; then
  printf '    ok: %s (%d s)\n' "$heading" "$took"
else
  printf '    FAILED: %s (%d s, exit %d)\n' "$heading" "$took" "$code" >&2
fi
exit "$code"
