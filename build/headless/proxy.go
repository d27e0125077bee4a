package main

import (
	"crypto/rand"
	"encoding/binary"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
)

// hidingPlace is a loopback address and a free port there that nobody can guess: 24 bits of address and about 15 of
// port. Linux answers on all of 127.0.0.0/8. Somebody with an account on this machine can still list its sockets,
// which is why what stands behind it connects to nothing but the practice organization.
func hidingPlace() (string, error) {
	var b [4]byte
	_, _ = rand.Read(b[:]) // never fails: crypto/rand ends the program instead
	host := binary.BigEndian.Uint32(b[:])&0x00ffffff | 127<<24
	ip := net.IPv4(127, byte(host>>16), byte(host>>8), byte(host)) //nolint:gosec // the bytes of an address
	listener, err := net.ListenTCP("tcp4", &net.TCPAddr{IP: ip})
	if err != nil {
		return "", fmt.Errorf("find a free loopback port: %w", err)
	}
	defer func() { _ = listener.Close() }()
	return listener.Addr().String(), nil
}

// newProxy passes requests, websockets too, to the app's own server at address.
func newProxy(address string) *httputil.ReverseProxy {
	target := &url.URL{Scheme: "http", Host: address}
	return &httputil.ReverseProxy{
		Rewrite: func(pr *httputil.ProxyRequest) {
			pr.SetURL(target)
			pr.Out.Host = address
			pr.Out.Header.Del("Origin") // ours has been checked; the app's own address stays out of sight
		},
		ErrorHandler: func(w http.ResponseWriter, _ *http.Request, _ error) {
			refuse(w, http.StatusBadGateway, "the app does not answer; see the terminal")
		},
		ErrorLog: log.New(io.Discard, "", 0), // a closed tab is no news
	}
}
