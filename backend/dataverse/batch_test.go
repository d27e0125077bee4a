package dataverse

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/iotest"
	"testing/synctest"
	"time"

	"ferry/backend/crm"
	"ferry/backend/outbox"
)

const (
	secondID = "7a000000-0000-4000-8000-000000000004"
	batchURL = "POST $batch"
)

// twoWrites are a create and the closing of another activity.
func twoWrites() []outbox.Write {
	state, status := crm.ActivityCompleted, 5
	return []outbox.Write{
		{Create: &crm.Activity{ID: taskID, Table: crm.TableTask, Subject: "Site visit"}},
		{Change: &crm.ActivityChange{State: &state, Status: &status}, Table: crm.TableTask, ID: secondID},
	}
}

const twoWritesFrame = `--batch_A
Content-Type: application/http
Content-Transfer-Encoding: binary
Content-ID: 1

POST /api/data/v9.2/tasks HTTP/1.1
Accept: application/json
Content-Type: application/json; type=entry
Content-Length: 76

{"activityid":"` + taskID + `","subject":"Site visit"}
--batch_A
Content-Type: application/http
Content-Transfer-Encoding: binary
Content-ID: 2

PATCH /api/data/v9.2/tasks(` + secondID + `) HTTP/1.1
If-Match: *
Accept: application/json
Content-Type: application/json; type=entry
Content-Length: 30

{"statecode":1,"statuscode":5}
--batch_A--
`

// bothDone is the reply as the Web API's page on batch operations shows it.
const bothDone = `--batchresponse_9f
Content-Type: application/http
Content-Transfer-Encoding: binary
Content-ID: 1

HTTP/1.1 204 No Content
OData-Version: 4.0
Location: https://contoso.crm4.dynamics.com/api/data/v9.2/tasks(` + taskID + `)
OData-EntityId: https://contoso.crm4.dynamics.com/api/data/v9.2/tasks(` + taskID + `)


--batchresponse_9f
Content-Type: application/http
Content-Transfer-Encoding: binary
Content-ID: 2

HTTP/1.1 204 No Content
OData-Version: 4.0


--batchresponse_9f--
`

// replies makes a batch's answer.
func replies(status int, contentType, text string) exchange {
	return exchange{want: batchURL, body: twoWritesFrame, status: status, reply: text,
		with: map[string]string{"Content-Type": contentType}}
}

const mixed = "multipart/mixed; boundary=batchresponse_9f"

func codesOf(errs []error) []crm.Code {
	var codes []crm.Code
	for _, err := range errs {
		codes = append(codes, crm.CodeOf(err))
	}
	return codes
}

func TestBatchIsFramedForStrictServers(t *testing.T) {
	answer := replies(200, mixed, crlf(bothDone))
	answer.header = map[string]string{"Prefer": "odata.continue-on-error", "OData-Version": "4.0", "Accept": "application/json"}
	client, _ := play(t, answer)
	for i, err := range client.WriteAll(t.Context(), twoWrites()) {
		if err != nil {
			t.Errorf("write %d: %v", i, err)
		}
	}
}

// TestBatchesAreReadByAnotherHand: the standard library takes the place of a strict server.
func TestBatchesAreReadByAnotherHand(t *testing.T) {
	subject, state := "New", crm.ActivityCompleted
	writes := append(twoWrites(), outbox.Write{Table: crm.TableTask, ID: taskID,
		Change: &crm.ActivityChange{Subject: &subject, State: &state}, IfMatch: `W/"7"`},
		outbox.Write{Delete: true, Table: crm.TablePhoneCall, ID: secondID})
	var seen []string
	client := clientOver(t, roundTripper(func(r *http.Request) (*http.Response, error) {
		kind, parameters, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
		if err != nil || kind != "multipart/mixed" {
			t.Fatalf("%s: %v", kind, err)
		}
		seen = readStrictly(t, r.Body, parameters["boundary"])
		return nil, errors.New("never mind")
	}))
	client.WriteAll(t.Context(), writes)
	want := []string{
		"1 POST /api/data/v9.2/tasks  76", "2 PATCH /api/data/v9.2/tasks(" + secondID + ") * 30", "(",
		"3 PATCH /api/data/v9.2/tasks(" + taskID + `) W/"7" 17`, "4 PATCH /api/data/v9.2/tasks(" + taskID + ") * 15", ")",
		"5 DELETE /api/data/v9.2/phonecalls(" + secondID + ")  0",
	}
	if !slices.Equal(seen, want) {
		t.Errorf("\n got %q\nwant %q", seen, want)
	}
}

