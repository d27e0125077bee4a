//go:build !dev

package app

const connectSources = "'none'"
