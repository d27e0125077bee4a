package practice

import "slices"

// Every activity table starts with the columns of activitypointer, in the same order, so that a row can be read through
// the base table.

func activityTables() []*table {
	return []*table{
		pointerTable(), taskTable(), phoneCallTable(),
		linkedInTable("li_inmail", "li_inmails", "inMail", 10401),
		linkedInTable("li_message", "li_messages", "LinkedIn message", 10402),
		linkedInTable("li_pointdrivepresentationviewed", "li_pointdrivepresentationvieweds", "Smart Links Content Viewed", 10403,
			text("li_url", "URL", 200)),
		emailTable(), letterTable(), appointmentTable(), closeTable(),
		partyTable(), annotationTable(),
	}
}

func baseColumns(state, status column) []column {
	return slices.Concat([]column{
		key("activityid", "Activity"), text("subject", "Subject", 200), memo("description", "Description", 2000),
		server(text("activitytypecode", "Activity Type", 64)),
		lookup("regardingobjectid", "Regarding", "account", "contact", "lead", "opportunity"),
		plain(kindTime, "scheduledstart", "Start Date"), plain(kindTime, "scheduledend", "Due Date"),
		plain(kindTime, "actualstart", "Actual Start"), plain(kindTime, "actualend", "Actual End"),
		plain(kindInteger, "actualdurationminutes", "Actual Duration"),
		choice("prioritycode", "Priority", int64(1), option{0, "Low", 0}, option{1, "Normal", 0}, option{2, "High", 0}),
		state, status,
	}, owners(), stamps())
}

func activity(name, set, label string, code int, state, status column, own ...column) *table {
	return &table{
		Name: name, Set: set, Schema: label, Label: label, Display: "subject", Code: code, Right: "Activity",
		Owned: true, Activity: true, Closes: true, Columns: slices.Concat(baseColumns(state, status), own),
	}
}

func pointerTable() *table {
	t := activity("activitypointer", "activitypointers", "Activity", 4200, states("Open", "Completed", "Canceled", "Scheduled"),
		statuses(option{1, "Open", 0}, option{2, "Completed", 1}, option{3, "Canceled", 2}, option{4, "Scheduled", 3}))
	t.Schema, t.Virtual = "ActivityPointer", true
	return t
}

func taskTable() *table {
	t := activity("task", "tasks", "Task", 4212, states("Open", "Completed", "Canceled"),
		statuses(option{2, "Not Started", 0}, option{3, "In Progress", 0}, option{4, "Waiting on someone else", 0},
			option{7, "Deferred", 0}, option{5, "Completed", 1}, option{6, "Canceled", 2}),
		text("category", "Category", 250), text("subcategory", "Sub-Category", 250),
		percent("percentcomplete", "Percent Complete"))
	t.Columns[t.columnAt("percentcomplete")].Default = int64(0)
	return t
}

func phoneCallTable() *table {
	t := activity("phonecall", "phonecalls", "Phone Call", 4210, states("Open", "Completed", "Canceled"),
		statuses(option{1, "Open", 0}, option{2, "Made", 1}, option{4, "Received", 1}, option{3, "Canceled", 2}),
		text("category", "Category", 250), text("subcategory", "Sub-Category", 250),
		text("phonenumber", "Phone Number", 200), flag("directioncode", "Direction", true),
		flag("leftvoicemail", "Left Voice Mail", false))
	t.Schema = "PhoneCall"
	return t
}

// linkedInTable is one of the LinkedIn solution's activity tables: standard activity columns, and one link on views.
func linkedInTable(name, set, label string, code int, own ...column) *table {
	t := activity(name, set, label, code, states("Open", "Completed", "Canceled", "Scheduled"),
		statuses(option{1, "Open", 0}, option{2, "Completed", 1}, option{3, "Canceled", 2}, option{4, "Scheduled", 3}), own...)
	t.Schema = name
	return t
}

// The pairs of state and status reason of letters, e-mails and appointments are not documented as such; they follow from
// the names.

func emailTable() *table {
	t := activity("email", "emails", "Email", 4202, states("Open", "Completed", "Canceled"),
		statuses(option{1, "Draft", 0}, option{8, "Failed", 0}, option{2, "Completed", 1}, option{3, "Sent", 1},
			option{4, "Received", 1}, option{6, "Pending Send", 1}, option{7, "Sending", 1}, option{5, "Canceled", 2}),
		text("category", "Category", 250), text("subcategory", "Sub-Category", 250), flag("directioncode", "Direction", true),
		text("sender", "From", 250), text("torecipients", "To Recipients", 500), text("messageid", "Message ID", 320),
		text("mimetype", "Mime Type", 256))
	t.Columns[t.columnAt("description")].Max = 1073741823
	return t
}

