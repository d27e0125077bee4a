//go:build !windows

package proxy

import (
	"context"
	"os/exec"
	"runtime"
	"time"
)

// askPatience bounds the system's own tool.
const askPatience = 2 * time.Second

// system asks the system's own tool, whatever becomes of the request that first wants to know. Where there is none, nothing is
// set.
func system(ctx context.Context) Settings {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), askPatience)
	defer cancel()
	if runtime.GOOS == "darwin" {
		return parseScutil(ask(ctx, "/usr/sbin/scutil", "--proxy"))
	}
	return parseGsettings(ask(ctx, "gsettings", "list-recursively", "org.gnome.system.proxy"))
}

func ask(ctx context.Context, tool string, arguments ...string) string {
	output, err := exec.CommandContext(ctx, tool, arguments...).Output() //nolint:gosec // one of two tools, named above
	if err != nil {
		return ""
	}
	return string(output)
}
