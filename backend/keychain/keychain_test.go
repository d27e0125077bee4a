package keychain

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/zalando/go-keyring"

	"ferry/backend/crm"
)

// secrets is what Keychain and Memory have in common.
type secrets interface {
	Read(ctx context.Context, name string) ([]byte, error)
	Write(ctx context.Context, name string, secret []byte) error
	Delete(ctx context.Context, name string) error
	Check(ctx context.Context) error
}

// contract is what every keeper of secrets has to do.
func contract(t *testing.T, kept secrets) {
	t.Helper()
	ctx := t.Context()
	if err := kept.Check(ctx); err != nil {
		t.Fatalf("Check: %v", err)
	}
	expect(t, kept, "tokens", nil)
	sizes := []int{20 << 10, 1, partSize, 0, 3 * partSize / 4, 20<<10 + 1}
	for _, size := range sizes {
		secret := randomBytes(size)
		if err := kept.Write(ctx, "tokens", secret); err != nil {
			t.Fatalf("write %d bytes: %v", size, err)
		}
		expect(t, kept, "tokens", secret)
	}
	if err := kept.Write(ctx, "other", []byte("other")); err != nil {
		t.Fatal(err)
	}
	if err := kept.Delete(ctx, "tokens"); err != nil {
		t.Fatal(err)
	}
	expect(t, kept, "tokens", nil)
	expect(t, kept, "other", []byte("other"))
	for range 2 { // deleting nothing is no error
		if err := kept.Delete(ctx, "other"); err != nil {
			t.Fatal(err)
		}
	}
}

func expect(t *testing.T, kept secrets, name string, want []byte) {
	t.Helper()
	got, err := kept.Read(t.Context(), name)
	if err != nil || !bytes.Equal(got, want) || (got == nil) != (want == nil) {
		t.Fatalf("read %q: %d bytes, nil %v, error %v; want %d bytes, nil %v", name, len(got), got == nil, err,
			len(want), want == nil)
	}
}

func randomBytes(size int) []byte {
	random := rand.NewChaCha8([32]byte{byte(size)})
	secret := make([]byte, size)
	_, _ = random.Read(secret)
	return secret
}

func TestMemoryKeepsSecrets(t *testing.T) { contract(t, &Memory{}) }

func TestKeychainKeepsSecretsOnTheLibrarysMock(t *testing.T) {
	keyring.MockInit()
	contract(t, New("Ferry test"))
}

func TestKeychainKeepsSecrets(t *testing.T) {
	kept := &fakeItems{}
	contract(t, newKeychain("Ferry", kept))
	if len(kept.values) != 0 {
		t.Errorf("%d items are left after everything was deleted", len(kept.values))
	}
}

func TestItemsFitEveryKeychain(t *testing.T) {
	kept := &fakeItems{}
	k := newKeychain("Ferry", kept)
	if err := k.Write(t.Context(), "tokens", randomBytes(200<<10)); err != nil {
		t.Fatal(err)
	}
	for name, value := range kept.values {
		const windows, darwin = 2560, 4096
		line := len("add-generic-password -U -s '' -a '' -w ''\n") + len("go-keyring-base64:") +
			len("Ferry") + len(name) + (len(value)+2)/3*4
		if len(value) > windows || line > darwin {
			t.Errorf("%s: %d bytes, %d on macOS's command line", name, len(value), line)
		}
	}
}

// TestCrashAtEveryStep ends a write before and after each of its calls. The next program finds the old or the new secret
// whole, can write, and leaves nothing behind.
func TestCrashAtEveryStep(t *testing.T) {
	old, replacement := randomBytes(7000), randomBytes(4000)
	sawOld, sawNew := false, false
	for step := 0; ; step++ {
		kept := &fakeItems{}
		if err := newKeychain("Ferry", kept).Write(t.Context(), "tokens", old); err != nil {
			t.Fatal(err)
		}
		kept.calls, kept.crashAt = 0, step+1
		err := newKeychain("Ferry", kept).Write(t.Context(), "tokens", replacement)
		if kept.calls <= step {
			if err != nil {
				t.Fatalf("a write without a crash: %v", err)
			}
			break
		}
		kept.crashAt = 0
		k := newKeychain("Ferry", kept)
		got, readErr := k.Read(t.Context(), "tokens")
		switch {
		case readErr != nil:
			t.Fatalf("crash at call %d: %v", step+1, readErr)
		case bytes.Equal(got, replacement):
			sawNew = true
		case bytes.Equal(got, old) && err != nil:
			sawOld = true
		default:
			t.Fatalf("crash at call %d (error %v): %d bytes that are neither", step+1, err, len(got))
		}
		again := randomBytes(9000)
		if err := k.Write(t.Context(), "tokens", again); err != nil {
			t.Fatalf("write after the crash at call %d: %v", step+1, err)
		}
		expect(t, k, "tokens", again)
		if _, parts := split(again, slotA); len(kept.values) != len(parts)+1 {
			t.Fatalf("crash at call %d: %d items are left, want %d", step+1, len(kept.values), len(parts)+1)
		}
	}
	if !sawOld || !sawNew {
		t.Errorf("the crashes never left the old (%v) or never the new secret (%v)", sawOld, sawNew)
	}
}

