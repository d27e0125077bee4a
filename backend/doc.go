// Package backend joins the parts of Ferry: it opens the data folder, connects rules to adapters, runs the importer and the
// sender, and answers the screens and ferryctl with view structures. It knows no Wails.
//
// It must not hold rules of its own: what may happen is decided in session, importer, capture, matching, outbox and
// settings; how it is carried, in the adapters.
package backend
