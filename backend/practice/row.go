package practice

import (
	"encoding/binary"
	"encoding/json"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
)

// row is one row of a table. While it is being made its values stand in values. Once it is stored it is never changed, and
// its values are packed into one string in the form the Web API prints them: a million rows then fit into memory, and
// printing one is copying. A write stores a new row in the place of the old one, so that whoever holds a row may read it
// without a lock.
type row struct {
	table   *table
	id      string
	version int64
	values  []any  // of an unstored row, and of one that is too long to pack
	packed  string // ends of the values, two bytes each, and behind them the values
}

// value is one column's value, of the types that value.go lists.
func (r *row) value(i int) any {
	switch {
	case i == 0:
		return guid(r.id)
	case i == r.table.versionAt:
		return r.version
	case r.packed == "":
		return r.values[i]
	}
	return unpack(&r.table.Columns[i], r.slot(i))
}

// slot is the packed form of a value: empty for null.
func (r *row) slot(i int) string {
	data := 2 * len(r.table.Columns)
	start, end := 0, r.end(i)
	if i > 0 {
		start = r.end(i - 1)
	}
	return r.packed[data+start : data+end]
}

func (r *row) end(i int) int { return int(r.packed[2*i]) | int(r.packed[2*i+1])<<8 }

func (r *row) get(name string) any {
	if i := r.table.at(name); i >= 0 {
		return r.value(i)
	}
	return nil
}

func (r *row) text(name string) string {
	s, _ := r.get(name).(string)
	return s
}

func (r *row) ref(name string) ref {
	v, _ := r.get(name).(ref)
	return v
}

func (r *row) number(name string) int64 {
	v, _ := r.get(name).(int64)
	return v
}

// set changes a row that is not stored yet.
func (r *row) set(name string, value any) {
	if i := r.table.at(name); i >= 0 {
		r.values[i] = value
	}
}

// copy makes an unstored row to change.
func (r *row) copy() *row {
	next := &row{table: r.table, id: r.id, version: r.version}
	if r.packed == "" {
		next.values = slices.Clone(r.values)
		return next
	}
	next.values = make([]any, len(r.table.Columns))
	for i := range next.values {
		next.values[i] = r.value(i)
	}
	return next
}

// pack brings an unstored row into its stored form, with the help of a buffer that it gives back for the next one.
func (r *row) pack(scratch []byte) []byte {
	if r.packed != "" {
		return scratch
	}
	n := len(r.table.Columns)
	b := append(slices.Grow(scratch[:0], 2*n+1024), make([]byte, 2*n)...)
	for i, value := range r.values {
		if i == 0 {
			b = append(b, r.id...) // the id shares the string
		} else if i != r.table.versionAt {
			var ok bool
			if b, ok = appendPacked(b, &r.table.Columns[i], value); !ok {
				return b
			}
		}
		if len(b)-2*n > math.MaxUint16 {
			return b
		}
		binary.LittleEndian.PutUint16(b[2*i:], uint16(len(b)-2*n)) //nolint:gosec // compared just above
	}
	r.packed, r.values = string(b), nil
	r.id = r.packed[2*n : 2*n+len(r.id)]
	return b
}

// appendPacked writes a value as it is printed, and a lookup with the number of its target table in front, which no
// printed value starts with. False for a target that the column does not list.
func appendPacked(b []byte, c *column, value any) ([]byte, bool) {
	switch v := value.(type) {
	case nil:
		return b, true
	case ref:
		place := slices.Index(c.Targets, v.table)
		if place < 0 || place >= ' ' {
			return b, false
		}
		b = append(b, byte(place))
	}
	return appendValue(b, value), true
}

// unpack reads what appendPacked wrote.
func unpack(c *column, s string) any {
	if s == "" {
		return nil
	}
	switch c.Kind {
	case kindText, kindMemo:
		return unquote(s)
	case kindNumber:
		v, _ := strconv.ParseFloat(s, 64)
		return v
	case kindBoolean:
		return s == "true"
	case kindMoney:
		whole, part, _ := strings.Cut(s, ".")
		v, _ := strconv.ParseInt(whole+part, 10, 64)
		return money(v)
	case kindTime:
		v, _ := time.Parse(timeForm, s[1:len(s)-1])
		return v
	case kindDate:
		return date(s[1 : len(s)-1])
	case kindGUID, kindKey:
		return guid(s[1 : len(s)-1])
	case kindLookup:
		return ref{c.Targets[s[0]], s[2 : len(s)-1]}
	default:
		v, _ := strconv.ParseInt(s, 10, 64)
		return v
	}
}

func unquote(s string) string {
	if strings.IndexByte(s, '\\') < 0 {
		return s[1 : len(s)-1]
	}
	var text string
	if json.Unmarshal([]byte(s), &text) != nil {
		return ""
	}
	return text
}

// appendPrinted writes a column's value as the Web API prints it.
func (r *row) appendPrinted(b []byte, i int) []byte {
	if r.packed == "" || i == 0 || i == r.table.versionAt {
		return appendValue(b, r.value(i))
	}
	s := r.slot(i)
	if s == "" {
		return append(b, "null"...)
	}
	if s[0] < ' ' {
		s = s[1:]
	}
	return append(b, s...)
}

// isNull reports whether a column has no value, without unpacking it.
func (r *row) isNull(i int) bool {
	if r.packed == "" || i == 0 || i == r.table.versionAt {
		return r.value(i) == nil
	}
	return r.end(i) == r.end(i-1)
}

// newRow is an unstored row with the defaults of its table.
func newRow(t *table, id string) *row {
	r := &row{table: t, id: id, values: make([]any, len(t.Columns))}
	for i := range t.Columns {
		r.values[i] = t.Columns[i].Default
	}
	r.values[0] = guid(id)
	return r
}

func byID(a, b *row) int { return strings.Compare(a.id, b.id) }
