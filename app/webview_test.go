package app

import (
	"os"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/wailsapp/wails/v2/pkg/options/windows"
)

// A page that never paints its first screen is one that the web view cannot run.
func TestAWebViewThatIsTooOldIsSaidInANativeDialog(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		said := make(chan string, 2)
		house := newHouse("")
		house.warn = func(message string) { said <- message }
		house.awaitPaint()
		time.Sleep(paintPatience - time.Second)
		synctest.Wait()
		if len(said) != 0 {
			t.Error("said while the page may still be loading")
		}
		time.Sleep(2 * time.Second)
		synctest.Wait()
		if len(said) != 1 {
			t.Fatalf("said %d times", len(said))
		}
		if message := <-said; !strings.Contains(message, "libwebkit2gtk-4.1") || !strings.Contains(message, "WebView2") {
			t.Errorf("said %q", message)
		}
	})
}

func TestAPageThatPaintsIsNotTooOld(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		house := newHouse("")
		house.warn = func(message string) { t.Errorf("said %q", message) }
		house.painted() // which may come before anything waits for it
		house.awaitPaint()
		time.Sleep(2 * paintPatience)
		synctest.Wait()
		late := newHouse("")
		late.warn = house.warn
		late.awaitPaint()
		time.Sleep(paintPatience / 2)
		late.painted()
		time.Sleep(paintPatience)
		synctest.Wait()
	})
}

// What Windows asks where WebView2 is missing or too old is Wails' choice between the two; the words are ours.
func TestAMissingWebViewIsAskedForInBothLanguages(t *testing.T) {
	for language, want := range map[string]string{"en_US.UTF-8": "Press OK", "es_ES.UTF-8": "Pulsa Aceptar"} {
		t.Setenv("LC_ALL", language)
		messages, theirs := webViewMessages(), windows.DefaultMessages()
		said := messages.DownloadPage
		if !strings.Contains(said, want) && !strings.Contains(systemLanguage(), "-") { // Windows has its own answer
			t.Errorf("%s: %q", language, said)
		}
		if said == theirs.DownloadPage || !strings.Contains(said, "WebView2") || !strings.HasSuffix(said, ": ") {
			t.Errorf("%s: the version does not follow from %q", language, said)
		}
		if messages.MissingRequirements != "Ferry" || messages.FailedToInstall == theirs.FailedToInstall ||
			messages.WebView2ProcessCrash == theirs.WebView2ProcessCrash {
			t.Errorf("%s: not all words are ours: %+v", language, messages)
		}
	}
	script, err := os.ReadFile("../build/windows.sh")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(script), "wv2runtime.browser") {
		t.Error("the Windows build would download and install WebView2 by itself")
	}
}
