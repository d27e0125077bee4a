package outbox

import (
	"crypto/sha1" //nolint:gosec // version 5 is defined so
	"strconv"
	"strings"

	"github.com/google/uuid"
)

// namespace is the version 5 namespace of every id that Ferry derives. It must never change: two machines, and two
// versions of Ferry, have to derive the same id from the same LinkedIn message.
// It is 8f0c5c5e-6d0a-4a51-9c39-0b6a4f7e2d11.
func namespace() uuid.UUID {
	return uuid.UUID{0x8f, 0x0c, 0x5c, 0x5e, 0x6d, 0x0a, 0x4a, 0x51, 0x9c, 0x39, 0x0b, 0x6a, 0x4f, 0x7e, 0x2d, 0x11}
}

// NewID mints the id of something a person typed: a version 7 GUID, so that ids grow with time.
func NewID() string {
	id, err := uuid.NewV7()
	if err != nil {
		id = uuid.New() // the system's randomness failed once; New panics if it fails for good
	}
	return id.String()
}

// SourceID derives the id of LinkedIn material from the organization, the seat holder's systemuserid and the source key.
// The kind is left out, so that one message is one activity whatever it was copied as.
func SourceID(organization, user, sourceKey string) string {
	return SeatID(seatOf(organization, user), sourceKey)
}

// seatOf is what the ids of a seat holder's material begin with.
func seatOf(organization, user string) string {
	return strings.ToLower(organization) + "\x00" + strings.ToLower(user)
}

// SeatID is SourceID for a seat as Press.Seat has it.
func SeatID(seat, sourceKey string) string { return derive(seat, sourceKey) }

// PersonID derives the id of the contact or lead that a seat holder makes from a LinkedIn member.
func PersonID(organization, user, table, memberKey string) string {
	return derive(strings.ToLower(organization), strings.ToLower(user), "person", table, memberKey)
}

// annotationID derives the id of the entry's annotation of that number, from 1.
func annotationID(entry string, number int) string {
	return derive(entry, "annotation", strconv.Itoa(number))
}

// withdrawalID derives the id of the operation that deletes the annotation; number is of all operations there were before.
func withdrawalID(entry, annotation string, number int) string {
	return derive(entry, "withdraw", annotation, strconv.Itoa(number))
}

// operationID derives the id of an operation that makes no row of its own.
func operationID(entry string, kind OperationKind, number int) string {
	return derive(entry, string(kind), strconv.Itoa(number))
}

// againID derives the id of the copy of an entry whose activity was deleted in Dynamics.
func againID(entry string) string { return derive(entry, "again") }

// derive is uuid.NewSHA1 of the joined parts, without its detours: a thread derives hundreds while a person waits.
func derive(parts ...string) string {
	space := namespace()
	named := append(make([]byte, 0, 256), space[:]...)
	for i, part := range parts {
		if i > 0 {
			named = append(named, 0)
		}
		named = append(named, part...)
	}
	sum := sha1.Sum(named) //nolint:gosec // version 5 is defined so, and an id proves nothing
	id := uuid.UUID(sum[:16])
	id[6], id[8] = id[6]&0x0f|0x50, id[8]&0x3f|0x80 // version 5, the variant of RFC 9562
	return id.String()
}
