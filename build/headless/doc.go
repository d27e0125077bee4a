// Command headless serves Ferry's screens to a browser on this machine where there is no display: `make run` on a
// server, in a container, over SSH. It starts the development build of the app on a virtual display, at a loopback
// address that cannot be guessed, and puts a guard in front: a random path that must be opened first, and a check of
// Host, Origin and Sec-Fetch-Site on every request, the websocket's handshake too.
//
// Wails' development server trusts every page that reaches it. That is why this command must never start a build
// that connects to a real organization, and must never listen beyond loopback.
package main
