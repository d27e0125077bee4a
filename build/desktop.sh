#!/usr/bin/env bash
# desktop.sh COMMAND…: runs a command in a desktop session of its own: a message bus, an unlocked keychain in an empty
# home, and on request (FERRY_DISPLAY=1) a virtual display with a window manager. Elsewhere than on Linux it just runs it.
set -euo pipefail
if [ "$(uname -s)" != Linux ]; then exec "$@"; fi

if [ "${FERRY_DESKTOP:-}" = "" ]; then
  # Keep the caches where they are: only what belongs to a person moves.
  GOCACHE=$(go env GOCACHE) GOMODCACHE=$(go env GOMODCACHE) GOPATH=$(go env GOPATH)
  GOLANGCI_LINT_CACHE=${GOLANGCI_LINT_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/golangci-lint}
  GOENV=$(go env GOENV) NPM_CONFIG_USERCONFIG=${NPM_CONFIG_USERCONFIG:-$HOME/.npmrc}
  home=$(mktemp -d)
  trap 'rm -rf "$home"' EXIT
  mkdir -m 700 "$home/run"
  export GOCACHE GOMODCACHE GOPATH GOENV GOLANGCI_LINT_CACHE NPM_CONFIG_USERCONFIG HOME="$home" XDG_RUNTIME_DIR="$home/run" FERRY_DESKTOP=1
  unset XDG_CONFIG_HOME XDG_DATA_HOME XDG_CACHE_HOME
  export NO_AT_BRIDGE=1 # no accessibility bus: nobody listens
  dbus-run-session -- "$0" "$@" 8>&1 9>&2 >/dev/null 2>&1 # the bus and its services talk; the command keeps its voice
  exit
fi
exec >&8 2>&9 8>&- 9>&-

printf 'practice\n' | gnome-keyring-daemon --unlock --components=secrets --daemonize >/dev/null 2>&1
if [ "${FERRY_DISPLAY:-}" = "" ]; then exec "$@"; fi

exec 3<>"$HOME/display"
Xvfb -displayfd 3 -screen 0 1400x1000x24 -nolisten tcp >/dev/null 2>&1 &
xvfb=$!
trap 'kill "$xvfb" 2>/dev/null || true' EXIT
for _ in $(seq 200); do
  [ -s "$HOME/display" ] && break
  sleep 0.05
done
DISPLAY=:$(tr -d '\n' <"$HOME/display")
export DISPLAY
openbox >/dev/null 2>&1 &
"$@"
