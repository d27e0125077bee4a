#!/usr/bin/env bash
# setup.sh run|test: installs what is missing to run Ferry, or to test it too, and checks what it cannot install.
# Everything is pinned (go.sum, package-lock.json, the versions below) or comes from the system's own packages. A run
# with nothing to do takes well under a second.
set -euo pipefail
cd "$(dirname "$0")/.."
purpose=${1:-run}

GOLANGCI_LINT=v2.15.0

say() { printf '    %s\n' "$*"; }
fail() { printf '    setup: %s\n' "$*" >&2; exit 1; }

# need NAME WHERE: the two programs that a person installs, besides make.
need() { command -v "$1" >/dev/null || fail "$1 is missing. Install it from $2, then run this again."; }

check_languages() {
  local want have
  need go https://go.dev/dl/
  need node https://nodejs.org/
  need npm https://nodejs.org/
  want=$(sed -n 's/^go //p' go.mod)
  have=$(go env GOVERSION 2>/dev/null) || fail "Go $want or newer is needed; \`go version\` does not run here."
  have=${have#go}
  newest "$want" "$have" || fail "Go $want or newer is needed; this is $have."
  want=$(sed -n 's/.*"node": ">=\([0-9.]*\)".*/\1/p' frontend/package.json)
  have=$(node -p process.versions.node)
  newest "$want" "$have" || fail "Node $want or newer is needed; this is $have."
}

# newest A B: is B at least A?
newest() {
  node -e 'const [a,b]=process.argv.slice(1).map(v=>v.split(/[^0-9]+/).map(Number));
    for(let i=0;i<a.length;i++){if((b[i]??0)!==a[i])process.exit((b[i]??0)>a[i]?0:1)}' "$1" "$2" 2>/dev/null
}

# What the window needs, and with no display a virtual one and a message bus. Not dbus-x11: it starts stray buses.
RUN_PACKAGES=(gcc libc6-dev pkg-config libgtk-3-dev libwebkit2gtk-4.1-dev xvfb dbus fonts-dejavu-core)
# What the tests need: a keychain, a browser, a window manager with keys, a mouse and a camera, and letters for every
# name among the sample people; strace for the proof that what is acknowledged is on disk.
TEST_PACKAGES=(git strace gnome-keyring libsecret-tools openbox xdotool scrot x11-utils fonts-noto-core fonts-wqy-microhei)

system_packages() {
  case "$(uname -s)" in
    Linux) linux_packages ;;
    Darwin) mac_packages ;;
    *) windows_packages ;;
  esac
}

linux_packages() {
  local wanted=("${RUN_PACKAGES[@]}") missing=() name
  [ "$purpose" = run ] || wanted+=("${TEST_PACKAGES[@]}")
  if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    other_linux
    return
  fi
  for name in "${wanted[@]}"; do installed "$name" || missing+=("$name"); done
  [ "$purpose" = run ] || build/chromium.sh >/dev/null 2>&1 || missing+=("$(chromium_package)")
  [ "${#missing[@]}" -eq 0 ] || apt_install "${missing[@]}"
}

installed() { dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null | grep -qx installed; }

# Ubuntu's chromium-browser brings Chromium as a snap; Debian has a package of its own.
chromium_package() { if grep -qi '^ID=ubuntu' /etc/os-release; then echo chromium-browser; else echo chromium; fi; }

apt_install() {
  local line=(env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@")
  if [ "$(id -u)" -eq 0 ]; then
    say "installing system packages: $*"
    apt-get update -qq
    "${line[@]}" -qq >/dev/null
    return
  fi
  say "these system packages are missing: $*"
  say "this installs them: sudo apt-get install -y --no-install-recommends $*"
  [ -t 0 ] || fail "run that line, then this again."
  read -r -p '    Run it now with sudo? [y/N] ' answer
  case "$answer" in
    [yY]*) sudo apt-get update -qq && sudo "${line[@]}" ;;
    *) fail "run that line, then this again." ;;
  esac
}

other_linux() {
  if pkg-config --exists gtk+-3.0 webkit2gtk-4.1 2>/dev/null; then return; fi
  fail "install GTK 3 and WebKitGTK 4.1 with their headers, gcc, pkg-config and Xvfb with your system's packages
    (on Fedora: gtk3-devel webkit2gtk4.1-devel gcc pkgconf xorg-x11-server-Xvfb dbus-daemon)."
}

mac_packages() {
  xcode-select -p >/dev/null 2>&1 || fail "the command line tools are missing. Install them: xcode-select --install"
  [ "$purpose" = run ] || build/chromium.sh >/dev/null 2>&1 || fail "the tests need Google Chrome or Chromium: install it."
}

windows_packages() {
  say "Ferry needs the WebView2 runtime (part of Windows 11; for Windows 10 see Microsoft's WebView2 page)."
  [ "$purpose" = run ] || build/chromium.sh >/dev/null 2>&1 || fail "the tests need Google Chrome or Chromium: install it."
}

# npm_packages installs exactly the lock file. The stamp inside node_modules goes when node_modules goes.
npm_packages() {
  local stamp=frontend/node_modules/.ferry-installed now
  now=$(cksum <frontend/package-lock.json; node -p process.version)
  if [ "$(cat "$stamp" 2>/dev/null)" = "$now" ]; then return; fi
  say "installing npm packages"
  (cd frontend && npm ci --no-progress --loglevel=error)
  printf '%s\n' "$now" >"$stamp"
}

# The linter is built from the Go module proxy, so that go.sum's database vouches for it; the folder names the version.
linter() {
  local folder=build/tools/golangci-lint-${GOLANGCI_LINT#v}
  if [ ! -x "$folder/golangci-lint" ] && [ ! -x "$folder/golangci-lint.exe" ]; then
    say "building golangci-lint $GOLANGCI_LINT (about two minutes, once)"
    GOFLAGS= GOBIN="$PWD/$folder" go install "github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$GOLANGCI_LINT"
  fi
  ln -sfn "golangci-lint-${GOLANGCI_LINT#v}" build/tools/golangci-lint
}

check_languages
system_packages
npm_packages
[ "$purpose" = run ] || linter
