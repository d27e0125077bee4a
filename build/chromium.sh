#!/usr/bin/env bash
# chromium.sh prints the browser that the end-to-end tests drive: $FERRY_CHROMIUM, else the system's own. Nothing is
# downloaded. Exit 1: there is none.
for candidate in "${FERRY_CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable \
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" /Applications/Chromium.app/Contents/MacOS/Chromium \
  "/c/Program Files/Google/Chrome/Application/chrome.exe"; do
  if [ -n "$candidate" ] && command -v "$candidate" 2>/dev/null; then exit 0; fi
done
echo "no Chromium or Chrome found" >&2
exit 1
