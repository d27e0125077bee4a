package practice

import (
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// answer is a success.
type answer struct {
	status  int
	header  http.Header
	body    []byte
	changed bool       // something was committed
	made    ref        // the row that a write made or changed
	rows    *rowStream // what follows the body: the rows of a page, which are printed while they are sent
}

func jsonAnswer(status int, body []byte) *answer {
	return &answer{status: status, header: http.Header{}, body: body}
}

func emptyAnswer() *answer { return &answer{status: http.StatusNoContent, header: http.Header{}} }

func changedAnswer() *answer {
	a := emptyAnswer()
	a.changed = true
	return a
}

const jsonType = "application/json; odata.metadata=minimal"

func (x *exchange) writeAnswer(w http.ResponseWriter, a *answer) {
	h := w.Header()
	x.commonHeader(h)
	for name, values := range a.header {
		h[name] = values
	}
	if len(a.body) > 0 && h.Get("Content-Type") == "" {
		h.Set("Content-Type", jsonType)
	}
	if len(x.prefer.applied) > 0 {
		h.Set("Preference-Applied", strings.Join(x.prefer.applied, ","))
	}
	if a.rows == nil {
		h.Set("Content-Length", strconv.Itoa(len(a.body)))
	}
	w.WriteHeader(a.status)
	x.org.writeBody(w, a)
}

// rowStream is rows still to be printed. Rows never change once they are stored, so this needs no lock, and a slow client
// holds up nobody.
type rowStream struct {
	printer *printer
	rows    []*row
}

const streamed = 64 << 10

// writeBody sends a body, and the rows behind it piece by piece: a piece that is still in the processor's cache is sent
// faster than a whole page from memory. A client that is gone is no concern of ours.
func (o *Organization) writeBody(w io.Writer, a *answer) {
	if a.rows == nil {
		_, _ = w.Write(a.body)
		return
	}
	b := append(append(o.takeBuffer(), a.body...), '[')
	for i, r := range a.rows.rows {
		if i > 0 {
			b = append(b, ',')
		}
		if b = a.rows.printer.appendRow(b, r, ""); len(b) >= streamed {
			if _, err := w.Write(b); err != nil {
				break
			}
			b = b[:0]
		}
	}
	_, _ = w.Write(append(b, "]}"...))
	o.giveBuffer(b)
}

func (x *exchange) commonHeader(h http.Header) {
	h.Set("OData-Version", "4.0")
	h.Set("Date", time.Now().UTC().Format(http.TimeFormat))
	h.Set("Cache-Control", "no-cache")
	id := string(newID())
	h.Set("REQ_ID", id)
	h.Set("x-ms-service-request-id", id)
	h.Set("x-ms-dop-hint", "4")
	h.Set("Set-Cookie", "ARRAffinity=practice; path=/; secure; HttpOnly")
	if left := x.admitted.left; left != nil {
		h.Set("x-ms-ratelimit-burst-remaining-xrm-requests", strconv.Itoa(left.requests))
		h.Set("x-ms-ratelimit-time-remaining-xrm-requests", strconv.FormatFloat(left.time.Seconds(), 'f', 2, 64))
	}
}

// writeRefusal prints an error as the service does, and a bearer challenge with a 401.
func (x *exchange) writeRefusal(w http.ResponseWriter, err *refusal) {
	h := w.Header()
	x.commonHeader(h)
	for name, values := range err.header {
		h[name] = values
	}
	body := x.errorBody(err)
	if len(body) > 0 {
		h.Set("Content-Type", jsonType)
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(err.status)
	_, _ = w.Write(body)
}

// pageAnswer is an answer of rows behind the start of its body. Rows that need to be looked up for others, as expansions
// and names do, are printed at once, under the lock.
func (x *exchange) pageAnswer(start []byte, q *query, rows []*row) *answer {
	start = append(start, `,"value":`...)
	if p := x.printer(q); p.plain && len(p.expansions) == 0 {
		a := jsonAnswer(http.StatusOK, start)
		a.rows = &rowStream{p, slices.Clone(rows)}
		return a
	}
	return jsonAnswer(http.StatusOK, append(x.appendRows(start, q, rows), '}'))
}

// errorBody is {"error":{"code","message"}}, with the details as annotations where they were asked for.
func (x *exchange) errorBody(err *refusal) []byte {
	if err.code == "" {
		return nil
	}
	if x.org != nil && x.org.knobs.on(&x.org.knobs.oldErrors) {
		message := appendString(nil, err.message)
		return fmt.Appendf(nil, `{"error":{"code":"","message":%[1]s,"innererror":{"message":%[1]s,"type":`+
			`"Microsoft.Crm.CrmException","stacktrace":"   at Microsoft.Crm.Practice"}}}`, message)
	}
	b := fmt.Appendf(nil, `{"error":{"code":%s,"message":%s`, appendString(nil, err.code), appendString(nil, err.message))
	for _, detail := range [][2]string{
		{"ErrorDetails.OperationStatus", "0"}, {"ErrorDetails.SubErrorCode", "2"},
		{"HelpLink", "http://go.microsoft.com/fwlink/?LinkID=398563&error=Microsoft.Crm.CrmException%3a" + strings.TrimPrefix(err.code, "0x")},
		{"TraceText", "The practice organization refused the request: " + err.message},
		{"InnerError.Message", err.message},
	} {
		if name := "Microsoft.PowerApps.CDS." + detail[0]; x.prefer.wants(name) {
			b = fmt.Appendf(b, `,"@%s":%s`, name, appendString(nil, detail[1]))
		}
	}
	return append(b, "}}"...)
}

// takeBuffer is an empty buffer for a piece of a body, one that served before if there is one.
func (o *Organization) takeBuffer() []byte {
	if b, ok := o.buffers.Get().(*[]byte); ok {
		return (*b)[:0]
	}
	return make([]byte, 0, 2*streamed)
}

func (o *Organization) giveBuffer(b []byte) { o.buffers.Put(&b) }
