package keychain

import (
	"testing"

	"ferry/backend/crm"
)

// brokenItems stands for an operating system's library that fails in ways it should not.
type brokenItems struct{}

func (brokenItems) get(string, string) (string, error) { panic("broken") }
func (brokenItems) set(string, string, string) error   { panic("broken") }
func (brokenItems) remove(service, name string) error  { panic(service + name) }

func TestABrokenLibraryIsAKeychainThatDoesNotAnswer(t *testing.T) {
	kept := newKeychain("Ferry", brokenItems{})
	for range 2 {
		if _, err := kept.Read(t.Context(), "tokens"); crm.CodeOf(err) != crm.CodeKeychain {
			t.Errorf("read: %v", err)
		}
		if err := kept.Write(t.Context(), "tokens", []byte("x")); crm.CodeOf(err) != crm.CodeKeychain {
			t.Errorf("write: %v", err)
		}
	}
}