// TestCrashAfterCrash ends two writes after each other, each at every step, the second of a shorter secret. Whatever they
// leave, the next write and a delete sweep it.
func TestCrashAfterCrash(t *testing.T) {
	old, long, short, last := randomBytes(5000), randomBytes(9000), randomBytes(3000), randomBytes(2000)
	_, lastParts := split(last, slotA)
	for first := 1; first < 30; first++ {
		for second := 1; second < 30; second++ {
			kept := &fakeItems{}
			write := func(secret []byte, crashAt int) {
				kept.calls, kept.crashAt = 0, crashAt
				err := newKeychain("Ferry", kept).Write(t.Context(), "tokens", secret)
				if err != nil && crashAt == 0 {
					t.Fatal(err)
				}
				kept.crashAt = 0
			}
			write(old, 0)
			write(long, first)
			write(short, second)
			got, err := newKeychain("Ferry", kept).Read(t.Context(), "tokens")
			if err != nil || !bytes.Equal(got, old) && !bytes.Equal(got, long) && !bytes.Equal(got, short) {
				t.Fatalf("crashes at %d and %d: %d bytes, %v", first, second, len(got), err)
			}
			write(last, 0)
			if len(kept.values) != len(lastParts)+1 {
				t.Fatalf("crashes at %d and %d: %d items are left", first, second, len(kept.values))
			}
			if err := newKeychain("Ferry", kept).Delete(t.Context(), "tokens"); err != nil || len(kept.values) != 0 {
				t.Fatalf("crashes at %d and %d: %d items after the delete, %v", first, second, len(kept.values), err)
			}
		}
	}
}

func TestDeleteSweepsWhatACrashLeft(t *testing.T) {
	kept := &fakeItems{crashAt: 5}
	if err := newKeychain("Ferry", kept).Write(t.Context(), "tokens", randomBytes(9000)); err == nil {
		t.Fatal("the crash was no error")
	}
	if len(kept.values) == 0 {
		t.Fatal("the crash left nothing to sweep")
	}
	kept.crashAt = 0
	if err := newKeychain("Ferry", kept).Delete(t.Context(), "tokens"); err != nil {
		t.Fatal(err)
	}
	if len(kept.values) != 0 {
		t.Errorf("%d items are left", len(kept.values))
	}
}

func TestDamageIsReportedAndMended(t *testing.T) {
	damages := map[string]func(map[string]string){
		"a part is gone":      func(v map[string]string) { delete(v, "tokens/b/1") },
		"a part is another":   func(v map[string]string) { v["tokens/b/1"] = v["tokens/b/0"] },
		"a part is no base64": func(v map[string]string) { v["tokens/b/1"] = "%%%" },
		"the head is junk":    func(v map[string]string) { v["tokens"] = "junk" },
		"the head is hostile": func(v map[string]string) { v["tokens"] = `{"slot":"../x","parts":999999999}` },
	}
	for what, damage := range damages {
		t.Run(what, func(t *testing.T) {
			kept := &fakeItems{}
			k := newKeychain("Ferry", kept)
			for range 2 {
				if err := k.Write(t.Context(), "tokens", randomBytes(5000)); err != nil {
					t.Fatal(err)
				}
			}
			before := maps.Clone(kept.values)
			damage(kept.values)
			if maps.Equal(before, kept.values) {
				t.Fatal("the damage did nothing")
			}
			if _, err := k.Read(t.Context(), "tokens"); crm.CodeOf(err) != crm.CodeStorage {
				t.Errorf("read: %v, want %s", err, crm.CodeStorage)
			}
			mended := randomBytes(6000)
			if err := k.Write(t.Context(), "tokens", mended); err != nil {
				t.Fatal(err)
			}
			expect(t, k, "tokens", mended)
		})
	}
}

