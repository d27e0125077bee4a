//go:build linux || darwin

package uplink

import (
	"context"
	"errors"
	"os"
	"syscall"
)

// Watch calls changed, from another goroutine, whenever the network may have changed, until ctx ends; it returns ctx's error
// then, and another where the system does not tell.
func Watch(ctx context.Context, changed func()) error {
	socket, err := open()
	if err != nil {
		return err
	}
	stop := context.AfterFunc(ctx, func() { _ = socket.Close() })
	defer stop()
	reports := make(chan struct{}, 1)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		gather(reports, changed)
	}()
	err = read(socket, reports)
	close(reports)
	<-ended
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return errors.Join(err, socket.Close())
}

// read passes on that there were reports until the socket is closed. Reports that were lost, since too many came at once, are
// reports.
func read(socket *os.File, reports chan<- struct{}) error {
	buffer := make([]byte, 1<<16)
	for {
		n, err := socket.Read(buffer)
		if err != nil && !errors.Is(err, syscall.ENOBUFS) {
			return err
		}
		if err == nil && !concerns(buffer[:n]) {
			continue
		}
		select {
		case reports <- struct{}{}:
		default: // one is on its way
		}
	}
}
