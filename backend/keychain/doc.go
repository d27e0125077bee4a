// Package keychain keeps secrets of any length in the operating system's keychain: Credential Manager on Windows, the
// login keychain on macOS, the Secret Service on Linux.
//
// A keychain's item is small (2,560 bytes on Windows, about 3,000 on macOS), so a secret is split over several. It has
// two slots, of which a head item names the one in force. A write fills the other slot, then flips the head, then empties
// the old slot: a crash at any point leaves the old or the new secret whole, and what it left behind is swept by the
// next write. Within a slot the parts always stand without a gap from the first, so that sweeping finds them all although
// keychains cannot list.
//
// It must not keep anything in a file, must not interpret a secret, and no call may hang: a locked keychain blocks for
// ever while it asks for its password, so each call has a deadline of its own.
package keychain
