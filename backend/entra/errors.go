package entra

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	msal "github.com/AzureAD/microsoft-authentication-library-for-go/apps/errors"

	"ferry/backend/crm"
)

// interactiveError makes a failed sign-in into an error without a word of MSAL's own text.
func interactiveError(ctx context.Context, err error) *crm.Error {
	if ctx.Err() != nil {
		return signInCancelled(ctx)
	}
	if coded := knownError(err); coded != nil {
		return coded
	}
	// What the browser brought back is an error description in words, of which only Entra's codes are kept.
	codes := entraCodes(err.Error())
	switch {
	case slices.Contains(codes, "AADSTS65004"), strings.Contains(strings.ToLower(err.Error()), "access_denied"):
		return crm.Errorf(crm.CodeSignInCancelled, "declined at the sign-in page %s", strings.Join(codes, " "))
	case isForeign(codes):
		return crm.Errorf(crm.CodeWrongAccount, "%s", strings.Join(codes, " "))
	case len(codes) > 0:
		return crm.Errorf(crm.CodeSignIn, "%s", strings.Join(codes, " "))
	}
	return crm.Errorf(crm.CodeSignIn, "the sign-in did not succeed")
}

// isForeign recognises an account that does not belong to the organization's tenant, by Entra's codes: of another tenant
// and no guest (50020, 90072), or not in the directory (50034).
func isForeign(codes []string) bool {
	return slices.ContainsFunc([]string{"AADSTS50020", "AADSTS90072", "AADSTS50034"}, func(code string) bool {
		return slices.Contains(codes, code)
	})
}

// silentError makes a failed silent request into an error without a word of MSAL's own text. claims is what the request
// asked for: a sign-in that follows has to ask for it too.
func silentError(ctx context.Context, err error, claims string) *crm.Error {
	if ctx.Err() != nil {
		return cancelled(ctx)
	}
	coded := knownError(err)
	if coded == nil && needsPerson(err) {
		coded = crm.Errorf(crm.CodeSignIn, "no token is kept for this account")
	}
	if coded == nil {
		coded = crm.Errorf(crm.CodeUnexpected, "%s", strings.Join(append([]string{"no token"}, entraCodes(err.Error())...), " "))
	}
	if coded.Code == crm.CodeSignIn && coded.Claims == "" && claims != "{}" {
		coded.Claims = claims
	}
	return coded
}

// needsPerson recognises the two errors MSAL has no type for.
func needsPerson(err error) bool {
	text := err.Error()
	return strings.Contains(text, "no token found") || strings.Contains(text, "no account was specified")
}

// knownError finds an error of ours in the chain, or a reply of the authority; nil where there is neither.
func knownError(err error) *crm.Error {
	var coded *crm.Error
	if errors.As(err, &coded) {
		return coded
	}
	var call msal.CallErr
	if errors.As(err, &call) && call.Resp != nil {
		return replyError(call.Resp)
	}
	return nil
}

// refusal is the body of a token endpoint's error.
type refusal struct {
	Error         string `json:"error"`
	Suberror      string `json:"suberror"`
	ErrorCodes    []int  `json:"error_codes"`
	Claims        string `json:"claims"`
	Description   string `json:"error_description"`
	CorrelationID string `json:"correlation_id"`
}

const refusalLimit = 256 << 10

// replyError turns a reply of the authority into an error: 4xx with an OAuth error means that a person has to sign in
// (or that the app registration is wrong, which the codes tell).
func replyError(response *http.Response) *crm.Error {
	var body refusal
	if response.Body != nil {
		data, err := io.ReadAll(io.LimitReader(response.Body, refusalLimit))
		if err != nil || json.Unmarshal(data, &body) != nil {
			body = refusal{}
		}
	}
	failure := &crm.Error{Code: crm.CodeUnexpected, Detail: describe(response.StatusCode, body)}
	switch {
	case response.StatusCode == http.StatusTooManyRequests:
		failure.Code, failure.Wait = crm.CodeThrottled, retryAfter(response.Header)
	case response.StatusCode >= 500:
		failure.Code = crm.CodeUnavailable
	case body.Error != "":
		failure.Code = crm.CodeSignIn
		if json.Valid([]byte(body.Claims)) {
			failure.Claims = body.Claims
		}
	}
	return failure
}

var (
	word      = regexp.MustCompile(`^[a-z_]{1,40}$`)
	guid      = regexp.MustCompile(`^[0-9a-fA-F-]{36}$`)
	entraCode = regexp.MustCompile(`AADSTS[0-9]{4,9}`)
)

// describe keeps of a refusal what is known to be free of names and tokens: its codes.
func describe(status int, body refusal) string {
	parts := []string{fmt.Sprintf("sign-in: HTTP %d", status)}
	for _, name := range []string{body.Error, body.Suberror} {
		if word.MatchString(name) {
			parts = append(parts, name)
		}
	}
	codes := entraCodes(body.Description)
	for _, code := range body.ErrorCodes {
		codes = append(codes, "AADSTS"+strconv.Itoa(code))
	}
	slices.Sort(codes)
	parts = append(parts, slices.Compact(codes)...)
	if guid.MatchString(body.CorrelationID) {
		parts = append(parts, "(request "+body.CorrelationID+")")
	}
	return strings.Join(parts, " ")
}

func entraCodes(text string) []string {
	codes := entraCode.FindAllString(text, 5)
	slices.Sort(codes)
	return slices.Compact(codes)
}

const longestWait = time.Hour

func retryAfter(header http.Header) time.Duration {
	seconds, err := strconv.Atoi(strings.TrimSpace(header.Get("Retry-After")))
	if err != nil || seconds < 0 {
		return 0
	}
	return min(time.Duration(seconds)*time.Second, longestWait)
}
