package main

import (
	"context"
	"net"
	"net/netip"

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
	c.out.say("serving", true, "http://"+listener.Addr().String()+" (stop with Ctrl+C)",
		map[string]string{"url": "http://" + listener.Addr().String()})
	return organization.Serve(ctx, listener, token)
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
