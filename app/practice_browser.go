//go:build dev

package app

// practiceOnly: the dev-tagged binary's bridge trusts any web page that reaches it, so it never connects to a real
// organization.
const practiceOnly = true