func readStrictly(t *testing.T, body io.Reader, boundary string) []string {
	t.Helper()
	var seen []string
	for parts := multipart.NewReader(body, boundary); ; {
		part, err := parts.NextRawPart()
		if errors.Is(err, io.EOF) {
			return seen
		}
		if err != nil {
			t.Fatal(err)
		}
		kind, parameters, err := mime.ParseMediaType(part.Header.Get("Content-Type"))
		if err != nil {
			t.Fatal(err)
		}
		if kind == "multipart/mixed" {
			seen = append(append(append(seen, "("), readStrictly(t, part, parameters["boundary"])...), ")")
			continue
		}
		r, err := http.ReadRequest(bufio.NewReader(part))
		if err != nil || kind != "application/http" || part.Header.Get("Content-Transfer-Encoding") != "binary" {
			t.Fatalf("%s: %v", kind, err)
		}
		text, err := io.ReadAll(r.Body)
		if err != nil || int64(len(text)) != r.ContentLength {
			t.Errorf("%d bytes, the length says %d, %v", len(text), r.ContentLength, err)
		}
		seen = append(seen, strings.Join([]string{part.Header.Get("Content-ID"), r.Method, r.URL.String(),
			r.Header.Get("If-Match"), strconv.Itoa(len(text))}, " "))
	}
}

func TestBatchRepliesOfLooseServers(t *testing.T) {
	noIDs := strings.NewReplacer("Content-ID: 1\n", "", "Content-ID: 2\n", "").Replace(bothDone)
	tests := []struct{ name, contentType, text string }{
		{"CRLF", mixed, crlf(bothDone)},
		{"LF", mixed, bothDone},
		{"boundary quoted", `multipart/mixed; boundary="batchresponse_9f"`, crlf(bothDone)},
		{"other letter case and more parameters", `Multipart/Mixed;charset=utf-8; Boundary=batchresponse_9f; x=y`, crlf(bothDone)},
		{"preamble and epilogue", mixed, "This is a multipart message.\r\n\r\n" + crlf(bothDone) + "and so on\r\n"},
		{"LF inside CRLF", mixed, strings.ReplaceAll(bothDone, "--batchresponse_9f\n", "--batchresponse_9f\r\n")},
		{"white space behind boundaries", mixed, strings.ReplaceAll(bothDone, "_9f\n", "_9f \t\r\n")},
		{"no content ids", mixed, noIDs},
		{"content ids of its own", mixed, strings.ReplaceAll(bothDone, "Content-ID: 2", "Content-ID: 77")},
		{"the same content id twice", mixed, strings.ReplaceAll(bothDone, "Content-ID: 2", "Content-ID: 1")},
		{"no reason phrase", mixed, strings.ReplaceAll(bothDone, " No Content", "")},
		{"other version", mixed, strings.ReplaceAll(bothDone, "HTTP/1.1", "HTTP/2")},
		{"blank lines before the status", mixed, strings.ReplaceAll(bothDone, "HTTP/1.1", "\n\nHTTP/1.1")},
		{"no blank line at the end of a part", mixed, strings.ReplaceAll(bothDone, "\n\n\n--", "\n--")},
		{"no end", mixed, strings.TrimSuffix(crlf(bothDone), "--batchresponse_9f--\r\n")},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			client, _ := play(t, replies(200, test.contentType, test.text))
			for i, err := range client.WriteAll(t.Context(), twoWrites()) {
				if err != nil {
					t.Errorf("write %d: %v", i, err)
				}
			}
		})
	}
	otherOrder := refusedPart("2", "412 Precondition Failed", "", "0x80060882", "RowVersion") +
		strings.ReplaceAll(donePart, "Content-ID: 2", "Content-ID: 1")
	inside := strings.NewReplacer("Content-ID: 2\n", "", "Content-ID: 1\n", "", "REQ_ID", "Content-ID: 2\nREQ_ID",
		"204 No Content\n", "204 No Content\nContent-ID: 1\n")
	for name, text := range map[string]string{
		"other order":                       otherOrder,
		"other order, ids in angles":        strings.NewReplacer("ID: 1", "ID: <1>", "ID: 2", "ID: <2>").Replace(otherOrder),
		"other order, ids in the responses": inside.Replace(otherOrder),
	} {
		t.Run(name, func(t *testing.T) {
			client, _ := play(t, replies(200, mixed, text))
			if got := codesOf(client.WriteAll(t.Context(), twoWrites())); !slices.Equal(got, []crm.Code{"", crm.CodeChanged}) {
				t.Errorf("%q", got)
			}
		})
	}
}

