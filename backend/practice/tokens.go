package practice

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"maps"
	"sync"
	"time"
)

// tokenStore keeps what the authority handed out. Tokens are kept by their hash, so that a saved organization holds none.
type tokenStore struct {
	mu      sync.Mutex
	codes   map[string]codeGrant
	access  map[string]tokenGrant
	refresh map[string]tokenGrant
	allowed map[string]string // tokens good for ever, with the person
}

type codeGrant struct {
	person, client, redirect, challenge, scope, nonce string
	expires                                           time.Time
}

// tokenGrant is what a token stands for. Epoch is the revocation count it was issued under.
type tokenGrant struct {
	Person   string    `json:"person"`
	Client   string    `json:"client"`
	Resource string    `json:"resource,omitempty"`
	Expires  time.Time `json:"expires"`
	Epoch    int       `json:"-"`
}

const (
	codeLife    = 10 * time.Minute
	refreshLife = 90 * 24 * time.Hour
)

// randomToken is 256 bits with a recognisable start, so that a leaked one can be found.
func randomToken(start string) string {
	raw := make([]byte, 32)
	_, _ = rand.Read(raw) // never fails
	return start + base64.RawURLEncoding.EncodeToString(raw)
}

func hashToken(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

func (s *tokenStore) allow(token, person string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.allowed == nil {
		s.allowed = map[string]string{}
	}
	s.allowed[hashToken(token)] = person
}

func (s *tokenStore) issueCode(g codeGrant) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.codes == nil {
		s.codes = map[string]codeGrant{}
	}
	maps.DeleteFunc(s.codes, func(_ string, old codeGrant) bool { return old.expires.Before(time.Now()) })
	code := randomToken("practice-code-")
	g.expires = time.Now().Add(codeLife)
	s.codes[hashToken(code)] = g
	return code
}

// useCode gives a code's grant once.
func (s *tokenStore) useCode(code string) (codeGrant, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	g, ok := s.codes[hashToken(code)]
	delete(s.codes, hashToken(code))
	return g, ok && time.Now().Before(g.expires)
}

// issue hands out an access and a refresh token. Older refresh tokens stay good, as Entra's do: an answer that was lost
// must not sign anybody out.
func (s *tokenStore) issue(g tokenGrant, life time.Duration) (access, refresh string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.access == nil {
		s.access = map[string]tokenGrant{}
	}
	if s.refresh == nil {
		s.refresh = map[string]tokenGrant{}
	}
	past := func(_ string, old tokenGrant) bool { return old.Expires.Before(time.Now()) }
	maps.DeleteFunc(s.access, past)
	maps.DeleteFunc(s.refresh, past)
	access, refresh = randomToken("practice-access-"), randomToken("practice-refresh-")
	g.Expires = time.Now().Add(life)
	s.access[hashToken(access)] = g
	g.Expires, g.Resource = time.Now().Add(refreshLife), ""
	s.refresh[hashToken(refresh)] = g
	return access, refresh
}

// grant finds what a token stands for, if it is still good.
func (s *tokenStore) grant(token string, refresh bool, epoch int) (tokenGrant, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	tokens := s.access
	if refresh {
		tokens = s.refresh
	}
	g, ok := tokens[hashToken(token)]
	return g, ok && g.Epoch == epoch && time.Now().Before(g.Expires)
}

// personOfToken is the person an access token stands for at an origin.
func (o *Organization) personOfToken(token, origin string) (string, bool) {
	if person, ok := o.options.Tokens[token]; ok && token != "" {
		return person, true
	}
	o.tokens.mu.Lock()
	person, ok := o.tokens.allowed[hashToken(token)]
	o.tokens.mu.Unlock()
	if ok {
		return person, true
	}
	g, ok := o.tokens.grant(token, false, o.knobs.epoch())
	return g.Person, ok && g.Resource == origin
}

func (k *Knobs) epoch() int {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.tokenEpoch
}

func (k *Knobs) lifetime() time.Duration {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.tokenLifetime > 0 {
		return k.tokenLifetime
	}
	return time.Hour
}
