package matching

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"

	"ferry/backend/crm"
)

// Bounds of a file of decisions, which comes from outside.
const (
	fileFormat   = "ferry-decisions"
	fileVersion  = 1
	maxFileBytes = 64 << 20
	maxKeyBytes  = 2000
	maxNameBytes = 1000
	maxRejected  = 200
)

// file is how decisions travel: from one account's installation to another's of the same organization.
type file struct {
	Format       string    `json:"format"`
	Version      int       `json:"version"`
	Organization string    `json:"organization"`
	ExportedAt   time.Time `json:"exportedAt"`
	Decisions    []carried `json:"decisions"`
}

type carried struct {
	Member    string    `json:"member"`
	Row       *row      `json:"row,omitempty"`
	NotInCRM  bool      `json:"notInCRM,omitempty"`
	Rejected  []row     `json:"rejected,omitempty"`
	DecidedAt time.Time `json:"decidedAt"`
	DecidedBy string    `json:"decidedBy"`
}

type row struct {
	Table string `json:"table"`
	ID    string `json:"id"`
	Name  string `json:"name"`
}

// Export writes every decision about members of the organization (its id), and returns how many there are.
func Export(ctx context.Context, w io.Writer, decisions Decisions, organization string) (int, error) {
	all, err := decisions.AllDecisions(ctx)
	if err != nil {
		return 0, fmt.Errorf("read decisions: %w", err)
	}
	out := file{
		Format: fileFormat, Version: fileVersion, Organization: organization, ExportedAt: time.Now().UTC().Truncate(time.Second),
		Decisions: []carried{},
	}
	for _, decision := range all {
		out.Decisions = append(out.Decisions, carry(decision))
	}
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(out); err != nil {
		return 0, fmt.Errorf("write decisions: %w", err)
	}
	return len(all), nil
}

func carry(d Decision) carried {
	c := carried{Member: d.Member, NotInCRM: d.NotInCRM, DecidedAt: d.DecidedAt, DecidedBy: d.DecidedBy}
	if !d.Row.IsZero() {
		c.Row = &row{Table: d.Row.Table, ID: d.Row.ID, Name: d.Row.Name}
	}
	for _, ref := range d.Rejected {
		c.Rejected = append(c.Rejected, row{Table: ref.Table, ID: ref.ID, Name: ref.Name})
	}
	return c
}

// Imported is what a file of decisions brought.
type Imported struct {
	Taken   []Decision // new here, or newer than what was decided here
	Kept    int        // decided here as lately or later
	Refused int        // not understood, and left out
}

// Import takes over the decisions of a file that Export wrote, of the same organization. About a member whom both know, the
// later decision holds; rows that either rejected stay rejected. Single decisions that make no sense are counted and left out.
//
// Errors: crm.CodeBadFile for what is no such file, crm.CodeInvalid for another organization's, whose ids mean nothing here, and
// those of decisions.
func Import(ctx context.Context, r io.Reader, decisions Decisions, organization string) (Imported, error) {
	read, err := readFile(r)
	if err != nil {
		return Imported{}, err
	}
	if !strings.EqualFold(read.Organization, organization) {
		return Imported{}, crm.Errorf(crm.CodeInvalid, "the decisions are another organization's")
	}
	var result Imported
	now := time.Now().UTC()
	for _, c := range read.Decisions {
		decision, ok := c.decision(now)
		if !ok {
			result.Refused++
			continue
		}
		taken, err := take(ctx, decisions, &decision)
		switch {
		case err != nil:
			return result, err
		case taken:
			result.Taken = append(result.Taken, decision)
		default:
			result.Kept++
		}
	}
	return result, nil
}

func readFile(r io.Reader) (file, error) {
	text, err := io.ReadAll(io.LimitReader(r, maxFileBytes+1))
	if err != nil {
		return file{}, crm.Errorf(crm.CodeBadFile, "the file of decisions cannot be read")
	}
	if len(text) > maxFileBytes {
		return file{}, crm.Errorf(crm.CodeBadFile, "more than %d bytes", maxFileBytes)
	}
	var read file
	if err := json.Unmarshal(text, &read); err != nil || read.Format != fileFormat {
		return file{}, crm.Errorf(crm.CodeBadFile, "no file of decisions")
	}
	if read.Version != fileVersion {
		return file{}, crm.Errorf(crm.CodeBadFile, "version %d of the file; this program reads version %d", read.Version, fileVersion)
	}
	return read, nil
}

// decision checks one decision. A time in the future would win over everything that is decided here, so it becomes now.
func (c carried) decision(now time.Time) (Decision, bool) {
	d := Decision{Member: c.Member, NotInCRM: c.NotInCRM, DecidedAt: c.DecidedAt.UTC(), DecidedBy: strings.ToLower(c.DecidedBy)}
	if !memberKey(c.Member) || len(c.Rejected) > maxRejected || c.DecidedAt.IsZero() || (c.Row != nil && c.NotInCRM) ||
		(c.DecidedBy != "" && !guid(c.DecidedBy)) {
		return Decision{}, false
	}
	if d.DecidedAt.After(now) {
		d.DecidedAt = now
	}
	if c.Row != nil {
		ref, ok := c.Row.ref()
		if !ok {
			return Decision{}, false
		}
		d.Row = ref
	}
	for _, rejected := range c.Rejected {
		ref, ok := rejected.ref()
		if !ok {
			return Decision{}, false
		}
		d.Rejected = append(withoutRef(d.Rejected, ref), ref)
	}
	if d.Row.IsZero() && !d.NotInCRM && len(d.Rejected) == 0 {
		return Decision{}, false
	}
	return d, true
}

func memberKey(key string) bool {
	return (strings.HasPrefix(key, "url:") || strings.HasPrefix(key, "name:")) && len(key) <= maxKeyBytes &&
		utf8.ValidString(key) && !strings.ContainsRune(key, 0)
}

func guid(id string) bool {
	_, err := uuid.Parse(id)
	return err == nil && len(id) == 36
}

func (r row) ref() (crm.Ref, bool) {
	tables := []string{crm.TableContact, crm.TableLead, crm.TableAccount}
	if !slices.Contains(tables, r.Table) || !guid(r.ID) || len(r.Name) > maxNameBytes || !utf8.ValidString(r.Name) ||
		strings.ContainsRune(r.Name, 0) {
		return crm.Ref{}, false
	}
	return crm.Ref{Table: r.Table, ID: strings.ToLower(r.ID), Name: r.Name}, true
}

// take saves a decision from elsewhere unless the one made here is as late; decision becomes what holds.
func take(ctx context.Context, decisions Decisions, decision *Decision) (bool, error) {
	here, known, err := decisions.Decision(ctx, decision.Member)
	if err != nil {
		return false, fmt.Errorf("read decision: %w", err)
	}
	if known && !decision.DecidedAt.After(here.DecidedAt) {
		return false, nil
	}
	for _, rejected := range here.Rejected {
		if !rejected.SameRow(decision.Row) {
			decision.Rejected = append(withoutRef(decision.Rejected, rejected), rejected)
		}
	}
	if err := decisions.SaveDecision(ctx, *decision); err != nil {
		return false, fmt.Errorf("save decision: %w", err)
	}
	return true, nil
}
