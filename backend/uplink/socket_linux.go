package uplink

import (
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// open asks the kernel to report links, addresses and routes (rtnetlink(7)). It needs no right.
func open() (*os.File, error) {
	socket, err := unix.Socket(unix.AF_NETLINK, unix.SOCK_RAW|unix.SOCK_CLOEXEC|unix.SOCK_NONBLOCK, unix.NETLINK_ROUTE)
	if err != nil {
		return nil, fmt.Errorf("open a route socket: %w", err)
	}
	file := os.NewFile(uintptr(socket), "netlink")
	groups := uint32(unix.RTMGRP_LINK | unix.RTMGRP_IPV4_IFADDR | unix.RTMGRP_IPV6_IFADDR | unix.RTMGRP_IPV4_ROUTE |
		unix.RTMGRP_IPV6_ROUTE)
	if err := unix.Bind(socket, &unix.SockaddrNetlink{Family: unix.AF_NETLINK, Groups: groups}); err != nil {
		_ = file.Close()
		return nil, fmt.Errorf("listen on a route socket: %w", err)
	}
	return file, nil
}

// concerns reports whether a report concerns the network: all that was asked for does.
func concerns(report []byte) bool { return len(report) > 0 }
