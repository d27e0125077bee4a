//go:build !ferry_unsafe

package sqlite

// synchronous makes a commit to outbox.db wait until the disk has it.
const synchronous = "FULL"
