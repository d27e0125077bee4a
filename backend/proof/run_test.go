//go:build linux || darwin

package proof

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
	"time"

	"ferry/backend"
	"ferry/backend/crm"
	"ferry/backend/practice"
	"ferry/backend/view"
)

// run is one proof: the organization, the folder, the child of the moment and the ledger.
type run struct {
	t      *testing.T
	server *server
	dir    string
	keys   string
	seller practice.Person
	ledger *ledger
	// revoked: every token that was handed out is worthless.
	revoked bool

	kills int
	// needless are the entries that needed attention, and why, though no person had anything to decide.
	needless []string
	// reached counts the named steps at which a child died.
	reached map[string]int
}

// newRun gives a run a folder as a seat holder has it: writeback switched on, signed in, imported, an archive read. It is
// prepared once, and copied for each run together with the organization that goes with it.
func newRun(t *testing.T) *run {
	t.Helper()
	templates.Do(func() { prepared = prepare(t) })
	if prepared == nil {
		t.Fatal("the folder could not be prepared")
	}
	r := blankRun(t)
	if err := r.server.Load(bytes.NewReader(prepared.organization)); err != nil {
		t.Fatal(err)
	}
	for to, files := range map[string]fs.FS{r.dir: os.DirFS(prepared.dir), r.keys: os.DirFS(prepared.keys)} {
		if err := os.CopyFS(to, files); err != nil {
			t.Fatal(err)
		}
	}
	r.chmod(0o700, 0o600)
	r.ledger = newLedger(r.server, r.seller.ID)
	return r
}

// template is a prepared folder, the organization at that moment, and what can be copied.
type template struct {
	dir, keys    string
	organization []byte
	threads      []thread
}

var (
	templates sync.Once
	prepared  *template // nil when preparing failed
)

