package main

import (
	"context"
	"math"
	"net"
	"net/netip"
	"runtime/debug"
	"strings"

	"ferry/backend/crm"
	"ferry/backend/practice"
)

// runServe serves the practice organization until ctx ends.
func runServe(ctx context.Context, c *call) error {
	token := c.token
	if c.tokenFile != "" {
		read, err := c.accessToken()
		if err != nil {
			return err
		}
		token = read
	}
	if token == "" {
		return usageError("needs -token-file (or -token)")
	}
	if err := loopbackOnly(c.address); err != nil {
		return err
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", c.address)
	if err != nil {
		return crm.Errorf(crm.CodeUnexpected, "listen: %w", err)
	}
	organization := practice.New(practice.Options{
		Seed: c.seed, Accounts: c.accounts, Contacts: c.contacts, Leads: c.leads, Opportunities: c.opportunityCount,
	})
	if err := turnKnobs(organization.Knobs(), c); err != nil {
		return err
	}
	// Rows stay for ever and take most of the memory: letting the heap double between two collections would waste as much.
	if c.contacts+c.accounts+c.leads+c.opportunityCount > manyRows {
		debug.SetGCPercent(25)
		debug.SetMemoryLimit(math.MaxInt64)
	}
	organization.Rows("organization") // made before anybody is told to ask
	c.out.say("serving", true, "http://"+listener.Addr().String()+" (stop with Ctrl+C)",
		map[string]string{"url": "http://" + listener.Addr().String()})
	return organization.Serve(ctx, listener, token)
}

// manyRows is from where on memory is worth more than the time to collect it.
const manyRows = 200_000

// turnKnobs applies the options that change how the organization behaves.
func turnKnobs(knobs *practice.Knobs, c *call) error {
	for _, text := range c.keys {
		table, columns, ok := strings.Cut(text, ":")
		if !ok || table == "" || columns == "" {
			return usageError("-key is table:column or table:column,column")
		}
		knobs.AlternateKey(table, strings.Split(columns, ",")...)
	}
	limits := practice.DocumentedLimits()
	limits.PerPart = c.countParts
	if c.unlimited {
		limits = practice.Limits{}
	}
	knobs.Limits(limits)
	return nil
}

// loopbackOnly refuses addresses that others could reach: the practice organization has no secrets worth its token.
func loopbackOnly(address string) error {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return usageError("-addr is host:port")
	}
	parsed, err := netip.ParseAddr(host)
	if err != nil || !parsed.IsLoopback() {
		return usageError("-addr has to be a loopback literal such as 127.0.0.1:8080")
	}
	return nil
}
