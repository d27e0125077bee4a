package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"ferry/backend"
	"ferry/backend/crm"
	"ferry/backend/view"
)

// withHouse opens the data folder, connected as the options say, and closes it afterwards.
func withHouse(ctx context.Context, c *call, do func(house *backend.Backend) error) (err error) {
	config := backend.Config{DataDir: c.data, Version: version, Program: "ferryctl", ReadOnly: c.readOnly}
	if c.org != "" {
		config.Secrets = backend.NewMemorySecrets() // a static token has no cache to keep
	}
	house, err := backend.Open(ctx, config)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, house.Close()) }()
	if c.org != "" {
		token, err := c.accessToken()
		if err != nil {
			return err
		}
		if err := house.ConnectWithToken(ctx, c.org, token); err != nil {
			return err
		}
	}
	return do(house)
}

func runImport(ctx context.Context, c *call) error {
	return withHouse(ctx, c, func(house *backend.Backend) error {
		progress, err := house.Import(ctx)
		for _, table := range progress.Tables {
			c.out.say(table.Table, table.State == "done" || table.State == "skipped",
				fmt.Sprintf("%d rows, %s", table.Rows, table.State), table)
		}
		return err
	})
}

func runCopy(ctx context.Context, c *call) error {
	request, err := c.copyRequest(os.Stdin)
	if err != nil {
		return err
	}
	return withHouse(ctx, c, func(house *backend.Backend) error {
		result, err := house.Copy(ctx, request)
		if err == nil {
			c.out.say("queued", true, strings.Join(result.Queued, " "), result)
		}
		return err
	})
}

func (c *call) copyRequest(stdin io.Reader) (view.CopyRequest, error) {
	request := view.CopyRequest{
		Kind: c.kind, Subject: c.subject, Text: c.text, At: c.at, Phone: c.phone, Outgoing: true,
	}
	given := 0
	for table, id := range map[string]string{
		crm.TableContact: c.contact, crm.TableLead: c.lead, crm.TableAccount: c.account,
	} {
		if id != "" {
			request.Table, request.ID = table, strings.ToLower(id)
			given++
		}
	}
	if given != 1 {
		return request, usageError("needs one of -contact, -lead and -account")
	}
	if c.text == "-" {
		text, err := io.ReadAll(io.LimitReader(stdin, 1<<20))
		if err != nil {
			return request, crm.Errorf(crm.CodeBadFile, "standard input: %w", err)
		}
		request.Text = string(text)
	}
	return request, nil
}

func runOutboxList(ctx context.Context, c *call) error {
	if findings := backend.Findings(); c.noticed != "" && !slices.Contains(findings, c.noticed) {
		return usageError("-noticed takes one of " + strings.Join(findings, ", "))
	}
	return withHouse(ctx, c, func(house *backend.Backend) error {
		for offset := 0; ; {
			page, err := house.Entries(ctx, view.EntryQuery{State: c.state, Remote: c.noticed, Offset: offset})
			if err != nil {
				return err
			}
			for _, row := range page.Rows {
				line := strings.Join([]string{row.ID, row.Kind, row.State, row.Code, row.Remote}, " ")
				c.out.say("entry", row.State != "attention", strings.TrimRight(line, " "), row)
			}
			offset += len(page.Rows)
			if len(page.Rows) == 0 || offset >= page.Total {
				return nil
			}
		}
	})
}

// runOutboxSend sends what is due. It fails when something is left to send or needs a person.
func runOutboxSend(ctx context.Context, c *call) error {
	return withHouse(ctx, c, func(house *backend.Backend) error {
		if err := house.Send(ctx); err != nil {
			return err
		}
		page, err := house.Entries(ctx, view.EntryQuery{Limit: 1})
		if err != nil {
			return err
		}
		left := page.Counts.ToSend + page.Counts.NeedAttention
		c.out.say("sent", left == 0, fmt.Sprintf("%d sent, %d to send, %d need attention",
			page.Counts.Sent, page.Counts.ToSend, page.Counts.NeedAttention), page.Counts)
		if left > 0 {
			return crm.Errorf(crm.CodeUnavailable, "%d entries are not sent", left)
		}
		return nil
	})
}

// runDoctor checks what can be checked. It fails when a check fails; what is unknown or a warning is reported only.
func runDoctor(ctx context.Context, c *call) error {
	failed := 0
	err := withHouse(ctx, c, func(house *backend.Backend) error {
		status, err := house.Status(ctx)
		if err != nil {
			return err
		}
		c.out.say("folder", true, "the data folder opens", nil)
		c.out.say("keychain", true, status.Keychain, nil)
		c.out.say("connection", status.Connection != "lapsed", status.Connection, status)
		for _, warning := range status.Warnings { // the same that the window shows
			c.out.say("warning", warning.Severity != "error", warning.Code+" "+warning.Detail, warning)
		}
		for _, host := range house.TestNetwork(ctx) {
			c.out.say("network", true, fmt.Sprintf("%s %s: reached %v %s", host.Purpose, host.Host, host.Reached, host.Problem.Detail), host)
		}
		if status.Connection == "none" {
			return nil
		}
		checks, err := house.Preflight(ctx)
		for _, check := range checks {
			if check.Result == "failed" {
				failed++
			}
			c.out.say(check.ID, check.Result != "failed", check.Result+" "+check.Found, check)
		}
		return err
	})
	if err == nil && failed > 0 {
		err = crm.Errorf(crm.CodeForbidden, "%d checks failed", failed)
	}
	return err
}
