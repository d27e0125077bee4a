package practice

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
)

// SignInAs is the in-app browser: it opens the sign-in URL on the practice network, chooses the person, and posts code
// and state to the client's loopback address with the given HTTP client (a real socket).
func (o *Organization) SignInAs(ctx context.Context, client *http.Client, signInURL, personID string) error {
	return o.browse(ctx, client, signInURL, personID)
}

// RefuseSignIn answers the client as a person does who turns the sign-in down.
func (o *Organization) RefuseSignIn(ctx context.Context, client *http.Client, signInURL string) error {
	return o.browse(ctx, client, signInURL, nobody)
}

func (o *Organization) browse(ctx context.Context, client *http.Client, signInURL, personID string) error {
	page, err := o.openPage(ctx, signInURL, personID)
	if err != nil {
		return fmt.Errorf("opening the practice sign-in page: %w", err)
	}
	if !loopbackRedirect(page.Action) {
		return fmt.Errorf("practice sign-in: the redirect address is not on loopback")
	}
	form := url.Values{}
	for name, value := range page.Fields {
		form.Set(name, value)
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, page.Action, strings.NewReader(form.Encode()))
	if err != nil {
		return fmt.Errorf("answering the sign-in: %w", err)
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	response, err := client.Do(request)
	if err != nil {
		return fmt.Errorf("answering the sign-in: %w", err)
	}
	defer func() { _ = response.Body.Close() }()
	_, _ = io.Copy(io.Discard, io.LimitReader(response.Body, 1<<20))
	if response.StatusCode >= http.StatusBadRequest {
		return fmt.Errorf("answering the sign-in: the client said %d", response.StatusCode)
	}
	return nil
}

type signInPage struct {
	Action string            `json:"action"`
	Fields map[string]string `json:"fields"`
}

// openPage asks the authority for the answer of a chosen person. Errors hold no query of the URL, which has the state.
func (o *Organization) openPage(ctx context.Context, signInURL, personID string) (signInPage, error) {
	var page signInPage
	target, err := url.Parse(signInURL)
	if err != nil {
		return page, fmt.Errorf("the sign-in address cannot be read")
	}
	query := target.Query()
	query.Set(personParameter, personID)
	target.RawQuery = query.Encode()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, target.String(), nil)
	if err != nil {
		return page, fmt.Errorf("the sign-in address cannot be read")
	}
	request.Header.Set("Accept", "application/json")
	response, err := o.RoundTripper().RoundTrip(request)
	if err != nil {
		return page, err
	}
	defer func() { _ = response.Body.Close() }()
	if response.StatusCode != http.StatusOK {
		return page, fmt.Errorf("the authority said %d", response.StatusCode)
	}
	if err := json.NewDecoder(io.LimitReader(response.Body, 1<<20)).Decode(&page); err != nil {
		return page, fmt.Errorf("reading the sign-in page: %w", err)
	}
	return page, nil
}
