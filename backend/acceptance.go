package backend

import "net/http"

// acceptance tells when the organization has answered a request with a token as if the token was good: only then does a
// sign-in that had lapsed hold again. Having a token says nothing, since one that the service refuses by now may be had from
// a cache for an hour.
type acceptance struct {
	next     http.RoundTripper
	accepted func()
}

// RoundTrip passes the request on. A page that a network's own sign-in puts in the way has no OData-Version, which every
// answer of the Web API has.
func (a acceptance) RoundTrip(request *http.Request) (*http.Response, error) {
	response, err := a.next.RoundTrip(request)
	if err == nil && response.StatusCode/100 == 2 && response.Header.Get("OData-Version") != "" &&
		request.Header.Get("Authorization") != "" {
		a.accepted()
	}
	return response, err
}
