package practice_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"ferry/backend/practice"
)

const contactA, contactB = "a0000000-0000-4000-8000-00000000000a", "a0000000-0000-4000-8000-00000000000b"

// batchPart frames one request as a part of a batch; in a change set it has a content id.
func batchPart(boundary, id, method, url, body string) string {
	head := "--" + boundary + "\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n"
	if id != "" {
		head += "Content-ID: " + id + "\r\n"
	}
	message := "\r\n" + method + " " + url + " HTTP/1.1\r\n"
	if body != "" {
		message += "Content-Type: application/json; type=entry\r\n\r\n" + body
	}
	return head + message + "\r\n"
}

func changeSet(parts ...string) string {
	return "--batch_b\r\nContent-Type: multipart/mixed; boundary=\"changeset_c\"\r\n\r\n" + strings.Join(parts, "") +
		"--changeset_c--\r\n"
}

func (c *client) batch(parts string, headers ...string) *reply {
	c.t.Helper()
	return c.do(http.MethodPost, "$batch", parts+"--batch_b--\r\n",
		append([]string{"Content-Type", `multipart/mixed; boundary="batch_b"`}, headers...)...)
}

// answers cuts a batch answer into the status of each part, in order.
func (r *reply) statuses() string {
	var found []string
	for line := range strings.SplitSeq(r.text, "\r\n") {
		if rest, ok := strings.CutPrefix(line, "HTTP/1.1 "); ok {
			found = append(found, rest[:3])
		}
	}
	return strings.Join(found, " ")
}

func TestBatchWithChangeSet(t *testing.T) {
	o := newOrganization(t)
	c := as(t, o, "ana.ruiz")
	r := c.batch(changeSet(
		batchPart("changeset_c", "1", "POST", api+"contacts", `{"contactid":"`+contactA+`","lastname":"Byron"}`),
		batchPart("changeset_c", "2", "POST", "/api/data/v9.2/tasks", `{"subject":"Call back","regardingobjectid_contact_task@odata.bind":"$1"}`),
		batchPart("changeset_c", "3", "PUT", "$1/jobtitle", `{"value":"Poet"}`),
		batchPart("changeset_c", "4", "PATCH", "/$1", `{"firstname":"Ada"}`),
	) + batchPart("batch_b", "", "GET", "contacts?$select=fullname&$filter=lastname%20eq%20'Byron'", "")).is(200)
	if got := r.statuses(); got != "204 204 204 204 200" {
		t.Fatalf("parts %s\n%s", got, r.text)
	}
	boundary, ok := strings.CutPrefix(r.header.Get("Content-Type"), "multipart/mixed; boundary=batchresponse_")
	if !ok || !strings.HasPrefix(r.text, "--batchresponse_"+boundary+"\r\n") || !strings.HasSuffix(r.text, "--batchresponse_"+boundary+"--\r\n") {
		t.Errorf("framing: %s\n%s", r.header.Get("Content-Type"), r.text)
	}
	for _, line := range []string{"Content-Type: multipart/mixed; boundary=changesetresponse_", "Content-ID: 2\r\n",
		"OData-EntityId: " + api + "contacts(" + contactA + ")\r\n", "Location: " + api + "contacts(" + contactA + ")\r\n",
		"application/json; odata.metadata=minimal; odata.streaming=true", `"fullname":"Ada Byron"`} {
		if !strings.Contains(r.text, line) {
			t.Errorf("%q is missing in\n%s", line, r.text)
		}
	}
	row := o.Row("contact", contactA)
	tasks := c.get("contacts(" + contactA + ")/Contact_Tasks").is(200).rows()
	if row["jobtitle"] != "Poet" || len(tasks) != 1 || tasks[0]["subject"] != "Call back" {
		t.Errorf("contact %v, tasks %v", row, tasks)
	}
}

