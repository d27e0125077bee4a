package backend_test

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"strings"
	"testing"
)

// walls is the direction of imports, as a table: who may import what of ours, and why the wall stands there. A package
// that is not listed may not exist.
var walls = []struct {
	of     string   // the package, without "ferry/"
	may    []string // what of ours it may import
	reason string
}{
	{"", []string{"app"}, "the root only starts the shell, since Wails compiles it"},
	{"app", []string{"backend", "backend/view", "backend/crm", "frontend"}, "the shell only hands on"},
	{"frontend", nil, "it only embeds the built screens"},
	{"build/smoke", nil, "it looks at the finished program from outside"},
	{"build/headless", nil, "a proxy in front of the screens, which must not know what it guards"},
	{"backend", []string{"backend/view", "backend/crm", rules, adapters, "backend/practice", "backend/diagnostics"},
		"it joins the parts"},
	{"backend/view", nil, "plain structures that cross the bridge"},
	{"backend/cmd/ferryctl", []string{"backend", "backend/view", "backend/crm", "backend/practice", "backend/matchbench"},
		"a command line over the same backend"},
	{"backend/crm", nil, "nouns depend on nothing of ours"},
	{"backend/session", []string{"backend/crm"}, rulesReason},
	{"backend/importer", []string{"backend/crm"}, rulesReason},
	{"backend/capture", []string{"backend/crm"}, rulesReason},
	{"backend/matching", []string{"backend/crm"}, rulesReason},
	{"backend/matchbench", []string{"backend/crm", "backend/matching", "backend/importer", "backend/sqlite"},
		"it measures the matcher on a real mirror, and nothing of the app leans on it"},
	{"backend/outbox", []string{"backend/crm"}, rulesReason},
	{"backend/settings", []string{"backend/crm"}, rulesReason},
	{"backend/health", []string{"backend/crm"}, rulesReason},
	{"backend/diagnostics", nil, "what it may tell is a structure of its own, so that nothing else slips in"},
	{"backend/sqlite", []string{"backend/crm", rules}, adaptersReason},
	{"backend/dataverse", []string{"backend/crm", rules}, adaptersReason},
	{"backend/entra", []string{"backend/crm", rules}, adaptersReason},
	{"backend/keychain", []string{"backend/crm", rules}, adaptersReason},
	{"backend/proof", nil, "it holds tests only: they start the house from outside and read the files it leaves"},
	{"backend/uplink", nil, "what the system says of its network has nothing to do with a CRM"},
	{"backend/proxy", nil, "what a machine is set to has nothing to do with a CRM"},
	{"backend/practice", nil, "were client and simulator to share types, one misreading would pass both"},
}

const (
	rules          = "the rules"
	adapters       = "the adapters"
	rulesReason    = "rules know neither HTTP nor SQL, nor each other: backend introduces them"
	adaptersReason = "adapters implement what rules ask for, and never lean on each other"
)

var groups = map[string][]string{
	rules: {"backend/session", "backend/importer", "backend/capture", "backend/matching", "backend/outbox",
		"backend/settings", "backend/health"},
	adapters: {"backend/proxy", "backend/uplink", "backend/sqlite", "backend/dataverse", "backend/entra", "backend/keychain"},
}

// foreign is who alone may import a library whose reach must stay small.
var foreign = map[string]string{
	"github.com/wailsapp/wails/v2":                               "app",
	"modernc.org/sqlite":                                         "backend/sqlite",
	"modernc.org/quickjs":                                        "backend/proxy",
	"github.com/pressly/goose/v3":                                "backend/sqlite",
	"github.com/AzureAD/microsoft-authentication-library-for-go": "backend/entra",
	"github.com/zalando/go-keyring":                              "backend/keychain",
}

type goPackage struct {
	ImportPath string
	Imports    []string
}

func TestImportsGoOneWay(t *testing.T) {
	allowed := map[string]map[string]bool{}
	for _, wall := range walls {
		allowed[wall.of] = map[string]bool{}
		for _, name := range expand(wall.may) {
			allowed[wall.of][name] = true
		}
	}
	for _, p := range ourPackages(t) {
		of := ours(p.ImportPath)
		may, known := allowed[root(of, allowed)]
		if !known {
			t.Errorf("%s stands in no row of the table", p.ImportPath)
		}
		for _, imported := range p.Imports {
			checkImport(t, of, imported, may, allowed)
		}
	}
}

func checkImport(t *testing.T, of, imported string, may map[string]bool, allowed map[string]map[string]bool) {
	t.Helper()
	if strings.HasPrefix(imported, "ferry/") {
		target := root(ours(imported), allowed)
		if target != root(of, allowed) && !may[target] {
			t.Errorf("%s imports %s: %s", of, imported, reasonOf(root(of, allowed)))
		}
	}
	for library, owner := range foreign {
		if (imported == library || strings.HasPrefix(imported, library+"/")) && root(of, allowed) != owner {
			t.Errorf("%s imports %s, which only %s may", of, imported, owner)
		}
	}
}

// root is the listed package that a sub-package belongs to.
func root(name string, allowed map[string]map[string]bool) string {
	for current := name; current != ""; {
		// A folder below a listed package belongs to it, but not below the joining packages, where each is listed itself.
		if _, listed := allowed[current]; listed && (current == name || strings.Contains(current, "/")) {
			return current
		}
		cut := strings.LastIndex(current, "/")
		if cut < 0 {
			break
		}
		current = current[:cut]
	}
	return name
}

func ours(path string) string { return strings.TrimPrefix(strings.TrimPrefix(path, "ferry"), "/") }

func expand(names []string) []string {
	var all []string
	for _, name := range names {
		if group, ok := groups[name]; ok {
			all = append(all, group...)
			continue
		}
		all = append(all, name)
	}
	return all
}

func reasonOf(of string) string {
	for _, wall := range walls {
		if wall.of == of {
			return wall.reason
		}
	}
	return "it stands in no row of the table"
}

func ourPackages(t *testing.T) []goPackage {
	t.Helper()
	command := exec.CommandContext(t.Context(), "go", "list", "-json=ImportPath,Imports", "ferry/...")
	output, err := command.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var packages []goPackage
	decoder := json.NewDecoder(strings.NewReader(string(output)))
	for {
		var p goPackage
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		packages = append(packages, p)
	}
	if len(packages) < 15 {
		t.Fatalf("go list found only %d packages", len(packages))
	}
	return packages
}
