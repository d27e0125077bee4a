package uplink

import (
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// open opens a routing socket (route(4)), on which the kernel reports every change. It needs no right.
func open() (*os.File, error) {
	socket, err := unix.Socket(unix.AF_ROUTE, unix.SOCK_RAW, unix.AF_UNSPEC)
	if err != nil {
		return nil, fmt.Errorf("open a route socket: %w", err)
	}
	unix.CloseOnExec(socket)
	if err := unix.SetNonblock(socket, true); err != nil { // so that closing it ends a read
		_ = unix.Close(socket)
		return nil, fmt.Errorf("listen on a route socket: %w", err)
	}
	return os.NewFile(uintptr(socket), "route"), nil
}

// concerns reports whether a report is of an interface, an address or a route: the socket also reports each look-up of the
// link layer. The type is the fourth byte of every message.
func concerns(report []byte) bool {
	if len(report) < 4 {
		return false
	}
	switch report[3] {
	case unix.RTM_NEWADDR, unix.RTM_DELADDR, unix.RTM_IFINFO, unix.RTM_ADD, unix.RTM_DELETE, unix.RTM_CHANGE:
		return true
	}
	return false
}
