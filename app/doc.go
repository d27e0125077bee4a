// Package app is the Wails shell: window, lifecycle, content security policy, dialogs, and one small bound type per screen
// whose methods only hand on to backend. It is the only importer of Wails.
//
// It must not decide anything that a rules package could decide.
package app
