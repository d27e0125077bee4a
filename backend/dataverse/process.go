package dataverse

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"ferry/backend/crm"
	"ferry/backend/settings"
)

// maxProcesses bounds how many flows are asked for their stages. An organization has one, or a few.
const maxProcesses = 10

// processSample is how many instances tell which flows are in use: those that changed last.
const processSample = 500

// ProcessStages gives the stages of the business process flows in which the organization's opportunities are, each flow's
// in its order, as a stage column; none where there are no such flows, or they are not this user's to read. Flows that an
// organization built itself keep their instances in tables of their own and are not among them. It is apart from
// StageColumns because its column is in another table than opportunity.
func (c *Client) ProcessStages(ctx context.Context) ([]settings.StageColumn, error) {
	columns, err := c.processStages(ctx)
	if code := crm.CodeOf(err); code == crm.CodeMissingTable || code == crm.CodeForbidden {
		return nil, nil
	}
	return columns, err
}

func (c *Client) processStages(ctx context.Context) ([]settings.StageColumn, error) {
	processes, err := c.processes(ctx)
	if err != nil || len(processes) == 0 {
		return nil, err
	}
	column := settings.StageColumn{Column: crm.ColumnActiveStage, Label: cmp.Or(processes[0].Name, crm.ColumnActiveStage)}
	for _, process := range processes {
		stages, err := c.stagesOf(ctx, process.ID)
		if err != nil {
			return nil, err
		}
		column.Choices = append(column.Choices, stages...)
	}
	return []settings.StageColumn{column}, nil
}

// processes are the flows of the opportunities that changed last, the most used first.
func (c *Client) processes(ctx context.Context) ([]crm.Ref, error) {
	var reply struct {
		Value []row `json:"value"`
	}
	path := "opportunitysalesprocesses?$select=_processid_value&$filter=" + query("statecode eq 0") +
		"&$orderby=" + query("modifiedon desc")
	if err := c.json(ctx, c.get(path, fmt.Sprintf("odata.maxpagesize=%d", processSample), lookupAnnotations), &reply); err != nil {
		return nil, err
	}
	uses := map[string]int{}
	var processes []crm.Ref
	for _, read := range reply.Value {
		process := read.ref("processid", "workflow")
		if process.IsZero() {
			continue
		}
		if uses[process.ID]++; uses[process.ID] == 1 {
			processes = append(processes, process)
		}
	}
	slices.SortStableFunc(processes, func(a, b crm.Ref) int { return cmp.Compare(uses[b.ID], uses[a.ID]) })
	return processes[:min(len(processes), maxProcesses)], nil
}

// stagesOf lists a flow's stages by their category: 0 Qualify, 1 Develop, 2 Propose, 3 Close, and so on.
func (c *Client) stagesOf(ctx context.Context, process string) ([]settings.Choice, error) {
	var reply struct {
		Value []row `json:"value"`
	}
	path := "processstages?$select=processstageid,stagename,stagecategory&$filter=" + query("_processid_value eq "+process)
	if err := c.json(ctx, c.get(path), &reply); err != nil {
		return nil, err
	}
	slices.SortStableFunc(reply.Value, func(a, b row) int {
		return cmp.Compare(a.integer("stagecategory"), b.integer("stagecategory"))
	})
	var choices []settings.Choice
	for _, read := range reply.Value {
		if id := normalizeID(read.text("processstageid")); id != "" {
			choices = append(choices, settings.Choice{Value: id, Label: cmp.Or(read.text("stagename"), id)})
		}
	}
	return choices, nil
}
