package dataverse

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestEveryRuleHasItsTest: the table in the package's documentation names tests that exist.
func TestEveryRuleHasItsTest(t *testing.T) {
	files, err := filepath.Glob("*_test.go")
	if err != nil {
		t.Fatal(err)
	}
	var tests strings.Builder
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		tests.Write(text)
	}
	documentation, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	rows := regexp.MustCompile(`(?m)^//\t(\S.*?) {2,}(\S.*?) {2,}(\w+)$`).FindAllStringSubmatch(string(documentation), -1)
	if lines := strings.Count(string(documentation), "\n//\t"); len(rows) != lines || lines == 0 {
		t.Errorf("%d of %d rows have a rule, a source and a test", len(rows), lines)
	}
	for _, row := range rows {
		if !strings.Contains(tests.String(), "\nfunc "+row[3]+"(") {
			t.Errorf("%q names %s, which is no test", row[1], row[3])
		}
	}
}
