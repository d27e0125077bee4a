package practice_test

import (
	"bytes"
	"context"
	"encoding/json"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"ferry/backend/practice"
)

// Whatever comes, the answer is a refusal of Dataverse's form, and the next request is served.

func TestHostileRequests(t *testing.T) {
	c := as(t, newOrganization(t), "sara.lindqvist")
	deep := strings.Repeat("(", 5000) + "statecode eq 0" + strings.Repeat(")", 5000)
	long := strings.Repeat("fullname eq 'x' or ", 1200) + "fullname eq 'x'"
	for name, one := range map[string]struct{ method, path, body string }{
		"deep filter":            {"GET", "contacts?$filter=" + deep, ""},
		"many nots":              {"GET", "contacts?$filter=" + strings.Repeat("not ", 6000) + "statecode eq 0", ""},
		"open text":              {"GET", "contacts?$filter=fullname eq 'x", ""},
		"no operand":             {"GET", "contacts?$filter=eq", ""},
		"broken escape":          {"GET", "contacts?$filter=fullname%zzeq", ""},
		"open path":              {"GET", "contacts(", ""},
		"bad id":                 {"GET", "contacts(zz)", ""},
		"braces":                 {"GET", "contacts({" + contactA + "})", ""},
		"deep expand":            {"GET", "contacts?$expand=" + strings.Repeat("Contact_Tasks($expand=", 40), ""},
		"top below zero":         {"GET", "contacts?$top=-1", ""},
		"order by nothing":       {"GET", "contacts?$orderby=,,", ""},
		"apply":                  {"GET", "contacts?$apply=groupby((", ""},
		"apply nothing":          {"GET", "contacts?$apply=aggregate()", ""},
		"skip token":             {"GET", "contacts?$skiptoken=" + url.QueryEscape(`<cookie pagenumber="999999999" pagingcookie="%253c" istracking="False" />`), ""},
		"delta token":            {"GET", "contacts?$deltatoken=9999999999999999999!!!", ""},
		"fetch":                  {"GET", "contacts?fetchXml=" + url.QueryEscape(strings.Repeat("<fetch>", 500)), ""},
		"fetch with an entity":   {"GET", "contacts?fetchXml=" + url.QueryEscape(`<!DOCTYPE x [<!ENTITY a "b">]><fetch><entity name="&a;"/></fetch>`), ""},
		"no json":                {"POST", "contacts", "{"},
		"a list":                 {"POST", "contacts", "[]"},
		"two objects":            {"POST", "contacts", "{}{}"},
		"deep json":              {"POST", "contacts", strings.Repeat(`{"parentcustomerid_account":`, 50000)},
		"deep insert":            {"POST", "accounts", strings.Repeat(`{"primarycontactid":{"parentcustomerid_account":`, 30) + "{}" + strings.Repeat("}}", 30)},
		"number as text":         {"POST", "contacts", `{"lastname":1}`},
		"huge number":            {"POST", "accounts", `{"revenue":1e308,"name":"x"}`},
		"endless digits":         {"POST", "accounts", `{"numberofemployees":` + strings.Repeat("9", 10000) + `}`},
		"link elsewhere":         {"POST", "contacts", `{"parentcustomerid_account@odata.bind":"https://other.example/api/data/v9.2/accounts(` + contactA + `)"}`},
		"content id outside":     {"POST", "tasks", `{"regardingobjectid_contact_task@odata.bind":"$1"}`},
		"targets of another set": {"POST", "tasks/Microsoft.Dynamics.CRM.CreateMultiple", `{"Targets":[{"@odata.type":"Microsoft.Dynamics.CRM.contact"}]}`},
		"win nothing":            {"POST", "WinOpportunity", `{"Status":3,"OpportunityClose":{}}`},
	} {
		r := c.do(one.method, one.path, one.body)
		if r.status < 400 || r.status >= 500 || r.code() == "" {
			t.Errorf("%s: %d %.300s", name, r.status, r.text)
		}
	}
	if r := c.get("contacts?$top=1&$filter=" + url.QueryEscape(long)); r.status != 200 {
		t.Errorf("a long filter that fits into a URL: %d %.200s", r.status, r.text)
	}
	c.do("PATCH", "contacts("+contactA+")", "{}", "If-Match", "*").is(404, "0x80040217")
	c.get("WhoAmI").is(200)
}

