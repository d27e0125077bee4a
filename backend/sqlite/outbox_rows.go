package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
)

// Each begins a statement that writes rows of a table.
const (
	insertOperations = `INSERT INTO main.operation (place, position, id, kind, state, if_match, payload) VALUES `
	insertAfter      = `INSERT INTO main.operation_after (place, position, earlier) VALUES `
	insertAttempts   = `INSERT INTO main.attempt
		(place, number, operation, hash, started, ended, outcome, code, detail, tries) VALUES `
	insertDepartures = `INSERT INTO main.departure (place, change) VALUES `
)

// manyRows is how many rows one statement writes, where there are as many: most of what a small statement costs is not the
// row.
const manyRows = 10

// insertion writes rows.
type insertion struct {
	width     int // columns
	one, many *sql.Stmt
}

// parseInsertions parses the statements that write rows, each for one row and for many.
func parseInsertions(ctx context.Context, pool *sql.DB) (map[string]insertion, error) {
	parsed := map[string]insertion{}
	for head, end := range map[string]string{
		insertOperations: "",
		insertAfter:      ` ON CONFLICT DO NOTHING`,
		insertDepartures: "",
		insertAttempts: ` ON CONFLICT (place, number) DO UPDATE SET operation = excluded.operation, hash = excluded.hash,
			started = excluded.started, ended = excluded.ended, outcome = excluded.outcome,
			code = excluded.code, detail = excluded.detail, tries = excluded.tries`,
	} {
		width := strings.Count(head, ",") + 1
		row := `(?` + strings.Repeat(", ?", width-1) + `)`
		one, many := head+row+end, head+row+strings.Repeat(", "+row, manyRows-1)+end
		statements, err := parse(ctx, pool, []string{one, many})
		if err != nil {
			return nil, err
		}
		parsed[head] = insertion{width, statements[one], statements[many]}
	}
	return parsed, nil
}

// insert writes rows, given as the values of one after the other, by the statement that begins so.
func (w *recordWriter) insert(ctx context.Context, head string, values []any) error {
	rows := w.insertions[head]
	if rows.width == 0 {
		return fmt.Errorf("an insertion that was not parsed: %.40s", head)
	}
	for len(values) > 0 {
		statement, taken := rows.one, rows.width
		if len(values) >= manyRows*rows.width {
			statement, taken = rows.many, manyRows*rows.width
		}
		into := w.tx.StmtContext(ctx, statement) //nolint:sqlclosecheck // the transaction closes it
		if _, err := into.ExecContext(ctx, values[:taken]...); err != nil {
			return err
		}
		values = values[taken:]
	}
	return nil
}
