package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"ferry/backend/crm"
)

// step is one line of -json: a step of what the command did, whether it held, and what there is to say of it.
type step struct {
	Step   string `json:"step"`
	OK     bool   `json:"ok"`
	Detail any    `json:"detail"`
}

// reporter writes steps, as JSON lines or for people.
type reporter struct {
	writer io.Writer
	json   bool
}

// say reports one step. text is for people, detail for programs; a nil detail is the text.
func (r reporter) say(name string, ok bool, text string, detail any) {
	if !r.json {
		mark := "ok  "
		if !ok {
			mark = "FAIL"
		}
		_, _ = fmt.Fprintf(r.writer, "%s %-14s %s\n", mark, name, text)
		return
	}
	if detail == nil {
		detail = text
	}
	line, err := json.Marshal(step{Step: name, OK: ok, Detail: detail})
	if err != nil {
		line = []byte(`{"step":"report","ok":false,"detail":"the result has no JSON form"}`)
	}
	_, _ = fmt.Fprintf(r.writer, "%s\n", line)
}

// fail reports the error that ended the command.
func (r reporter) fail(err error) {
	detail := map[string]string{"code": codeOf(err), "detail": ""}
	var coded *crm.Error
	if errors.As(err, &coded) {
		detail["detail"] = coded.Detail
	} else {
		detail["detail"] = err.Error()
	}
	r.say("error", false, detail["code"]+": "+detail["detail"], detail)
}
