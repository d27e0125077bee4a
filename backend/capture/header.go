package capture

import (
	"context"
	"strings"
)

// maxPreamble is how many rows may stand before the header: Connections.csv has three lines, hand-made ones a few more.
const maxPreamble = 20

// header finds columns by name. LinkedIn has added columns at the end and in the middle over the years, so nothing is
// taken by position.
type header struct {
	columns map[string]int
	width   int
	line    int
	doubled []string
}

// headerName brings a column name to the form in which it is compared: "IS MESSAGE DRAFT", "First Name" and
// "inviterProfileUrl" keep their letters only.
func headerName(raw string) string {
	return strings.ToUpper(strings.Join(strings.Fields(raw), " "))
}

func makeHeader(row record) header {
	h := header{columns: map[string]int{}, width: len(row.fields), line: row.line}
	for i, field := range row.fields {
		name := headerName(decode(field))
		if _, known := h.columns[name]; known {
			h.doubled = append(h.doubled, name)
			continue
		}
		h.columns[name] = i
	}
	return h
}

func (h header) has(names ...string) bool {
	for _, name := range names {
		if _, ok := h.columns[name]; !ok {
			return false
		}
	}
	return true
}

// text is the decoded field of the named column, or "" where the file has no such column.
func (h header) text(row record, name string) string {
	if i, ok := h.columns[name]; ok && i < len(row.fields) {
		return decode(row.fields[i])
	}
	return ""
}

// word is text without the white space around it, for everything but what people wrote.
func (h header) word(row record, name string) string { return strings.TrimSpace(h.text(row, name)) }

// yes reads LinkedIn's flags, which are Yes and No.
func (h header) yes(row record, name string) bool {
	value := h.word(row, name)
	return strings.EqualFold(value, "yes") || strings.EqualFold(value, "true")
}

// findHeader reads up to the row that has all the needed columns, and sets the width of the rows that follow.
func findHeader(ctx context.Context, rows *records, needed ...string) (header, bool) {
	report := rows.report
	rows.report = nil // what stands before the header is a preamble, not a problem
	defer func() { rows.report = report }()
	for range maxPreamble {
		row, ok := rows.next(ctx)
		if !ok {
			return header{}, false
		}
		if found := makeHeader(row); found.has(needed...) {
			rows.width = found.width
			return found, true
		}
	}
	return header{}, false
}

// sheet is one CSV file with its header found.
type sheet struct {
	header
	name string
	rows *records
}

// openSheet finds the header of a file. Without it the file is left out, with a problem that says so; an empty file is
// no problem.
func openSheet(ctx context.Context, b *builder, file source, needed ...string) (*sheet, bool) {
	data := plainBytes(file.data)
	s := &sheet{name: file.name, rows: newRecords(data, func(p Problem) {
		p.File = file.name
		b.problem(p)
	})}
	found, ok := findHeader(ctx, s.rows, needed...)
	if !ok {
		if len(strings.TrimSpace(string(data[:min(len(data), 64)]))) > 0 && ctx.Err() == nil {
			b.problem(Problem{File: file.name, Line: 1, LastLine: 1, Code: ProblemHeader, Column: strings.Join(needed, ", ")})
		}
		return nil, false
	}
	s.header = found
	for _, name := range found.doubled {
		b.problem(Problem{File: file.name, Line: found.line, LastLine: found.line, Code: ProblemDuplicateHeader, Column: name})
	}
	return s, true
}

// each hands on every good row with its progress, and counts them.
func (s *sheet) each(ctx context.Context, b *builder, row func(record)) error {
	count := 0
	for {
		next, ok := s.rows.next(ctx)
		if !ok {
			break
		}
		s.checkEncoding(b, next)
		row(next)
		if count++; count%1000 == 0 {
			b.tell(Progress{File: s.name, Done: int64(s.rows.pos), Total: int64(len(s.rows.data))})
		}
	}
	b.tell(Progress{File: s.name, Done: int64(s.rows.pos), Total: int64(len(s.rows.data))})
	b.material.Files = append(b.material.Files, File{Name: s.name, Rows: count})
	return ctx.Err()
}

func (s *sheet) checkEncoding(b *builder, row record) {
	for _, field := range row.fields {
		if !validText(field) {
			b.problem(Problem{File: s.name, Line: row.line, LastLine: row.lastLine, Code: ProblemEncoding})
			return
		}
	}
}
