package dataverse

import (
	"encoding/json"
	"testing"

	"ferry/backend/crm"
)

func TestLenientMembers(t *testing.T) {
	for raw, want := range map[string]struct {
		text   lenientText
		number lenientInt
		yes    lenientBool
	}{
		`"12"`: {"12", 12, false}, `12`: {"12", 12, false}, `12.0`: {"12.0", 12, false}, `" 1 "`: {" 1 ", 1, false},
		`1`: {"1", 1, true}, `true`: {"true", 1, true}, `"True"`: {"True", 0, true}, `"FALSE"`: {"FALSE", 0, false},
		`null`: {}, `{"a":1}`: {}, `[1]`: {}, `"x"`: {"x", 0, false}, `1e99`: {"1e99", 0, false},
	} {
		var text lenientText
		var number lenientInt
		var yes lenientBool
		for _, target := range []any{&text, &number, &yes} {
			if err := json.Unmarshal([]byte(raw), target); err != nil {
				t.Errorf("%s: %v", raw, err)
			}
		}
		if text != want.text || number != want.number || yes != want.yes {
			t.Errorf("%s: %q, %d, %v; want %+v", raw, text, number, yes, want)
		}
	}
}

// TestRepliesOfOddServers: the same answers as text, as numbers, behind a byte order mark and with no content type.
func TestRepliesOfOddServers(t *testing.T) {
	user := "GET systemusers(" + userID + ")?$select=systemuserid,fullname,internalemailaddress,isdisabled"
	definition := "GET EntityDefinitions(LogicalName='contact')?$select=LogicalName,ChangeTrackingEnabled"
	untyped := exchange{want: definition, reply: `{"ChangeTrackingEnabled":1}`, with: map[string]string{"Content-Type": ""}}
	client, _ := play(t,
		exchange{want: user, reply: "\xEF\xBB\xBF" + `{"fullname":null,"internalemailaddress":7,"isdisabled":"True","systemuserid":{}}`},
		exchange{want: definition, reply: `{"ChangeTrackingEnabled":"true"}`}, untyped,
		exchange{want: "GET WhoAmI", reply: `{"UserId":"{` + userID + `}","OrganizationId":"` + contactID + `","BusinessUnitId":5}`})
	got, err := client.User(t.Context(), userID)
	if want := (crm.User{ID: userID, Email: "7", Disabled: true}); err != nil || got != want {
		t.Errorf("%+v, %v", got, err)
	}
	for range 2 {
		if tracked, err := client.Tracked(t.Context(), "contact"); err != nil || !tracked {
			t.Errorf("%v, %v", tracked, err)
		}
	}
	if id, _, err := client.WhoAmI(t.Context()); err != nil || id != userID {
		t.Errorf("%s, %v", id, err)
	}
}
