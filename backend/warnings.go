package backend

import (
	"time"

	"ferry/backend/crm"
	"ferry/backend/health"
	"ferry/backend/session"
	"ferry/backend/view"
)

// warnings are what is wrong and shown now, and that there is no network, if that is among it. Screens are told when that
// changes by time alone.
func (b *Backend) warnings(l *live) ([]view.Warning, *health.Condition) {
	conditions := b.conditions()
	if l != nil {
		conditions = append(conditions, l.conditions()...)
	}
	visible, change := health.Visible(conditions, time.Now())
	b.remind(change)
	result := []view.Warning{}
	var offline *health.Condition
	for _, condition := range visible {
		meaning := crm.MeaningOf(condition.Code)
		if condition.Code == crm.CodeOffline {
			offline = &condition
		}
		result = append(result, view.Warning{
			Code: string(condition.Code), Detail: condition.Detail, Since: moment(condition.Since),
			Severity: string(meaning.Severity), Actor: string(meaning.Actor), Once: condition.Code == crm.CodeUnexpected,
		})
	}
	return result, offline
}

// conditions are what is wrong with this machine.
func (b *Backend) conditions() []health.Condition {
	var all []health.Condition
	if b.inMemory.Load() {
		all = append(all, health.Condition{Code: crm.CodeKeychain})
	}
	if b.cloud != "" {
		all = append(all, health.Condition{Code: crm.CodeCloudFolder, Detail: b.cloud})
	}
	if last, at := b.panics.shown(); last != nil {
		all = append(all, health.Condition{Code: last.Code, Detail: last.Detail, Since: at, Sure: true})
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.refused != nil && b.live == nil {
		all = append(all, health.Condition{Code: b.refused.Code, Detail: b.refused.Detail, Sure: true})
	}
	return all
}

// conditions are what is wrong with the organization in use.
func (l *live) conditions() []health.Condition {
	var all []health.Condition
	if online, since := l.pulse.state(); !online {
		sure := l.connection.Practice && l.backend.practice.Knobs().IsOffline()
		all = append(all, health.Condition{Code: crm.CodeOffline, Since: since, Sure: sure})
	}
	if state, since, problem := l.session.State(); state == session.Lapsed {
		condition := health.Condition{Code: crm.CodeSignIn, Since: since, Sure: true}
		if problem != nil {
			condition.Detail = problem.Detail
		}
		all = append(all, condition)
	}
	if skew := l.pulse.skew(); session.ClockIsOff(skew) {
		all = append(all, health.Condition{Code: crm.CodeClock, Detail: skew.Round(time.Second).String()})
	}
	if failed, since := l.imports.failing(); failed != nil {
		all = append(all, health.Condition{Code: failed.Code, Detail: failed.Detail, Since: since})
	}
	if traffic := l.outbox.Status(); traffic.Code != "" {
		all = append(all, health.Condition{Code: traffic.Code, Detail: traffic.Detail, Since: traffic.Since})
	}
	if l.database.SetAside() != "" && l.imports.neverFinished() {
		all = append(all, health.Condition{Code: crm.CodeMirrorAside})
	}
	return all
}

// remind tells the screens to look again once the wait is over, in place of an earlier reminder. Zero is none.
func (b *Backend) remind(wait time.Duration) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.reminder != nil {
		b.reminder.Stop()
		b.reminder = nil
	}
	if wait > 0 && b.life.Err() == nil {
		b.reminder = time.AfterFunc(wait, func() { b.config.Changed(topicStatus) })
	}
}

// DismissUnexpected takes away the warning of a failure of the program itself, once a person has seen it.
func (b *Backend) DismissUnexpected() {
	b.panics.dismiss()
	b.config.Changed(topicStatus)
}
