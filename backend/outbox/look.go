package outbox

import (
	"context"
	"fmt"
	"slices"
	"time"

	"ferry/backend/crm"
)

// Limits of a look at what was sent.
const (
	// LookBack is how long after it was sent an activity is looked at again: a quarter, in which people still work with it.
	LookBack = 90 * 24 * time.Hour
	// LookTogether is how many ids one request names: about 6,000 characters of the 32,768 that an address may have.
	LookTogether = 100
	// lookSuspects and lookOthers bound one look: ten requests of the 6,000 that the service allows in five minutes. What is
	// left over comes next time; suspects, of which the mirror says that something happened, always come first.
	lookSuspects = 500
	lookOthers   = 500
	// lookMissing bounds how many rows are asked for one by one: whether a row was deleted, or is only not ours to read, is
	// said of a single row alone.
	lookMissing = 100
)

// Look looks at activities that were sent and keeps what Dynamics did to them meanwhile: deleted, changed, or closed the
// contact. It writes nothing there, and queues nothing. It returns how many findings are new, and is for after an import:
// the mirror says where to look first. Without Findings or Looker it does nothing.
func (o *Outbox) Look(ctx context.Context) (int, error) {
	if o.Findings == nil || o.Looker == nil {
		return 0, nil
	}
	ids, err := o.lookAt(ctx, time.Now())
	if err != nil {
		return 0, fmt.Errorf("look at what was sent: %w", err)
	}
	l := &look{outbox: o, now: time.Now()}
	for chunk := range slices.Chunk(ids, LookTogether) {
		if err = l.at(ctx, chunk); err != nil {
			break
		}
	}
	if l.news > 0 {
		o.changed(Change{})
	}
	if err != nil {
		return l.news, fmt.Errorf("look at what was sent: %w", err)
	}
	return l.news, nil
}

// lookAt chooses: suspects, then the others in turn, from the newest to the oldest and anew.
func (o *Outbox) lookAt(ctx context.Context, now time.Time) ([]string, error) {
	since := now.Add(-LookBack)
	ids, err := o.Findings.Suspects(ctx, since, lookSuspects)
	if err != nil {
		return nil, err
	}
	o.mu.Lock()
	until := o.lookedTo
	o.mu.Unlock()
	if until.IsZero() {
		until = now
	}
	others, err := o.Findings.SentBetween(ctx, since, until, lookOthers)
	if err != nil {
		return nil, err
	}
	next := time.Time{}
	if len(others) == lookOthers { // some may have been sent at the same time as the last: they come again
		next = others[len(others)-1].Sent
	}
	o.mu.Lock()
	o.lookedTo = next
	o.mu.Unlock()
	suspects := ids
	for _, other := range others {
		if !slices.Contains(suspects, other.ID) {
			ids = append(ids, other.ID)
		}
	}
	return ids, nil
}

// look is one look under way.
type look struct {
	outbox *Outbox
	now    time.Time
	asked  int // rows that were asked for one by one
	news   int
}

// at looks at some entries and keeps what is new about them.
func (l *look) at(ctx context.Context, ids []string) error {
	rows, err := l.outbox.Looker.ReadActivities(ctx, ids)
	if err != nil {
		return err
	}
	records, err := l.outbox.Store.Records(ctx, ids)
	if err != nil {
		return err
	}
	before, err := l.outbox.Findings.Remotes(ctx, ids)
	if err != nil {
		return err
	}
	found, err := l.judge(ctx, records, rows)
	if err != nil {
		return err
	}
	return l.keep(ctx, before, found)
}

// judge says what became of each record; records of which nothing is known are left out.
func (l *look) judge(ctx context.Context, records []Record, rows []crm.Activity) (map[string]Remote, error) {
	byID := map[string]crm.Activity{}
	for _, row := range rows {
		byID[row.ID] = row
	}
	closed, err := l.inactive(ctx, records)
	if err != nil {
		return nil, err
	}
	found := map[string]Remote{}
	for _, record := range records {
		if record.State != Sent {
			continue // on its way again: what is there will be ours
		}
		row, there := byID[record.ID]
		if !there {
			remote, known, err := l.missing(ctx, &record)
			if err != nil {
				return nil, err
			}
			if known {
				found[record.ID] = remote
			}
			continue
		}
		found[record.ID] = record.compare(row, l.outbox.Owner.ID)
		if found[record.ID].Kind == "" && closed[record.Written.ID] {
			found[record.ID] = Remote{Kind: RemoteRowClosed}
		}
	}
	return found, nil
}

