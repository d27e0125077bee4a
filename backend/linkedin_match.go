package backend

import (
	"context"
	"sync"

	"golang.org/x/sync/errgroup"

	"ferry/backend/capture"
	"ferry/backend/crm"
	"ferry/backend/view"
)

// strengths remembers how well members match, for lists that are scrolled: looking one up asks the mirror several questions.
// Whatever may change an answer empties it.
type strengths struct {
	mu    sync.Mutex
	round int
	known map[string]crm.Strength
}

func (s *strengths) forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.round++
	s.known = nil
}

func (s *strengths) get(key string) (strength crm.Strength, known bool, round int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	strength, known = s.known[key]
	return strength, known, s.round
}

// put keeps an answer, unless something has changed since the question.
func (s *strengths) put(key string, strength crm.Strength, round int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if round != s.round {
		return
	}
	if s.known == nil {
		s.known = map[string]crm.Strength{}
	}
	s.known[key] = strength
}

// strengthsOf looks all members of a page up at once: each one once, and those that are not remembered side by side.
func (l *live) strengthsOf(ctx context.Context, members []crm.Member) (map[string]crm.Strength, error) {
	var mu sync.Mutex
	found := map[string]crm.Strength{}
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(4)
	asked := map[string]bool{}
	for _, member := range members {
		if asked[member.Key] {
			continue
		}
		asked[member.Key] = true
		group.Go(func() error {
			return l.backend.guarded("matching", func() error {
				strength, known, round := l.strengths.get(member.Key)
				if !known {
					match, err := l.matcher.Match(ctx, member)
					if err != nil {
						return err
					}
					strength = match.Strength
					l.strengths.put(member.Key, strength, round)
				}
				mu.Lock()
				defer mu.Unlock()
				found[member.Key] = strength
				return nil
			})
		})
	}
	return found, group.Wait()
}

// Members is one page of the people and companies of the material, by name.
func (b *Backend) Members(ctx context.Context, query view.MemberQuery) (view.MemberPage, error) {
	l, err := b.current()
	if err != nil {
		return view.MemberPage{}, err
	}
	page, err := l.capture.Members(ctx, capture.Query{
		Text: query.Text, Offset: max(query.Offset, 0), Limit: bounded(query.Limit),
	})
	if err != nil {
		return view.MemberPage{}, err
	}
	keys := make([]string, 0, len(page.Members))
	for _, member := range page.Members {
		keys = append(keys, member.Key)
	}
	newest, err := l.capture.Newest(ctx, keys)
	if err != nil {
		return view.MemberPage{}, err
	}
	matches, err := l.strengthsOf(ctx, page.Members)
	result := view.MemberPage{Rows: []view.MemberRow{}, Total: page.Total}
	for _, member := range page.Members {
		result.Rows = append(result.Rows, view.MemberRow{
			Member: memberView(member), Match: string(matches[member.Key]), Conversation: newest[member.Key],
		})
	}
	return result, err
}

// MemberMatch is the answer for one member, with its reasons.
func (b *Backend) MemberMatch(ctx context.Context, key string) (view.Match, error) {
	l, member, err := b.member(ctx, key)
	if err != nil {
		return view.Match{}, err
	}
	return l.match(ctx, member)
}
