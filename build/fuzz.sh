#!/usr/bin/env bash
# fuzz.sh TIME: runs every fuzz target of the project for TIME each (60s, 10m), one after the other. Their seeds run with
# the other tests anyway. What a run finds is kept in the package's testdata/fuzz, to be committed with its fix.
set -euo pipefail
time=${1:?how long for each target: 60s, 10m}
cd "$(dirname "$0")/.."
said=$(mktemp)
trap 'rm -f "$said"' EXIT

# Until Go 1.27 the end of a target's time can be taken for a failure (go.dev/issue/75804): nothing is found, no input is
# written, and all that is said after the last count is that the time is over. Nothing but exactly that passes here.
only_out_of_time() {
  [ "$(sed -n '/^--- FAIL/,$p' "$said" | sed -E 's/^(--- FAIL: Fuzz[A-Za-z0-9_]*|FAIL\t).*/\1/')" = \
    "--- FAIL: $1"$'\n    context deadline exceeded\nFAIL\nexit status 1\nFAIL\t' ]
}

targets=$(grep -rn --include='*_test.go' '^func Fuzz' backend | sort)
while IFS=: read -r file _ line; do
  package=./$(dirname "$file")
  name=$(sed -E 's/^func (Fuzz[A-Za-z0-9_]*)\(.*/\1/' <<<"$line")
  printf '    %s %s\n' "$package" "$name"
  go test "$package" -run '^$' -fuzz "^$name\$" -fuzztime "$time" -fuzzminimizetime 5s >"$said" 2>&1 </dev/null ||
    only_out_of_time "$name" || { cat "$said"; exit 1; }
  grep '^fuzz: elapsed' "$said" | tail -n 1
done <<<"$targets"
