package crm_test

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"ferry/backend/crm"
)

// declared lists the values of every constant of type Code in error.go.
func declared(t *testing.T) []crm.Code {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "error.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var codes []crm.Code
	ast.Inspect(file, func(node ast.Node) bool {
		spec, ok := node.(*ast.ValueSpec)
		if !ok {
			return true
		}
		for _, value := range spec.Values {
			literal, isLiteral := value.(*ast.BasicLit)
			if isLiteral && literal.Kind == token.STRING && strings.HasPrefix(spec.Names[0].Name, "Code") {
				text, err := strconv.Unquote(literal.Value)
				if err != nil {
					t.Fatal(err)
				}
				codes = append(codes, crm.Code(text))
			}
		}
		return true
	})
	if !slices.Contains(codes, crm.CodeOffline) || !slices.Contains(codes, crm.CodeUnexpected) {
		t.Fatalf("the constants were not found: %v", codes)
	}
	return codes
}

func TestEveryCodeStandsInTheTableOnce(t *testing.T) {
	rows := map[crm.Code]int{}
	for _, row := range crm.Meanings() {
		rows[row.Code]++
	}
	codes := declared(t)
	for _, code := range codes {
		if rows[code] != 1 {
			t.Errorf("%s stands in the table %d times", code, rows[code])
		}
	}
	if len(rows) != len(codes) {
		t.Errorf("%d rows for %d codes", len(rows), len(codes))
	}
}

func TestTheTableUsesItsWords(t *testing.T) {
	for _, row := range crm.Meanings() {
		if !slices.Contains([]crm.Severity{crm.Info, crm.Warning, crm.Failure}, row.Severity) {
			t.Errorf("%s: severity %q", row.Code, row.Severity)
		}
		actors := []crm.Actor{crm.ActorNobody, crm.ActorYou, crm.ActorAdmin, crm.ActorMicrosoft}
		if !slices.Contains(actors, row.Actor) {
			t.Errorf("%s: actor %q", row.Code, row.Actor)
		}
		if row.Severity == crm.Failure && row.Actor == crm.ActorNobody {
			t.Errorf("%s stays until somebody acts, but nobody can", row.Code)
		}
	}
	if got := crm.MeaningOf("of a newer program"); got.Severity != crm.Failure || got.Actor != crm.ActorYou {
		t.Errorf("an unknown code means %+v", got)
	}
}

// TestEveryCodeHasItsSentences: what happened, what it means for the data and what to do, each a whole sentence, in each
// language, and none for a code that does not exist.
func TestEveryCodeHasItsSentences(t *testing.T) {
	for _, language := range []string{"en", "es"} {
		text, err := os.ReadFile(filepath.Join("..", "..", "frontend", "src", "text", language+".json"))
		if err != nil {
			t.Fatal(err)
		}
		var file struct {
			Errors map[string]map[string]string `json:"errors"`
		}
		if err := json.Unmarshal(text, &file); err != nil {
			t.Fatal(err)
		}
		for _, row := range crm.Meanings() {
			key := strings.TrimPrefix(row.Sentence(), "errors.")
			checkSentences(t, language+": "+row.Sentence(), file.Errors[key])
			delete(file.Errors, key)
		}
		for key := range file.Errors {
			t.Errorf("%s: sentences for %q, which no code is", language, key)
		}
	}
}

func checkSentences(t *testing.T, where string, sentences map[string]string) {
	t.Helper()
	for _, part := range []string{"what", "data", "act"} {
		sentence := strings.TrimSpace(sentences[part])
		if len(sentence) < 10 || !strings.HasSuffix(sentence, ".") {
			t.Errorf("%s.%s is no sentence: %q", where, part, sentence)
		}
	}
}
