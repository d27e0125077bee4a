package dataverse

import (
	"context"
	"fmt"
	"strings"

	"ferry/backend/crm"
	"ferry/backend/outbox"
)

var _ outbox.Looker = (*Client)(nil)

// lookColumns are columns of the common base of all activity tables.
const lookColumns = "activityid,activitytypecode,subject,description,_regardingobjectid_value,_ownerid_value,_createdby_value," +
	"_modifiedby_value,scheduledstart,scheduledend,actualstart,actualend,statecode,statuscode,modifiedon"

// ReadActivities reads activities of any table by id, through their common base, which needs prvReadActivity alone. Rows that
// are not there, or not this account's to read, are not in the answer. It implements outbox.Looker.
func (c *Client) ReadActivities(ctx context.Context, ids []string) ([]crm.Activity, error) {
	conditions := make([]string, 0, len(ids))
	for _, id := range ids {
		id = normalizeID(id)
		if id == "" {
			return nil, crm.Errorf(crm.CodeInvalid, "an activity without an id")
		}
		conditions = append(conditions, "activityid eq "+id)
	}
	if len(conditions) == 0 {
		return nil, nil
	}
	path := "activitypointers?$select=" + lookColumns + "&$filter=" + query(strings.Join(conditions, " or "))
	var reply struct {
		Value []row `json:"value"`
	}
	size := fmt.Sprintf("odata.maxpagesize=%d", len(conditions))
	if err := c.json(ctx, c.get(path, size, lookupAnnotations), &reply); err != nil {
		return nil, err
	}
	activities := make([]crm.Activity, 0, len(reply.Value))
	for _, read := range reply.Value {
		activity := readActivity(strings.ToLower(read.text("activitytypecode")), read)
		activity.Modifier = read.ref("modifiedby", crm.TableUser)
		if activity.ID != "" {
			activities = append(activities, activity)
		}
	}
	return activities, nil
}
