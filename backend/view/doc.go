// Package view holds what the screens and ferryctl see: plain structures that cross the Wails bridge and become JSON.
// Times are RFC 3339 text in UTC ("" for never), money and ids are text, and lists are never null.
//
// It must not compute anything: backend fills these, app hands them on.
package view
