// Command smoke tries the exact program that people get, in a real window: its own self-test, then key strokes and
// clicks as a person gives them, a picture of the window, and closing it. It knows the app from the outside alone
// (window, keys, picture, files), since the shipped program keeps its page's inspector closed; this too is checked.
//
// It must not reach into the page, and must not be the place where flows are tested: frontend/e2e is.
package main