// refusedPart is a failing part with the request id that is given in batches.
func refusedPart(id, status, more, code, message string) string {
	return "--batchresponse_9f\nContent-Type: application/http\nContent-Transfer-Encoding: binary\nContent-ID: " + id +
		"\n\nHTTP/1.1 " + status + "\nREQ_ID: 5fe339e5-c75e-4dad-9597-b257ebce666b\n" + more +
		"Content-Type: application/json; odata.metadata=minimal\nOData-Version: 4.0\n\n" +
		`{"error":{"code":"` + code + `","message":"` + message + `"}}` + "\n"
}

const donePart = "--batchresponse_9f\nContent-Type: application/http\nContent-Transfer-Encoding: binary\nContent-ID: 2\n\n" +
	"HTTP/1.1 204 No Content\nOData-Version: 4.0\n\n\n--batchresponse_9f--\n"

func TestEachPartHasItsOwnAnswer(t *testing.T) {
	duplicate := refusedPart("1", "412 Precondition Failed", "", "0x80040237", "A record with matching key values already exists.")
	tests := []struct {
		name   string
		status int
		text   string
		want   []crm.Code
	}{
		{"continued", 200, duplicate + donePart, []crm.Code{crm.CodeDuplicateKey, ""}},
		{"stopped at the first failure", 412, duplicate + "--batchresponse_9f--\n",
			[]crm.Code{crm.CodeDuplicateKey, crm.CodeUnavailable}},
		{"stopped, with no end", 412, duplicate, []crm.Code{crm.CodeDuplicateKey, crm.CodeUnavailable}},
		{"signed decimal", 200, strings.ReplaceAll(duplicate, "0x80040237", "-2147220937") + donePart,
			[]crm.Code{crm.CodeDuplicateKey, ""}},
		{"token refused in a part", 200, refusedPart("1", "401 Unauthorized", "", "", "") + donePart,
			[]crm.Code{crm.CodeSignIn, ""}},
		{"no answer at all", 200, "--batchresponse_9f--\n", []crm.Code{crm.CodeUnavailable, crm.CodeUnavailable}},
		{"an answer too many", 200, duplicate + duplicate + donePart, []crm.Code{crm.CodeUnavailable, crm.CodeUnavailable}},
		{"an empty change set in place of the first", 200, "--batchresponse_9f\nContent-Type: multipart/mixed; boundary=c\n\n--c--\n" +
			strings.ReplaceAll(donePart, "Content-ID: 2\n", ""),
			[]crm.Code{crm.CodeUnavailable, crm.CodeUnavailable}},
		{"a part that is no response", 200, "--batchresponse_9f\n\nhello\n" + donePart,
			[]crm.Code{crm.CodeUnavailable, crm.CodeUnavailable}},
		{"another boundary", 200, strings.ReplaceAll(donePart, "_9f", "_aa"), []crm.Code{crm.CodeUnavailable, crm.CodeUnavailable}},
		{"stored under another id", 200, strings.ReplaceAll(bothDone, taskID, contactID), []crm.Code{crm.CodeInvalid, ""}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			client, _ := play(t, replies(test.status, mixed, crlf(test.text)))
			errs := client.WriteAll(t.Context(), twoWrites())
			if got := codesOf(errs); !slices.Equal(got, test.want) {
				t.Errorf("%v, want %q", errs, test.want)
			}
			if got := crm.CodeOf(errs[0]); got == crm.CodeDuplicateKey && !strings.Contains(errs[0].Error(), "request 5fe339e5-") {
				t.Errorf("the request id is lost: %v", errs[0])
			}
		})
	}
}

