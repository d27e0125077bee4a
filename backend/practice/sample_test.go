package practice_test

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"

	"ferry/backend/practice"
)

func TestSampleCompany(t *testing.T) {
	var o practice.Organization
	counts := map[string]int{"account": 60, "contact": 300, "lead": 80, "opportunity": 120, "solution": 4}
	for table, want := range counts {
		if got := len(o.Rows(table)); got != want {
			t.Errorf("%d rows of %s, want %d", got, table, want)
		}
	}
	ana := person(t, &o, "ana.ruiz")
	stages, owners, open := map[any]int{}, map[any]int{}, 0
	states := map[any]int{}
	for _, row := range o.Rows("opportunity") {
		states[row["statecode"]]++
		if row["statecode"] != int64(0) {
			continue
		}
		stages[row["salesstage"]]++
		owners[row["_ownerid_value"]]++
		if row["_ownerid_value"] == ana.ID {
			open++
		}
	}
	if open < 30 || len(stages) != 4 || len(owners) != 5 || len(states) != 3 {
		t.Errorf("open of Ana %d, stages %v, owners %v, states %v", open, stages, owners, states)
	}
	for _, table := range []string{"account", "contact", "lead"} {
		for _, row := range o.Rows(table) {
			if mail, ok := row["emailaddress1"].(string); ok && !strings.HasSuffix(mail, ".example") {
				t.Fatalf("an address that might exist: %s", mail)
			}
		}
	}
}

func TestSampleIsTheSameInEveryRun(t *testing.T) {
	one, two := practice.New(practice.Options{Seed: 7}), practice.New(practice.Options{Seed: 7})
	if !reflect.DeepEqual(one.Rows("contact"), two.Rows("contact")) {
		t.Error("one seed made two companies")
	}
	if reflect.DeepEqual(one.Rows("contact"), practice.New(practice.Options{Seed: 8}).Rows("contact")) {
		t.Error("two seeds made one company")
	}
	few := practice.New(practice.Options{Accounts: 3, Contacts: 5, Leads: 1, Opportunities: 2})
	if len(few.Rows("account")) != 3 || len(few.Rows("contact")) != 5 || len(few.Rows("lead")) != 1 {
		t.Error("the numbers asked for are not kept")
	}
}

func archiveFiles(t *testing.T) map[string]string {
	t.Helper()
	data := practice.SampleArchive()
	if !bytes.Equal(data, practice.SampleArchive()) {
		t.Error("the archive differs from run to run")
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		files[f.Name] = string(text)
	}
	return files
}

func TestSampleArchive(t *testing.T) {
	files := archiveFiles(t)
	lines, err := csv.NewReader(strings.NewReader(files["messages.csv"])).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	at := map[string]int{}
	for i, name := range lines[0] {
		at[name] = i
	}
	conversations, drafts, longest, urls := map[string]bool{}, 0, 0, map[string]bool{}
	for _, line := range lines[1:] {
		conversations[line[at["CONVERSATION ID"]]] = true
		longest = max(longest, len(line[at["CONTENT"]]))
		urls[line[at["SENDER PROFILE URL"]]] = true
		if line[at["IS MESSAGE DRAFT"]] == "Yes" {
			drafts++
		}
		if !strings.HasSuffix(line[at["DATE"]], " UTC") {
			t.Errorf("date %q", line[at["DATE"]])
		}
	}
	if len(conversations) < 24 || drafts == 0 || longest <= 2000 || !urls["https://www.linkedin.com/in/ana-ruiz-veldmark"] {
		t.Errorf("%d conversations, %d drafts, longest %d", len(conversations), drafts, longest)
	}
	if !strings.Contains(files["messages.csv"], "spinmail-quill") || !strings.Contains(files["messages.csv"], `"LinkedIn Member",""`) {
		t.Error("the advertisement or the member without a page is missing")
	}
	if !strings.HasPrefix(files["Connections.csv"], "Notes:\r\n") {
		t.Error("the preamble is missing")
	}
	for _, name := range []string{"Invitations.csv", "Profile.csv", "Positions.csv", "guide_messages.csv"} {
		if files[name] == "" {
			t.Errorf("%s is missing", name)
		}
	}
}

// TestTheCastIsInTheCompany: the people the archive is about are, or are not, in the sample company as the story needs.
func TestTheCastIsInTheCompany(t *testing.T) {
	o := practice.New(practice.Options{})
	count := func(table, name string) (n int) {
		for _, row := range o.Rows(table) {
			if row["fullname"] == name {
				n++
			}
		}
		return n
	}
	if count("contact", "Maria Silva") != 2 || count("contact", "Lucía Ferrer Molina") != 1 || count("lead", "結衣 田中") != 1 {
		t.Error("the cast is not in the company")
	}
	if n := count("contact", "Hanna Virtanen") + count("lead", "Hanna Virtanen"); n != 0 {
		t.Error("somebody who should not be in the CRM is")
	}
	connections := archiveFiles(t)["Connections.csv"]
	for _, row := range o.Rows("contact") {
		if row["fullname"] == "Lucía Ferrer Molina" && !strings.Contains(connections, fmt.Sprint(row["emailaddress1"])) {
			t.Error("the address of a contact that matches by e-mail is not in Connections.csv")
		}
	}
}

func TestSavedOrganizationsOpenAgain(t *testing.T) {
	o := newOrganization(t)
	c := as(t, o, "sara.lindqvist")
	_, delta := load(t, c, "contacts?$select=fullname")
	next := c.get("contacts?$select=fullname", "Prefer", "odata.maxpagesize=50").str("@odata.nextLink")
	gone := fmt.Sprint(o.Rows("contact")[0]["contactid"])
	c.do("DELETE", "contacts("+gone+")", "").is(204)
	c.do("POST", "tasks", `{"activityid":"`+taskID+`","subject":"Kept"}`).is(204)
	var saved bytes.Buffer
	if err := o.Save(&saved); err != nil {
		t.Fatal(err)
	}
	text := saved.String()
	again := newOrganization(t)
	if err := again.Load(&saved); err != nil {
		t.Fatal(err)
	}
	for _, table := range []string{"contact", "opportunity", "task", "activitypointer", "activityparty", "systemuser", "lead"} {
		if !reflect.DeepEqual(o.Rows(table), again.Rows(table)) {
			t.Errorf("%s differs after loading", table)
		}
	}
	c = as(t, again, "sara.lindqvist")
	if rows, _ := load(t, c, delta); len(rows) != 1 || rows[0]["id"] != gone {
		t.Errorf("a delta link from before: %v", rows)
	}
	c.get(next, "Prefer", "odata.maxpagesize=50").is(200)
	for _, bad := range []string{"", "{}", `{"format":1}`, `{"format":9}`, text[:len(text)/2],
		strings.Replace(text, `"statecode":0`, `"statecode":"x"`, 1)} {
		if err := again.Load(strings.NewReader(bad)); err == nil {
			t.Errorf("loaded %.40q", bad)
		}
	}
	if again.Row("task", taskID) == nil {
		t.Error("a refused state replaced the good one")
	}
	if !json.Valid([]byte(text)) {
		t.Error("the state is no JSON")
	}
}