func prepare(t *testing.T) *template {
	t.Helper()
	r := blankRun(t)
	made := &template{dir: filepath.Join(templateDir, "data"), keys: filepath.Join(templateDir, "keys")}
	for _, dir := range []string{made.dir, made.keys} {
		if err := os.Mkdir(dir, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	r.dir, r.keys = made.dir, made.keys
	r.inside(func(house *backend.Backend) {
		if _, err := house.Import(t.Context()); err != nil {
			t.Fatal(err)
		}
		settings, err := house.Settings(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		settings.Values.Writeback = true
		settings.Values.ContactCreation, settings.Values.LeadCreation, settings.Values.DataValidation = true, true, true
		if _, err := house.SaveSettings(t.Context(), settings.Values, settings.Version); err != nil {
			t.Fatal(err)
		}
		if _, err := house.ImportSample(t.Context()); err != nil {
			t.Fatal(err)
		}
		for _, row := range r.conversations(house) {
			if row.Match == "strong" || row.Match == "none" { // the others wait for a person
				made.threads = append(made.threads, r.thread(house, row.ID))
			}
		}
	})
	var state bytes.Buffer
	if err := r.server.Save(&state); err != nil {
		t.Fatal(err)
	}
	made.organization = state.Bytes()
	return made
}

func blankRun(t *testing.T) *run {
	t.Helper()
	r := &run{t: t, server: newServer(t), dir: t.TempDir(), keys: t.TempDir(), reached: map[string]int{}}
	for _, person := range r.server.People() {
		if person.SeatHolder && person.MaySetUp && !person.Admin {
			r.seller = person
		}
	}
	return r
}

// inside opens the folder in this process, signs in, and closes it again. No child may live.
func (r *run) inside(do func(*backend.Backend)) {
	r.t.Helper()
	log := &lastLines{}
	house, err := backend.Open(r.t.Context(), backend.Config{
		DataDir: r.dir, Practice: r.server.Organization, PracticeOnly: true, Secrets: fileSecrets(r.keys),
		Logger: log.logger(),
	})
	if err != nil {
		r.t.Fatal(err)
	}
	if _, err := house.ConnectPractice(r.t.Context(), r.seller.ID); err != nil {
		r.t.Fatal(err)
	}
	r.until("the sign-in ends", func() bool {
		state, err := house.Connection(r.t.Context())
		if state.Problem.Code != "" {
			r.t.Fatalf("signing in: %+v", state.Problem)
		}
		return err == nil && state.AttemptID == "" && state.UserID == r.seller.ID
	}, func() string { return report(r.t.Context(), house, log) })
	do(house)
	if err := house.Close(); err != nil {
		r.t.Fatal(err)
	}
}

// signIn signs in again where the tokens were revoked. No child may live.
func (r *run) signIn() {
	r.t.Helper()
	if r.revoked {
		r.inside(func(*backend.Backend) {})
		r.revoked = false
	}
}

// until waits until it holds. Where that is in vain, why says how things stand.
func (r *run) until(what string, holds func() bool, why func() string) {
	r.t.Helper()
	deadline := time.Now().Add(patience)
	for !holds() {
		if time.Now().After(deadline) {
			r.t.Fatalf("waited in vain until %s\n%s", what, why())
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// process is a child that lives, or lived.
type process struct {
	run    *run
	cmd    *exec.Cmd
	in     io.WriteCloser
	out    *bufio.Scanner
	errors bytes.Buffer
	orders orders
}

// errDead says that the child died before it answered: whether it did as told is unknown.
var errDead = errors.New("the child died before it answered")

// start starts a child. Errors: errDead, when it died before the folder was open.
func (r *run) start(o orders) (*process, error) {
	r.t.Helper()
	o.Dir, o.Secrets, o.Address = r.dir, r.keys, r.server.address()
	return r.startWith(o, os.Args[0])
}

func (r *run) startWith(o orders, words ...string) (*process, error) {
	r.t.Helper()
	given, err := json.Marshal(o)
	if err != nil {
		r.t.Fatal(err)
	}
	p := &process{run: r, orders: o}
	p.cmd = exec.CommandContext(context.Background(), words[0], words[1:]...) // it outlives nothing: end waits for it
	p.cmd.Env = append(os.Environ(), childVariable+"="+string(given))
	p.cmd.Stderr = &p.errors
	if p.in, err = p.cmd.StdinPipe(); err != nil {
		r.t.Fatal(err)
	}
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		r.t.Fatal(err)
	}
	p.out = bufio.NewScanner(out)
	p.out.Buffer(nil, 8<<20) // a report may be long
	if err := p.cmd.Start(); err != nil {
		r.t.Fatal(err)
	}
	opened, err := p.read()
	if err != nil {
		return p, err
	}
	if !opened.OK {
		_ = p.end()
		return p, errors.New("the folder did not open: " + opened.Code + " " + opened.Detail)
	}
	return p, nil
}

// read waits for the child's answer, or its death. One that says nothing for too long is ended and says where it stands.
func (p *process) read() (answer, error) {
	var a answer
	alarm := time.AfterFunc(patience, func() { _ = p.cmd.Process.Signal(syscall.SIGQUIT) })
	defer alarm.Stop()
	if !p.out.Scan() {
		p.bury()
		return a, errDead
	}
	return a, json.Unmarshal(p.out.Bytes(), &a)
}

// press gives a command and waits for the answer, or for the child's death.
func (p *process) press(c command) (answer, error) {
	line, err := json.Marshal(c)
	if err != nil {
		return answer{}, err
	}
	if _, err := p.in.Write(append(line, '\n')); err != nil {
		p.bury()
		return answer{}, errDead
	}
	return p.read()
}

// kill ends the child as pulling the plug would. It may be called from any goroutine, also of a dead child.
func (p *process) kill() { _ = p.cmd.Process.Kill() }

// bury waits for a child that was killed. One that ended by itself is a failure of the program.
func (p *process) bury() {
	p.run.t.Helper()
	if p.cmd.ProcessState != nil {
		return
	}
	_ = p.cmd.Wait()
	if p.errors.Len() > 0 {
		p.run.t.Errorf("the child said:\n%s", p.errors.String())
	}
	if p.cmd.ProcessState.Exited() {
		p.run.t.Errorf("the child ended by itself: %s", p.cmd.ProcessState)
		return
	}
	p.run.kills++
	p.run.reached[p.orders.Step]++
}

// end lets the child close the folder and go.
func (p *process) end() error {
	_ = p.in.Close()
	for p.out.Scan() { // what it still has to say
	}
	return p.cmd.Wait()
}

// finish lets a child send everything that can be sent, with nothing in its way, and closes the folder. What the last child
// died of is pressed again first: whether it did that is unknown.
func (r *run) finish(h *hand, breaks string) {
	r.t.Helper()
	r.server.calm()
	r.signIn()
	p, err := r.start(orders{Break: breaks})
	if err != nil {
		r.t.Fatal(err)
	}
	if h.unsure != nil {
		h.mustGive(p, h.next())
	}
	r.settle(p)
	if err := p.end(); err != nil {
		r.t.Fatalf("the last child: %v\n%s", err, p.errors.String())
	}
}

// settle waits until nothing is left to send, and tries again what needs attention, as a person would.
func (r *run) settle(p *process) {
	r.t.Helper()
	next := time.Now()
	tried := map[string]int{}
	r.until("everything is sent", func() bool {
		if time.Now().After(next) { // waits that the service asked for stand; ours end
			next = time.Now().Add(200 * time.Millisecond)
			p.must(command{Do: doNudge})
		}
		now := p.must(command{Do: doStatus})
		if again := r.toTryAgain(now.Attention, tried); len(again) > 0 {
			p.must(command{Do: doRetry, IDs: again})
			return false
		}
		return now.ToSend == 0 && now.Removing == 0
	}, p.report)
}

// tries is how often an entry that needs attention is tried again in the end.
const tries = 3

// toTryAgain are the entries that need attention, unless trying has not helped. That one asks for a person whose id nobody
// else had first is noted, except where the service failed it over and over: nobody changes anything behind its back here.
func (r *run) toTryAgain(attention map[string]string, tried map[string]int) []string {
	var ids []string
	for id, code := range attention {
		known := r.ledger.byID[id]
		foreign := known != nil && known.foreign
		if tried[id] == tries {
			continue
		}
		tried[id]++
		ids = append(ids, id)
		if !foreign && code != string(crm.CodeUnavailable) && code != string(crm.CodeUnexpected) {
			r.needless = append(r.needless, id+" "+code)
		}
	}
	return ids
}

// must presses, and the child has to live and do as told.
func (p *process) must(c command) answer {
	p.run.t.Helper()
	a, err := p.press(c)
	if err != nil || !a.OK {
		p.run.t.Fatalf("%s: %+v, %v\n%s", c.Do, a, err, p.errors.String())
	}
	return a
}

// conversations are those of the archive.
func (r *run) conversations(house *backend.Backend) []view.ConversationRow {
	r.t.Helper()
	page, err := house.Conversations(r.t.Context(), view.ConversationQuery{})
	if err != nil {
		r.t.Fatal(err)
	}
	return page.Rows
}
