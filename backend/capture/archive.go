package capture

import (
	"archive/zip"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"ferry/backend/crm"
)

// Limits of an archive. What an archive says of itself is not believed: bytes are counted while they are read.
const (
	maxEntries = 200
	maxFile    = 300 << 20
	maxTotal   = 1 << 30
	maxRatio   = 200     // bytes out of a zip per byte in it
	ratioFloor = 1 << 20 // below this many bytes the ratio does not matter
)

// The files of an archive that are read, by lower-case base name, in the order in which they are.
var knownFiles = []string{"profile.csv", "positions.csv", "invitations.csv", "connections.csv", "messages.csv"}

// ignoredFiles have the header of messages.csv, but were said to a robot.
var ignoredFiles = []string{"guide_messages.csv", "learning_role_play_messages.csv"}

// Read reads the material at a path: a zip, a folder, or one CSV file (messages or connections, told by its columns).
// Errors are *crm.Error: CodeBadFile for what is no such material or breaks the limits, CodeCancelled, CodeNotFound. The
// progress func may be nil.
func Read(ctx context.Context, name string, progress func(Progress)) (Material, error) {
	info, err := os.Stat(name)
	if err != nil {
		return Material{}, fileError(err)
	}
	if info.IsDir() {
		return readFolder(ctx, name, progress)
	}
	file, err := os.Open(name) // #nosec G304 -- the person chose the file
	if err != nil {
		return Material{}, fileError(err)
	}
	defer func() { _ = file.Close() }()
	if strings.EqualFold(filepath.Ext(name), ".csv") {
		return readSheet(ctx, file, progress)
	}
	return ReadArchive(ctx, file, info.Size(), progress)
}

// ReadArchive reads a zip of the given size in bytes. Nothing is extracted: files are read by name. See Read for errors.
func ReadArchive(ctx context.Context, archive io.ReaderAt, size int64, progress func(Progress)) (Material, error) {
	reader, err := zip.NewReader(archive, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return Material{}, crm.Errorf(crm.CodeBadFile, "not a zip archive")
	}
	if len(reader.File) > maxEntries {
		return Material{}, crm.Errorf(crm.CodeBadFile, "more than %d entries", maxEntries)
	}
	for _, entry := range reader.File {
		if !safeEntry(entry) {
			return Material{}, crm.Errorf(crm.CodeBadFile, "an entry is a link or has an unsafe name")
		}
	}
	b, meter := newBuilder(progress), &meter{}
	return b.read(ctx, zipFiles(b, reader.File), meter)
}

// safeEntry refuses what no archive of LinkedIn's holds: links and devices, absolute names, and names that climb.
func safeEntry(entry *zip.File) bool {
	mode := entry.Mode()
	if !mode.IsRegular() && !mode.IsDir() {
		return false
	}
	name := strings.TrimSuffix(entry.Name, "/")
	drive := len(name) > 1 && name[1] == ':'
	return name != "" && !drive && !strings.ContainsAny(name, "\\\x00") && fs.ValidPath(name)
}

// opener is one file that can be read. packed is its size in the zip; 0 outside of one.
type opener struct {
	name   string
	packed int64
	open   func() (io.ReadCloser, error)
}

// zipFiles picks the known files; of several with one name the one least deep, since people zip the folder again.
func zipFiles(b *builder, entries []*zip.File) map[string]opener {
	sorted := slices.Clone(entries)
	slices.SortStableFunc(sorted, func(a, b *zip.File) int {
		return strings.Count(a.Name, "/") - strings.Count(b.Name, "/")
	})
	found := map[string]opener{}
	for _, entry := range sorted {
		if !entry.Mode().IsDir() {
			packed := int64(min(entry.CompressedSize64, maxTotal)) // #nosec G115 -- bounded
			b.pick(found, entry.Name, opener{name: path.Base(entry.Name), packed: packed, open: entry.Open})
		}
	}
	return found
}

