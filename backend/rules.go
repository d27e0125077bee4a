package backend

import (
	"context"
	"sync"

	"ferry/backend/crm"
	"ferry/backend/outbox"
	"ferry/backend/settings"
)

// policy is what CRM Settings allow, from what was read last. Its list is shared.
func (l *live) policy(ctx context.Context) (outbox.Policy, error) {
	text, err := l.database.MetadataText(ctx, keySettings)
	if err != nil {
		return outbox.Policy{}, err
	}
	return l.policies.of(text, func() (outbox.Policy, error) {
		stored, err := l.settings(ctx)
		return policyOf(stored), err
	})
}

func policyOf(stored sharedSettings) outbox.Policy {
	policy := outbox.Policy{
		Saved:          stored.Source == settings.SourceShared || stored.Source == settings.SourceHandover,
		UnmatchedWaits: stored.Settings.UnmatchedWaits,
		Contacts:       stored.Settings.ContactCreation, Leads: stored.Settings.LeadCreation,
		Flags: stored.Settings.DataValidation,
	}
	for _, kind := range crm.Kinds() {
		if stored.Settings.Allows(kind) {
			policy.Kinds = append(policy.Kinds, kind)
		}
	}
	return policy
}

// shape is what the tables look like, from what was read last; the usual lengths hold until then. It is shared.
func (l *live) shape(ctx context.Context) (*outbox.Shape, error) {
	text, err := l.database.MetadataText(ctx, keyShape)
	if err != nil {
		return nil, err
	}
	return l.shapes.of(text, func() (*outbox.Shape, error) {
		shape := &outbox.Shape{}
		_, err := l.database.Metadata(ctx, keyShape, shape)
		return shape, err
	})
}

// parsed keeps what a stored text says for as long as the text is the same: it is asked for with every press of a button.
type parsed[T any] struct {
	mu    sync.Mutex
	known bool
	text  string
	value T
}

func (p *parsed[T]) of(text string, parse func() (T, error)) (T, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.known && p.text == text {
		return p.value, nil
	}
	value, err := parse()
	if err == nil {
		p.known, p.text, p.value = true, text, value
	}
	return value, err
}
