package practice_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

const tracked = "odata.track-changes,odata.maxpagesize=100"

// load reads a tracked table to its delta link.
func load(t *testing.T, c *client, path string) (rows []map[string]any, delta string) {
	t.Helper()
	for link := path; ; {
		r := c.get(link, "Prefer", tracked).is(200)
		rows = append(rows, r.rows()...)
		next, delta := r.str("@odata.nextLink"), r.str("@odata.deltaLink")
		if (next == "") == (delta == "") {
			t.Fatalf("a page has a next link or, as the last one, a delta link: %q %q", next, delta)
		}
		if next == "" {
			return rows, delta
		}
		link = next
	}
}

func TestChangesAfterAFirstLoad(t *testing.T) {
	o := newOrganization(t)
	c := as(t, o, "sara.lindqvist")
	rows, delta := load(t, c, "contacts?$select=fullname,_parentcustomerid_value")
	if len(rows) != 300 {
		t.Fatalf("%d rows", len(rows))
	}
	r := c.get(delta, "Prefer", "odata.track-changes").is(200)
	if len(r.rows()) != 0 || !strings.HasSuffix(r.str("@odata.context"), "/$delta") || r.str("@odata.deltaLink") == "" {
		t.Errorf("nothing changed: %s", r.text)
	}
	changed, gone := fmt.Sprint(rows[3]["contactid"]), fmt.Sprint(rows[5]["contactid"])
	c.do(http.MethodPatch, "contacts("+changed+")", `{"firstname":"Changed"}`).is(204)
	c.do(http.MethodPost, "contacts", `{"contactid":"`+taskID+`","lastname":"Fleeting"}`).is(204)
	c.do(http.MethodDelete, "contacts("+taskID+")", "").is(204)
	c.do(http.MethodDelete, "contacts("+gone+")", "").is(204)
	rows, later := load(t, c, delta)
	if len(rows) < 3 || rows[0]["contactid"] != changed || rows[0]["_parentcustomerid_value"] == nil {
		t.Fatalf("changed rows come first, whole: %v", rows)
	}
	removed := map[string]bool{}
	for _, row := range rows {
		if row["reason"] == "deleted" {
			removed[fmt.Sprint(row["id"])] = strings.HasSuffix(fmt.Sprint(row["@odata.context"]), "contacts/$deletedEntity")
		}
	}
	if !removed[gone] || !removed[taskID] || len(removed) != 2 {
		t.Errorf("removed %v", removed)
	}
	if rows, _ := load(t, c, later); len(rows) != 0 {
		t.Errorf("again: %v", rows)
	}
}

func TestARoundOfChangesHasPages(t *testing.T) {
	o := newOrganization(t)
	c := as(t, o, "sara.lindqvist")
	rows, delta := load(t, c, "contacts?$select=fullname")
	for i, row := range rows {
		path := fmt.Sprintf("contacts(%s)", row["contactid"])
		if i < 150 {
			c.do(http.MethodPatch, path, `{"jobtitle":"New"}`).is(204)
		} else if i < 280 {
			c.do(http.MethodDelete, path, "").is(204)
		}
	}
	changed, removed := map[string]bool{}, map[string]bool{}
	all, _ := load(t, c, delta)
	for _, row := range all {
		if row["reason"] == "deleted" {
			removed[fmt.Sprint(row["id"])] = true
		} else {
			changed[fmt.Sprint(row["contactid"])] = true
		}
	}
	if len(all) != 280 || len(changed) != 150 || len(removed) != 130 {
		t.Errorf("%d items, %d changed, %d removed", len(all), len(changed), len(removed))
	}
}

func TestChangesBehindTheReader(t *testing.T) {
	for _, forget := range []bool{false, true} {
		o := newOrganization(t)
		o.Knobs().ForgetChangesDuringLoad(forget)
		c := as(t, o, "sara.lindqvist")
		first := c.get("contacts?$select=fullname", "Prefer", tracked).is(200)
		id := fmt.Sprint(first.rows()[0]["contactid"])
		c.do(http.MethodPatch, "contacts("+id+")", `{"firstname":"Meanwhile"}`).is(204)
		_, delta := load(t, c, first.str("@odata.nextLink"))
		rows, _ := load(t, c, delta)
		if (len(rows) == 0) != forget {
			t.Errorf("forget %v: %d rows", forget, len(rows))
		}
	}
}

func TestTrackingRefuses(t *testing.T) {
	o := newOrganization(t)
	c := as(t, o, "sara.lindqvist")
	for _, option := range []string{"$filter=statecode eq 0", "$orderby=fullname", "$top=1", "$expand=parentcustomerid_account"} {
		text := c.get("contacts?"+option, "Prefer", "odata.track-changes").is(400).text
		if !strings.Contains(text, "isn't supported when Change Tracking is enabled") {
			t.Errorf("%s: %s", option, text)
		}
	}
	c.get("positions", "Prefer", "odata.track-changes").is(400)
	_, delta := load(t, c, "contacts?$select=fullname")
	c.get(strings.Replace(delta, "fullname", "jobtitle", 1)).is(400)
	o.Knobs().ExpireDeltas()
	c.get(delta).is(400, "0x80044352")
	_, delta = load(t, c, "activitypointers?$select=subject")
	c.do(http.MethodPost, "tasks", `{"subject":"Tracked through the base table"}`).is(204)
	if rows, _ := load(t, c, delta); len(rows) != 1 {
		t.Errorf("activitypointer changes: %v", rows)
	}
}
