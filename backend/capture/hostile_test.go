package capture_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"ferry/backend/capture"
	"ferry/backend/crm"
)

const (
	messageHeader = "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER"
	messageRow    = "c1,,José Gómez,https://www.linkedin.com/in/jose-sample,Ana Ruiz,https://www.linkedin.com/in/ana-sample," +
		"2025-06-01 14:03:22 UTC,,\"Mañana a las 10, ¿no?\",INBOX"
	messageFile = messageHeader + "\n" + messageRow + "\n"
)

// wide is the text as UTF-16 with its mark, as spreadsheets save it.
func wide(order binary.ByteOrder, text string) []byte {
	var out bytes.Buffer
	for _, unit := range utf16.Encode([]rune("\uFEFF" + text)) {
		_ = binary.Write(&out, order, unit) // a buffer takes everything
	}
	return out.Bytes()
}

// narrow is the text in Latin-1, which has one byte for each of these letters.
func narrow(text string) []byte {
	var out []byte
	for _, letter := range text {
		out = append(out, byte(letter)) // #nosec G115 -- letters below 256 only
	}
	return out
}

// TestEveryEncodingGivesTheSameText reads one message as several programs save it.
func TestEveryEncodingGivesTheSameText(t *testing.T) {
	for name, data := range map[string][]byte{
		"UTF-8":                    []byte(messageFile),
		"UTF-8 with a mark":        []byte("\xef\xbb\xbf" + messageFile),
		"UTF-16 LE":                wide(binary.LittleEndian, messageFile),
		"UTF-16 BE":                wide(binary.BigEndian, messageFile),
		"Latin-1 (Windows-1252)":   narrow(messageFile),
		"UTF-8 read as Latin-1":    []byte(strings.NewReplacer("ñ", "Ã±", "é", "Ã©", "ó", "Ã³", "¿", "Â¿").Replace(messageFile)),
		"lines that end with CRLF": []byte(strings.ReplaceAll(messageFile, "\n", "\r\n")),
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "messages.csv")
			if err := os.WriteFile(path, data, 0o600); err != nil {
				t.Fatal(err)
			}
			material, err := capture.Read(t.Context(), path, nil)
			if err != nil || len(material.Messages) != 1 {
				t.Fatalf("%d messages, problems %+v, error %v", len(material.Messages), material.Problems, err)
			}
			if got := material.Messages[0]; got.Body != "Mañana a las 10, ¿no?" || got.Sender.Name != "José Gómez" {
				t.Errorf("read as %q from %q", got.Body, got.Sender.Name)
			}
		})
	}
}

// TestFilesThatAreNoneAreNamed: missing columns, columns twice, broken quotes, bytes of no text.
func TestFilesThatAreNoneAreNamed(t *testing.T) {
	for name, c := range map[string]struct {
		data     string
		bad      bool // refused as a whole
		messages int
		problems int
	}{
		"without the date":        {strings.ReplaceAll(messageFile, "DATE", "WHEN"), true, 0, 0},
		"without the text":        {strings.ReplaceAll(messageFile, "CONTENT", "WORDS"), true, 0, 0},
		"without the sender":      {strings.ReplaceAll(messageFile, "FROM", "BY"), true, 0, 0},
		"with a column twice":     {strings.NewReplacer("FOLDER", "FOLDER,CONTENT", "INBOX", "INBOX,other").Replace(messageFile), false, 1, 1},
		"with a quote left open":  {messageFile + "c1,,\"José,x,Ana,y,2025-06-01 14:03:22 UTC,,text,INBOX\n", false, 1, 1},
		"with a row too short":    {messageFile + "c1,José\n", false, 1, 1},
		"with a row too long":     {messageFile + messageRow + ",1,2,3\n", false, 1, 1},
		"with NUL bytes":          {strings.Replace(messageFile, "las 10", "las\x00 10", 1), false, 1, 0}, // which queuing takes out
		"with nothing in it":      {"", true, 0, 0},
		"with nothing but NULs":   {strings.Repeat("\x00", 4096), true, 0, 0},
		"with the header alone":   {messageHeader + "\n", false, 0, 0},
		"that is a web page":      {"<!doctype html><title>Sign in</title>", true, 0, 0},
		"that is a picture":       {"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", true, 0, 0},
		"with half a UTF-16 unit": {string(wide(binary.LittleEndian, messageFile)) + "\x0a", false, 1, 1},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "messages.csv")
			if err := os.WriteFile(path, []byte(c.data), 0o600); err != nil {
				t.Fatal(err)
			}
			material, err := capture.Read(t.Context(), path, nil)
			if (crm.CodeOf(err) == crm.CodeBadFile) != c.bad || !c.bad && err != nil {
				t.Fatalf("error %v", err)
			}
			if len(material.Messages) != c.messages || len(material.Problems) != c.problems {
				t.Errorf("%d messages, problems %+v", len(material.Messages), material.Problems)
			}
		})
	}
}

