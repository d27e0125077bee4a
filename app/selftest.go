package app

import (
	"encoding/json"
	"os"
	"strings"

	"github.com/wailsapp/wails/v2/pkg/runtime"

	"ferry/backend/crm"
)

// selftestResult is what `-selftest FILE` writes: whether the real window loaded its page and a call went both ways.
type selftestResult struct {
	OK       bool   `json:"ok"`
	Version  string `json:"version"`
	DOMReady bool   `json:"domReady"`
	Screens  string `json:"screens"` // the document's title as the page reported it
	Code     string `json:"code,omitempty"`
	Stayed   bool   `json:"stayed"`  // no link and no window led out of the page
	Policy   string `json:"policy"`  // the content security policy that refused the page a connection
	Refusal  string `json:"refusal"` // what the page was told by a call that was refused
}

// Ready is called by the page once its first screen is painted. During a self-test the page is then asked for what it may not
// do, and its answer, which comes here too, is written with the result.
func (s *Shell) Ready(title string) (err error) {
	defer s.house.recovered("Shell.Ready", &err)
	s.house.painted()
	if s.house.selftest == "" {
		return nil
	}
	answer, probed := strings.CutPrefix(title, probeMark)
	if !probed {
		s.house.screens.Store(&title)
		runtime.WindowExecJS(s.house.ctx, probe)
		return nil
	}
	_, err = s.house.opened().Status(s.house.context())
	return s.house.writeResult(answer, err)
}

func (h *house) writeResult(answer string, failed error) error {
	stayed, rest, _ := strings.Cut(answer, "|")
	policy, refusal, _ := strings.Cut(rest, "|")
	result := selftestResult{
		OK: failed == nil, Version: Version, DOMReady: true, Code: string(crm.CodeOf(failed)), Stayed: stayed == "stayed", Policy: policy,
		Refusal: refusal,
	}
	if screens := h.screens.Load(); screens != nil {
		result.Screens = *screens
	}
	text, err := json.MarshalIndent(result, "", "  ")
	if err != nil {
		return crm.Errorf(crm.CodeUnexpected, "self-test result: %w", err)
	}
	if err := os.WriteFile(h.selftest, text, 0o600); err != nil {
		return crm.Errorf(crm.CodeStorage, "self-test result: %w", err)
	}
	return nil
}

// probeMark begins the page's answer to the probe.
const probeMark = "probe|"

// probe clicks links that lead out of the page by every scheme, opens a window, and connects to a host that does not exist.
// The policy's refusal of the last is the answer, with the policy that was in force and whether the page is still here, and
// what a call was told that cannot work.
const probe = `(async () => {
  const refusal = await window.go.app.Outbox.Entry("").catch((reason) => reason instanceof Error ? reason.message : "no Error");
  const here = location.href;
  for (const address of ["javascript:window.escaped=1", "file:///etc/hostname", "data:text/html,x", "ferry-x:y", "http://ferry.invalid/"]) {
    const link = document.createElement("a");
    link.href = address;
    document.body.append(link);
    link.click();
    link.remove();
  }
  const opened = window.open("https://ferry.invalid/");
  document.addEventListener("securitypolicyviolation", (event) => {
    if (event.effectiveDirective !== "connect-src") return;
    const stayed = location.href === here && opened === null && !window.escaped;
    window.go.app.Shell.Ready(["probe", stayed ? "stayed" : "left", event.originalPolicy, refusal].join("|"));
  });
  fetch("https://ferry.invalid/").catch(() => {});
})()`
