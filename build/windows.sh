#!/usr/bin/env bash
# windows.sh builds build/bin/ferry.exe, on any system, with its icon, manifest and version: Go links them in from a
# file beside main.go, which is gone again afterwards.
set -euo pipefail
cd "$(dirname "$0")/.."
version=$(sed -n 's/.*"productVersion": "\(.*\)".*/\1/p' wails.json)
trap 'rm -f rsrc_windows_amd64.syso' EXIT
go run github.com/tc-hib/go-winres@v0.3.3 simply --icon build/appicon.png --manifest gui --product-name Ferry \
  --file-description Ferry --original-filename ferry.exe --product-version "$version.0" --file-version "$version.0" \
  --arch amd64 --out rsrc
GOOS=windows GOARCH=amd64 CGO_ENABLED=0 go build -trimpath -tags desktop,production,wv2runtime.browser \
  -ldflags "-s -w -H windowsgui" -o build/bin/ferry.exe .
