package practice

import (
	"strings"

	"github.com/google/uuid"
)

// idSpace is the namespace of the practice organization's derived ids.
var idSpace = uuid.MustParse("5d0c6a2e-6f43-4f0b-9a58-2c1f0b7d9e11")

// deriveID is a version 5 id of a name: the same name has the same id in every run.
func deriveID(parts ...string) guid {
	return guid(uuid.NewSHA1(idSpace, []byte(strings.Join(parts, "\x00"))).String())
}

// newID grows with time, as the service's own ids do: rows that belong together stand together.
func newID() guid { return guid(uuid.Must(uuid.NewV7()).String()) }
