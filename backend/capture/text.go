package capture

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/unicode/norm"
)

var (
	byteOrderUTF8    = []byte("\xef\xbb\xbf")
	byteOrderUTF16LE = []byte("\xff\xfe")
	byteOrderUTF16BE = []byte("\xfe\xff")
)

// plainBytes takes the byte order mark off and turns UTF-16, in which spreadsheets save, into UTF-8.
func plainBytes(data []byte) []byte {
	switch {
	case bytes.HasPrefix(data, byteOrderUTF8):
		return data[len(byteOrderUTF8):]
	case bytes.HasPrefix(data, byteOrderUTF16LE), bytes.HasPrefix(data, byteOrderUTF16BE):
		plain, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Bytes(data)
		if err == nil {
			return plain
		}
	}
	return data
}

func validText(field []byte) bool { return utf8.Valid(field) }

// decode turns a field into text: UTF-8 as it stands, anything else as Windows-1252, in which every byte is a character.
func decode(field []byte) string {
	if !utf8.Valid(field) {
		var text strings.Builder
		for _, b := range field {
			text.WriteRune(charmap.Windows1252.DecodeByte(b))
		}
		return text.String()
	}
	return repair(string(field))
}

// repair undoes mojibake: UTF-8 that was taken for Windows-1252 and encoded again ("Ã©" for "é"), seen in real archives.
// Only a text that is wholly such a double encoding is touched; "é" alone never is, since its single byte is not UTF-8.
func repair(text string) string {
	if !strings.ContainsAny(text, "ÂÃÄÅÎÏÐÑØÙàáâãäåæçèéêëìíïð") {
		return text
	}
	once := make([]byte, 0, len(text))
	for _, r := range text {
		b, ok := singleByte(r)
		if !ok {
			return text
		}
		once = append(once, b)
	}
	if !utf8.Valid(once) {
		return text
	}
	return string(once)
}

// singleByte is the Windows-1252 byte of a character. The five bytes that Windows-1252 leaves open arrive as C1 controls.
func singleByte(r rune) (byte, bool) {
	if r < 0xA0 {
		switch {
		case r < 0x80, r == 0x81, r == 0x8D, r == 0x8F, r == 0x90, r == 0x9D:
			return byte(r), true // #nosec G115 -- below 0xA0
		}
		return 0, false
	}
	return charmap.Windows1252.EncodeRune(r)
}

// sponsoredStart begins the body of an advertisement, the one kind of message that LinkedIn exports as HTML.
const sponsoredStart = `<p class="spinmail-quill-editor`

func isSponsored(senderURL, body string) bool {
	return senderURL == "" && strings.HasPrefix(strings.TrimSpace(body), sponsoredStart)
}

// plainText turns the HTML of an advertisement into text: a line per paragraph, addresses of links behind their words.
// Ordinary messages never come here; what looks like HTML in them is what somebody typed.
func plainText(source string) string {
	var text strings.Builder
	var link string
	tokens := html.NewTokenizer(strings.NewReader(source))
	for kind := tokens.Next(); kind != html.ErrorToken; kind = tokens.Next() {
		token := tokens.Token()
		switch {
		case kind == html.TextToken:
			text.WriteString(token.Data)
		case token.Data == "br":
			text.WriteByte('\n')
		case token.Data == "a" && kind == html.StartTagToken:
			link = hrefOf(token)
		case token.Data == "a" && kind == html.EndTagToken && link != "":
			text.WriteString(" (" + link + ")")
			link = ""
		case kind == html.EndTagToken && isBlock(token.Data):
			text.WriteByte('\n')
		}
	}
	return tidyLines(text.String())
}

func hrefOf(token html.Token) string {
	for _, attribute := range token.Attr {
		if attribute.Key == "href" {
			return attribute.Val
		}
	}
	return ""
}

func isBlock(tag string) bool {
	switch tag {
	case "p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "blockquote":
		return true
	}
	return false
}

func tidyLines(text string) string {
	var lines []string
	for line := range strings.SplitSeq(strings.ReplaceAll(text, "\u00a0", " "), "\n") {
		line = strings.TrimSpace(line)
		if line != "" || (len(lines) > 0 && lines[len(lines)-1] != "") {
			lines = append(lines, line)
		}
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}

// comparableText is a text without what exports differ in: composition of accents, line ends and amounts of white space.
func comparableText(text string) string {
	return strings.Join(strings.Fields(norm.NFC.String(text)), " ")
}
