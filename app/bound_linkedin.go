package app

import "ferry/backend/view"

// LinkedIn is bound for the LinkedIn screen.
type LinkedIn struct{ house *house }

// ChooseArchive asks for an archive with a native dialog; "" when the person cancels.
func (l *LinkedIn) ChooseArchive(title string) (_ string, err error) {
	defer l.house.recovered("LinkedIn.ChooseArchive", &err)
	return l.house.chooseArchive(title)
}

// TakesDrops reports whether files can be dropped on the window: on Linux that can make the page leave for the file.
func (l *LinkedIn) TakesDrops() (_ bool, err error) {
	defer l.house.recovered("LinkedIn.TakesDrops", &err)
	return takesDrops(), nil
}

// StartImport brings in what is at a path (a zip, a folder, messages.csv, or any other CSV file) and returns the id of it at
// once; State tells how far it is and what it asks.
func (l *LinkedIn) StartImport(path string) (_ string, err error) {
	defer l.house.recovered("LinkedIn.StartImport", &err)
	return l.house.opened().StartCapture(path)
}

// StartSample brings in the practice organization's sample archive, as StartImport does.
func (l *LinkedIn) StartSample() (_ string, err error) {
	defer l.house.recovered("LinkedIn.StartSample", &err)
	return l.house.opened().StartSample()
}

// State is the material being brought in, or the last that was.
func (l *LinkedIn) State() (_ view.Capture, err error) {
	defer l.house.recovered("LinkedIn.State", &err)
	return l.house.opened().Capture(l.house.context())
}

// Cancel ends bringing in; nothing of it is stored.
func (l *LinkedIn) Cancel(id string) (err error) {
	defer l.house.recovered("LinkedIn.Cancel", &err)
	return l.house.opened().CancelCapture(id)
}

// ConfirmOwner says whose archive it is that waits for an answer.
func (l *LinkedIn) ConfirmOwner(id, memberKey string) (err error) {
	defer l.house.recovered("LinkedIn.ConfirmOwner", &err)
	return l.house.opened().ConfirmOwner(id, memberKey)
}

// ChooseColumns says what the columns of the table mean that waits for an answer.
func (l *LinkedIn) ChooseColumns(id string, mapping view.Mapping) (err error) {
	defer l.house.recovered("LinkedIn.ChooseColumns", &err)
	return l.house.opened().ChooseColumns(l.house.context(), id, mapping)
}

// SeatHolders lists whose rows the table that waits for an answer holds, by a column.
func (l *LinkedIn) SeatHolders(id, column string) (_ []view.SeatHolderRows, err error) {
	defer l.house.recovered("LinkedIn.SeatHolders", &err)
	return l.house.opened().SeatHolders(l.house.context(), id, column)
}

// SplitText splits a pasted conversation into messages, as far as it can be told.
func (l *LinkedIn) SplitText(text string) (_ []view.PastedMessage, err error) {
	defer l.house.recovered("LinkedIn.SplitText", &err)
	return l.house.opened().SplitText(l.house.context(), text)
}

// KeepPasted stores a pasted conversation as a person agreed to it.
func (l *LinkedIn) KeepPasted(pasted view.PastedConversation) (_ view.ImportReport, err error) {
	defer l.house.recovered("LinkedIn.KeepPasted", &err)
	return l.house.opened().KeepPasted(l.house.context(), pasted)
}

// Members is one page of the people and companies of the material, by name.
func (l *LinkedIn) Members(query view.MemberQuery) (_ view.MemberPage, err error) {
	defer l.house.recovered("LinkedIn.Members", &err)
	return l.house.opened().Members(l.house.context(), query)
}

// MemberMatch is the answer for one member, with its reasons.
func (l *LinkedIn) MemberMatch(key string) (_ view.Match, err error) {
	defer l.house.recovered("LinkedIn.MemberMatch", &err)
	return l.house.opened().MemberMatch(l.house.context(), key)
}

// Conversations is one page of conversations, newest first.
func (l *LinkedIn) Conversations(query view.ConversationQuery) (_ view.ConversationPage, err error) {
	defer l.house.recovered("LinkedIn.Conversations", &err)
	return l.house.opened().Conversations(l.house.context(), query)
}

// Conversation is one conversation with its messages.
func (l *LinkedIn) Conversation(id string) (_ view.Conversation, err error) {
	defer l.house.recovered("LinkedIn.Conversation", &err)
	return l.house.opened().Conversation(l.house.context(), id)
}

// Decide remembers that the member is the row, and applies it to every entry about the member.
func (l *LinkedIn) Decide(memberKey, table, id string) (_ view.Match, err error) {
	defer l.house.recovered("LinkedIn.Decide", &err)
	return l.house.opened().Decide(l.house.context(), memberKey, table, id)
}

// Reject remembers that the member is not the row ("Not the right person").
func (l *LinkedIn) Reject(memberKey, table, id string) (_ view.Match, err error) {
	defer l.house.recovered("LinkedIn.Reject", &err)
	return l.house.opened().Reject(l.house.context(), memberKey, table, id)
}

// NotInCRM remembers that no row fits the member.
func (l *LinkedIn) NotInCRM(memberKey string) (_ view.Match, err error) {
	defer l.house.recovered("LinkedIn.NotInCRM", &err)
	return l.house.opened().NotInCRM(l.house.context(), memberKey)
}

// DecideAll remembers of several members that they are the row.
func (l *LinkedIn) DecideAll(memberKeys []string, table, id string) (err error) {
	defer l.house.recovered("LinkedIn.DecideAll", &err)
	return l.house.opened().DecideAll(l.house.context(), memberKeys, table, id)
}

// NotInCRMAll remembers of several members that no row fits them.
func (l *LinkedIn) NotInCRMAll(memberKeys []string) (err error) {
	defer l.house.recovered("LinkedIn.NotInCRMAll", &err)
	return l.house.opened().NotInCRMAll(l.house.context(), memberKeys)
}

// NotInCRMKeys are the members of whom a person said that no row fits.
func (l *LinkedIn) NotInCRMKeys() (_ []string, err error) {
	defer l.house.recovered("LinkedIn.NotInCRMKeys", &err)
	return l.house.opened().NotInCRMKeys(l.house.context())
}

// ForgetDecision takes a decision back.
func (l *LinkedIn) ForgetDecision(memberKey string) (_ view.Match, err error) {
	defer l.house.recovered("LinkedIn.ForgetDecision", &err)
	return l.house.opened().ForgetDecision(l.house.context(), memberKey)
}
