package capture

import (
	"context"
	"io"

	"ferry/backend/crm"
)

// meter counts what comes out of an archive, whatever its directory says.
type meter struct {
	total int64
	file  int64 // the most of one file; zero is maxFile
}

// read reads a whole file within the limits.
func (m *meter) read(ctx context.Context, file opener) ([]byte, error) {
	reader, err := file.open()
	if err != nil {
		return nil, err
	}
	defer func() { _ = reader.Close() }()
	var data []byte
	chunk := make([]byte, 256<<10)
	for {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		n, err := reader.Read(chunk)
		data = append(data, chunk[:n]...)
		m.total += int64(n)
		if refused := m.within(int64(len(data)), file.packed); refused != nil {
			return nil, refused
		}
		if err == io.EOF {
			return data, nil
		}
		if err != nil {
			return nil, err
		}
	}
}

func (m *meter) within(size, packed int64) error {
	most := int64(maxFile)
	if m.file > 0 {
		most = m.file
	}
	switch {
	case size > most:
		return crm.Errorf(crm.CodeBadFile, "a file is larger than %d MB", most>>20)
	case m.total > maxTotal:
		return crm.Errorf(crm.CodeBadFile, "the archive is larger than %d MB", maxTotal>>20)
	case packed > 0 && size > ratioFloor && size/packed > maxRatio:
		return crm.Errorf(crm.CodeBadFile, "a file expands more than %d times", maxRatio)
	}
	return nil
}
