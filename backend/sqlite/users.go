package sqlite

import (
	"context"
	"database/sql"

	"ferry/backend/crm"
)

// User is one user of the organization as the seats screen and the owner filter need it.
type User struct {
	crm.User
	Position    string
	Licensed    bool
	Application bool // an application user, not a person
}

// Users lists the users by name.
func (d *Database) Users(ctx context.Context) ([]User, error) {
	var users []User
	err := d.view(ctx, func(tx *sql.Tx) error {
		return each(ctx, tx, `
			SELECT u.systemuserid, coalesce(u.fullname, ''), coalesce(u.internalemailaddress, ''), coalesce(u.isdisabled, 0),
				coalesce(u.islicensed, 0), u.applicationid IS NOT NULL, coalesce(p.name, '')
			FROM mirror.systemuser u LEFT JOIN mirror.position p ON p.positionid = u.positionid
			ORDER BY u.fullname, u.systemuserid`, nil,
			func(scan func(...any) error) error {
				var u User
				err := scan(&u.ID, &u.Name, &u.Email, &u.Disabled, &u.Licensed, &u.Application, &u.Position)
				users = append(users, u)
				return err
			})
	})
	return users, err
}