func TestNamesStayPlain(t *testing.T) {
	k := newKeychain("Ferry", &fakeItems{})
	for _, name := range []string{"", "a/b", "'; rm -rf", "a\nb", string(make([]byte, 200))} {
		if err := k.Write(t.Context(), name, []byte("x")); err == nil {
			t.Errorf("the name %q was taken", name)
		}
	}
}

// TestLockedKeychain: calls that block for ever are given up, do not pile up, and go on when the keychain is unlocked.
func TestLockedKeychain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		kept := &fakeItems{locked: make(chan struct{})}
		k := newKeychain("Ferry", kept, WithTimeout(3*time.Second))
		started := time.Now()
		for i := range 5 {
			if err := k.Check(t.Context()); crm.CodeOf(err) != crm.CodeKeychain {
				t.Fatalf("check %d: %v, want %s", i, err, crm.CodeKeychain)
			}
		}
		if took := time.Since(started); took != 15*time.Second {
			t.Errorf("five checks took %s, want 3s each", took)
		}
		if waiting := kept.blocked(); waiting != 1 {
			t.Errorf("%d calls wait for the keychain, want one", waiting)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := k.Read(ctx, "tokens"); crm.CodeOf(err) != crm.CodeCancelled {
			t.Errorf("a caller that gave up: %v, want %s", err, crm.CodeCancelled)
		}
		close(kept.locked)
		synctest.Wait()
		contract(t, k)
	})
}

func TestAFailureIsTheKeychains(t *testing.T) {
	kept := &fakeItems{crashAt: 1}
	if err := newKeychain("Ferry", kept).Check(t.Context()); crm.CodeOf(err) != crm.CodeKeychain {
		t.Errorf("%v, want %s", err, crm.CodeKeychain)
	}
}

func TestTogether(t *testing.T) {
	k := newKeychain("Ferry", &fakeItems{})
	var group sync.WaitGroup
	for i := range 8 {
		group.Go(func() {
			name := fmt.Sprintf("tokens-%d", i%2)
			if err := k.Write(t.Context(), name, randomBytes(3000+i)); err != nil {
				t.Error(err)
			}
			if got, err := k.Read(t.Context(), name); err != nil || got == nil {
				t.Errorf("read: %d bytes, %v", len(got), err)
			}
		})
	}
	group.Wait()
}

var errCrash = errors.New("the program ended here")

// fakeItems are items in memory that can end the program at a call, or block as a locked keychain does.
type fakeItems struct {
	mu      sync.Mutex
	values  map[string]string
	calls   int
	crashAt int // the call, counted from one, before which the program ends; zero for none
	locked  chan struct{}
	waiting int
}

func (f *fakeItems) enter() (func(), error) {
	f.mu.Lock()
	if f.locked != nil {
		f.waiting++
		f.mu.Unlock()
		<-f.locked
		f.mu.Lock()
		f.waiting--
	}
	f.calls++
	if f.crashAt > 0 && f.calls >= f.crashAt {
		f.mu.Unlock()
		return nil, errCrash
	}
	if f.values == nil {
		f.values = map[string]string{}
	}
	return f.mu.Unlock, nil
}

func (f *fakeItems) blocked() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.waiting
}

func (f *fakeItems) get(_, name string) (string, error) {
	leave, err := f.enter()
	if err != nil {
		return "", err
	}
	defer leave()
	value, found := f.values[name]
	if !found {
		return "", keyring.ErrNotFound
	}
	return value, nil
}

func (f *fakeItems) set(_, name, value string) error {
	leave, err := f.enter()
	if err != nil {
		return err
	}
	defer leave()
	f.values[name] = value
	return nil
}

func (f *fakeItems) remove(_, name string) error {
	leave, err := f.enter()
	if err != nil {
		return err
	}
	defer leave()
	if _, found := f.values[name]; !found {
		return keyring.ErrNotFound
	}
	delete(f.values, name)
	return nil
}
