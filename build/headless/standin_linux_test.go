package main

import (
	"context"
	"io"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// standIn serves where the app would, and leaves a file when it is asked to end, as the app closes its databases.
func standIn(marker string) {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	server := &http.Server{
		Addr:              os.Getenv("devserver"),
		ReadHeaderTimeout: time.Minute,
		Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			_, _ = io.WriteString(w, "app: "+os.Getenv("assetdir"))
		}),
	}
	go func() { _ = server.ListenAndServe() }()
	<-ctx.Done()
	_ = os.WriteFile(marker, nil, 0o600)
}
