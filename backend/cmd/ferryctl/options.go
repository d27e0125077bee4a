package main

import (
	"flag"
	"io"
	"os"
	"strings"

	"ferry/backend/crm"
)

// options are those of every command; each reads what concerns it. They may stand before or after the command's words.
type options struct {
	json      bool
	data      string
	org       string
	tokenFile string
	readOnly  bool

	// copy
	kind, contact, lead, account, text, subject, at, phone string

	// outbox list
	state, noticed string

	// practice serve
	address, token                              string
	seed                                        int64
	accounts, contacts, leads, opportunityCount int
	keys                                        listFlag
	unlimited, countParts                       bool

	// bench match; also -contacts and -seed
	members int

	// bench outbox
	entries int
	free    bool
}

func parse(arguments []string, stderr io.Writer) (options, []string, error) {
	var o options
	set := flag.NewFlagSet("ferryctl", flag.ContinueOnError)
	set.SetOutput(stderr)
	o.register(set)
	var words []string
	for rest := arguments; ; {
		if err := set.Parse(rest); err != nil {
			return o, nil, err
		}
		if set.NArg() == 0 {
			return o, words, nil
		}
		words = append(words, set.Arg(0))
		rest = set.Args()[1:]
	}
}

func (o *options) register(set *flag.FlagSet) {
	set.BoolVar(&o.json, "json", false, "one JSON object per line")
	set.StringVar(&o.data, "data", "", "the data `folder` (default: the window's)")
	set.StringVar(&o.org, "org", "", "the organization's `URL`; http only for loopback literals")
	set.StringVar(&o.tokenFile, "access-token-file", "", "a `file` with an access token; loopback organizations only")
	set.StringVar(&o.tokenFile, "token-file", "", "practice serve: a `file` with the token to accept")
	set.BoolVar(&o.readOnly, "read-only", false, "look at a folder that another process holds")
	set.StringVar(&o.kind, "kind", "note", "copy: note, message, inmail or call")
	set.StringVar(&o.contact, "contact", "", "copy: the contact's `GUID`")
	set.StringVar(&o.lead, "lead", "", "copy: the lead's `GUID`")
	set.StringVar(&o.account, "account", "", "copy: the account's `GUID`")
	set.StringVar(&o.text, "text", "", "copy: the `text`; - reads standard input")
	set.StringVar(&o.subject, "subject", "", "copy: the subject")
	set.StringVar(&o.at, "at", "", "copy: when it happened, RFC 3339 (default: now)")
	set.StringVar(&o.phone, "phone", "", "copy: the number of a call")
	set.StringVar(&o.state, "state", "", "outbox list: only entries in this `state` (\"to-send\" and \"unresolved\" too)")
	set.StringVar(&o.noticed, "noticed", "",
		"outbox list: only entries to which this happened in Dynamics: deleted, changed, hidden, row-closed or any")
	set.IntVar(&o.entries, "entries", 1000, "bench outbox: how many entries")
	set.BoolVar(&o.free, "free", false, "bench outbox: only without the service's limits; with them it takes a quarter of an hour")
	set.StringVar(&o.address, "addr", "127.0.0.1:0", "practice serve: the loopback `address`")
	set.StringVar(&o.token, "token", "", "practice serve: the token to accept (for tests; others can read it in the process list)")
	set.Int64Var(&o.seed, "seed", 1, "practice serve: the seed of the sample rows")
	set.IntVar(&o.accounts, "accounts", 0, "practice serve: how many accounts (0: the sample company's)")
	set.IntVar(&o.contacts, "contacts", 0, "practice serve: how many contacts")
	set.IntVar(&o.leads, "leads", 0, "practice serve: how many leads")
	set.Var(&o.keys, "key", "practice serve: one more alternate key, as `table:column,column`; may be repeated")
	set.BoolVar(&o.unlimited, "no-limits", false, "practice serve: without service protection")
	set.BoolVar(&o.countParts, "count-parts", false, "practice serve: service protection counts the requests inside batches")
	set.IntVar(&o.members, "members", benchMembers, "bench match: how many members, among -contacts rows (0: 1,000,000)")
	set.IntVar(&o.opportunityCount, "opportunities", 0, "practice serve: how many opportunities")
}

// listFlag is an option that may be given more than once.
type listFlag []string

func (l *listFlag) String() string { return strings.Join(*l, " ") }

func (l *listFlag) Set(text string) error {
	*l = append(*l, text)
	return nil
}

// accessToken reads the token from its file: a token on the command line is there for every process to read.
func (o *options) accessToken() (string, error) {
	text, err := os.ReadFile(o.tokenFile)
	if err != nil {
		return "", crm.Errorf(crm.CodeBadFile, "token file: %w", err)
	}
	token := strings.TrimSpace(string(text))
	if token == "" || strings.ContainsAny(token, " \t\r\n") {
		return "", crm.Errorf(crm.CodeBadFile, "the token file holds no single token")
	}
	return token, nil
}
