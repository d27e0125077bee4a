#!/usr/bin/env bash
# fuzz.sh TIME: runs every fuzz target of the project for TIME each (60s, 10m), one after the other. Their seeds run with
# the other tests anyway. What a run finds is kept in the package's testdata/fuzz, to be committed with its fix.
set -euo pipefail
time=${1:?how long for each target: 60s, 10m}
cd "$(dirname "$0")/.."
said=$(mktemp)
trap 'rm -f "$said"' EXIT
targets=$(grep -rn --include='*_test.go' '^func Fuzz' backend | sort)
while IFS=: read -r file _ line; do
  package=./$(dirname "$file")
  name=$(sed -E 's/^func (Fuzz[A-Za-z0-9_]*)\(.*/\1/' <<<"$line")
  printf '    %s %s\n' "$package" "$name"
  go test "$package" -run '^$' -fuzz "^$name\$" -fuzztime "$time" -fuzzminimizetime 5s >"$said" 2>&1 </dev/null || { cat "$said"; exit 1; }
  grep '^fuzz: elapsed' "$said" | tail -n 1
done <<<"$targets"
