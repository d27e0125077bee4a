package capture

import (
	"slices"
	"testing"
	"time"
)

func TestProfileURL(t *testing.T) {
	const ana = "https://www.linkedin.com/in/ana-ruiz"
	for raw, want := range map[string]string{
		ana: ana, ana + "/": ana, "http://linkedin.com/in/Ana-Ruiz?trk=x#y": ana, "es.linkedin.com/in/ana-ruiz/en": ana,
		"HTTPS://WWW.LINKEDIN.COM/in/ANA-RUIZ": ana, "https://www.linkedin.com/IN/ana-ruiz": ana,
		"https://www.linkedin.com/in/jos%C3%A9":   "https://www.linkedin.com/in/jos%C3%A9",
		"https://www.linkedin.com/in/José":        "https://www.linkedin.com/in/jos%C3%A9",
		"https://www.linkedin.com/in/jose\u0301/": "https://www.linkedin.com/in/jos%C3%A9",
		"https://www.linkedin.com/in/ACoAABcDeFgHiJkLmNoPqRsTuVwXyZ012345678": "https://www.linkedin.com/in/" +
			"ACoAABcDeFgHiJkLmNoPqRsTuVwXyZ012345678",
		"https://www.linkedin.com/company/Acme/about": "https://www.linkedin.com/company/acme",
		"https://www.linkedin.com/sales/lead/ACwAAAbCdEfGhIjKlMnOpQrStUv,NAME_SEARCH,x1": "https://www.linkedin.com/sales/" +
			"lead/ACwAAAbCdEfGhIjKlMnOpQrStUv",
		"https://www.linkedin.com/pub/ana-ruiz/1/2a/3b3": "https://www.linkedin.com/pub/ana-ruiz/1/2a/3b3",
		"https://linkedin.com.evil.example/in/ana-ruiz":  "", "https://evil.example/linkedin.com/in/ana-ruiz": "",
		"https://ana@www.linkedin.com/in/ana-ruiz": "", "javascript:alert(1)//linkedin.com/in/x": "",
		"https://www.linkedin.com/in/": "", "https://www.linkedin.com/feed/update/1": "", "": "", "::": "", "%": "",
		"https://www.linkedin.com/sales/lead": "", "https://www.linkedin.com/in/a%2Fb": "https://www.linkedin.com/in/a",
	} {
		if got := ProfileURL(raw); got != want {
			t.Errorf("ProfileURL(%q) = %q, want %q", raw, got, want)
		}
		if want != "" && ProfileURL(want) != want {
			t.Errorf("%q is not stable: %q", want, ProfileURL(want))
		}
	}
}

func TestMemberKey(t *testing.T) {
	for want, got := range map[string]string{
		"url:https://www.linkedin.com/in/ana": MemberKey("https://www.linkedin.com/in/ana", "Ana", "Contoso"),
		"name:jose garcia|contoso ltd":        MemberKey("", "José  GARCÍA", "Contoso, Ltd."),
		"name:🙂|":                             MemberKey("", " 🙂 ", ""),
	} {
		if got != want {
			t.Errorf("key %q, want %q", got, want)
		}
	}
	if !isHidden("", "LinkedIn Member") || !isHidden("", "Miembro de LinkedIn") || isHidden("u", "LinkedIn Member") {
		t.Error("hidden members are those without an address")
	}
}

func TestSameName(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"Ana Ruiz", "ANA RUÍZ", true}, {"Ana Ruiz", "Ana María Ruiz López", true}, {"Ana Ruiz", "Ana Ruano", false},
		{"Ana", "Ana Ruiz", false}, {"Cher", "cher", true}, {"", "", false}, {"Ruiz, Ana", "Ana Ruiz", true}, {"", "Ana Ruiz", false},
	} {
		if SameName(c.a, c.b) != c.want || SameName(c.b, c.a) != c.want {
			t.Errorf("%q and %q", c.a, c.b)
		}
	}
}

func TestSplitURLs(t *testing.T) {
	a, b := "https://www.linkedin.com/in/a", "https://www.linkedin.com/sales/lead/x,y,z"
	for text, want := range map[string][]string{
		"": nil, a: {a}, a + "," + b: {a, b}, b + ";" + a: {b, a}, a + ", " + b + ",": {a, b}, "none": nil, a + b: {a, b},
	} {
		if got := splitURLs(text); !slices.Equal(got, want) {
			t.Errorf("splitURLs(%q) = %q", text, got)
		}
	}
}

func TestRecipientsArePaired(t *testing.T) {
	people := newDirectory()
	address := func(name string) string { return "https://www.linkedin.com/in/" + name }
	for name, slug := range map[string]string{"Ana Ruiz, MBA": "ana", "Smith, John": "john", "Tom Okafor": "tom"} {
		people.party(address(slug), name, "c")
	}
	cases := map[string]struct {
		to   string
		urls []string
		want []string
	}{
		"one":            {"Zoe Lee", []string{"zoe"}, []string{"Zoe Lee"}},
		"one with comma": {"Lee, Zoe, PhD", []string{"zoe"}, []string{"Lee, Zoe, PhD"}},
		"in order":       {"Tom Okafor, Zoe Lee", []string{"tom", "zoe"}, []string{"Tom Okafor", "Zoe Lee"}},
		"another order":  {"Zoe Lee, Tom Okafor", []string{"tom", "zoe"}, []string{"Tom Okafor", "Zoe Lee"}},
		"known names":    {"Smith, John, Ana Ruiz, MBA", []string{"john", "ana"}, []string{"Smith, John", "Ana Ruiz, MBA"}},
		"degree":         {"Zoe Lee, PhD, Bo Ek", []string{"zoe", "bo"}, []string{"Zoe Lee, PhD", "Bo Ek"}},
		"hidden":         {"LinkedIn Member, Tom Okafor", []string{"tom"}, []string{"LinkedIn Member", "Tom Okafor"}},
		"no addresses":   {"Smith, John, Bo Ek", nil, []string{"Smith, John", "Bo Ek"}},
		"too few names":  {"Tom Okafor", []string{"tom", "new-one"}, []string{"Tom Okafor", "new one"}},
		"nobody":         {"", nil, nil},
	}
	for what, c := range cases {
		var urls, names []string
		for _, slug := range c.urls {
			urls = append(urls, address(slug))
		}
		known := newDirectory()
		for _, member := range people.members {
			known.add(member)
		}
		for _, party := range known.recipients(c.to, urls, "c") {
			names = append(names, party.Name)
		}
		if !slices.Equal(names, c.want) {
			t.Errorf("%s: %q, want %q", what, names, c.want)
		}
	}
}

func TestMessageTime(t *testing.T) {
	want := time.Date(2025, 6, 1, 14, 3, 22, 0, time.UTC)
	for _, text := range []string{
		"2025-06-01 14:03:22 UTC", "2025-06-01 14:03:22", " 2025-06-01T14:03:22Z", "2025-06-01T16:03:22+02:00",
		"2025-06-01 12:03:22 -0200", "2025-06-01T14:03:22.9Z",
	} {
		if got, ok := messageTime(text); !ok || !got.Equal(want) || got.Location() != time.UTC {
			t.Errorf("messageTime(%q) = %v", text, got)
		}
	}
	for _, text := range []string{"", "yesterday", "1980-01-01 00:00:00 UTC", "2025-13-01 00:00:00 UTC", "9999-01-01 00:00:00 UTC"} {
		if got, ok := messageTime(text); ok {
			t.Errorf("messageTime(%q) = %v", text, got)
		}
	}
}