type endless struct{}

func (endless) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = ' '
	}
	return len(b), nil
}

// A body without an end is refused once it is larger than what the service takes.
func TestEndlessBody(t *testing.T) {
	o := newOrganization(t)
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	served := make(chan error, 1)
	go func() { served <- o.Serve(ctx, listener, "token") }()
	for _, path := range []string{"contacts", "$batch"} {
		request, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://"+listener.Addr().String()+"/api/data/v9.2/"+path, endless{})
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Authorization", "Bearer token")
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			continue // the answer came before the body was sent; a client may see only the closed connection
		}
		if response.StatusCode != http.StatusRequestEntityTooLarge {
			t.Errorf("%s: %s", path, response.Status)
		}
		_ = response.Body.Close()
	}
	stop()
	if err := <-served; err != nil {
		t.Error(err)
	}
}

// fuzzed is an organization that is asked many things; handler answers for one of its people.
func fuzzed(f *testing.F) func(t testing.TB, method, path, contentType, body string) *httptest.ResponseRecorder {
	f.Helper()
	o := practice.New(practice.Options{Accounts: 3, Contacts: 30, Leads: 3, Opportunities: 5, Tokens: map[string]string{
		"t": (&practice.Organization{}).People()[0].ID}})
	return func(t testing.TB, method, path, contentType, body string) *httptest.ResponseRecorder {
		t.Helper()
		request := httptest.NewRequestWithContext(t.Context(), method, api+"contacts", strings.NewReader(body))
		target, err := url.Parse(api + path)
		if err != nil {
			t.Skip()
		}
		request.URL = target
		request.Header.Set("Authorization", "Bearer t")
		request.Header.Set("Content-Type", contentType)
		request.Header.Set("Prefer", "odata.maxpagesize=10,odata.continue-on-error")
		w := httptest.NewRecorder()
		o.ServeHTTP(w, request)
		if w.Code >= 500 && w.Code != http.StatusNotImplemented {
			t.Fatalf("%s %q: %d %s", method, path, w.Code, w.Body)
		}
		if strings.Contains(w.Header().Get("Content-Type"), "json") && !json.Valid(w.Body.Bytes()) {
			t.Fatalf("%s %q: no JSON: %s", method, path, w.Body)
		}
		return w
	}
}

func FuzzBatch(f *testing.F) {
	get := batchPart("batch_b", "", "GET", "WhoAmI", "")
	set := changeSet(batchPart("changeset_c", "1", "POST", "contacts", `{"lastname":"x"}`),
		batchPart("changeset_c", "2", "POST", "tasks", `{"regardingobjectid_contact_task@odata.bind":"$1"}`),
		batchPart("changeset_c", "3", "PUT", "$1/jobtitle", `{"value":"y"}`))
	for _, seed := range []string{"", get, get + "--batch_b--", set + get + "--batch_b--\r\n", strings.ReplaceAll(set, "\r\n", "\n"),
		"preamble\r\n" + get + "--batch_b--epilogue", "--batch_b\r\n\r\n--batch_b--", strings.Replace(set, "changeset_c", "batch_b", 1) + "--batch_b--"} {
		f.Add("multipart/mixed; boundary=batch_b", seed)
	}
	f.Add("multipart/mixed", get)
	f.Add(`multipart/mixed; boundary=""`, get)
	ask := fuzzed(f)
	f.Fuzz(func(t *testing.T, contentType, body string) {
		w := ask(t, http.MethodPost, "$batch", contentType, body)
		if kind := w.Header().Get("Content-Type"); !strings.HasPrefix(kind, "multipart/mixed; boundary=batchresponse_") &&
			!strings.HasPrefix(kind, "application/json") {
			t.Fatalf("%d, content type %q: %s", w.Code, kind, w.Body)
		}
	})
}