func TestChangeSetIsOneTransaction(t *testing.T) {
	o := newOrganization(t)
	c := as(t, o, "ana.ruiz")
	set := changeSet(
		batchPart("changeset_c", "1", "POST", "contacts", `{"contactid":"`+contactA+`","lastname":"Byron"}`),
		batchPart("changeset_c", "2", "POST", "tasks", `{"subject":"lost","regardingobjectid_contact_task@odata.bind":"$1"}`),
		batchPart("changeset_c", "3", "PATCH", "contacts("+contactB+")", `{"nosuch":1}`))
	before := len(o.Rows("activityparty"))
	r := c.batch(set + batchPart("batch_b", "", "GET", "WhoAmI", "")).is(400)
	if r.statuses() != "400" || strings.Contains(r.text, "changesetresponse") || !strings.Contains(r.text, "0x80048d19") {
		t.Errorf("without continue-on-error: %s", r.text)
	}
	r = c.batch(set+batchPart("batch_b", "", "GET", "WhoAmI", ""), "Prefer", "odata.continue-on-error").is(200)
	if r.statuses() != "400 200" {
		t.Errorf("with continue-on-error: %s", r.text)
	}
	if o.Row("contact", contactA) != nil || len(o.Rows("activityparty")) != before {
		t.Error("a failed change set left something behind")
	}
	tracked := c.get("contacts?$select=fullname", "Prefer", "odata.track-changes").is(200)
	if len(tracked.rows()) != 300 {
		t.Errorf("%d contacts", len(tracked.rows()))
	}
	o.Knobs().WrapChangeSetErrors(true)
	if r := c.batch(set, "Prefer", "odata.continue-on-error").is(200); r.statuses() != "400" || !strings.Contains(r.text, "changesetresponse") {
		t.Errorf("wrapped: %s", r.text)
	}
}

func TestBatchStopsAtTheFirstFailure(t *testing.T) {
	o := newOrganization(t)
	c := as(t, o, "ana.ruiz")
	parts := batchPart("batch_b", "", "POST", "tasks", `{"subject":"first"}`) +
		batchPart("batch_b", "", "GET", "contacts("+contactB+")", "") + batchPart("batch_b", "", "POST", "tasks", `{"subject":"third"}`)
	if r := c.batch(parts).is(404); r.statuses() != "204 404" || !strings.Contains(r.text, "REQ_ID") {
		t.Errorf("parts %s", r.text)
	}
	if r := c.batch(parts, "Prefer", "odata.continue-on-error").is(200); r.statuses() != "204 404 204" ||
		r.header.Get("Preference-Applied") != "odata.continue-on-error" {
		t.Errorf("parts %s, %v", r.text, r.header)
	}
	subjects := map[any]int{}
	for _, row := range o.Rows("task") {
		subjects[row["subject"]]++
	}
	if subjects["first"] != 2 || subjects["third"] != 1 {
		t.Errorf("tasks %v", subjects)
	}
}

func TestRefusedBatches(t *testing.T) {
	c := as(t, newOrganization(t), "ana.ruiz")
	get := batchPart("batch_b", "", "GET", "WhoAmI", "")
	for name, text := range map[string]string{
		"empty":              "",
		"no closing":         get,
		"bare line feeds":    strings.ReplaceAll(get, "\r\n", "\n") + "--batch_b--\n",
		"no encoding":        strings.Replace(get, "Content-Transfer-Encoding: binary\r\n", "", 1) + "--batch_b--",
		"json part":          strings.Replace(get, "application/http", "application/json", 1) + "--batch_b--",
		"get in change set":  changeSet(batchPart("changeset_c", "1", "GET", "WhoAmI", "")) + "--batch_b--",
		"no content id":      changeSet(batchPart("changeset_c", "", "POST", "tasks", "{}")) + "--batch_b--",
		"same content id":    changeSet(batchPart("changeset_c", "1", "POST", "tasks", "{}"), batchPart("changeset_c", "1", "POST", "tasks", "{}")) + "--batch_b--",
		"bad request line":   strings.Replace(get, " HTTP/1.1", "", 1) + "--batch_b--",
		"another host":       batchPart("batch_b", "", "GET", "https://other.example/api/data/v9.2/WhoAmI", "") + "--batch_b--",
		"bad header":         strings.Replace(get, "WhoAmI HTTP/1.1\r\n", "WhoAmI HTTP/1.1\r\nno colon\r\n\r\n", 1) + "--batch_b--",
		"more than a 1,000":  strings.Repeat(get, 1001) + "--batch_b--",
		"1,001 in one set":   manyChanges(1001) + "--batch_b--",
		"length beyond body": strings.Replace(get, "WhoAmI HTTP/1.1\r\n", "WhoAmI HTTP/1.1\r\nContent-Length: 99\r\n", 1) + "--batch_b--",
	} {
		r := c.do(http.MethodPost, "$batch", text, "Content-Type", `multipart/mixed; boundary="batch_b"`)
		if r.status != 400 || r.code() != "0x80060888" {
			t.Errorf("%s: %d %s", name, r.status, r.text)
		}
	}
	c.do(http.MethodPost, "$batch", get, "Content-Type", "application/json").is(400, "0x80060888")
	c.do(http.MethodGet, "$batch", "").is(405)
	c.batch(strings.Repeat(get, 1000)).is(200)
	nested := c.batch(batchPart("batch_b", "", "POST", "$batch", "x")).is(400)
	if nested.statuses() != "400" {
		t.Errorf("a batch in a batch: %s", nested.text)
	}
	unknown := c.batch(changeSet(batchPart("changeset_c", "1", "PATCH", "$7", "{}"))).is(400)
	if !strings.Contains(unknown.text, "Content-ID Reference: '$7' does not exist in the batch context.") {
		t.Errorf("unknown content id: %s", unknown.text)
	}
	as(t, newOrganization(t), "").batch(get).is(401)
}

