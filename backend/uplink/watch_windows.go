package uplink

import (
	"context"
	"errors"
	"fmt"
	"unsafe"

	"golang.org/x/sys/windows"
)

// Watch calls changed, from another goroutine, whenever the network may have changed, until ctx ends; it returns ctx's error
// then, and another where the system does not tell.
func Watch(ctx context.Context, changed func()) error {
	reports := make(chan struct{}, 1)
	// Windows calls it from a thread of its own; nothing may be waited for there.
	callback := windows.NewCallback(func(_, _ unsafe.Pointer, _ uintptr) uintptr {
		select {
		case reports <- struct{}{}:
		default: // one is on its way
		}
		return 0
	})
	var interfaces, addresses windows.Handle
	if err := windows.NotifyIpInterfaceChange(windows.AF_UNSPEC, callback, nil, false, &interfaces); err != nil {
		return fmt.Errorf("listen to interfaces: %w", err)
	}
	if err := windows.NotifyUnicastIpAddressChange(windows.AF_UNSPEC, callback, nil, false, &addresses); err != nil {
		return errors.Join(fmt.Errorf("listen to addresses: %w", err), windows.CancelMibChangeNotify2(interfaces))
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		gather(reports, changed)
	}()
	<-ctx.Done()
	// Both wait for a callback under way: none comes after them, and the channel may be closed.
	err := errors.Join(windows.CancelMibChangeNotify2(interfaces), windows.CancelMibChangeNotify2(addresses))
	if err != nil {
		return err
	}
	close(reports)
	<-ended
	return ctx.Err()
}
