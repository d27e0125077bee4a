package dataverse

import (
	"net/http"
	"strings"
	"testing"
	"testing/synctest"

	"ferry/backend/crm"
)

func TestLongReadsMoveIntoABatch(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		path := "contacts?$filter=" + strings.Repeat("x", urlLimit)
		frame := "--batch_A\nContent-Type: application/http\nContent-Transfer-Encoding: binary\nContent-ID: 1\n\n" +
			"GET /api/data/v9.2/" + path + " HTTP/1.1\nIf-None-Match: null\nPrefer: odata.maxpagesize=7\nAccept: application/json\n\n\n--batch_A--\n"
		answer := exchange{want: batchURL, body: frame, with: map[string]string{"Content-Type": mixed}, reply: crlf(
			"--batchresponse_9f\nContent-Type: application/http\nContent-Transfer-Encoding: binary\n\nHTTP/1.1 200 OK\n" +
				"Content-Type: application/json; odata.metadata=minimal; odata.streaming=true\n\n{\"value\":[1]}\n--batchresponse_9f--\n")}
		missing := answer
		missing.reply = crlf(refusedPart("1", "404 Not Found", "", "0x80040217", "Does Not Exist") + "--batchresponse_9f--\n")
		client, _ := play(t, exchange{want: batchURL, body: frame, status: 502}, answer, missing)
		var reply struct{ Value []int }
		if err := client.json(t.Context(), client.get(path, "odata.maxpagesize=7"), &reply); err != nil || len(reply.Value) != 1 {
			t.Errorf("%v, %v: a read is repeated in a batch too", reply, err)
		}
		wantCode(t, client.json(t.Context(), client.get(path, "odata.maxpagesize=7"), &reply), crm.CodeNotFound)
		wantCode(t, client.json(t.Context(), client.get(strings.Repeat("x", batchURLLimit)), &reply), crm.CodeInvalid)
		write, err := client.write(http.MethodPatch, path, body{})
		if err != nil {
			t.Fatal(err)
		}
		wantCode(t, client.send(t.Context(), write, nil), crm.CodeInvalid)
	})
}
