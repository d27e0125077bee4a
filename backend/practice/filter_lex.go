package practice

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

type tokenKind int

const (
	tokenEnd tokenKind = iota
	tokenName
	tokenAlias // @p1
	tokenText
	tokenNumber
	tokenGUID
	tokenTime
	tokenMark // one of ( ) , / : = [ ]
)

type token struct {
	kind tokenKind
	text string
}

// lexer cuts a $filter or $orderby into tokens.
type lexer struct{ rest string }

func (l *lexer) next() (token, *refusal) {
	l.rest = strings.TrimLeft(l.rest, " \t")
	if l.rest == "" {
		return token{}, nil
	}
	c := l.rest[0]
	switch {
	case c == '\'':
		return l.quoted('\'')
	case c == '"':
		return l.quoted('"')
	case strings.IndexByte("(),/:=[]", c) >= 0:
		return l.cut(tokenMark, 1), nil
	case c == '@':
		return l.cut(tokenAlias, 1+wordLength(l.rest[1:])), nil
	}
	return l.word()
}

func (l *lexer) cut(kind tokenKind, n int) token {
	t := token{kind, l.rest[:n]}
	l.rest = l.rest[n:]
	return t
}

// word reads what starts with a letter, digit or sign. GUIDs come first, since they may start with either.
func (l *lexer) word() (token, *refusal) {
	if len(l.rest) >= 36 && wordLength(l.rest) == 36 {
		if _, ok := parseGUID(l.rest[:36]); ok {
			return l.cut(tokenGUID, 36), nil
		}
	}
	c := l.rest[0]
	if c >= '0' && c <= '9' || c == '-' || c == '+' {
		return l.number()
	}
	if n := nameLength(l.rest); n > 0 {
		return l.cut(tokenName, n), nil
	}
	return token{}, badQuery("Syntax error: character '%c' is not valid.", firstRune(l.rest))
}

func (l *lexer) number() (token, *refusal) {
	n := wordLength(l.rest[1:]) + 1
	if n >= 10 {
		// A time may hold colons, which a word does not.
		end := n
		for end < len(l.rest) && strings.IndexByte("0123456789:.Z+-T", l.rest[end]) >= 0 {
			end++
		}
		if _, ok := parseTime(l.rest[:end]); ok {
			return l.cut(tokenTime, end), nil
		}
	}
	if !isNumber(l.rest[:n]) {
		return token{}, badQuery("Syntax error: '%s' is not a literal.", l.rest[:n])
	}
	return l.cut(tokenNumber, n), nil
}

func isNumber(s string) bool {
	digits, points := 0, 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			digits++
		case c == '.':
			points++
		case i > 0 || c != '-':
			return false
		}
	}
	return digits > 0 && points <= 1
}

// quoted reads a text; a doubled quote stands for one.
func (l *lexer) quoted(quote byte) (token, *refusal) {
	var b strings.Builder
	for i := 1; i < len(l.rest); i++ {
		switch {
		case l.rest[i] != quote:
			b.WriteByte(l.rest[i])
		case i+1 < len(l.rest) && l.rest[i+1] == quote:
			b.WriteByte(quote)
			i++
		default:
			l.rest = l.rest[i+1:]
			return token{tokenText, b.String()}, nil
		}
	}
	return token{}, badQuery("There is an unterminated string literal.")
}

// wordLength counts the letters, digits, points, hyphens and underscores at the start.
func wordLength(s string) int {
	for i, r := range s {
		if r != '_' && r != '.' && r != '-' && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return i
		}
	}
	return len(s)
}

// nameLength counts the characters of a name at the start: as a word, without hyphens.
func nameLength(s string) int {
	for i, r := range s {
		if r != '_' && r != '.' && !unicode.IsLetter(r) && (i == 0 || !unicode.IsDigit(r)) {
			return i
		}
	}
	return len(s)
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}
