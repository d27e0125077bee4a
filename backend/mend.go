package backend

import (
	"context"

	"ferry/backend/crm"
)

// check reads both databases back once, beside everything else: opening them does not show damage in the middle.
func (l *live) check(ctx context.Context) {
	if err := l.database.Check(ctx); err != nil && ctx.Err() == nil {
		l.backend.log.Error("check", "code", crm.CodeOf(err))
		l.refuseDamaged(err)
	}
}

// suspected is the database's, when it met damage: the import under way ends, and the next one looks into it first.
func (l *live) suspected() {
	if l.imports != nil { // while the folder is being opened there is none; the first import asks by itself
		l.imports.stop()
		l.imports.wake()
	}
}

// mend looks into damage that was met. It runs in an import's place, so that none stores what it read before.
func (l *live) mend(ctx context.Context) error {
	aside, err := l.database.Mend(ctx)
	if err != nil {
		l.refuseDamaged(err)
		return err
	}
	if aside {
		l.backend.log.Warn("the mirror was damaged and is imported again")
		l.imports.startOver()
		for _, topic := range []string{topicMirror, topicStatus, topicSettings} {
			l.changed(topic)
		}
	}
	return nil
}

// refuseDamaged closes the organization in use if what people did cannot be read any more, as a start would refuse to open
// it: the screens say what to do, and nothing more is written to the file.
func (l *live) refuseDamaged(err error) {
	if crm.CodeOf(err) != crm.CodeDamaged {
		return
	}
	go func() { // whoever found out is part of the work that close waits for, and so does who holds the lock
		b := l.backend
		b.mu.Lock()
		defer b.mu.Unlock()
		if b.live == l && b.life.Err() == nil { // nobody has closed it meanwhile
			b.live, b.refused = nil, problemOf(err)
			b.tasks.Go(func() { b.closeDamaged(l) })
		}
	}()
}

func (b *Backend) closeDamaged(l *live) {
	if err := l.close(); err != nil {
		b.log.Warn("closing a damaged folder", "code", crm.CodeOf(err))
	}
	for _, topic := range everyTopic() {
		b.config.Changed(topic)
	}
}
