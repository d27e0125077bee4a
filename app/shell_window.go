//go:build !dev

package app

const shellKind = "window"
