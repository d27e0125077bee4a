package practice

import (
	"io"
	"net/http"
	"regexp"
	"strconv"
)

// beginUpload opens an upload in parts: its address, with a token, and how long the parts are to be.
func (x *exchange) beginUpload(r *row, t *table, i int) (*answer, *refusal) {
	if err := x.mayWrite("Write", r); err != nil {
		return nil, err
	}
	name, token := x.fileName(), string(newID())
	if name == "" {
		return nil, badArgument("The file has no name: the parameter 'x-ms-file-name' is missing.")
	}
	uploads := x.org.store.uploads
	if len(uploads) >= mostUploads {
		clear(uploads)
	}
	uploads[token] = &upload{row: ref{t.Name, r.id}, column: t.Columns[i].Name, name: name}
	a := &answer{status: http.StatusOK, header: http.Header{}}
	a.header.Set("Location", x.address(r)+"/"+t.Columns[i].Name+"?sessiontoken="+token)
	a.header.Set("x-ms-chunk-size", strconv.Itoa(fileChunk))
	a.header.Set("Accept-Ranges", "bytes")
	return a, nil
}

var contentRange = regexp.MustCompile(`^bytes (\d{1,12})-(\d{1,12})/(\d{1,12})$`)

// continueUpload takes the next part. The last one stores the file.
func (x *exchange) continueUpload(r *row, t *table, i int) (*answer, *refusal) {
	token := x.parameter("sessiontoken")
	up := x.org.store.uploads[token]
	if up == nil || up.row.id != r.id || up.column != t.Columns[i].Name {
		return nil, badArgument("The upload session is not valid.")
	}
	data, err := io.ReadAll(x.request.Body)
	fields := contentRange.FindStringSubmatch(x.request.Header.Get("Content-Range"))
	if err != nil || fields == nil {
		return nil, badArgument("The header 'Content-Range' is missing or not valid.")
	}
	from, _ := strconv.Atoi(fields[1])
	until, _ := strconv.Atoi(fields[2])
	total, _ := strconv.Atoi(fields[3])
	switch {
	case total > largestFile:
		return nil, tooLarge()
	case from != len(up.data) || until+1-from != len(data) || until >= total || len(data) == 0:
		return nil, badArgument("The part does not fit behind the ones that came before.")
	}
	if up.data = append(up.data, data...); len(up.data) < total {
		return &answer{status: http.StatusPartialContent, header: http.Header{}}, nil
	}
	delete(x.org.store.uploads, token)
	return x.setFile(r, t, i, up.name, up.data)
}
