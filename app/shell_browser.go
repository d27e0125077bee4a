//go:build dev

package app

// shellKind: the dev-tagged binary serves its screens to a browser, where native dialogs are of no use.
const shellKind = "browser"
