package sqlite

import (
	"context"
	"database/sql"
	"hash/maphash"
	"sync"
)

// knownIDs are the ids in the entry table: a person who queues a conversation waits while each of its messages is looked
// up, and hardly any of them is there. Entries are never deleted. They are read a part at a time, whenever entries are read;
// a hundred thousand take some megabytes.
type knownIDs struct {
	mu    sync.Mutex
	ids   idHashes
	upTo  int64 // the sequence up to which the table was read
	whole bool
}

// idsAtOnce is how many are read in one go: some milliseconds.
const idsAtOnce = 5000

// add takes in ids that are new in the table.
func (k *knownIDs) add(ids []string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	for _, id := range ids {
		k.ids.put(id)
	}
}

// maybe gives those of the ids that may have an entry: all of them, until the table was read.
func (k *knownIDs) maybe(ids []string) []string {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.whole {
		return k.ids.maybe(ids)
	}
	return ids
}

// idHashes is a set of ids, by their hashes: an id that is not in it was never put there; one that is may have been. The
// zero value is the empty set.
type idHashes struct {
	seed   maphash.Seed
	hashes map[uint64]struct{}
}

func (h *idHashes) put(id string) {
	if h.hashes == nil {
		h.seed, h.hashes = maphash.MakeSeed(), map[uint64]struct{}{}
	}
	h.hashes[maphash.String(h.seed, id)] = struct{}{}
}

// maybe gives those of the ids that may have been put there.
func (h *idHashes) maybe(ids []string) (there []string) {
	if h.hashes == nil {
		return nil
	}
	for _, id := range ids {
		if _, found := h.hashes[maphash.String(h.seed, id)]; found {
			there = append(there, id)
		}
	}
	return there
}

// next is the sequence to read on from, and whether anything is left to read.
func (k *knownIDs) next() (sequence int64, more bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.upTo, !k.whole
}

// read notes how far the table was read.
func (k *knownIDs) read(upTo int64, whole bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.upTo, k.whole = max(k.upTo, upTo), k.whole || whole
}

// learnIDs reads the next part of the ids. What is added meanwhile is taken in by whoever adds it.
func (d *Database) learnIDs(ctx context.Context) error {
	from, more := d.ids.next()
	if !more {
		return nil
	}
	var ids []string
	upTo := from
	err := d.view(ctx, func(tx *sql.Tx) error {
		const query = `SELECT sequence, id FROM main.entry WHERE sequence > ? ORDER BY sequence LIMIT ?`
		return each(ctx, tx, query, []any{from, idsAtOnce}, func(scan func(...any) error) error {
			var id string
			err := scan(&upTo, &id)
			ids = append(ids, id)
			return err
		})
	})
	if err != nil {
		return err
	}
	d.ids.add(ids)
	d.ids.read(upTo, len(ids) < idsAtOnce)
	return nil
}
