package dataverse

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
)

// errSyntax is for JSON that is none, or not in the shape that was asked for.
var errSyntax = errors.New("malformed JSON")

const (
	scanBuffer  = 64 << 10
	stringLimit = 8 << 20
	numberLimit = 64
	depthLimit  = 64
)

// scanner reads JSON from a stream without building it: a page of 5,000 rows is decoded with no map and no tree. Slices
// it returns are valid until its next call.
type scanner struct {
	in  *bufio.Reader
	buf []byte
}

func newScanner(in io.Reader) *scanner {
	return &scanner{in: bufio.NewReaderSize(in, scanBuffer)}
}

// token is one scalar, or word for an object or array that was skipped.
type token struct {
	kind tokenKind
	text []byte // of strings and numbers
}

type tokenKind byte

const (
	tokenNull tokenKind = iota
	tokenTrue
	tokenFalse
	tokenNumber
	tokenString
	tokenComposite
)

// peek skips white space and shows the next byte.
func (s *scanner) peek() (byte, error) {
	for {
		b, err := s.in.ReadByte()
		if err != nil {
			return 0, unexpectedEnd(err)
		}
		switch b {
		case ' ', '\t', '\r', '\n':
			continue
		case 0xEF: // a byte order mark, which some gateways add
			if rest, err := s.in.Peek(2); err == nil && rest[0] == 0xBB && rest[1] == 0xBF {
				_, _ = s.in.Discard(2)
				continue
			}
		}
		return b, s.in.UnreadByte()
	}
}

func unexpectedEnd(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

func (s *scanner) expect(want byte) error {
	got, err := s.peek()
	if err != nil {
		return err
	}
	if got != want {
		return errSyntax
	}
	_, err = s.in.Discard(1)
	return err
}

// object reads an object and calls member for each key; member must read the value. The key is valid until then.
func (s *scanner) object(member func(key []byte) error) error {
	return s.list('{', '}', func() error {
		key, err := s.str()
		if err != nil {
			return err
		}
		// The key's bytes are overwritten by the value, the colon's are not: it is read first.
		if err := s.expect(':'); err != nil {
			return err
		}
		return member(key)
	})
}

// array reads an array and calls element where each element stands; element must read it.
func (s *scanner) array(element func() error) error { return s.list('[', ']', element) }

func (s *scanner) list(open, end byte, element func() error) error {
	if err := s.expect(open); err != nil {
		return err
	}
	for first := true; ; first = false {
		next, err := s.peek()
		if err != nil {
			return err
		}
		if next == end && first {
			return s.expect(end)
		}
		if !first {
			if next == end {
				return s.expect(end)
			}
			if err := s.expect(','); err != nil {
				return err
			}
		}
		if err := element(); err != nil {
			return err
		}
	}
}

// str reads a string and resolves its escapes.
func (s *scanner) str() ([]byte, error) {
	if err := s.expect('"'); err != nil {
		return nil, err
	}
	s.buf = append(s.buf[:0], '"')
	for {
		chunk, err := s.in.ReadSlice('"')
		s.buf = append(s.buf, chunk...)
		if len(s.buf) > stringLimit {
			return nil, errSyntax
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		if err != nil {
			return nil, unexpectedEnd(err)
		}
		if !escaped(s.buf[:len(s.buf)-1]) {
			return unescape(s.buf)
		}
	}
}

// escaped reports whether what follows text is escaped: text ends in an odd number of backslashes.
func escaped(text []byte) bool {
	count := 0
	for i := len(text) - 1; i >= 0 && text[i] == '\\'; i-- {
		count++
	}
	return count%2 == 1
}

func unescape(quoted []byte) ([]byte, error) {
	if bytes.IndexByte(quoted, '\\') < 0 {
		return quoted[1 : len(quoted)-1], nil
	}
	var text string
	if json.Unmarshal(quoted, &text) != nil {
		return nil, errSyntax
	}
	return []byte(text), nil
}

// scalar reads any value; objects and arrays are skipped.
func (s *scanner) scalar() (token, error) { return s.value(0) }

func (s *scanner) value(depth int) (token, error) {
	first, err := s.peek()
	if err != nil {
		return token{}, err
	}
	switch first {
	case '"':
		text, err := s.str()
		return token{tokenString, text}, err
	case '{', '[':
		return token{kind: tokenComposite}, s.skip(first, depth+1)
	case 'n':
		return token{kind: tokenNull}, s.word("null")
	case 't':
		return token{kind: tokenTrue}, s.word("true")
	case 'f':
		return token{kind: tokenFalse}, s.word("false")
	}
	text, err := s.number()
	return token{tokenNumber, text}, err
}

func (s *scanner) skip(open byte, depth int) error {
	if depth > depthLimit {
		return errSyntax
	}
	inner := func() error {
		_, err := s.value(depth)
		return err
	}
	if open == '[' {
		return s.array(inner)
	}
	return s.object(func([]byte) error { return inner() })
}

func (s *scanner) word(want string) error {
	for i := range len(want) {
		b, err := s.in.ReadByte()
		if err != nil {
			return unexpectedEnd(err)
		}
		if b != want[i] {
			return errSyntax
		}
	}
	return nil
}

func (s *scanner) number() ([]byte, error) {
	s.buf = s.buf[:0]
	for {
		b, err := s.in.ReadByte()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		if b < '0' || b > '9' {
			if b != '-' && b != '+' && b != '.' && b != 'e' && b != 'E' {
				if err := s.in.UnreadByte(); err != nil {
					return nil, err
				}
				break
			}
		}
		s.buf = append(s.buf, b)
		if len(s.buf) > numberLimit {
			return nil, errSyntax
		}
	}
	if !json.Valid(s.buf) {
		return nil, errSyntax
	}
	return s.buf, nil
}
