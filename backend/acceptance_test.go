package backend

import (
	"net/http"
	"testing"
)

func TestOnlyAnAnswerOfTheOrganizationShowsThatASignInHolds(t *testing.T) {
	for name, c := range map[string]struct {
		status         int
		version, token string
		want           bool
	}{
		"taken":                   {http.StatusOK, "4.0", "Bearer a", true},
		"taken, nothing to say":   {http.StatusNoContent, "4.0", "Bearer a", true},
		"refused":                 {http.StatusUnauthorized, "4.0", "Bearer a", false},
		"no right":                {http.StatusForbidden, "4.0", "Bearer a", false},
		"a page in the way":       {http.StatusOK, "", "Bearer a", false},
		"asked without a token":   {http.StatusOK, "4.0", "", false},
		"the service has a fault": {http.StatusInternalServerError, "4.0", "Bearer a", false},
	} {
		t.Run(name, func(t *testing.T) {
			told := false
			a := acceptance{accepted: func() { told = true }, next: roundTrip(func(*http.Request) (*http.Response, error) {
				return &http.Response{
					StatusCode: c.status, Header: http.Header{"Odata-Version": {c.version}}, Body: http.NoBody,
				}, nil
			})}
			request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "https://contoso.crm4.dynamics.com", nil)
			if err != nil {
				t.Fatal(err)
			}
			request.Header.Set("Authorization", c.token)
			response, err := a.RoundTrip(request)
			if err != nil {
				t.Fatal(err)
			}
			_ = response.Body.Close()
			if told != c.want {
				t.Errorf("told %v, want %v", told, c.want)
			}
		})
	}
}
