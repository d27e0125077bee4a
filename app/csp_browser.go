//go:build dev

package app

// connectSources: the dev-tagged binary's bridge is a websocket on its own origin.
const connectSources = "'self' ws:"