func TestThrottledPartsCloseTheGate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		text := refusedPart("1", "429 Too Many Requests", "Retry-After: 40\n", "0x80072322",
			"Number of requests exceeded the limit of 6000 over time window of 300 seconds.") +
			refusedPart("2", "429 Too Many Requests", "Retry-After: 5\n", "0x80072326", "Number of concurrent requests exceeded.") +
			"--batchresponse_9f--\n"
		client, s := play(t, replies(200, mixed, crlf(text)))
		errs := client.WriteAll(t.Context(), twoWrites())
		if got := codedAs(t, errs[0], crm.CodeThrottled); got.Wait != 40*time.Second {
			t.Errorf("wait %s", got.Wait)
		}
		if got := codedAs(t, errs[1], crm.CodeThrottled); got.Wait != 5*time.Second {
			t.Errorf("wait %s", got.Wait)
		}
		errs = client.WriteAll(t.Context(), twoWrites())
		if got := codedAs(t, errs[1], crm.CodeThrottled); got.Wait != 40*time.Second || len(s.requests) != 1 {
			t.Errorf("wait %s after %d requests", got.Wait, len(s.requests))
		}
	})
}

// TestAPartMayChallengeForClaims: the other parts were done, so the batch is not sent again; sign-in gets the claims.
func TestAPartMayChallengeForClaims(t *testing.T) {
	const challenge = `WWW-Authenticate: Bearer error="insufficient_claims", claims="eyJhIjoxfQ=="` + "\n"
	text := refusedPart("1", "401 Unauthorized", challenge, "", "") + donePart
	client, _ := play(t, replies(200, mixed, crlf(text)))
	errs := client.WriteAll(t.Context(), twoWrites())
	if got := codedAs(t, errs[0], crm.CodeSignIn); got.Claims != `{"a":1}` || errs[1] != nil {
		t.Errorf("claims %q, %v", got.Claims, errs[1])
	}
}

