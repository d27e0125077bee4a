package capture

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
)

func readAll(t *testing.T, data string, width int) (rows [][]string, problems []Problem) {
	t.Helper()
	r := newRecords([]byte(data), func(p Problem) { problems = append(problems, p) })
	r.width = width
	for {
		row, ok := r.next(t.Context())
		if !ok {
			return rows, problems
		}
		var fields []string
		for _, field := range row.fields {
			fields = append(fields, string(field))
		}
		rows = append(rows, fields)
	}
}

func TestRecords(t *testing.T) {
	cases := map[string]struct {
		data     string
		rows     [][]string
		problems []Problem
	}{
		"plain":             {"a,b\nc,d\n", [][]string{{"a", "b"}, {"c", "d"}}, nil},
		"no last line end":  {"a,b\nc,", [][]string{{"a", "b"}, {"c", ""}}, nil},
		"CRLF and blank":    {"a,b\r\n\r\n\n\"c\",\"d\"\r\n", [][]string{{"a", "b"}, {"c", "d"}}, nil},
		"quotes":            {`"a ""b"" c",""""` + "\n", [][]string{{`a "b" c`, `"`}}, nil},
		"newlines kept":     {"\"a\r\nb\nc\r\",d\n", [][]string{{"a\r\nb\nc\r", "d"}}, nil},
		"comma in quotes":   {`"a,b",c`, [][]string{{"a,b", "c"}}, nil},
		"undoubled quote":   {`"say "hi" now",b`, [][]string{{`say "hi" now`, "b"}}, nil},
		"quote in plain":    {`5" pipe,b`, [][]string{{`5" pipe`, "b"}}, nil},
		"lone CR is text":   {"a\rb,c\n", [][]string{{"a\rb", "c"}}, nil},
		"never closed":      {"a,b\n\"c,d\ne,f\n", [][]string{{"a", "b"}, {"e", "f"}}, []Problem{{Line: 2, LastLine: 2, Code: ProblemColumns}}},
		"too many, too few": {"a\nb,c,d\ne,f\n", [][]string{{"e", "f"}}, []Problem{{Line: 1, LastLine: 2, Code: ProblemColumns}}},
		"only a quote":      {`"`, nil, []Problem{{Line: 1, LastLine: 1, Code: ProblemColumns}}},
	}
	for name, c := range cases {
		rows, problems := readAll(t, c.data, 2)
		if !slices.EqualFunc(rows, c.rows, slices.Equal[[]string]) {
			t.Errorf("%s: %q", name, rows)
		}
		if !slices.Equal(problems, c.problems) {
			t.Errorf("%s: problems %+v", name, problems)
		}
	}
}

func TestLongRecords(t *testing.T) {
	body := strings.Repeat("x", 100_000)
	if rows, problems := readAll(t, `"`+body+`",b`, 2); len(rows) != 1 || rows[0][0] != body || problems != nil {
		t.Errorf("a body of 100,000 characters is ordinary: %d rows, %+v", len(rows), problems)
	}
	for _, long := range []string{`"` + strings.Repeat("y", maxRecord+10) + `",b`, strings.Repeat("y", maxRecord+10) + ",b"} {
		rows, problems := readAll(t, long+"\nc,d\n", 2)
		if len(rows) != 1 || rows[0][0] != "c" || len(problems) != 1 || problems[0].Code != ProblemTooLong {
			t.Errorf("%d rows, %+v", len(rows), problems)
		}
	}
}

// However broken a file is, it is not read again and again from every line.
func TestHostileFileEndsInLinearTime(t *testing.T) {
	rows, problems := readAll(t, strings.Repeat("\"x\n", 3<<20), 2)
	if len(rows) != 0 || len(problems) != 1 || problems[0].Code != ProblemDamaged || problems[0].LastLine != 3<<20 {
		t.Errorf("%d rows, problems %+v", len(rows), problems)
	}
}

// FuzzRecords compares with encoding/csv where that can read the input, and otherwise holds that nothing is lost: every
// line is in a row or in a problem.
func FuzzRecords(f *testing.F) {
	for _, name := range []string{"newest/messages.csv", "2022/messages.csv", "broken/messages.csv", "newest/Connections.csv"} {
		seed, err := os.ReadFile("testdata/" + name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(seed)
	}
	for _, seed := range []string{"", "\"", "a,\"b\"\"\r\nc\"\n", "a\n\"\n", ",\n,,\n", "\xff\xfe\x00", "a,b\rc\r\n"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if want, ok := standard(data); ok {
			rows, problems := readAll(t, string(data), 0)
			if !slices.EqualFunc(rows, want, slices.Equal[[]string]) || problems != nil {
				t.Errorf("%q: got %q (%+v), encoding/csv says %q", data, rows, problems, want)
			}
		}
		everyLineIsAccountedFor(t, data)
	})
}

// standard reads with encoding/csv what both understand alike: no CR, which it changes in texts.
func standard(data []byte) ([][]string, bool) {
	if bytes.ContainsRune(data, '\r') {
		return nil, false
	}
	reader := csv.NewReader(bytes.NewReader(data))
	reader.FieldsPerRecord = -1
	rows, err := reader.ReadAll()
	return rows, err == nil || errors.Is(err, io.EOF)
}

func everyLineIsAccountedFor(t *testing.T, data []byte) {
	t.Helper()
	lines := bytes.Split(data, []byte{'\n'})
	seen := make([]bool, len(lines)+1)
	mark := func(first, last int) {
		for line := first; line <= last && line <= len(lines); line++ {
			seen[line] = true
		}
	}
	r := newRecords(data, func(p Problem) { mark(p.Line, p.LastLine) })
	r.width = 3
	for row, ok := r.next(t.Context()); ok; row, ok = r.next(t.Context()) {
		mark(row.line, row.lastLine)
	}
	for i, line := range lines {
		if !seen[i+1] && len(bytes.TrimSuffix(line, []byte{'\r'})) > 0 {
			t.Errorf("line %d of %q is in no row and no problem", i+1, data)
		}
	}
}
