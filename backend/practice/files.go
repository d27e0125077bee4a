package practice

import (
	"encoding/base64"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
)

// File and image columns. A file's content stands beside the rows, by an id that is never used again; a row holds the id
// and, in a second column, the file's name. An image stands in its row.

const (
	// fileChunk is how long the parts of a long file are to be, in bytes.
	fileChunk = 4 << 20
	// largestFile is the longest file that is taken, in bytes: MaxSizeInKB of the column.
	largestFile = 32 << 20
	// largestImage is MaxSizeInKB of image columns, in bytes.
	largestImage = 10 << 20
	// mostUploads is how many uploads in parts may be under way.
	mostUploads = 64
)

type fileContent struct {
	Name string `json:"name"`
	Data []byte `json:"data"`
}

// upload is a file that comes in parts.
type upload struct {
	row    ref
	column string
	name   string
	data   []byte
}

// isImage reports whether a text is an image in base64: the service takes PNG, JPEG, GIF, BMP and the like, and looks no
// further than the first bytes.
func isImage(text string) bool {
	data, err := base64.StdEncoding.DecodeString(text)
	if err != nil || len(data) > largestImage {
		return false
	}
	return strings.HasPrefix(http.DetectContentType(data), "image/")
}

// routeFile answers for a file or image column: GET as JSON or, behind $value, as bytes, PATCH and PUT with the bytes,
// DELETE.
func (x *exchange) routeFile(r *row, t *table, i int) (*answer, *refusal) {
	bare := len(x.path) == 3 && x.path[2].name == "$value"
	media := mediaType(x.request.Header)
	switch method := x.request.Method; {
	case len(x.path) > 2 && !bare:
		return nil, noSegment(x.path[2].name)
	case method == http.MethodGet:
		return x.readFile(r, t, i, bare)
	case method == http.MethodDelete:
		return x.setFile(r, t, i, "", nil)
	case method == http.MethodPatch && x.parameter("sessiontoken") != "":
		return x.continueUpload(r, t, i)
	case method == http.MethodPatch && x.request.Header.Get("x-ms-transfer-mode") == "chunked":
		return x.beginUpload(r, t, i)
	case (method == http.MethodPatch || method == http.MethodPut) && media == "application/octet-stream":
		data, err := io.ReadAll(x.request.Body)
		if err != nil || len(data) == 0 {
			return nil, badBody("The body holds no file.")
		}
		return x.setFile(r, t, i, x.fileName(), data)
	case method == http.MethodPut && t.Columns[i].Kind == kindImage:
		return x.setProperty(r, t, t.Columns[i].Name)
	}
	return nil, notAllowed(x.request.Method)
}

func mediaType(header http.Header) string {
	media, _, _ := mime.ParseMediaType(header.Get("Content-Type"))
	return media
}

// parameter is a query parameter that is no option of OData.
func (x *exchange) parameter(name string) string {
	return x.request.URL.Query().Get(name)
}

// fileName is the name a file comes with, in a header or in the URL, percent-encoded or not.
func (x *exchange) fileName() string {
	name := x.request.Header.Get("x-ms-file-name")
	if name == "" {
		name = x.parameter("x-ms-file-name")
	}
	if decoded, err := url.PathUnescape(name); err == nil {
		name = decoded
	}
	return name
}

// setFile stores or, with no data, removes a file or an image.
func (x *exchange) setFile(r *row, t *table, i int, name string, data []byte) (*answer, *refusal) {
	c := &t.Columns[i]
	if c.Kind == kindImage {
		return x.setImage(r, t, i, data)
	}
	switch {
	case data != nil && name == "":
		return nil, badArgument("The file has no name: the header 'x-ms-file-name' is missing.")
	case len(data) > largestFile:
		return nil, tooLarge()
	case len([]rune(name)) > 200:
		return nil, badArgument("The name of the file is too long.")
	}
	values := map[int]any{i: nil, t.at(c.Name + "_name"): nil}
	if data != nil {
		id := newID()
		values[i], values[t.at(c.Name+"_name")] = id, name
		x.org.store.putFile(id, &fileContent{Name: name, Data: data})
	}
	if old, _ := r.value(i).(guid); old != "" {
		x.org.store.putFile(old, nil)
	}
	return x.update(r, t, &payload{values: values})
}

