package pac

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// What fetching a script may take. Browsers stop at the same size.
const (
	fetchPatience = 5 * time.Second
	sizeLimit     = 1 << 20
	redirectLimit = 5
)

// WellKnown is where a network without a named script keeps one (WPAD): at the host "wpad" of the machine's own search
// domains. Domains above those are not tried: what stands there belongs to strangers.
const WellKnown = "http://wpad/wpad.dat"

// Errors of Fetch.
var (
	// ErrAbsent: there is nothing at the address: the name, the host or the page does not exist.
	ErrAbsent = errors.New("there is no proxy script at its address")
	// ErrFetch: the script could not be had for another reason.
	ErrFetch = errors.New("the proxy script could not be fetched")
)

// Fetch gets the script's text from an http, https or file address, itself without a proxy. Errors: ErrAbsent, ErrFetch; they
// do not name the address, which may hold a password.
func Fetch(ctx context.Context, address string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, fetchPatience)
	defer cancel()
	parsed, err := url.Parse(strings.TrimSpace(address))
	if err != nil {
		return "", fmt.Errorf("%w: its address is malformed", ErrFetch)
	}
	switch parsed.Scheme {
	case "http", "https":
		return download(ctx, parsed)
	case "file":
		return readFile(parsed)
	}
	return "", fmt.Errorf("%w: its address is of no known kind", ErrFetch)
}

func download(ctx context.Context, address *url.URL) (string, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address.String(), nil)
	if err != nil {
		return "", fmt.Errorf("%w: its address is malformed", ErrFetch)
	}
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}, CheckRedirect: checkRedirect}
	response, err := client.Do(request)
	if err != nil {
		var unknown *net.DNSError
		var refused *net.OpError
		if ctx.Err() == nil && (errors.As(err, &unknown) || errors.As(err, &refused) && refused.Op == "dial") {
			return "", ErrAbsent
		}
		return "", fmt.Errorf("%w: its server does not answer", ErrFetch)
	}
	defer func() { _ = response.Body.Close() }()
	switch response.StatusCode {
	case http.StatusOK:
		return readText(response.Body)
	case http.StatusNotFound, http.StatusGone:
		return "", ErrAbsent
	}
	return "", fmt.Errorf("%w: HTTP %d", ErrFetch, response.StatusCode)
}

func checkRedirect(request *http.Request, via []*http.Request) error {
	if len(via) > redirectLimit || request.URL.Scheme != "http" && request.URL.Scheme != "https" {
		return ErrFetch
	}
	return nil
}

// readFile reads a script on this machine: a regular file, so that nothing hangs on a pipe or a device.
func readFile(address *url.URL) (string, error) {
	path := address.Path
	if strings.HasPrefix(path, "/") && filepath.VolumeName(path[1:]) != "" {
		path = path[1:] // "/C:/proxy.pac"
	}
	if (address.Host != "" && address.Host != "localhost") || !filepath.IsAbs(path) {
		return "", fmt.Errorf("%w: its address is of no known kind", ErrFetch)
	}
	if about, err := os.Stat(path); err != nil || !about.Mode().IsRegular() { //nolint:gosec // where the system's settings say
		return "", ErrAbsent
	}
	file, err := os.Open(path) //nolint:gosec // where the system's settings say
	if err != nil {
		return "", fmt.Errorf("%w: its file cannot be opened", ErrFetch)
	}
	defer func() { _ = file.Close() }()
	return readText(file)
}

// readText reads text of bounded size. Letters outside UTF-8 can only be those of comments, or of what fails anyway.
func readText(from io.Reader) (string, error) {
	text, err := io.ReadAll(io.LimitReader(from, sizeLimit+1))
	if err != nil {
		return "", fmt.Errorf("%w: it breaks off", ErrFetch)
	}
	if len(text) > sizeLimit {
		return "", fmt.Errorf("%w: it is larger than 1 MB", ErrFetch)
	}
	return strings.ToValidUTF8(strings.TrimPrefix(string(text), "\ufeff"), "?"), nil
}
