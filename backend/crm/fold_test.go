package crm

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestFold(t *testing.T) {
	for name, want := range map[string]string{
		"José  García-López": "jose garcia lopez", "JOSE\u0301": "jose", "Straße": "strasse", "Łukasz": "łukasz",
		"O'Brien, Ltd.": "o brien ltd", "  ": "", "李 伟": "李 伟", "Ａｎａ": "ana", "Nguyễn Thị Ánh": "nguyen thi anh",
		"A1-b2": "a1 b2", "🙂": "",
	} {
		if got := Fold(name); got != want {
			t.Errorf("Fold(%q) = %q, want %q", name, got, want)
		}
	}
}

// The short way for ASCII must give what the long way gives: a non-ASCII letter at the end forces the long one.
func FuzzFold(f *testing.F) {
	for _, seed := range []string{"Tom O'Kafor", " a--B  9z ", "", "[]{}@`", "\x00\t x"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, name string) {
		if !utf8.ValidString(name) {
			return
		}
		want := strings.TrimSpace(Fold(name) + " ss")
		if long := Fold(name + " ß"); long != want {
			t.Errorf("the long way gives %q, not %q", long, want)
		}
	})
}
