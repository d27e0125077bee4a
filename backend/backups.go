package backend

import (
	"context"
	"errors"
	"time"

	"ferry/backend/crm"
	"ferry/backend/sqlite"
	"ferry/backend/view"
)

// backupLook is how often it is looked whether a day has passed since the last copy of outbox.db.
const backupLook = time.Hour

// lookPatience bounds looking into all copies before they are listed. A copy that was not reached may be chosen: restoring
// looks into it again.
const lookPatience = 3 * time.Second

// backups copies outbox.db once a day, from the start on, until ctx ends.
func (l *live) backups(ctx context.Context) {
	timer := time.NewTicker(backupLook)
	defer timer.Stop()
	for {
		if _, err := l.database.BackUpDaily(ctx, time.Now()); err != nil && ctx.Err() == nil {
			l.backend.log.Error("backup", "code", crm.CodeOf(err))
			l.refuseDamaged(err)
		}
		select {
		case <-ctx.Done():
			return
		case <-timer.C:
		}
	}
}

// quarantine holds back everything unsent in an outbox that was restored from a copy, before anything can be sent. A crash
// on the way begins it anew.
func (l *live) quarantine(ctx context.Context) error {
	restored, err := l.database.Restored(ctx)
	if err != nil || !restored || l.backend.config.ReadOnly {
		return err
	}
	if err := l.outbox.Quarantine(ctx); err != nil {
		return err
	}
	return l.database.Quarantined(ctx)
}

// Backups lists the copies of what people did, newest first: of the organization in use, or of the one whose folder could
// not be opened. Each says what speaks against restoring it.
func (b *Backend) Backups(ctx context.Context) ([]view.Backup, error) {
	current, found, err := b.machine.current()
	if err != nil || !found {
		return []view.Backup{}, err
	}
	folder := b.machine.folder(current)
	copies, err := sqlite.Backups(folder)
	ctx, cancel := context.WithTimeout(ctx, lookPatience)
	defer cancel()
	list := []view.Backup{}
	for _, one := range copies {
		list = append(list, view.Backup{
			Name: one.Name, At: moment(one.At), Bytes: one.Bytes, Problem: unfit(ctx, folder, one.Name),
		})
	}
	return list, err
}

// unfit is why a copy cannot be restored; empty where that is not known.
func unfit(ctx context.Context, folder, name string) view.Problem {
	problem := problemOf(sqlite.LookAtBackup(ctx, folder, name))
	if problem == nil || (problem.Code != crm.CodeDamaged && problem.Code != crm.CodeNewerVersion) {
		return view.Problem{}
	}
	return problemView(problem)
}

// RestoreBackup puts a copy in the place of an outbox.db that cannot be used, and opens the organization. The unusable
// file is kept beside it. Nothing that the copy holds unsent leaves without a person's yes. Errors: crm.CodeInvalid while
// the organization is open, those of sqlite.Restore and of opening.
func (b *Backend) RestoreBackup(ctx context.Context, name string) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.live != nil {
		return crm.Errorf(crm.CodeInvalid, "the outbox is in use, there is nothing to restore")
	}
	current, found, err := b.machine.current()
	if err != nil || !found {
		return errors.Join(err, crm.Errorf(crm.CodeNotConnected, "no organization is connected"))
	}
	if err := sqlite.Restore(ctx, b.machine.folder(current), b.config.Program, name, time.Now()); err != nil {
		return err
	}
	opened, err := b.openLive(ctx, current, nil)
	if err != nil {
		return err
	}
	b.live, b.refused = opened, nil
	if b.running {
		opened.start()
	}
	for _, topic := range everyTopic() {
		b.config.Changed(topic)
	}
	return nil
}