func (l *look) inactive(ctx context.Context, records []Record) (map[string]bool, error) {
	var contacts []string
	for _, record := range records {
		if record.Written.Table == crm.TableContact && !slices.Contains(contacts, record.Written.ID) {
			contacts = append(contacts, record.Written.ID)
		}
	}
	if len(contacts) == 0 {
		return nil, nil
	}
	return l.outbox.Findings.InactiveContacts(ctx, contacts)
}

// missing asks for one row, which tells a deleted one from one that is not ours to read.
func (l *look) missing(ctx context.Context, r *Record) (remote Remote, known bool, err error) {
	if l.asked++; l.asked > lookMissing {
		return Remote{}, false, nil
	}
	row, err := l.outbox.CRM.ReadActivity(ctx, r.Table, r.ID)
	switch crm.CodeOf(err) {
	case "":
		return r.compare(row, l.outbox.Owner.ID), true, nil
	case crm.CodeNotFound:
		return Remote{Kind: RemoteDeleted}, true, nil
	case crm.CodeForbidden:
		return Remote{Kind: RemoteHidden}, true, nil
	case crm.CodeMissingTable, crm.CodeInvalid:
		return Remote{}, false, nil // the table is gone, or refuses the question: nothing is known of the row
	default:
		return Remote{}, false, err
	}
}

// keep saves what differs from what was known. A finding that says nothing new stays as it is, dismissed or not.
func (l *look) keep(ctx context.Context, before, found map[string]Remote) error {
	save := map[string]Remote{}
	for id, remote := range found {
		if remote.same(before[id]) {
			continue
		}
		remote.Noticed = l.now
		save[id] = remote
		l.news++
	}
	if len(save) == 0 {
		return nil
	}
	return l.outbox.Findings.SaveRemotes(ctx, save)
}

// Remotes gives what is to be told about the entries, by id.
func (o *Outbox) Remotes(ctx context.Context, ids []string) (map[string]Remote, error) {
	if o.Findings == nil || len(ids) == 0 {
		return nil, nil
	}
	return o.Findings.Remotes(ctx, ids)
}

// DismissRemote says that the person knows. Should something else happen to the activity, that is shown again. An entry whose
// activity was deleted is removed then: there is nothing in Dynamics any more that it could be said to have been sent as.
func (o *Outbox) DismissRemote(ctx context.Context, ids ...string) error {
	known, err := o.Remotes(ctx, ids)
	if err != nil || len(known) == 0 {
		return err
	}
	var gone []string
	for id, remote := range known {
		remote.Dismissed = true
		known[id] = remote
		if remote.Kind == RemoteDeleted {
			gone = append(gone, id)
		}
	}
	if err := o.Findings.SaveRemotes(ctx, known); err != nil {
		return err
	}
	o.changed(Change{})
	return o.revise(ctx, gone, func(r *Record) error { return r.gone(time.Now()) })
}

// Theirs reads the entry's activity as it stands in Dynamics now. crm.CodeInvalid where none was sent.
func (o *Outbox) Theirs(ctx context.Context, id string) (crm.Activity, error) {
	record, err := o.Store.Record(ctx, id)
	if err != nil {
		return crm.Activity{}, err
	}
	if !record.activity() || !record.Landed {
		return crm.Activity{}, crm.Errorf(crm.CodeInvalid, "nothing of the entry is in Dynamics")
	}
	limited, cancel := context.WithTimeout(ctx, requestLimit)
	defer cancel()
	return o.CRM.ReadActivity(limited, record.Table, record.ID)
}

// overwritten ends the finding that somebody changed the activity: a person has put another text in its place.
func (o *Outbox) overwritten(ctx context.Context, id string) error {
	known, err := o.Remotes(ctx, []string{id})
	if err != nil || known[id].Kind != RemoteChanged {
		return err
	}
	return o.DismissRemote(ctx, id)
}

// gone ends an entry that was sent, and whose activity is not there any more.
func (r *Record) gone(now time.Time) error {
	if r.State != Sent {
		return nil
	}
	r.drop()
	r.Landed, r.Closed, r.Written = false, false, crm.Ref{}
	return r.move(Removed, now)
}

// present leaves out entries whose activity was found deleted: nothing is linked or closed there any more.
func (o *Outbox) present(ctx context.Context, ids []string) ([]string, error) {
	known, err := o.Remotes(ctx, ids)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(ids, func(id string) bool { return known[id].Kind == RemoteDeleted }), nil
}
