package sqlite

// Steps of a change to outbox.db, at which Config.Step is called. A crash at any of them leaves the change whole or none
// of it, and all of it once its caller was told.
const (
	stepBegin       = "outbox.db: begin"
	stepUncommitted = "outbox.db: not committed yet"
	stepCommitted   = "outbox.db: committed"
)

// Steps of making a copy of outbox.db.
const (
	stepCopied   = "backup: copied"
	stepBackedUp = "backup: in its place"
)

// Steps names every step: a harness that stops the process there goes through them all.
func Steps() []string {
	return []string{stepBegin, stepUncommitted, stepCommitted, stepCopied, stepBackedUp}
}

func (d *Database) step(name string) {
	if d.config.Step != nil {
		d.config.Step(name)
	}
}