func FuzzTokens(f *testing.F) {
	ask := fuzzed(f)
	f.Add("$skiptoken=%3Ccookie%20pagenumber=%222%22%20pagingcookie=%22%253ccookie%2520page%253d%25221%2522%253e%22%20istracking=%22False%22%20/%3E")
	w := ask(f, http.MethodGet, "contacts?$select=fullname&$orderby=fullname", "", "")
	if _, link, ok := strings.Cut(w.Body.String(), `"@odata.nextLink":"`); ok { // one that is good
		_, query, _ := strings.Cut(strings.Split(link, `"`)[0], "?")
		f.Add(query)
	}
	f.Add("$deltatoken=1000000!11/21/2026 10:00:00!0!0123456789abcdef")
	f.Add("$deltatoken=!!!")
	f.Add("$skiptoken=" + url.QueryEscape(`<cookie pagenumber="2" pagingcookie="`) + "&$orderby=fullname")
	f.Add("$skiptoken=x&$deltatoken=y")
	f.Fuzz(func(t *testing.T, query string) { ask(t, http.MethodGet, "contacts?"+query, "", "") })
}

// FuzzFiles: whatever stands in the headers of an upload or a download, it ends in an answer.
func FuzzFiles(f *testing.F) {
	o := practice.New(practice.Options{Accounts: 1, Contacts: 1, Leads: 1, Opportunities: 1, Tokens: map[string]string{
		"t": (&practice.Organization{}).People()[0].ID}})
	row, _ := o.Rows("account")[0]["accountid"].(string)
	f.Add("PATCH", "x-ms-file-name=a.txt", "", "chunked", "")
	f.Add("PATCH", "sessiontoken=x", "bytes 0-3/4", "", "data")
	f.Add("PATCH", "sessiontoken=x", "bytes 9-0/999999999999", "", "data")
	f.Add("GET", "size=full", "bytes=1-", "", "")
	f.Add("GET", "", "bytes=5-1", "", "")
	f.Add("DELETE", "", "", "", "")
	f.Fuzz(func(t *testing.T, method, query, piece, mode, body string) {
		if method != "GET" && method != "PATCH" && method != "DELETE" && method != "PUT" {
			return
		}
		request := httptest.NewRequestWithContext(t.Context(), method, api+"accounts("+row+")/new_contract/$value", strings.NewReader(body))
		request.URL.RawQuery = query
		for name, value := range map[string]string{"Authorization": "Bearer t", "Content-Type": "application/octet-stream",
			"Content-Range": piece, "Range": piece, "x-ms-transfer-mode": mode, "x-ms-file-name": mode} {
			request.Header.Set(name, value)
		}
		w := httptest.NewRecorder()
		if o.ServeHTTP(w, request); w.Code >= 500 {
			t.Fatalf("%d %s", w.Code, w.Body)
		}
	})
}

func FuzzFetch(f *testing.F) {
	ask := fuzzed(f)
	for _, seed := range []string{
		`<fetch top="3"><entity name="contact"><attribute name="fullname"/><order attribute="fullname"/></entity></fetch>`,
		`<fetch count="2" page="2" paging-cookie="&lt;cookie page=&quot;1&quot;&gt;"><entity name="contact"><all-attributes/></entity></fetch>`,
		`<fetch aggregate="true"><entity name="contact"><attribute name="contactid" alias="n" aggregate="count"/></entity></fetch>`,
		`<fetch><entity name="contact"><link-entity name="account" from="accountid" to="parentcustomerid" alias="a" link-type="outer">` +
			`<attribute name="name"/></link-entity><filter type="or"><condition entityname="a" attribute="name" operator="like" value="%a%"/>` +
			`<condition attribute="createdon" operator="last-x-days" value="3"/></filter></entity></fetch>`,
		"<fetch>", "",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, query string) {
		w := ask(t, http.MethodGet, "contacts?fetchXml="+url.QueryEscape(query), "", "")
		if w.Code == http.StatusOK && !bytes.Contains(w.Body.Bytes(), []byte(`"value":[`)) {
			t.Fatalf("no rows: %s", w.Body)
		}
	})
}