func letterTable() *table {
	return activity("letter", "letters", "Letter", 4207, states("Open", "Completed", "Canceled"),
		statuses(option{1, "Open", 0}, option{2, "Draft", 0}, option{3, "Received", 1}, option{4, "Sent", 1}, option{5, "Canceled", 2}),
		text("category", "Category", 250), text("subcategory", "Sub-Category", 250), text("address", "Address", 200),
		flag("directioncode", "Direction", true))
}

func appointmentTable() *table {
	return activity("appointment", "appointments", "Appointment", 4201, states("Open", "Completed", "Canceled", "Scheduled"),
		statuses(option{1, "Free", 0}, option{2, "Tentative", 0}, option{3, "Completed", 1}, option{4, "Canceled", 2},
			option{5, "Busy", 3}, option{6, "Out of Office", 3}),
		text("category", "Category", 250), text("subcategory", "Sub-Category", 250), text("location", "Location", 400),
		flag("isalldayevent", "All Day Event", false), text("globalobjectid", "Outlook Appointment", 300))
}

// closeTable is the activity that WinOpportunity and LoseOpportunity make; nothing else does.
func closeTable() *table {
	t := activity("opportunityclose", "opportunitycloses", "Opportunity Close", 4208, states("Open", "Completed", "Canceled"),
		statuses(option{1, "Open", 0}, option{2, "Completed", 1}, option{3, "Canceled", 2}),
		text("category", "Category", 250), text("subcategory", "Sub-Category", 250),
		plain(kindMoney, "actualrevenue", "Actual Revenue"), currency(), lookup("opportunityid", "Opportunity", "opportunity"),
		server(choice("opportunitystatecode", "Opportunity State", nil, option{0, "Open", 0}, option{1, "Won", 0},
			option{2, "Lost", 0})))
	t.Schema, t.Closing = "OpportunityClose", true
	return t
}

// columnAt finds a column before the index is built.
func (t *table) columnAt(name string) int {
	return slices.IndexFunc(t.Columns, func(c column) bool { return c.Name == name })
}

func partyTable() *table {
	return &table{
		Name: "activityparty", Set: "activityparties", Schema: "ActivityParty", Label: "Activity Party", Display: "partyidname",
		Code: 135, Right: "Activity", Columns: []column{
			key("activitypartyid", "Activity Party"), lookup("activityid", "Activity", "activitypointer"),
			lookup("partyid", "Party", "account", "contact", "lead", "systemuser"),
			choice("participationtypemask", "Participation Type", nil, participation()...),
			text("addressused", "Address", 320), text("unresolvedpartyname", "Unresolved Party Name", 4000),
			server(text("partyidname", "Party Name", 400)), server(plain(kindInteger, "versionnumber", "Version Number")),
		},
	}
}

func participation() []option {
	return []option{{1, "Sender", 0}, {2, "To Recipient", 0}, {3, "CC Recipient", 0}, {4, "BCC Recipient", 0},
		{5, "Required attendee", 0}, {6, "Optional attendee", 0}, {7, "Organizer", 0}, {8, "Regarding", 0}, {9, "Owner", 0},
		{10, "Resource", 0}, {11, "Customer", 0}, {12, "Chat Participant", 0}, {13, "Related", 0}}
}

func annotationTable() *table {
	return &table{
		Name: "annotation", Set: "annotations", Schema: "Annotation", Label: "Note", Display: "subject", Code: 5, Right: "Note",
		Owned: true, Columns: slices.Concat([]column{
			key("annotationid", "Note"), text("subject", "Title", 500), memo("notetext", "Description", 100000),
			flag("isdocument", "Is Document", false), text("filename", "File Name", 255), text("mimetype", "Mime Type", 256),
			memo("documentbody", "Document", 1073741823),
			lookup("objectid", "Regarding", "account", "contact", "lead", "opportunity", "task", "phonecall", "li_inmail",
				"li_message", "li_pointdrivepresentationviewed", "email", "letter", "appointment"),
			server(text("objecttypecode", "Object Type", 64)),
		}, owners(), stamps()),
	}
}