func (x *exchange) setImage(r *row, t *table, i int, data []byte) (*answer, *refusal) {
	if data == nil {
		return x.update(r, t, &payload{values: map[int]any{i: nil}})
	}
	text := base64.StdEncoding.EncodeToString(data)
	if !isImage(text) {
		return nil, badArgument("The file is no image, or too large.")
	}
	return x.update(r, t, &payload{values: map[int]any{i: text}})
}

// keepImage brings what the server knows about an image up to date.
func (r *row) keepImage(version int64) {
	i := r.table.at("entityimage")
	if i < 0 {
		return
	}
	for _, name := range []string{"entityimage_url", "entityimage_timestamp", "entityimageid"} {
		r.set(name, nil)
	}
	if r.values[i] != nil {
		r.set("entityimage_timestamp", version)
		r.set("entityimageid", newID())
		r.set("entityimage_url", fmt.Sprintf("/Image/download.aspx?Entity=%s&Attribute=entityimage&Id=%s&Timestamp=%d",
			r.table.Name, r.id, version))
	}
}

func tooLarge() *refusal {
	return refuse(http.StatusRequestEntityTooLarge, "0x80060888", "The request is too large.")
}

// readFile answers a GET of a file or image, or of a range of it.
func (x *exchange) readFile(r *row, t *table, i int, bare bool) (*answer, *refusal) {
	if err := x.caller.needOn("Read", r); err != nil {
		return nil, err
	}
	f := x.org.store.fileOf(r, i)
	if f == nil {
		return emptyAnswer(), nil
	}
	status, data, piece, err := rangeOf(f.Data, x.request.Header.Get("Range"))
	if err != nil {
		return nil, err
	}
	a := jsonAnswer(status, data)
	if !bare {
		context := x.root() + "$metadata#" + t.Set + "(" + r.id + ")/" + t.Columns[i].Name
		a.body = fmt.Appendf(nil, `{"@odata.context":%s,"value":"%s"}`, appendString(nil, context),
			base64.StdEncoding.EncodeToString(data))
	} else {
		a.header.Set("Content-Type", "application/octet-stream")
	}
	if piece != "" {
		a.header.Set("Content-Range", piece)
	}
	a.header.Set("x-ms-file-name", url.PathEscape(f.Name))
	a.header.Set("x-ms-file-size", strconv.Itoa(len(f.Data)))
	a.header.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": f.Name}))
	a.header.Set("Location", x.origin+x.request.URL.RequestURI())
	return a, nil
}

// fileOf is the content of a row's file or image, or nil.
func (s *store) fileOf(r *row, i int) *fileContent {
	switch value := r.value(i).(type) {
	case guid:
		return s.files[value]
	case string:
		data, err := base64.StdEncoding.DecodeString(value)
		if err != nil {
			return nil
		}
		return &fileContent{Name: r.table.Columns[i].Name, Data: data}
	}
	return nil
}

var byteRange = regexp.MustCompile(`^bytes=(\d{1,12})-(\d{0,12})$`)

// rangeOf cuts the range out of data that a Range header asks for. Anything but one range is refused.
func rangeOf(data []byte, header string) (status int, part []byte, piece string, err *refusal) {
	if header == "" {
		return http.StatusOK, data, "", nil
	}
	fields := byteRange.FindStringSubmatch(header)
	if fields == nil {
		return 0, nil, "", refuse(http.StatusRequestedRangeNotSatisfiable, "0x80060888", "The range is not valid.")
	}
	from, _ := strconv.Atoi(fields[1])
	until, open := strconv.Atoi(fields[2])
	if open != nil {
		until = len(data) - 1
	}
	if until = min(until, len(data)-1); from > until {
		return 0, nil, "", refuse(http.StatusRequestedRangeNotSatisfiable, "0x80060888", "The range is not valid.")
	}
	return http.StatusPartialContent, data[from : until+1], fmt.Sprintf("bytes %d-%d/%d", from, until, len(data)), nil
}

// dropFiles removes the contents of a row's files.
func (s *store) dropFiles(r *row) {
	for i := range r.table.Columns {
		if id, ok := r.value(i).(guid); ok && r.table.Columns[i].Kind == kindFile {
			s.putFile(id, nil)
		}
	}
}

// putFile stores, or with nil removes, a file's content, as part of the transaction under way.
func (s *store) putFile(id guid, f *fileContent) {
	before := s.files[id]
	set := func(f *fileContent) {
		if f == nil {
			delete(s.files, id)
		} else {
			s.files[id] = f
		}
	}
	set(f)
	s.wrote(func() { set(before) })
}
