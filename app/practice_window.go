//go:build !dev

package app

const practiceOnly = false