func TestBatchesRefusedAsAWhole(t *testing.T) {
	throttled := fails(429, "0x80072326", "Number of concurrent requests exceeded the limit of 52.")
	throttled.with = map[string]string{"Retry-After": "7"}
	tests := map[crm.Code]exchange{
		crm.CodeThrottled:   throttled,
		crm.CodeInvalid:     fails(400, "0x80060888", "Content-ID header not present"),
		crm.CodeTooLong:     {status: 413},
		crm.CodeUnavailable: {status: 200, reply: "{}", with: map[string]string{"Content-Type": "application/json"}},
		crm.CodeWebPage:     {status: 200, reply: "<html>", with: map[string]string{"Content-Type": "text/html"}},
		crm.CodeOffline:     {fail: io.ErrUnexpectedEOF},
		crm.CodeForbidden:   fails(403, "0x80040220", "missing prvX"),
	}
	for code, answer := range tests {
		answer.want, answer.body = batchURL, twoWritesFrame
		client, _ := play(t, answer)
		if got := codesOf(client.WriteAll(t.Context(), twoWrites())); !slices.Equal(got, []crm.Code{code, code}) {
			t.Errorf("%q, want %s", got, code)
		}
	}
	page := tests[crm.CodeUnavailable]
	page.want, page.body = batchURL, twoWritesFrame
	client, _ := play(t, page)
	if err := client.WriteAll(t.Context(), twoWrites())[0]; !strings.Contains(err.Error(), "HTTP 200 to a batch with no parts") {
		t.Errorf("%v", err)
	}
	refused := exchange{want: batchURL, body: twoWritesFrame, status: 401}
	client, _ = play(t, refused, replies(200, mixed, crlf(bothDone)))
	tokens := &challengedTokens{}
	client.tokens = tokens
	if got := codesOf(client.WriteAll(t.Context(), twoWrites())); !slices.Equal(got, []crm.Code{"", ""}) || len(tokens.asked) != 2 {
		t.Errorf("after a fresh token: %q", got)
	}
}

// TestBatchRepliesThatBreakOff: whatever part of the reply arrives, no write is called done whose answer did not come
// whole, and each answer that did come whole counts.
func TestBatchRepliesThatBreakOff(t *testing.T) {
	whole := crlf(refusedPart("1", "412 Precondition Failed", "", "0x80040237", "A record with matching key values exists.") + donePart)
	firstEnds, secondDone := strings.LastIndex(whole, "--batchresponse_9f\r\n"), strings.LastIndex(whole, "\r\n\r\n\r\n--")+4
	for cut := range len(whole) {
		client := clientOver(t, roundTripper(func(r *http.Request) (*http.Response, error) {
			response := replies(200, mixed, "").response(r)
			response.Body = io.NopCloser(io.MultiReader(strings.NewReader(whole[:cut]), iotest.ErrReader(io.ErrUnexpectedEOF)))
			return response, nil
		}))
		errs := client.WriteAll(t.Context(), twoWrites())
		first, second := crm.CodeOf(errs[0]), crm.CodeOf(errs[1])
		if first != crm.CodeOffline && first != crm.CodeDuplicateKey || second != crm.CodeOffline && second != "" ||
			cut >= firstEnds+20 && first != crm.CodeDuplicateKey || cut < secondDone && second == "" || cut > secondDone && second != "" {
			t.Fatalf("cut at %d of %d: %v", cut, len(whole), errs)
		}
	}
}

const setFrame = `--batch_A
Content-Type: multipart/mixed; boundary="changeset_A"

--changeset_A
Content-Type: application/http
Content-Transfer-Encoding: binary
Content-ID: 1

PATCH /api/data/v9.2/tasks(` + taskID + `) HTTP/1.1
If-Match: W/"7"
Accept: application/json
Content-Type: application/json; type=entry
Content-Length: 17

{"subject":"New"}
--changeset_A
Content-Type: application/http
Content-Transfer-Encoding: binary
Content-ID: 2

PATCH /api/data/v9.2/tasks(` + taskID + `) HTTP/1.1
If-Match: *
Accept: application/json
Content-Type: application/json; type=entry
Content-Length: 15

{"statecode":1}
--changeset_A--

--batch_A--
`

