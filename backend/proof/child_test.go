//go:build linux || darwin

package proof

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"sync/atomic"
	"syscall"

	"ferry/backend"
	"ferry/backend/crm"
	"ferry/backend/view"
)

// child is the process that is killed: the real backend, told which buttons to press on standard input.
type child struct {
	*backend.Backend
	orders orders
	log    lastLines
	passed atomic.Int64 // how often the deadly step was passed
}

func runChild(text string) error {
	c := &child{}
	if err := json.Unmarshal([]byte(text), &c.orders); err != nil {
		return err
	}
	signal.Ignore(syscall.SIGXFSZ) // a write beyond the limit is then an error, as on a full disk
	if c.orders.User != 0 {
		if err := syscall.Setuid(c.orders.User); err != nil {
			return fmt.Errorf("become another user: %w", err)
		}
	}
	opened, err := backend.Open(context.Background(), backend.Config{
		DataDir: c.orders.Dir, Program: "proof", PracticeOnly: true, Secrets: fileSecrets(c.orders.Secrets),
		PracticeTransport: newTunnel(c), Step: c.step, Logger: c.log.logger(),
	})
	if err != nil {
		return json.NewEncoder(os.Stdout).Encode(answer{Code: string(crm.CodeOf(err)), Detail: err.Error()})
	}
	c.Backend = opened
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		if !c.orders.Idle {
			opened.Run(ctx)
		}
	}()
	err = c.serve(ctx)
	cancel()
	<-ended
	return errors.Join(err, opened.Close())
}

// step kills this process, as pulling the plug would, when the deadly step is reached for the deadly time.
func (c *child) step(name string) {
	if name != c.orders.Step || c.passed.Add(1) != int64(c.orders.Count) {
		return
	}
	_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
	select {} // the signal is on its way; nothing may happen after the step
}

// serve presses buttons until standard input ends.
func (c *child) serve(ctx context.Context) error {
	out := json.NewEncoder(os.Stdout)
	if err := out.Encode(answer{OK: true}); err != nil { // it is open
		return err
	}
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var press command
		if err := json.Unmarshal(lines.Bytes(), &press); err != nil {
			return err
		}
		if c.orders.Break == breakAck && press.Do == doCopy {
			if err := out.Encode(answer{OK: true, IDs: []string{"00000000-0000-7000-8000-000000000000"}}); err != nil {
				return err
			}
			c.press(ctx, press)
			continue
		}
		if err := out.Encode(c.press(ctx, press)); err != nil {
			return err
		}
	}
	return lines.Err()
}

func (c *child) press(ctx context.Context, press command) answer {
	result := answer{}
	err := c.do(ctx, press, &result)
	result.OK, result.Code = err == nil, string(crm.CodeOf(err))
	if err != nil {
		result.Detail = err.Error()
	}
	return result
}

func (c *child) do(ctx context.Context, press command, result *answer) error {
	switch press.Do {
	case doCopy:
		copied, err := c.Copy(ctx, view.CopyRequest{
			DraftID: press.Draft, Kind: press.Kind, Table: press.Table, ID: press.ID, MemberName: press.Member, MemberCompany: press.Company,
			Subject: press.Subject, Text: press.Text, Outgoing: true,
		})
		result.IDs = slices.Concat(copied.Queued, copied.Already)
		return err
	case doPerson:
		entry, err := c.Entry(ctx, press.ID)
		if err != nil {
			return err
		}
		first, last := nobody(press.Member)
		made, err := c.CreatePerson(ctx, view.PersonRequest{
			MemberKey: entry.Row.Member.Key, Table: press.Table, FirstName: first, LastName: last,
		})
		result.IDs = slices.Concat(made.Queued, made.Already)
		return err
	case doFlag:
		return c.SetFlag(ctx, press.ID, press.Kind)
	case doThread:
		copied, err := c.CopyMessages(ctx, view.CopyMessages{ConversationID: press.ID})
		result.IDs = slices.Concat(copied.Queued, copied.Already)
		return err
	case doEdit:
		return c.EditEntry(ctx, press.ID, press.Subject, press.Text)
	case doRemove:
		return c.Remove(ctx, []string{press.ID})
	case doDecide:
		entry, err := c.Entry(ctx, press.ID)
		if err != nil {
			return err
		}
		_, err = c.Decide(ctx, entry.Row.Member.Key, press.Table, press.Member)
		return err
	case doRetry:
		return c.Retry(ctx, press.IDs)
	case doNudge:
		return errors.Join(c.SendNow(ctx), c.Sync(ctx))
	case doLimit:
		return limitFiles(press.Bytes)
	case doStatus:
		return c.status(ctx, result)
	case doReport:
		result.Report = report(ctx, c.Backend, &c.log)
		return nil
	}
	return fmt.Errorf("no command %q", press.Do)
}

func (c *child) status(ctx context.Context, result *answer) error {
	removing, err := c.Entries(ctx, view.EntryQuery{State: "removing", Limit: 1})
	if err != nil {
		return err
	}
	result.ToSend, result.Removing = removing.Counts.ToSend, removing.Total
	if removing.Counts.NeedAttention == 0 {
		return nil
	}
	attention, err := c.Entries(ctx, view.EntryQuery{State: "attention"})
	result.Attention = map[string]string{}
	for _, row := range attention.Rows {
		result.Attention[row.ID] = row.Code
	}
	return err
}

// limitFiles lets no file of this process grow beyond so many bytes; 0 lifts the limit.
func limitFiles(bytes uint64) error {
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		return err
	}
	limit.Cur = limit.Max
	if bytes > 0 {
		limit.Cur = bytes
	}
	return syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit)
}
