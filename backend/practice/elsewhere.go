package practice

import (
	"net/http"
	"strings"
)

// What stands beside the Web API on an organization's address: search, which is not here, and the state of background
// operations, of which there are none.

const (
	searchPath     = "/api/search/"
	backgroundPath = "/api/backgroundoperation/"
)

func isElsewhere(path string) bool {
	return strings.HasPrefix(path, searchPath) || strings.HasPrefix(path, backgroundPath)
}

func (o *Organization) serveElsewhere(w http.ResponseWriter, r *http.Request, origin string) {
	x := &exchange{org: o, request: r, origin: origin, version: "v2.0"}
	_, err := x.authenticate()
	if err == nil {
		err = notSupported("search")
		if id, background := strings.CutPrefix(r.URL.Path, backgroundPath); background {
			err = noRow("backgroundoperation", id)
		}
	}
	x.writeRefusal(w, err)
}

// searchMessages are the search's names in the Web API.
var searchMessages = []string{"searchquery", "searchsuggest", "searchautocomplete", "searchstatus", "searchstatistics"}
