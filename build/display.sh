#!/usr/bin/env bash
# display.sh: is there a screen to open a window on? macOS and Windows always have one.
if [ "$(uname -s)" != Linux ]; then exit 0; fi
[ -n "${WAYLAND_DISPLAY:-}" ] || [ -n "${DISPLAY:-}" ]
