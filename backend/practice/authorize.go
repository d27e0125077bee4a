package practice

import (
	"crypto/sha256"
	"encoding/base64"
	"html/template"
	"net"
	"net/http"
	"net/url"
	"strings"
)

// personParameter carries the choice on the authorize page; nobody means that the sign-in is refused.
const (
	personParameter = "practice_person"
	nobody          = "nobody"
)

// serveAuthorize shows the people to choose from, or, once one is chosen, the page that posts the code to the client.
func (o *Organization) serveAuthorize(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	if problem := authorizeProblem(q); problem != "" {
		http.Error(w, problem, http.StatusBadRequest)
		return
	}
	id := q.Get(personParameter)
	if id == "" {
		o.showPeople(w, r)
		return
	}
	fields := map[string]string{"state": q.Get("state")}
	if id == nobody {
		fields["error"], fields["error_description"] = "access_denied", "AADSTS65004: User declined to consent to access the app."
	} else if _, known := personByID(id); !known {
		http.Error(w, "AADSTS50034: The user account does not exist.", http.StatusBadRequest)
		return
	} else {
		fields["code"] = o.tokens.issueCode(codeGrant{
			person: id, client: q.Get("client_id"), redirect: q.Get("redirect_uri"), challenge: q.Get("code_challenge"),
			scope: q.Get("scope"), nonce: q.Get("nonce"),
		})
	}
	answerClient(w, r, q, fields)
}

// authorizeProblem names what is wrong with a request, in Entra's words; such a request is never sent back to its
// redirect address.
func authorizeProblem(q url.Values) string {
	redirect, err := url.Parse(q.Get("redirect_uri"))
	switch {
	case q.Get("client_id") == "":
		return "AADSTS900144: The request must contain the parameter client_id."
	case q.Get("response_type") != "code":
		return "AADSTS700054: response_type must be code."
	case err != nil || redirect.Scheme != "http" || !isLoopbackHost(redirect.Host):
		return "AADSTS50011: The redirect URI must be http://localhost with any port."
	case q.Get("code_challenge") == "" || q.Get("code_challenge_method") != "S256":
		return "AADSTS501491: A code_challenge by S256 is needed."
	case resourceOf(q.Get("scope")) == "":
		return "AADSTS70011: The scope names no resource."
	}
	return ""
}

// answerClient sends the fields to the redirect address: by a page that posts them, or as JSON to the in-app browser.
func answerClient(w http.ResponseWriter, r *http.Request, q url.Values, fields map[string]string) {
	redirect := q.Get("redirect_uri")
	switch {
	case r.Header.Get("Accept") == "application/json":
		writeJSON(w, http.StatusOK, map[string]any{"action": redirect, "fields": fields})
	case q.Get("response_mode") == "form_post":
		writePage(w, postPage, map[string]any{"Action": redirect, "Fields": fields})
	default:
		values := url.Values{}
		for name, value := range fields {
			values.Set(name, value)
		}
		// authorizeProblem has let nothing through but http on a loopback host.
		http.Redirect(w, r, redirect+"?"+values.Encode(), http.StatusFound) //nolint:gosec // checked before
	}
}

func (o *Organization) showPeople(w http.ResponseWriter, r *http.Request) {
	type choice struct {
		Person
		Link string
	}
	var choices []choice
	link := func(id string) string {
		q := r.URL.Query()
		q.Set(personParameter, id)
		return r.URL.EscapedPath() + "?" + q.Encode()
	}
	hint := r.URL.Query().Get("login_hint")
	for _, person := range o.People() {
		c := choice{person, link(person.ID)}
		if strings.EqualFold(hint, person.Email) {
			choices = append([]choice{c}, choices...)
			continue
		}
		choices = append(choices, c)
	}
	writePage(w, peoplePage, map[string]any{"Company": companyName, "People": choices, "Refuse": link(nobody)})
}

func writePage(w http.ResponseWriter, page *template.Template, data any) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Frame-Options", "DENY")
	if err := page.Execute(w, data); err != nil {
		return // the browser is gone
	}
}

var peoplePage = template.Must(template.New("people").Parse(`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Practice sign-in</title></head><body>
<main><h1>Practice sign-in</h1><p>{{.Company}} is a practice organization. Nobody here is real. Who are you?</p>
<ul>{{range .People}}<li><a href="{{.Link}}">{{.Name}}</a> {{.Email}} {{.Title}}{{if .Role}} ({{.Role}}){{end}}</li>
{{end}}</ul><p><a href="{{.Refuse}}">Do not sign in</a></p></main></body></html>
`))

var postPage = template.Must(template.New("post").Parse(`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Practice sign-in</title></head><body onload="document.forms[0].submit()">
<form method="post" action="{{.Action}}">{{range $name, $value := .Fields}}<input type="hidden" name="{{$name}}" value="{{$value}}">
{{end}}<button>Continue</button></form></body></html>
`))

// challengeOf is the S256 challenge of a PKCE verifier.
func challengeOf(verifier string) string {
	sum := sha256.Sum256([]byte(verifier))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

// loopbackRedirect reports whether an address is http on a loopback host with a port, where a client listens.
func loopbackRedirect(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" {
		return false
	}
	_, _, err = net.SplitHostPort(u.Host)
	return err == nil && isLoopbackHost(u.Host)
}
