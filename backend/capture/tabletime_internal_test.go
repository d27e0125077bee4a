package capture

import "testing"

func TestHowLongSomethingTook(t *testing.T) {
	for text, want := range map[string]int{
		"": 0, "95": 95, "1:35": 95, "0:01:35": 95, "1m 35s": 95, "1.5 min": 90, "2 h": 7200, "-5": 0, "soon": 0, "1:-5": 0,
		"1000000 h 1000000 h 1000000 h": longest, "100000:00:00": longest, "1e6": 1e6, "1e300": 0, "9999999999 s": 0,
	} {
		if got := seconds(text); got != want {
			t.Errorf("%q is %d seconds, want %d", text, got, want)
		}
	}
}
