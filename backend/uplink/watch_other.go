//go:build !linux && !darwin && !windows

package uplink

import (
	"context"
	"errors"
)

// Watch returns errors.ErrUnsupported: this system is not asked.
func Watch(context.Context, func()) error { return errors.ErrUnsupported }
