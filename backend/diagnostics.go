package backend

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"ferry/backend/crm"
	"ferry/backend/diagnostics"
	"ferry/backend/outbox"
)

// WriteDiagnostics packs what somebody who helps needs to know: versions, codes, counts and the log. It holds no token, no
// text and no name.
func (b *Backend) WriteDiagnostics(ctx context.Context, w io.Writer) error {
	report, err := b.report(ctx)
	if err != nil {
		return err
	}
	return diagnostics.Write(w, report, filepath.Join(b.config.DataDir, "logs"))
}

// SaveDiagnostics writes the diagnostics to a new file, which only this user can read. An old file of that name is replaced.
func (b *Backend) SaveDiagnostics(ctx context.Context, path string) error {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return storageError(err)
	}
	err = b.WriteDiagnostics(ctx, file)
	err = errors.Join(err, storageError(file.Close()))
	if err != nil {
		return errors.Join(err, os.Remove(path))
	}
	return nil
}

// storageError codes an error of the file system, without the path: it holds the user's name on most machines.
func storageError(err error) error {
	if err == nil {
		return nil
	}
	detail := "the file system refused"
	var failure *fs.PathError
	if errors.As(err, &failure) {
		detail = failure.Op + ": " + failure.Err.Error()
	}
	return &crm.Error{Code: crm.CodeStorage, Detail: detail, Err: err}
}

func (b *Backend) report(ctx context.Context) (diagnostics.Report, error) {
	status, err := b.Status(ctx)
	if err != nil {
		return diagnostics.Report{}, err
	}
	report := diagnostics.Report{
		At: time.Now().UTC(), Version: b.config.Version, GoVersion: runtime.Version(),
		System: runtime.GOOS + "/" + runtime.GOARCH, Program: b.config.Program,
		Connection: status.Connection, OrganizationKind: status.OrganizationKind, Online: status.Online,
		Keychain: status.Keychain, Files: fileSizes(b.config.DataDir), Warnings: []diagnostics.Warning{},
		Entries: map[string]int{}, EntryCodes: map[string]int{}, Rows: map[string]int64{}, Imports: map[string]string{},
	}
	for _, warning := range status.Warnings {
		report.Warnings = append(report.Warnings, diagnostics.Warning{
			Code: warning.Code, Detail: diagnostics.Technical(warning.Detail), Since: warning.Since,
		})
	}
	report.Panics = b.panics.all()
	b.mu.Lock()
	l := b.live
	b.mu.Unlock()
	if l == nil {
		return report, nil
	}
	return report, l.fillReport(ctx, &report)
}

func (l *live) fillReport(ctx context.Context, report *diagnostics.Report) error {
	organization, _ := l.known()
	report.OrganizationVersion = organization.Version
	report.ClockSkewSeconds = int(l.pulse.skew().Seconds())
	counts, err := l.outbox.Counts(ctx)
	if err != nil {
		return err
	}
	for state, count := range counts.States {
		report.Entries[string(state)] = count
	}
	if err := l.countCodes(ctx, report.EntryCodes); err != nil {
		return err
	}
	rows, err := l.database.RowCounts(ctx)
	for _, row := range rows {
		report.Rows[row.Table] = row.Rows
	}
	for _, table := range l.imports.view().Tables {
		report.Imports[table.Table] = table.State
	}
	return err
}

// countCodes counts entries by the reason to wait or to need attention.
func (l *live) countCodes(ctx context.Context, into map[string]int) error {
	for _, meaning := range crm.Meanings() {
		_, total, err := l.outbox.List(ctx, outbox.Filter{Codes: []crm.Code{meaning.Code}, Limit: 1})
		if err != nil {
			return err
		}
		if total > 0 {
			into[string(meaning.Code)] = total
		}
	}
	return nil
}

// fileSizes sums the sizes of the folder's files by name, since the folders between are named by ids.
func fileSizes(dir string) map[string]int64 {
	sizes := map[string]int64{}
	_ = filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return nil //nolint:nilerr // what cannot be looked at is left out
		}
		if info, err := entry.Info(); err == nil {
			sizes[filepath.Base(path)] += info.Size()
		}
		return nil
	})
	return sizes
}