func (b *builder) pick(found map[string]opener, full string, file opener) {
	base := strings.ToLower(path.Base(full))
	switch {
	case slices.Contains(ignoredFiles, base):
		b.material.Files = append(b.material.Files, File{Name: file.name, Ignored: true})
	case !slices.Contains(knownFiles, base):
	case found[base].open != nil:
		b.problem(Problem{File: file.name, Line: 1, LastLine: 1, Code: ProblemFile})
	default:
		found[base] = file
	}
}

// readFolder reads the files at the top of an unpacked archive. Links are not followed out of it.
func readFolder(ctx context.Context, name string, progress func(Progress)) (Material, error) {
	root, err := os.OpenRoot(name)
	if err != nil {
		return Material{}, fileError(err)
	}
	defer func() { _ = root.Close() }()
	entries, err := fs.ReadDir(root.FS(), ".")
	if err != nil {
		return Material{}, fileError(err)
	}
	b, found := newBuilder(progress), map[string]opener{}
	for _, entry := range entries {
		if entry.Type().IsRegular() {
			b.pick(found, entry.Name(), opener{name: entry.Name(), open: func() (io.ReadCloser, error) {
				return root.Open(entry.Name())
			}})
		}
	}
	return b.read(ctx, found, &meter{})
}

// readSheet reads a single CSV file as messages or connections, whichever its columns say.
func readSheet(ctx context.Context, file *os.File, progress func(Progress)) (Material, error) {
	base := filepath.Base(file.Name())
	if slices.Contains(ignoredFiles, strings.ToLower(base)) {
		return Material{}, crm.Errorf(crm.CodeBadFile, "a file of practice conversations")
	}
	data, err := (&meter{}).read(ctx, opener{open: func() (io.ReadCloser, error) { return io.NopCloser(file), nil }})
	if err != nil {
		return Material{}, fileError(err)
	}
	kind := "connections.csv"
	if _, ok := findHeader(ctx, newRecords(plainBytes(data), nil), columnConversation, columnContent); ok {
		kind = "messages.csv"
	}
	b := newBuilder(progress)
	return b.read(ctx, map[string]opener{kind: {name: base, open: func() (io.ReadCloser, error) {
		return io.NopCloser(strings.NewReader(string(data))), nil
	}}}, &meter{})
}

// read reads the files that were found, in their order, and joins them.
func (b *builder) read(ctx context.Context, found map[string]opener, meter *meter) (Material, error) {
	readers := map[string]func(context.Context, source) error{
		"profile.csv": b.readProfile, "positions.csv": b.readPositions, "invitations.csv": b.readInvitations,
		"connections.csv": b.readConnections, "messages.csv": b.readMessages,
	}
	for _, name := range knownFiles {
		file, ok := found[name]
		if !ok {
			continue
		}
		data, err := meter.read(ctx, file)
		if err == nil {
			err = readers[name](ctx, source{name: file.name, data: data})
		}
		if err != nil {
			return Material{}, fileError(err)
		}
	}
	if !b.messages && !b.contacts {
		return Material{}, crm.Errorf(crm.CodeBadFile, "neither messages.csv nor Connections.csv can be read")
	}
	material, err := b.build(ctx)
	if err != nil {
		return Material{}, fileError(err)
	}
	return material, nil
}

// fileError gives an error of the file system its code. Its text is left out: it holds the path.
func fileError(err error) error {
	var coded *crm.Error
	switch {
	case errors.As(err, &coded):
		return err
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return &crm.Error{Code: crm.CodeCancelled, Err: err}
	case errors.Is(err, fs.ErrNotExist):
		return &crm.Error{Code: crm.CodeNotFound, Detail: "the file is not there", Err: err}
	case errors.Is(err, fs.ErrPermission):
		return &crm.Error{Code: crm.CodeBadFile, Detail: "no right to read the file", Err: err}
	}
	return &crm.Error{Code: crm.CodeBadFile, Detail: "the file cannot be read", Err: err}
}
