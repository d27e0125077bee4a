package dataverse

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"ferry/backend/crm"
)

const (
	faultLimit   = 64 << 10
	messageLimit = 300
)

// fault is the error body of a reply. Code is normalised; zero where the service gave none.
type fault struct {
	code    uint32
	message string
}

// replyError turns a reply that is no success into a coded error.
func replyError(r request, response *http.Response) *crm.Error {
	f, _ := readFault(response.Body)
	return faultError(r, response, f)
}

// faultError is replyError for a reply whose body has been read.
func faultError(r request, response *http.Response, f fault) *crm.Error {
	err := &crm.Error{Code: classify(r, response, f), Detail: describe(response, f)}
	if err.Code == crm.CodeThrottled {
		err.Wait = retryAfter(response.Header)
	}
	return err
}

// readFault reads the body as Dataverse, older servers and ASP.NET write it. A gateway's HTML gives the zero fault. The error
// is for a body that broke off before its end.
func readFault(body io.Reader) (fault, error) {
	var reply struct {
		Error   errorBody   `json:"error"`
		Message lenientText `json:"Message"`
	}
	data, cut := io.ReadAll(withoutMark(io.LimitReader(body, faultLimit)))
	if json.Unmarshal(data, &reply) != nil {
		return fault{}, cut
	}
	f := fault{code: parseCode(string(reply.Error.Code)), message: string(reply.Error.Message)}
	if f.message == "" {
		f.message = string(reply.Message)
	}
	return f, nil
}

// cutShort is the error of a refusal that broke off before it said what it refuses. Its status alone must not decide about a
// write: HTTP 412 may mean that the row is there already, and 400 that it is closed. What asks for a rest, or for another
// try, says so by its head. The others are crm.CodeUnavailable: were the line to blame, one entry whose refusal breaks off
// each time would hold back all the others.
func cutShort(refused *crm.Error, response *http.Response) *crm.Error {
	switch refused.Code {
	case crm.CodeThrottled, crm.CodeUnavailable, crm.CodeOffline, crm.CodeWebPage:
		return refused
	default:
		return crm.Errorf(crm.CodeUnavailable, "the reply was cut short: %s", describe(response, fault{}))
	}
}

// errorBody is the error member of a reply: an object, or a bare text.
type errorBody struct{ Code, Message lenientText }

func (e *errorBody) UnmarshalJSON(raw []byte) error {
	var object struct{ Code, Message lenientText }
	if json.Unmarshal(raw, &object) != nil {
		object.Message = lenientText(textOf(tokenOf(raw)))
	}
	*e = object
	return nil
}

// parseCode normalises a service code: hexadecimal in any letter case, or the same 32 bits as a signed decimal.
func parseCode(text string) uint32 {
	text = strings.TrimSpace(text)
	if hex, found := strings.CutPrefix(strings.ToLower(text), "0x"); found {
		code, err := strconv.ParseUint(hex, 16, 64)
		if high := code >> 32; err != nil || high != 0 && high != 1<<32-1 {
			return 0
		}
		return uint32(code) //nolint:gosec // the upper half is the sign's, and was looked at
	}
	signed, err := strconv.ParseInt(text, 10, 64)
	if err != nil || signed < -1<<31 || signed >= 1<<32 {
		return 0
	}
	return uint32(signed)
}

// describe is the technical detail: status, code, the service's own words cut short and without addresses, request id.
func describe(response *http.Response, f fault) string {
	var text strings.Builder
	fmt.Fprintf(&text, "HTTP %d", response.StatusCode)
	if f.code != 0 {
		fmt.Fprintf(&text, " 0x%08x", f.code)
	}
	if message := trimMessage(f.message); message != "" {
		text.WriteString(": " + message)
	}
	if id := requestID(response.Header); id != "" {
		text.WriteString(" (request " + id + ")")
	} else if asked := response.Request; asked != nil && asked.Header.Get(clientRequest) != "" {
		text.WriteString(" (our request " + asked.Header.Get(clientRequest) + ")")
	}
	return text.String()
}

