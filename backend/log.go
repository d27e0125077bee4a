package backend

import (
	"log/slog"
	"os"
	"path/filepath"

	"gopkg.in/natefinch/lumberjack.v2"
)

// openLog writes what happened, in codes and counts, to a file that stays small. Names, texts and tokens never get there.
func (b *Backend) openLog() {
	if b.config.Logger != nil {
		b.log = b.config.Logger
		return
	}
	dir := filepath.Join(b.config.DataDir, "logs")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		b.log = slog.New(slog.DiscardHandler) // the folder's own error follows from opening it
		return
	}
	file := &lumberjack.Logger{Filename: filepath.Join(dir, "ferry.log"), MaxSize: 5, MaxBackups: 3, MaxAge: 30}
	b.log = slog.New(slog.NewTextHandler(file, &slog.HandlerOptions{Level: logLevel()}))
	b.closeLog = file.Close
}

// logLevel is debug where somebody asked for it.
func logLevel() slog.Level {
	if os.Getenv("FERRY_LOG") == "debug" {
		return slog.LevelDebug
	}
	return slog.LevelInfo
}