func manyChanges(n int) string {
	parts := make([]string, n)
	for i := range parts {
		parts[i] = batchPart("changeset_c", fmt.Sprint(i+1), "POST", "tasks", "{}")
	}
	return changeSet(parts...)
}

func TestBatchSwitches(t *testing.T) {
	o := newOrganization(t)
	c := as(t, o, "ana.ruiz")
	get := batchPart("batch_b", "", "GET", "WhoAmI", "")
	o.Knobs().LooseBatches(true)
	c.do(http.MethodPost, "$batch", "preamble\n"+strings.ReplaceAll(get, "\r\n", "\n")+"--batch_b--", "Content-Type",
		"multipart/mixed;boundary=batch_b").is(200)
	o.Knobs().AnonymousParts(true)
	c.batch(changeSet(batchPart("changeset_c", "", "POST", "tasks", `{"subject":"x"}`))).is(200)
	o.Knobs().NeedPartLength(true)
	if r := c.batch(changeSet(batchPart("changeset_c", "1", "POST", "tasks", `{"subject":"x"}`))); r.code() != "0x80048d19" {
		t.Errorf("no length: %s", r.text)
	}
	o.Knobs().FailParts(1, practice.Fault{Kind: practice.TooManyRequests, RetryAfter: 7e9})
	r := c.batch(get+get, "Prefer", "odata.continue-on-error").is(200)
	if r.statuses() != "429 200" || !strings.Contains(r.text, "Retry-After: 7\r\n") || !strings.Contains(r.text, "0x80072322") {
		t.Errorf("a throttled part: %s", r.text)
	}
}

// A GET in a batch may be as long as 65,536 characters; links it answers with are absolute and work outside.
func TestBatchedReads(t *testing.T) {
	c := as(t, newOrganization(t), "ana.ruiz")
	long := "contacts?$top=1&$select=fullname&$filter=fullname%20ne%20'" + strings.Repeat("x", 40000) + "'"
	c.get(long).is(http.StatusRequestURITooLong)
	if r := c.batch(batchPart("batch_b", "", "GET", long, "")).is(200); r.statuses() != "200" {
		t.Errorf("a long query: %.300s", r.text)
	}
	paged := strings.Replace(batchPart("batch_b", "", "GET", "contacts?$select=fullname", ""), "HTTP/1.1\r\n", "HTTP/1.1\r\nPrefer: odata.maxpagesize=10\r\n", 1)
	r := c.batch(paged).is(200)
	_, rest, _ := strings.Cut(r.text, `"@odata.nextLink":"`)
	link, _, _ := strings.Cut(rest, `"`)
	link = strings.NewReplacer(`\u0026`, "&", `\u003c`, "<", `\u003e`, ">").Replace(link)
	if got := c.get(link, "Prefer", "odata.maxpagesize=10").is(200).rows(); len(got) != 10 {
		t.Errorf("%d rows from %s", len(got), link)
	}
}
