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
//
// The string begins with where each value ends, two bytes each, and with the number of each lookup's table, one byte each.
// Behind that stand the values. In the wide form each has its name in front, as it is printed, and null is spelled out, so
// that a whole row is copied at once; the narrow form leaves names and nulls out and takes half as much memory.
type row struct {
	table   *table
	id      string
	version int64
	values  []any // of an unstored row, and of one that is too long to pack
	packed  string
	wide    bool
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
	text := r.printed(i)
	if c := &r.table.Columns[i]; c.Kind == kindLookup && text != "" {
		target := r.packed[2*len(r.table.Columns)+r.table.lookupAt[i]]
		return ref{c.Targets[target], text[1 : len(text)-1]}
	}
	return unpack(&r.table.Columns[i], text)
}

// header is how long the part in front of the values is.
func (t *table) header() int { return 2*len(t.Columns) + t.lookups }

// printed is a stored value as it is printed: empty for null.
func (r *row) printed(i int) string {
	text := r.member(i)
	if !r.wide {
		return text
	}
	if text = text[len(r.table.names[i]):]; text == "null" {
		return ""
	}
	return text
}

// member is what the string holds for a column: in the wide form with the name in front.
func (r *row) member(i int) string {
	start, end := r.table.header(), r.end(i)
	data := r.packed[start:]
	if i == 0 {
		return data[:end]
	}
	return data[r.end(i-1):end]
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
func (r *row) pack(scratch []byte, wide bool) []byte {
	if r.packed != "" {
		return scratch
	}
	t, head := r.table, r.table.header()
	b := append(slices.Grow(scratch[:0], head+2048), make([]byte, head)...)
	for i := range t.Columns {
		var value any = guid(r.id)
		if i == t.versionAt {
			value = r.version
		} else if i > 0 {
			value = r.values[i]
		}
		if target, ok := value.(ref); ok {
			place := slices.Index(t.Columns[i].Targets, target.table)
			if place < 0 || place > math.MaxUint8 {
				return b
			}
			b[2*len(t.Columns)+t.lookupAt[i]] = byte(place)
		}
		switch {
		case wide && value == nil:
			b = append(b, t.nulls[i]...)
		case wide:
			b = appendValue(append(b, t.names[i]...), value)
		case value != nil:
			b = appendValue(b, value)
		}
		if len(b)-head > math.MaxUint16 {
			return b
		}
		binary.LittleEndian.PutUint16(b[2*i:], uint16(len(b)-head)) //nolint:gosec // compared just above
	}
	r.packed, r.wide, r.values = string(b), wide, nil
	key := r.printed(0)
	r.id = key[1 : len(key)-1] // shares the string
	return b
}

// unpack reads a printed value.
func unpack(c *column, s string) any {
	if s == "" {
		return nil
	}
	switch c.Kind {
	case kindText, kindMemo, kindImage:
		return unquote(s)
	case kindMulti:
		return choices(s[1 : len(s)-1])
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
	case kindGUID, kindKey, kindFile:
		return guid(s[1 : len(s)-1])
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
	if r.packed == "" {
		return appendValue(b, r.value(i))
	}
	if text := r.printed(i); text != "" {
		return append(b, text...)
	}
	return append(b, "null"...)
}

// isNull reports whether a column has no value, without unpacking it.
func (r *row) isNull(i int) bool {
	if r.packed == "" {
		return r.value(i) == nil
	}
	return r.printed(i) == ""
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
