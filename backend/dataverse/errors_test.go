package dataverse

import (
	"net/http"
	"strings"
	"testing"

	"ferry/backend/crm"
)

func TestCodes(t *testing.T) {
	owned := request{method: http.MethodPost, body: []byte(`{"ownerid@odata.bind":"/systemusers(x)"}`)}
	write := request{method: http.MethodPatch, body: []byte(`{}`)}
	read := request{method: http.MethodGet}
	tests := []struct {
		asked   request
		status  int
		code    string
		message string
		want    crm.Code
	}{
		{read, 404, "0x80040217", "contact With Id = x Does Not Exist", crm.CodeNotFound},
		{read, 404, "", "", crm.CodeNotFound},
		{read, 404, "0x8006088A", "Resource not found for the segment 'li_inmails'.", crm.CodeMissingTable},
		{read, 400, "0x80060888", "Could not find a property named 'x' on type 'y'.", crm.CodeMissingTable},
		{read, 400, "0x80060888", "syntax error", crm.CodeInvalid},
		{write, 400, "0x80048d19", "An undeclared property", crm.CodeInvalid},
		{write, 412, "0x80040237", "A record with matching key values already exists.", crm.CodeDuplicateKey},
		{write, 412, "-2147220937", "Cannot insert duplicate key.", crm.CodeDuplicateKey},
		{write, 412, "2147746359", "", crm.CodeDuplicateKey},
		{write, 412, " 0XFFFFFFFF80040237 ", "", crm.CodeDuplicateKey},
		{write, 412, "0x180040237", "", crm.CodeChanged},
		{read, 400, "-2147015902", "", crm.CodeThrottled},
		{write, 412, "0x80060892", "Entity Key violated", crm.CodeDuplicateFound},
		{write, 500, "0x80040333", "a duplicate", crm.CodeDuplicateFound},
		{write, 412, "0x80040333", "a duplicate", crm.CodeDuplicateFound},
		{write, 412, "0x80060882", "RowVersion", crm.CodeChanged},
		{write, 412, "", "", crm.CodeChanged},
		{write, 400, "0x80044331", "The length of the 'subject' attribute", crm.CodeTooLong},
		{write, 413, "", "", crm.CodeTooLong},
		{write, 400, "0x80040265", "Our rule says no", crm.CodeBusinessRule},
		{write, 400, "0x80040203", "Cannot update Closed or Cancelled Activity", crm.CodeClosed},
		{write, 403, "0x80040220", "Cannot update Closed or Cancelled Activity", crm.CodeForbidden},
		{write, 400, "0x80040203", "some argument", crm.CodeInvalid},
		{write, 400, "", "This case has already been resolved.", crm.CodeClosed},
		{write, 400, "0x80040203", "This phonecall is closed.", crm.CodeClosed},
		{read, 400, "", "This phonecall is closed.", crm.CodeInvalid},
		{write, 400, "", "Cannot update Closed or Cancelled Activity", crm.CodeClosed},
		{write, 403, "0x80040220", "missing prvCreateActivity", crm.CodeForbidden},
		{write, 403, "0x80048306", "", crm.CodeForbidden},
		{write, 403, "0x8004A110", "", crm.CodeForbidden},
		{read, 403, "0x80072560", "The user is not a member of the organization.", crm.CodeNotMember},
		{read, 403, "0x80042F09", "", crm.CodeNotMember},
		{read, 403, "0x80050303", "no licence", crm.CodeNotMember},
		{read, 403, "0x80040225", "disabled", crm.CodeNotMember},
		{owned, 400, "0x80040225", "disabled", crm.CodeOwnerRefused},
		{owned, 403, "0x8004022b", "The specified owner has been disabled.", crm.CodeOwnerRefused},
		{owned, 403, "0x80040231", "", crm.CodeOwnerRefused},
		{read, 429, "", "", crm.CodeThrottled},
		{read, 503, "0x80072321", "", crm.CodeThrottled},
		{read, 503, "", "", crm.CodeUnavailable},
		{read, 500, "0x80044150", "", crm.CodeUnavailable},
		{read, 504, "junk", "", crm.CodeUnavailable},
		{read, 407, "", "", crm.CodeOffline},
		{read, 304, "", "", crm.CodeWebPage},
	}
	for _, test := range tests {
		answer := fails(test.status, test.code, test.message).response(nil)
		if got := replyError(test.asked, answer); got.Code != test.want {
			t.Errorf("%d %s %q: %s, want %s", test.status, test.code, test.message, got.Code, test.want)
		}
	}
	busy := exchange{status: 503, with: map[string]string{"Retry-After": "5"}}.response(nil)
	if got := replyError(read, busy); got.Code != crm.CodeThrottled {
		t.Errorf("503 with Retry-After: %s", got.Code)
	}
}

func TestFaultsOfAllServers(t *testing.T) {
	for body, want := range map[string]fault{
		`{"error":{"code":"0x80040217","message":"m"}}`:                               {0x80040217, "m"},
		`{"error":{"code":"","message":"m","innererror":{"message":"x","type":"T"}}}`: {0, "m"},
		`{"Message":"An error has occurred."}`:                                        {0, "An error has occurred."},
		`<html>`:                                                                      {}, ``: {}, `[]`: {}, `{"error":"x"}`: {0, "x"}, `{"error":{"code":5}}`: {5, ""},
		`{"error":{"code":-2147220969,"message":null}}`: {0x80040217, ""}, `{"error":null}`: {}, `{"error":[1]}`: {},
		"\xEF\xBB\xBF" + `{"error":{"code":"0X80040217","message":{"value":"m"}}}`: {0x80040217, ""},
	} {
		if got, err := readFault(strings.NewReader(body)); got != want || err != nil {
			t.Errorf("%s: %+v, %v", body, got, err)
		}
	}
}

func TestDetail(t *testing.T) {
	answer := fails(403, "0x80040220", "Principal user ana@fabrikam.example\n is <missing> prvX "+strings.Repeat("long ", 100)).response(nil)
	answer.Header.Set("REQ_ID", "2f0a-77")
	detail := replyError(request{}, answer).Detail
	for _, want := range []string{"HTTP 403 0x80040220: Principal user … is", "prvX", "… (request 2f0a-77)"} {
		if !strings.Contains(detail, want) {
			t.Errorf("%q lacks %q", detail, want)
		}
	}
	if strings.Contains(detail, "ana@") || strings.Contains(detail, "\n") || len(detail) > 400 {
		t.Errorf("detail %q", detail)
	}
	silent := exchange{status: 500}.response(&http.Request{Header: http.Header{}})
	silent.Request.Header.Set("x-ms-client-request-id", "mine-1")
	if detail := replyError(request{}, silent).Detail; detail != "HTTP 500 (our request mine-1)" {
		t.Errorf("detail %q", detail)
	}
	for _, name := range []string{"x-ms-service-request-id", "x-ms-request-id", "REQ_ID", "traceparent"} {
		header := http.Header{}
		header.Set(name, "5fe339e5-c75e")
		if id := requestID(header); id != "5fe339e5-c75e" {
			t.Errorf("%s is not taken: %q", name, id)
		}
	}
	if id := requestID(http.Header{"Req_id": {"evil\nline"}}); id != "" {
		t.Errorf("a request id with a line break: %q", id)
	}
}
