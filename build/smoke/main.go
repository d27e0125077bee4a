package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
)

func main() {
	app := flag.String("app", "build/bin/ferry", "the program to try")
	pictures := flag.String("pictures", "build/e2e", "where the pictures of the window go")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := smoke(ctx, *app, *pictures)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "smoke:", err)
		os.Exit(1)
	}
}

func smoke(ctx context.Context, app, pictures string) error {
	if err := os.MkdirAll(pictures, 0o750); err != nil {
		return fmt.Errorf("folder of pictures: %w", err)
	}
	data, err := os.MkdirTemp("", "ferry-smoke-")
	if err != nil {
		return fmt.Errorf("data folder: %w", err)
	}
	defer func() { _ = os.RemoveAll(data) }()
	for _, part := range []struct {
		name string
		run  func(context.Context, string, string, string) error
	}{
		{"self-test", selfTest},
		{"window", byHand},
	} {
		if err := part.run(ctx, app, filepath.Join(data, part.name), pictures); err != nil {
			return fmt.Errorf("%s: %w", part.name, err)
		}
		fmt.Println("    ok:", part.name)
	}
	return nil
}