// rawZip makes a zip whose directory says what the test wants it to say.
func rawZip(t *testing.T, change func(*zip.FileHeader), content []byte) []byte {
	t.Helper()
	var packed bytes.Buffer
	writer := zip.NewWriter(&packed)
	header := &zip.FileHeader{Name: "messages.csv", Method: zip.Store, CRC32: 0,
		CompressedSize64: uint64(len(content)), UncompressedSize64: uint64(len(content))}
	change(header)
	file, err := writer.CreateRaw(header)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := file.Write(content); err != nil {
		t.Fatal(err)
	}
	if err := writer.Close(); err != nil {
		t.Fatal(err)
	}
	return packed.Bytes()
}

// TestZipsThatLie: what the directory says is not believed, and nothing of it makes the reader do more.
func TestZipsThatLie(t *testing.T) {
	good := zipOf(t, map[string]string{"messages.csv": messageFile}, nil)
	whole := make([]byte, good.Size())
	if _, err := good.ReadAt(whole, 0); err != nil {
		t.Fatal(err)
	}
	nest := zipOf(t, map[string]string{"inner.zip": string(whole), "more/inner.zip": string(whole)}, nil)
	nested := make([]byte, nest.Size())
	if _, err := nest.ReadAt(nested, 0); err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{
		"encrypted":                     rawZip(t, func(h *zip.FileHeader) { h.Flags |= 1 }, []byte("\x01\x02\x03 encrypted bytes")),
		"of a method nobody knows":      rawZip(t, func(h *zip.FileHeader) { h.Method = 99 }, []byte(messageFile)),
		"with a wrong checksum":         rawZip(t, func(h *zip.FileHeader) { h.CRC32 = 1 }, []byte(messageFile)),
		"that says it is shorter":       rawZip(t, func(h *zip.FileHeader) { h.UncompressedSize64 = 10 }, []byte(messageFile)),
		"that says it is endless":       rawZip(t, func(h *zip.FileHeader) { h.UncompressedSize64 = 1 << 40 }, []byte(messageFile)),
		"cut in the middle":             whole[:len(whole)/2],
		"cut at the end":                whole[:len(whole)-5],
		"with the archive in a zip":     nested,
		"a named pipe in a zip":         rawZip(t, func(h *zip.FileHeader) { h.SetMode(os.ModeNamedPipe | 0o600) }, []byte(messageFile)),
		"messages.csv that is a link":   rawZip(t, func(h *zip.FileHeader) { h.SetMode(os.ModeSymlink | 0o777) }, []byte("/etc/passwd")),
		"messages.csv that is a folder": rawZip(t, func(h *zip.FileHeader) { h.Name = "messages.csv/"; h.CompressedSize64 = 0 }, nil),
	} {
		t.Run(name, func(t *testing.T) {
			_, err := capture.ReadArchive(t.Context(), bytes.NewReader(data), int64(len(data)), nil)
			if crm.CodeOf(err) != crm.CodeBadFile {
				t.Errorf("error %v", err)
			}
		})
	}
	if material, err := capture.ReadArchive(t.Context(), bytes.NewReader(whole), int64(len(whole)), nil); err != nil ||
		len(material.Messages) != 1 {
		t.Errorf("the zip that they are made of: %d messages, %v", len(material.Messages), err)
	}
}

func TestTwoHundredEntriesAreTheMost(t *testing.T) {
	for count, bad := range map[int]bool{200: false, 201: true} {
		files := map[string]string{"messages.csv": messageFile}
		for i := len(files); i < count; i++ {
			files[fmt.Sprintf("other-%d.csv", i)] = "x"
		}
		packed := zipOf(t, files, nil)
		_, err := capture.ReadArchive(t.Context(), packed, packed.Size(), nil)
		if (crm.CodeOf(err) == crm.CodeBadFile) != bad || (err == nil) == bad {
			t.Errorf("%d entries: %v", count, err)
		}
	}
}
