// Package entra is the sign-in adapter: MSAL's public client, as session.Authority. It runs the interactive flow in the
// person's browser, hands out access tokens silently, and keeps MSAL's cache where Secrets says.
//
// It must not write a token anywhere but to Secrets, must not let an error of MSAL's out as it is (their texts hold
// replies with tokens), and must not know Dataverse: it knows resources by their origin only.
package entra