var (
	address    = regexp.MustCompile(`[^\s'"<>()]+@[^\s'"<>()]+`)
	whitespace = regexp.MustCompile(`\s+`)
)

// trimMessage keeps a service message to one line of bounded length and takes e-mail addresses out of it.
func trimMessage(message string) string {
	message = whitespace.ReplaceAllString(strings.TrimSpace(message), " ")
	message = address.ReplaceAllString(message, "…")
	if runes := []rune(message); len(runes) > messageLimit {
		message = string(runes[:messageLimit]) + "…"
	}
	return strings.ToValidUTF8(message, "")
}

var plainID = regexp.MustCompile(`^[0-9A-Za-z{}|.:-]{1,80}$`)

// requestID is the id by which Microsoft's support finds the request; empty where the reply has none.
func requestID(header http.Header) string {
	ids := requestIDs(header)
	if len(ids) == 0 {
		return ""
	}
	return ids[0]
}

// requestIDs are all the ids that the reply gives the request, under any of the names they travel, the best first.
func requestIDs(header http.Header) []string {
	var ids []string
	for _, name := range []string{"x-ms-service-request-id", "x-ms-request-id", "REQ_ID", "traceparent"} {
		if id := header.Get(name); plainID.MatchString(id) && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

// retryAfter is the wait the service asked for, in seconds or until a date; zero when it did not say.
func retryAfter(header http.Header) time.Duration {
	text := strings.TrimSpace(header.Get("Retry-After"))
	if seconds, err := strconv.ParseFloat(text, 64); err == nil {
		if !(seconds > 0) {
			return 0
		}
		return time.Duration(min(seconds, longestWait.Seconds()) * float64(time.Second))
	}
	date, err := http.ParseTime(text)
	if err != nil {
		return 0
	}
	now := time.Now()
	if server, err := http.ParseTime(header.Get("Date")); err == nil {
		now = server // both dates are the service's: this machine's clock may be wrong
	}
	return min(max(date.Sub(now), 0), longestWait)
}

// transportError is for a request that got no answer. Its text may hold the address, never the token.
func transportError(ctx context.Context, err error) error {
	var coded *crm.Error
	switch {
	case errors.As(err, &coded): // from checkRedirect
		return coded
	case ctx.Err() != nil:
		return crm.Errorf(crm.CodeCancelled, "%w", context.Cause(ctx))
	}
	return &crm.Error{Code: crm.CodeOffline, Detail: networkReason(err), Unsent: neverConnected(err), Err: err}
}

// readError is for a reply that broke off or could not be understood.
func readError(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	var coded *crm.Error
	if errors.As(err, &coded) && ctx.Err() == nil {
		return err
	}
	return transportError(ctx, err)
}

// malformed is for JSON that is none: a reply cut short counts as a broken line, anything else as a service that is not
// well. The cause's own text could quote the reply, so only its kind is kept.
func malformed(response *http.Response, err error) error {
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		return crm.Errorf(crm.CodeOffline, "the reply was cut short (request %s)", requestID(response.Header))
	}
	var syntax *json.SyntaxError
	var mismatch *json.UnmarshalTypeError
	if errors.As(err, &syntax) || errors.As(err, &mismatch) || errors.Is(err, errSyntax) {
		return crm.Errorf(crm.CodeUnavailable, "the reply is not the JSON that was asked for (request %s)",
			requestID(response.Header))
	}
	return err
}

func tokenError(ctx context.Context, err error) error {
	var coded *crm.Error
	switch {
	case errors.As(err, &coded):
		return err
	case ctx.Err() != nil:
		return crm.Errorf(crm.CodeCancelled, "%w", context.Cause(ctx))
	}
	return &crm.Error{Code: crm.CodeSignIn, Detail: "no token"} // the cause's text is not known to be free of secrets
}
