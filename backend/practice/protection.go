package practice

import (
	"net/http"
	"strings"
	"sync"
	"time"
)

// Limits are the service protection limits of one user in a sliding window, as documented: 6,000 requests, 1,200 seconds
// of execution and 52 requests at once within 300 seconds. The zero Limits protect nothing.
type Limits struct {
	// Requests within the window; 0 for no limit.
	Requests int
	// Execution is the combined time that the window's requests may take; 0 for no limit.
	Execution time.Duration
	// Concurrent is how many requests may run at once; 0 for no limit.
	Concurrent int
	// Window is how far back the first two look; 0 for 300 seconds.
	Window time.Duration
	// RetryAfter is the pause that a first refusal asks for; 0 for 5 seconds. Requests that come before it is over double it,
	// up to the window.
	RetryAfter time.Duration
	// PerPart counts every request inside a batch, which are then refused one by one. The default counts a batch as one.
	PerPart bool
}

// DocumentedLimits are the limits that the documentation states. Serve starts with them.
func DocumentedLimits() Limits {
	return Limits{Requests: 6000, Execution: 1200 * time.Second, Concurrent: 52}
}

// Limits sets service protection. It is off in the zero Organization, so that tests of a client need not wait, and on in
// Serve.
func (k *Knobs) Limits(limits Limits) {
	k.set(func() { k.limits, k.limitsSet = limits, true })
}

// protectByDefault turns service protection on, unless something was set.
func (k *Knobs) protectByDefault() {
	k.set(func() {
		if !k.limitsSet {
			k.limits = DocumentedLimits()
		}
	})
}

func (k *Knobs) limitsNow() Limits {
	k.mu.Lock()
	defer k.mu.Unlock()
	limits := k.limits
	if limits.Window <= 0 {
		limits.Window = 300 * time.Second
	}
	if limits.RetryAfter <= 0 {
		limits.RetryAfter = 5 * time.Second
	}
	return limits
}

func (l Limits) off() bool { return l.Requests <= 0 && l.Execution <= 0 && l.Concurrent <= 0 }

// protection counts what each user did lately.
type protection struct {
	mu    sync.Mutex
	users map[string]*usage
}

// usage is one user's window, in buckets of a hundredth of it, so that a busy user costs no more than a quiet one.
type usage struct {
	buckets [buckets]bucket
	running int
	until   time.Time     // when the pause that was asked for is over
	pause   time.Duration // the last one
}

const buckets = 100

type bucket struct {
	number   int64 // since the epoch
	requests int
	spent    time.Duration
}

// allowance is what is left of a user's window.
type allowance struct {
	requests int
	time     time.Duration
}

// admission is what service protection said to a request when it arrived: what it leaves the user (nil where it is off),
// or a refusal.
type admission struct {
	left *allowance
	err  *refusal
}

// admit counts a request of somebody who is signed in when it arrives; what it answers besides is called when the request
// is done. All the time between counts as execution.
func (o *Organization) admit(r *http.Request, origin string) (admission, func()) {
	limits := o.knobs.limitsNow()
	token, bearer := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if limits.off() || !bearer || !strings.HasPrefix(r.URL.Path, "/api/data") {
		return admission{}, func() {}
	}
	person, ok := o.personOfToken(token, origin)
	if !ok {
		return admission{}, func() {}
	}
	o.guard.mu.Lock()
	defer o.guard.mu.Unlock()
	u, start := o.guard.user(person), time.Now()
	count := 1
	if limits.PerPart && strings.HasSuffix(r.URL.Path, "/$batch") {
		count = 0
	}
	var a admission
	a.left, a.err = u.admit(limits, start, count)
	if a.err != nil {
		return a, func() {}
	}
	u.running++
	return a, func() {
		o.guard.mu.Lock()
		defer o.guard.mu.Unlock()
		u.running--
		u.bucket(limits, time.Now()).spent += time.Since(start)
	}
}

// protectPart counts a request inside a batch, where that is asked for.
func (o *Organization) protectPart(person string) *refusal {
	limits := o.knobs.limitsNow()
	if limits.off() || !limits.PerPart {
		return nil
	}
	o.guard.mu.Lock()
	defer o.guard.mu.Unlock()
	limits.Concurrent = 0
	_, err := o.guard.user(person).admit(limits, time.Now(), 1)
	return err
}

func (p *protection) user(person string) *usage {
	if p.users == nil {
		p.users = map[string]*usage{}
	}
	if p.users[person] == nil {
		p.users[person] = &usage{}
	}
	return p.users[person]
}

// admit counts a request, or refuses it with a pause. Who does not keep the pause gets a longer one.
func (u *usage) admit(limits Limits, at time.Time, count int) (*allowance, *refusal) {
	requests, spent := u.sum(limits, at)
	var kind FaultKind
	switch {
	case limits.Concurrent > 0 && u.running >= limits.Concurrent:
		kind = TooManyConcurrent
	case limits.Requests > 0 && requests >= limits.Requests:
		kind = TooManyRequests
	case limits.Execution > 0 && spent >= limits.Execution:
		kind = TooMuchTime
	default:
		u.pause = 0
		u.bucket(limits, at).requests += count
		return &allowance{max(0, limits.Requests-requests-count), max(0, limits.Execution-spent)}, nil
	}
	switch {
	case u.pause > 0 && at.Before(u.until):
		u.pause = min(2*u.pause, limits.Window)
	case u.pause == 0:
		u.pause = limits.RetryAfter
	}
	u.until = at.Add(u.pause)
	err := (&exchange{}).faultRefusal(Fault{Kind: kind})
	err.header = http.Header{}
	err.header.Set("Retry-After", seconds(u.pause))
	return nil, err
}

// bucket is the part of the window that a moment falls into, emptied of what stood there one window ago.
func (u *usage) bucket(limits Limits, at time.Time) *bucket {
	number := at.UnixNano() / max(1, int64(limits.Window)/buckets)
	b := &u.buckets[number%buckets]
	if b.number != number {
		*b = bucket{number: number}
	}
	return b
}

func (u *usage) sum(limits Limits, at time.Time) (requests int, spent time.Duration) {
	last := at.UnixNano() / max(1, int64(limits.Window)/buckets)
	for _, b := range u.buckets {
		if b.number > last-buckets && b.number <= last {
			requests, spent = requests+b.requests, spent+b.spent
		}
	}
	return requests, spent
}
