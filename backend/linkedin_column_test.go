package backend_test

import (
	"fmt"
	"net"
	"net/http"
	"strings"
	"testing"

	"ferry/backend/crm"
	"ferry/backend/view"
)

// inDynamics changes a row as somebody does who works in Dynamics.
func (h *house) inDynamics(set, id, body string) {
	h.t.Helper()
	var config net.ListenConfig
	listener, err := config.Listen(h.t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		h.t.Fatal(err)
	}
	go func() { _ = h.practice.Serve(h.t.Context(), listener, "token-of-a-test") }()
	address := fmt.Sprintf("http://%s/api/data/v9.2/%s(%s)", listener.Addr(), set, id)
	request, err := http.NewRequestWithContext(h.t.Context(), http.MethodPatch, address, strings.NewReader(body))
	if err != nil {
		h.t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer token-of-a-test")
	request.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		h.t.Fatal(err)
	}
	if err := response.Body.Close(); err != nil || response.StatusCode >= 300 {
		h.t.Fatalf("%s: %s, %v", set, response.Status, err)
	}
}

// TestTheAdminNamesTheColumnOfLinkedInAddresses matches a member to a row of quite another name, by the address it holds.
func TestTheAdminNamesTheColumnOfLinkedInAddresses(t *testing.T) {
	h := newHouse(t)
	h.ready()
	if _, err := h.ImportSample(t.Context()); err != nil {
		t.Fatal(err)
	}
	about := h.waiting()
	if about.Member.URL == "" {
		t.Fatalf("the member has no address: %+v", about.Member)
	}
	var chosen string
	for _, row := range h.practice.Rows(crm.TableContact) {
		id, _ := row["contactid"].(string)
		if state := fmt.Sprint(row["statecode"]); state == "0" && id != about.Match.Candidates[0].ID {
			chosen = id
			break
		}
	}
	h.inDynamics("contacts", chosen, `{"websiteurl":"`+strings.ToUpper(about.Member.URL)+`/?trk=x"}`)
	now, err := h.Settings(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	offered := false
	for _, column := range now.LinkedInColumns {
		offered = offered || column.Column == "websiteurl"
	}
	if !offered {
		t.Errorf("columns offered: %+v", now.LinkedInColumns)
	}
	h.save(func(values *view.CRMSettings) { values.LinkedInColumn = "websiteurl" })
	h.until("the column is read", func() bool {
		conversation, err := h.Conversation(t.Context(), about.ID)
		if err != nil {
			t.Fatal(err)
		}
		return conversation.Match.ID == chosen
	})
	conversation, err := h.Conversation(t.Context(), about.ID)
	if err != nil || conversation.Match.Strength != string(crm.MatchStrong) || conversation.Match.Reasons[0] != string(crm.ReasonURL) {
		t.Errorf("%+v, %v", conversation.Match, err)
	}
	now, err = h.Settings(t.Context())
	if err != nil || now.Values.LinkedInColumn != "websiteurl" {
		t.Errorf("%+v, %v", now.Values, err)
	}
}
