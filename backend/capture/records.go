package capture

import (
	"bytes"
	"context"
)

// maxRecord is the longest row that is read, in bytes. LinkedIn's own limit for a message is far below.
const maxRecord = 1 << 20

// record is one row: raw fields (quotes undone, nothing else) and the lines it stands on.
type record struct {
	fields   [][]byte
	line     int
	lastLine int
}

// records reads rows of comma-separated values. encoding/csv is not used because it turns CRLF within a text into LF, and
// because one forgotten quote makes it swallow the rest of the file: here the broken piece is named and reading goes on
// with the next line that makes sense.
type records struct {
	data []byte
	pos  int
	line int
	// width is the number of fields a row must have; 0 takes any.
	width int
	// separator stands between fields: a comma, but in what people save from spreadsheets also a semicolon or a tab.
	separator byte
	// check refuses a row of the right width that makes no sense; nil takes all.
	check func(fields [][]byte) (ProblemCode, string)
	// report is told of every piece that was left out.
	report func(Problem)
	// budget is how many bytes may be read again while looking for the next good row, so that a hostile file costs
	// linear time.
	budget int
	broken *Problem
	until  int // the last line of the row that began the broken piece
}

func newRecords(data []byte, report func(Problem)) *records {
	return &records{data: data, line: 1, separator: ',', report: report, budget: 4*len(data) + 16*maxRecord}
}

// next gives the next good row, or false at the end of the file or of the context.
func (r *records) next(ctx context.Context) (record, bool) {
	for count := 0; r.pos < len(r.data); count++ {
		if count%256 == 0 && ctx.Err() != nil {
			return record{}, false
		}
		if r.skipBlank() {
			continue
		}
		fields, end, status := splitRecord(r.data[r.pos:], r.separator)
		text := bytes.TrimSuffix(r.data[r.pos:r.pos+end], []byte{'\n'})
		row := record{fields: fields, line: r.line, lastLine: r.line + newlines(text)}
		code, column := r.judge(row, status)
		if code == "" {
			r.flush()
			r.advance(end)
			return row, true
		}
		if !r.stepOver(row, end, code, column) {
			break
		}
	}
	r.flush()
	return record{}, false
}

// skipBlank steps over an empty line, as preambles and editors leave them.
func (r *records) skipBlank() bool {
	rest := r.data[r.pos:]
	if rest[0] == '\n' {
		r.advance(1)
		return true
	}
	if len(rest) > 1 && rest[0] == '\r' && rest[1] == '\n' {
		r.advance(2)
		return true
	}
	return false
}

func (r *records) judge(row record, status ProblemCode) (ProblemCode, string) {
	if status != "" {
		return status, ""
	}
	if r.width != 0 && len(row.fields) != r.width {
		return ProblemColumns, ""
	}
	if r.check == nil {
		return "", ""
	}
	return r.check(row.fields)
}

// stepOver notes a bad row and goes on one line further, since a row over several lines may have swallowed good ones.
// Lines that follow and are no rows at all belong to the same broken piece; a row with a bad date is one of its own.
func (r *records) stepOver(row record, end int, code ProblemCode, column string) bool {
	if r.broken == nil || code == ProblemDate || (r.broken.Code == ProblemDate && row.line > r.until) {
		r.flush()
		r.broken = &Problem{Line: row.line, Code: code, Column: column}
		r.until = row.lastLine
	}
	r.broken.LastLine = r.line
	r.budget -= end
	if r.budget < 0 {
		r.broken.Code = ProblemDamaged
		r.broken.LastLine = r.line + newlines(bytes.TrimSuffix(r.data[r.pos:], []byte{'\n'}))
		return false
	}
	if newline := bytes.IndexByte(r.data[r.pos:], '\n'); newline >= 0 {
		r.advance(newline + 1)
	} else {
		r.pos = len(r.data)
	}
	return true
}

func (r *records) advance(n int) {
	r.line += newlines(r.data[r.pos : r.pos+n])
	r.pos += n
}

func (r *records) flush() {
	if r.broken != nil && r.report != nil {
		r.report(*r.broken)
	}
	r.broken = nil
}

func newlines(data []byte) int { return bytes.Count(data, []byte{'\n'}) }

// splitRecord reads one row from the start of data: its fields, the length with the line end, and why it is not one.
// A quote within a quoted field that no separator follows is taken as text: people forget to double it.
func splitRecord(data []byte, separator byte) (fields [][]byte, end int, problem ProblemCode) {
	for pos := 0; ; {
		var field []byte
		var next int
		if pos < len(data) && data[pos] == '"' {
			field, next, problem = quotedField(data, pos+1, separator)
		} else {
			field, next = plainField(data, pos, separator)
		}
		if problem == "" && next > maxRecord {
			problem = ProblemTooLong
		}
		if problem != "" {
			return nil, next, problem
		}
		fields = append(fields, field)
		if next >= len(data) {
			return fields, next, ""
		}
		if data[next] != separator {
			return fields, next + lineEnd(data[next:]), ""
		}
		pos = next + 1
	}
}

// plainField reads a field without quotes and gives the position of the separator behind it.
func plainField(data []byte, start int, separator byte) ([]byte, int) {
	length := bytes.IndexAny(data[start:min(len(data), start+maxRecord+1)], string(separator)+"\n")
	if length < 0 {
		length = min(len(data)-start, maxRecord+1)
	}
	end := start + length
	if end > start && end < len(data) && data[end] == '\n' && data[end-1] == '\r' {
		end--
	}
	return data[start:end], end
}

// quotedField reads a field from behind its opening quote and gives the position of the separator behind it.
func quotedField(data []byte, start int, separator byte) (field []byte, next int, problem ProblemCode) {
	var undone []byte
	for from := start; ; {
		quote := bytes.IndexByte(data[from:min(len(data), from+maxRecord+1)], '"')
		if quote < 0 || from+quote-start > maxRecord {
			return nil, min(len(data), from+maxRecord+1), unclosed(data, start)
		}
		at := from + quote
		switch {
		case at+1 == len(data) || data[at+1] == separator || lineEnd(data[at+1:]) > 0:
			if undone == nil {
				return data[start:at], at + 1, ""
			}
			return append(undone, data[from:at]...), at + 1, ""
		case data[at+1] == '"':
			undone = append(undone, data[from:at+1]...)
			from = at + 2
		default:
			undone = append(undone, data[from:at+1]...)
			from = at + 1
		}
	}
}

func unclosed(data []byte, start int) ProblemCode {
	if len(data)-start > maxRecord {
		return ProblemTooLong
	}
	return ProblemColumns
}

// lineEnd is the length of the line end that data begins with: 1, 2, or 0 for none.
func lineEnd(data []byte) int {
	switch {
	case len(data) > 0 && data[0] == '\n':
		return 1
	case len(data) > 1 && data[0] == '\r' && data[1] == '\n':
		return 2
	}
	return 0
}
