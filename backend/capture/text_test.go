package capture

import (
	"testing"

	"golang.org/x/text/encoding/unicode"
)

func TestDecode(t *testing.T) {
	for raw, want := range map[string]string{
		"plain":              "plain",
		"José 李伟 🙂":          "José 李伟 🙂",
		"JosÃ© GarcÃ\u00ada": "José García", // UTF-8 taken for Windows-1252
		"â€œquotedâ€\u009d â€” ðŸ™‚": "“quoted” — 🙂",
		"É a melhor, não é? Ã":       "É a melhor, não é? Ã", // no double encoding: single letters stay
		"caf\xe9 \x80":               "café €",               // Windows-1252
		"½ Ã© 李":                     "½ Ã© 李",               // mixed: not wholly a double encoding
		"\x00\u202e<b>":              "\x00\u202e<b>",
	} {
		if got := decode([]byte(raw)); got != want {
			t.Errorf("decode(%q) = %q, want %q", raw, got, want)
		}
	}
}

func TestPlainBytes(t *testing.T) {
	for _, endian := range []unicode.Endianness{unicode.LittleEndian, unicode.BigEndian} {
		wide, err := unicode.UTF16(endian, unicode.UseBOM).NewEncoder().Bytes([]byte("naïve,李"))
		if err != nil {
			t.Fatal(err)
		}
		if got := string(plainBytes(wide)); got != "naïve,李" {
			t.Errorf("UTF-16: %q", got)
		}
	}
	if got := string(plainBytes([]byte("\xef\xbb\xbfa"))); got != "a" {
		t.Errorf("UTF-8 with mark: %q", got)
	}
}

func TestPlainText(t *testing.T) {
	for source, want := range map[string]string{
		`<p class="x">One<br>two</p><p> </p><p></p><ul><li>three</li></ul>`: "One\ntwo\n\nthree",
		`<a href="https://x.example/?a=1&amp;b">go</a> &lt;now&gt;`:         "go (https://x.example/?a=1&b) <now>",
		`<p>unclosed <b>tags`:                        "unclosed tags",
		`<script>alert(1)</script><p>seen</p>`:       "alert(1)seen",
		"<p>a\u00a0b</p>" + `<img src=x onerror=y>c`: "a b\nc",
	} {
		if got := plainText(source); got != want {
			t.Errorf("plainText(%q) = %q, want %q", source, got, want)
		}
	}
	if isSponsored("https://www.linkedin.com/in/x", sponsoredStart) || isSponsored("", "<p>typed by a person</p>") {
		t.Error("only advertisements are HTML")
	}
}
