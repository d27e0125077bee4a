package capture_test

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"ferry/backend/capture"
	"ferry/backend/crm"
)

func readTable(t *testing.T, content string) capture.Table {
	t.Helper()
	path := filepath.Join(t.TempDir(), "export.csv")
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	if is, err := capture.IsTable(t.Context(), path); err != nil || !is {
		t.Fatalf("a table: %v, error %v", is, err)
	}
	table, err := capture.ReadTable(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

var ana = crm.Member{Key: anaKey, Name: "Ana Ruiz", URL: "https://www.linkedin.com/in/ana-ruiz-sample", Email: "ana@contoso.example"}

const viewers = "Smart Link views\n\nViewer name,Job title,Company,Viewer profile URL,Smart Link name,Smart Link URL,Viewed at,Time spent,Pages viewed,Owner\n" +
	"Tom Okafor,Buyer,Northwind,https://www.linkedin.com/in/tom-okafor-sample,Launch deck,https://www.linkedin.com/smart-links/x,2026-03-01 10:00:05 UTC,1m 35s,3 of 9,Ana Ruiz\n" +
	"Li Wei,,Adatum,,Launch deck,javascript:alert(1),03/27/2026 16:20,0:20,,ana@contoso.example\n" +
	"Zoe,,,,Launch deck,,03/28/2026 16:20,20,,Marc Weber\n" +
	"Eve,,,,Launch deck,,some day,20,,Ana Ruiz\n,,,,Launch deck,,2026-03-01,20,,Ana Ruiz\n,,,,,,,,,\n"

func TestSmartLinkViewers(t *testing.T) {
	table := readTable(t, viewers)
	mapping := table.Guess()
	if mapping.Kind != crm.KindSmartLink || mapping.Columns[capture.FieldName] != "Viewer name" ||
		mapping.Columns[capture.FieldLink] != "Smart Link URL" || mapping.DayFirst {
		t.Errorf("guessed %+v", mapping)
	}
	mapping.SeatHolders = table.Mine(mapping.Columns[capture.FieldSeatHolder], ana)
	if !slices.Equal(mapping.SeatHolders, []string{"Ana Ruiz", "ana@contoso.example"}) {
		t.Errorf("mine are %q", mapping.SeatHolders)
	}
	material, err := table.Material(t.Context(), mapping, capture.Setting{Me: ana}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(material.Messages) != 2 || material.Skipped.Others != 1 {
		t.Fatalf("%d views, skipped %+v", len(material.Messages), material.Skipped)
	}
	tom, li := material.Messages[0], material.Messages[1]
	if tom.Kind() != crm.KindSmartLink || tom.Outgoing || tom.Seconds != 95 || tom.Subject != "Launch deck" || tom.Sender.Key != tomKey ||
		tom.Link != "https://www.linkedin.com/smart-links/x" || tom.Body != "Time spent: 1m 35s\nPages viewed: 3 of 9" {
		t.Errorf("Tom's view %+v", tom)
	}
	if li.Link != "" || li.Seconds != 20 || !li.SentAt.Equal(time.Date(2026, 3, 27, 16, 20, 0, 0, time.UTC)) {
		t.Errorf("Li's view %+v", li)
	}
	want := []capture.Problem{
		{File: "export.csv", Line: 7, LastLine: 7, Code: capture.ProblemDate, Column: "Viewed at"},
		{File: "export.csv", Line: 8, LastLine: 8, Code: capture.ProblemNobody, Column: "Viewer name"},
	}
	if !slices.Equal(material.Problems, want) {
		t.Errorf("problems %+v", material.Problems)
	}
	if len(material.Members) != 2 {
		t.Errorf("members %+v", material.Members)
	}
}

func TestAnyTableThroughAMapping(t *testing.T) {
	table := readTable(t, "\xef\xbb\xbfFecha;Hora;Contacto;Tipo;Nota;Nota;Dirección\r\n"+
		"28/02/2026;9:05;José García;nota;Le gustó;x;\r\n01/03/2026;21:00;José García;Llamada;No contestó;;entrante\r\n"+
		"02/03/2026;;José García;fax;¿?;;\r\ntorn\r\n")
	mapping := table.Guess()
	if !slices.Equal(table.Columns, []string{"Fecha", "Hora", "Contacto", "Tipo", "Nota", "Nota (2)", "Dirección"}) || !mapping.DayFirst ||
		mapping.Kind != crm.KindNote {
		t.Fatalf("columns %q, mapping %+v", table.Columns, mapping)
	}
	mapping.Local = true
	zone := time.FixedZone("CET", 3600)
	material, err := table.Material(t.Context(), mapping, capture.Setting{Me: ana, Zone: zone}, nil)
	if err != nil || len(material.Messages) != 3 {
		t.Fatalf("%d, error %v: %+v", len(material.Messages), err, material.Problems)
	}
	note, call, odd := material.Messages[0], material.Messages[1], material.Messages[2]
	if note.Kind() != crm.KindNote || !note.Outgoing || !note.SentAt.Equal(time.Date(2026, 2, 28, 8, 5, 0, 0, time.UTC)) {
		t.Errorf("note %+v", note)
	}
	if call.Kind() != crm.KindCall || call.Outgoing || odd.Kind() != crm.KindNote {
		t.Errorf("call %+v, odd %+v", call, odd)
	}
	if codes := codesOf(material.Problems); !slices.Equal(codes, []capture.ProblemCode{capture.ProblemColumns, capture.ProblemKind}) {
		t.Errorf("problems %+v", material.Problems)
	}
}

func codesOf(problems []capture.Problem) []capture.ProblemCode {
	var codes []capture.ProblemCode
	for _, problem := range problems {
		codes = append(codes, problem.Code)
	}
	return codes
}

func TestMappingsThatCannotWorkAreRefused(t *testing.T) {
	table := readTable(t, "When,Who,What\n2026-01-01,Tom,hello\n")
	good := func() capture.Mapping {
		return capture.Mapping{Kind: crm.KindNote, Columns: map[capture.Field]string{
			capture.FieldDate: "When", capture.FieldName: "Who", capture.FieldText: "What"}}
	}
	for name, change := range map[string]func(*capture.Mapping){
		"no date": func(m *capture.Mapping) { delete(m.Columns, capture.FieldDate) },
		"nobody":  func(m *capture.Mapping) { delete(m.Columns, capture.FieldName) },
		"no text": func(m *capture.Mapping) { delete(m.Columns, capture.FieldText) },
		"kind":    func(m *capture.Mapping) { m.Kind = "fax" },
		"column":  func(m *capture.Mapping) { m.Columns[capture.FieldText] = "Missing" },
		"field":   func(m *capture.Mapping) { m.Columns["other"] = "What" },
	} {
		mapping := good()
		change(&mapping)
		if _, err := table.Material(t.Context(), mapping, capture.Setting{Me: ana}, nil); crm.CodeOf(err) != crm.CodeInvalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	if !good().Fits(table) {
		t.Error("a good mapping is refused")
	}
	again := readTable(t, "What,who ,When\nhello,Tom,2026-01-01\n")
	if again.Signature() != table.Signature() {
		t.Error("the same columns in another order are another table")
	}
}

func TestArchiveFilesAreNoTables(t *testing.T) {
	for _, name := range []string{"messages.csv", "Connections.csv", "guide_messages.csv", "."} {
		if is, err := capture.IsTable(t.Context(), filepath.Join("testdata/newest", name)); err != nil || is {
			t.Errorf("%s: %v, error %v", name, is, err)
		}
	}
	path := filepath.Join(t.TempDir(), "x.csv")
	if err := os.WriteFile(path, []byte("one column\nonly\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := capture.ReadTable(t.Context(), path); crm.CodeOf(err) != crm.CodeBadFile {
		t.Errorf("one column: %v", err)
	}
}

// The same messages exported for many seat holders have the keys of the archive, where the columns are there.
func TestATableOfMessagesHasTheKeysOfTheArchive(t *testing.T) {
	var rows strings.Builder
	out := csv.NewWriter(&rows)
	_ = out.Write([]string{"Seat holder", "Thread ID", "From", "Sender URL", "To", "Sent at", "Subject", "Message"})
	known := map[string]bool{}
	for _, m := range readFolder(t, "newest").Messages {
		if m.Sponsored || m.Loose || !strings.HasPrefix(m.Sender.Key, "url:") {
			continue
		}
		known[m.SourceKey] = true
		for _, holder := range []string{"Ana Ruiz", "Marc Weber"} {
			_ = out.Write([]string{holder, m.ConversationID, m.Sender.Name, strings.TrimPrefix(m.Sender.Key, "url:"), "Somebody",
				m.SentAt.Format("2006-01-02T15:04:05Z07:00"), m.Subject, m.Body})
		}
	}
	out.Flush()
	table := readTable(t, rows.String())
	mapping := table.Guess()
	mapping.SeatHolders = []string{"Ana Ruiz"}
	material, err := table.Material(t.Context(), mapping, capture.Setting{Me: ana}, nil)
	if err != nil || len(material.Messages) != len(known) || len(known) < 4 || material.Skipped.Others != len(known) {
		t.Fatalf("%d of %d messages, skipped %+v, error %v", len(material.Messages), len(known), material.Skipped, err)
	}
	for _, message := range material.Messages {
		if !known[message.SourceKey] {
			t.Errorf("%q has another key (%+v)", message.Body, message)
		}
	}
}
