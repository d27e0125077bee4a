package dataverse

import (
	"io"
	"net/http"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"ferry/backend/crm"
	"ferry/backend/outbox"
)

// twoAlone are the requests of twoWrites when each travels alone.
func twoAlone() []exchange {
	return []exchange{
		{want: "POST tasks", body: `{"activityid":"` + taskID + `","subject":"Site visit"}`,
			with: map[string]string{"OData-EntityId": origin + root + "tasks(" + taskID + ")"}},
		{want: "PATCH tasks(" + secondID + ")", body: `{"statecode":1,"statuscode":5}`, header: map[string]string{"If-Match": "*"}},
	}
}

// TestWritesTravelAlone: a service, or a gateway before it, that takes no batches has looked at none of the writes. They go
// one after the other, and those of the next hour are not tried together.
func TestWritesTravelAlone(t *testing.T) {
	for name, refusal := range map[string]exchange{
		"not implemented":       {status: http.StatusNotImplemented},
		"no such path":          fails(http.StatusNotFound, "0x8006088a", "Resource not found for the segment '$batch'."),
		"method not allowed":    {status: http.StatusMethodNotAllowed},
		"forbidden by a filter": {status: http.StatusForbidden, reply: "<html>", with: map[string]string{"Content-Type": "text/html"}},
	} {
		refusal.want, refusal.body = batchURL, twoWritesFrame
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				first, within, later := append([]exchange{refusal}, twoAlone()...), twoAlone(), replies(200, mixed, crlf(bothDone))
				client, _ := play(t, append(append(first, within...), later)...)
				for round := range 3 {
					if round == 2 {
						<-time.After(aloneFor) // somebody may have mended it
					}
					if got := codesOf(client.WriteAll(t.Context(), twoWrites())); !slices.Equal(got, []crm.Code{"", ""}) {
						t.Errorf("round %d: %q", round, got)
					}
				}
			})
		})
	}
}

// TestAloneTheirAnswersAreTheirOwn: what one write is answered stops no other, but a line that is down, or a service that
// asks to wait, is not bothered with the rest.
func TestAloneTheirAnswersAreTheirOwn(t *testing.T) {
	writes := []outbox.Write{{}}
	for range 3 {
		writes = append(writes, outbox.Write{Delete: true, Table: crm.TableTask, ID: taskID})
	}
	deletion := "DELETE tasks(" + taskID + ")"
	gone := fails(http.StatusNotFound, "0x80040217", "task With Id = … Does Not Exist")
	gone.want = deletion
	for code, last := range map[crm.Code]exchange{
		crm.CodeOffline:   {want: deletion, fail: io.ErrUnexpectedEOF},
		crm.CodeThrottled: {want: deletion, status: http.StatusTooManyRequests, with: map[string]string{"Retry-After": "9"}},
	} {
		client, _ := play(t, gone, last)
		client.alone.until = time.Now().Add(time.Hour)
		want := []crm.Code{crm.CodeInvalid, crm.CodeNotFound, code, code}
		if got := codesOf(client.WriteAll(t.Context(), writes)); !slices.Equal(got, want) {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
