package sqlite

import (
	"testing"

	"ferry/backend/capture"
	"ferry/backend/capture/capturetest"
)

func TestCaptureStore(t *testing.T) {
	capturetest.Store(t, func(t *testing.T) capture.Store { return openTemp(t).Capture() })
}