func TestChangeSets(t *testing.T) {
	part := func(id, answer string) string {
		return "--changesetresponse_77\nContent-Type: application/http\nContent-Transfer-Encoding: binary\nContent-ID: " + id +
			"\n\n" + answer + "\n\n\n"
	}
	const done, changed = "HTTP/1.1 204 No Content\nOData-Version: 4.0", "HTTP/1.1 412 Precondition Failed\n" +
		"Content-Type: application/json\n\n" + `{"error":{"code":"0x80060882","message":"The version of the existing record"}}`
	set := func(parts string) string {
		return "--batchresponse_9f\nContent-Type: multipart/mixed; boundary=changesetresponse_77\n\n" + parts +
			"--changesetresponse_77--\n--batchresponse_9f--\n"
	}
	alone := "--batchresponse_9f\nContent-Type: application/http\nContent-Transfer-Encoding: binary\n\n" + changed +
		"\n--batchresponse_9f--\n"
	subject, state := "New", crm.ActivityCompleted
	write := outbox.Write{Table: crm.TableTask, ID: taskID, IfMatch: `W/"7"`,
		Change: &crm.ActivityChange{Subject: &subject, State: &state}}
	for name, test := range map[string]struct {
		text string
		want crm.Code
	}{
		"done":                             {set(part("1", done) + part("2", done)), ""},
		"done, without content ids":        {strings.ReplaceAll(set(part("1", done)+part("2", done)), "Content-ID", "X-ID"), ""},
		"failed, one error in its place":   {alone, crm.CodeChanged},
		"failed, the error inside the set": {set(part("2", changed)), crm.CodeChanged},
		"half an answer":                   {set(part("1", done)), crm.CodeUnavailable},
		"an empty set":                     {set(""), crm.CodeUnavailable},
	} {
		client, _ := play(t, exchange{want: batchURL, body: setFrame, reply: crlf(test.text), with: map[string]string{"Content-Type": mixed}})
		if errs := client.WriteAll(t.Context(), []outbox.Write{write}); crm.CodeOf(errs[0]) != test.want {
			t.Errorf("%s: %v, want %s", name, errs[0], test.want)
		}
	}
}

func TestWritesThatCannotTravel(t *testing.T) {
	writes := twoWrites()
	writes = slices.Insert(writes, 1, outbox.Write{}, outbox.Write{Delete: true, Table: "evil", ID: taskID},
		outbox.Write{Change: &crm.ActivityChange{}, Table: crm.TableTask, ID: taskID})
	client, _ := play(t, replies(200, mixed, crlf(bothDone)))
	got := codesOf(client.WriteAll(t.Context(), writes))
	if want := []crm.Code{"", crm.CodeInvalid, crm.CodeInvalid, "", ""}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	client, _ = play(t)
	if got := client.WriteAll(t.Context(), nil); len(got) != 0 {
		t.Errorf("%v", got)
	}
}

func TestLargeBatchesAreCut(t *testing.T) {
	var sizes []int
	client := clientOver(t, roundTripper(func(r *http.Request) (*http.Response, error) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, err
		}
		sizes = append(sizes, bytes.Count(body, []byte("DELETE ")))
		if len(sizes) == 2 {
			return nil, io.ErrUnexpectedEOF
		}
		part := "--x\nContent-Type: application/http\n\nHTTP/1.1 204 No Content\n\n\n"
		return replies(200, "multipart/mixed; boundary=x", strings.Repeat(part, sizes[0])+"--x--").response(r), nil
	}))
	writes := slices.Repeat([]outbox.Write{{Delete: true, Table: crm.TableTask, ID: taskID}}, 2*outbox.BatchLimit+3)
	errs := client.WriteAll(t.Context(), writes)
	if !slices.Equal(sizes, []int{outbox.BatchLimit, outbox.BatchLimit}) || len(errs) != len(writes) {
		t.Errorf("batches of %v, %d answers", sizes, len(errs))
	}
	for i, err := range errs {
		if offline := crm.CodeOf(err) == crm.CodeOffline; offline != (i >= outbox.BatchLimit) {
			t.Errorf("write %d: %v", i, err)
		}
	}
}

func TestBatchesHaveLimits(t *testing.T) {
	client, _ := play(t)
	read := client.get("WhoAmI")
	for name, operations := range map[string][]operation{
		"nothing": nil, "too many": slices.Repeat([]operation{{read}}, batchMost+1), "a read in a change set": {{read, read}},
		"an empty change set": {{}},
	} {
		if _, err := client.batch(context.Background(), operations); crm.CodeOf(err) != crm.CodeInvalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}
