package capture

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"ferry/backend/crm"
)

// maxRows bounds a table: what a person names the columns of is no data warehouse.
const maxRows = 200_000

// Table is a CSV file whose columns nobody has named yet. Its contents are text from outside, exactly.
type Table struct {
	File string
	// Columns are the names in the file, each made unique: a second "Name" is "Name (2)", one without a name "Column 3".
	Columns  []string
	Rows     []TableRow
	Problems []Problem
}

// TableRow is one row: a value for each column.
type TableRow struct {
	Line     int
	LastLine int
	Values   []string
}

// IsTable reports whether the file at a path is a CSV file that is neither messages.csv nor Connections.csv of an archive,
// told by its columns. Errors as Read.
func IsTable(ctx context.Context, name string) (bool, error) {
	if !strings.EqualFold(filepath.Ext(name), ".csv") {
		return false, nil
	}
	if slices.Contains(ignoredFiles, strings.ToLower(filepath.Base(name))) {
		return false, nil
	}
	data, err := readWhole(ctx, name)
	if err != nil {
		return false, fileError(err)
	}
	for _, needed := range [][]string{{columnConversation, columnContent}, {"FIRST NAME", "LAST NAME", "CONNECTED ON"}} {
		if _, ok := findHeader(ctx, newRecords(plainBytes(data), nil), needed...); ok {
			return false, nil
		}
	}
	return true, nil
}

func readWhole(ctx context.Context, name string) ([]byte, error) {
	file, err := os.Open(name) // #nosec G304 -- the person chose the file
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }()
	return (&meter{}).read(ctx, opener{open: func() (io.ReadCloser, error) { return io.NopCloser(file), nil }})
}

// ReadTable reads a CSV file with any columns: separated by commas, semicolons or tabs, with or without lines above the
// header. Errors as Read.
func ReadTable(ctx context.Context, name string) (Table, error) {
	data, err := readWhole(ctx, name)
	if err != nil {
		return Table{}, fileError(err)
	}
	table, err := parseTable(ctx, filepath.Base(name), plainBytes(data))
	if err != nil {
		return Table{}, fileError(err)
	}
	return table, nil
}

func parseTable(ctx context.Context, name string, data []byte) (Table, error) {
	table := Table{File: name}
	rows := newRecords(data, nil)
	rows.separator = separatorOf(data)
	header, ok := firstWide(ctx, rows)
	if !ok {
		return Table{}, crm.Errorf(crm.CodeBadFile, "no table: fewer than two columns")
	}
	table.Columns = columnNames(header)
	rows.width = len(header.fields)
	rows.report = func(p Problem) {
		p.File = name
		table.Problems = append(table.Problems, p)
	}
	for {
		row, ok := rows.next(ctx)
		if !ok {
			break
		}
		if len(table.Rows) == maxRows {
			return Table{}, crm.Errorf(crm.CodeBadFile, "more than %d rows", maxRows)
		}
		table.take(row)
	}
	return table, ctx.Err()
}

func (t *Table) take(row record) {
	next := TableRow{Line: row.line, LastLine: row.lastLine, Values: make([]string, len(row.fields))}
	valid, empty := true, true
	for i, field := range row.fields {
		valid = valid && validText(field)
		next.Values[i] = decode(field)
		empty = empty && strings.TrimSpace(next.Values[i]) == ""
	}
	if empty {
		return // spreadsheets leave rows of separators at the end
	}
	if !valid {
		t.Problems = append(t.Problems, Problem{File: t.File, Line: row.line, LastLine: row.lastLine, Code: ProblemEncoding})
	}
	t.Rows = append(t.Rows, next)
}

// separatorOf is what the first lines hold most of.
func separatorOf(data []byte) byte {
	start := data[:min(len(data), 64<<10)]
	best := byte(',')
	for _, candidate := range []byte{';', '\t'} {
		if bytes.Count(start, []byte{candidate}) > bytes.Count(start, []byte{best}) {
			best = candidate
		}
	}
	return best
}

// firstWide is the header: the first row of two columns or more that the row behind it agrees with, since notes may stand
// above it.
func firstWide(ctx context.Context, rows *records) (record, bool) {
	var header record
	for range maxPreamble {
		row, ok := rows.next(ctx)
		if !ok {
			break
		}
		if len(row.fields) < 2 {
			continue
		}
		if ahead := *rows; header.fields == nil {
			header = row
			following, ok := ahead.next(ctx)
			if !ok || len(following.fields) == len(row.fields) {
				return row, true
			}
			header.fields = nil
		}
	}
	return header, header.fields != nil
}

func columnNames(header record) []string {
	var names []string
	for i, field := range header.fields {
		name := strings.Join(strings.Fields(decode(field)), " ")
		if name == "" {
			name = "Column " + strconv.Itoa(i+1)
		}
		unique := name
		for n := 2; slices.Contains(names, unique); n++ {
			unique = name + " (" + strconv.Itoa(n) + ")"
		}
		names = append(names, unique)
	}
	return names
}

// Values counts what stands in a column, most frequent first, at most limit of them.
func (t *Table) Values(column string, limit int) []ValueCount {
	at := slices.Index(t.Columns, column)
	if at < 0 {
		return nil
	}
	counts := map[string]int{}
	for _, row := range t.Rows {
		counts[strings.TrimSpace(row.Values[at])]++
	}
	var values []ValueCount
	for value, count := range counts {
		values = append(values, ValueCount{Value: value, Count: count})
	}
	slices.SortFunc(values, func(a, b ValueCount) int {
		if a.Count != b.Count {
			return b.Count - a.Count
		}
		return strings.Compare(a.Value, b.Value)
	})
	return values[:min(len(values), limit)]
}

// ValueCount is one value of a column and in how many rows it stands.
type ValueCount struct {
	Value string
	Count int
}
