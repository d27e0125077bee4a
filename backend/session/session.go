// Package session knows who is connected to which organization as whom: the states of a connection, the moves between
// them, and preflight.
//
// It must not know HTTP, MSAL or the keychain: Authority signs in, Directory asks the organization. It never holds a token.
package session

import (
	"context"

	"ferry/backend/crm"
)

// Account is who signed in, as the authority says.
type Account struct {
	ID       string // "<object id>.<tenant id>", the key to find it again
	ObjectID string
	TenantID string
	Username string // usually an e-mail address; never logged
	Name     string
}

// SignIn is how one interactive sign-in is to be done.
type SignIn struct {
	// Authority is the tenant's authority URL (https), from the organization's bearer challenge.
	Authority string
	ClientID  string
	// Resource is the organization's origin; the scope is Resource + "/user_impersonation".
	Resource string
	// Claims is a decoded claims challenge, or empty.
	Claims string
	// LoginHint preselects an account, or is empty.
	LoginHint string
	// OpenURL shows the sign-in page to the person. It must return at once.
	OpenURL func(url string) error
}

// Authority signs people in and hands out tokens. The entra package implements it.
type Authority interface {
	// SignIn runs the interactive flow until the person is done or ctx ends (crm.CodeSignInCancelled).
	SignIn(ctx context.Context, request SignIn) (Account, error)
	// Token gives an access token for the resource silently; crm.CodeSignIn when a person has to sign in.
	Token(ctx context.Context, request TokenRequest) (string, error)
	// SignOut forgets the account on this machine.
	SignOut(ctx context.Context, request TokenRequest) error
}

// TokenRequest names whose token for which resource.
type TokenRequest struct {
	Authority string
	ClientID  string
	AccountID string
	Resource  string
	Claims    string
}

// Challenge is what an organization answers to a request without a token.
type Challenge struct {
	Authority string // the tenant's authority, e.g. https://login.microsoftonline.com/<tenant>
	TenantID  string
	Resource  string // the origin tokens are for
}

// Directory asks the organization who and where we are. The dataverse package implements it.
type Directory interface {
	WhoAmI(ctx context.Context) (userID, organizationID string, err error)
	Organization(ctx context.Context) (crm.Organization, error)
	User(ctx context.Context, id string) (crm.User, error)
	// Privileges is the set of privilege names the user holds, with the widest depth (Basic, Local, Deep, Global).
	Privileges(ctx context.Context, userID string) (map[string]string, error)
}
