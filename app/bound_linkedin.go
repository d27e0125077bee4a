package app

import "ferry/backend/view"

// LinkedIn is bound for the LinkedIn screen.
type LinkedIn struct{ house *house }

// ChooseArchive asks for an archive with a native dialog; "" when the person cancels.
func (l *LinkedIn) ChooseArchive(title string) (_ string, err error) {
	defer l.house.recovered("LinkedIn.ChooseArchive", &err)
	return l.house.chooseArchive(title)
}

// ImportArchive brings in an archive (a zip, a folder, or messages.csv) by its path.
func (l *LinkedIn) ImportArchive(path string) (_ view.ImportReport, err error) {
	defer l.house.recovered("LinkedIn.ImportArchive", &err)
	return l.house.backend.ImportArchive(l.house.context(), path)
}

// ImportSample brings in the practice organization's sample archive.
func (l *LinkedIn) ImportSample() (_ view.ImportReport, err error) {
	defer l.house.recovered("LinkedIn.ImportSample", &err)
	return l.house.backend.ImportSample(l.house.context())
}

// Conversations is one page of conversations, newest first.
func (l *LinkedIn) Conversations(query view.ConversationQuery) (_ view.ConversationPage, err error) {
	defer l.house.recovered("LinkedIn.Conversations", &err)
	return l.house.backend.Conversations(l.house.context(), query)
}

// Conversation is one conversation with its messages.
func (l *LinkedIn) Conversation(id string) (_ view.Conversation, err error) {
	defer l.house.recovered("LinkedIn.Conversation", &err)
	return l.house.backend.Conversation(l.house.context(), id)
}

// Decide remembers that the member is the row, and applies it to every entry about the member.
func (l *LinkedIn) Decide(memberKey, table, id string) (_ view.Match, err error) {
	defer l.house.recovered("LinkedIn.Decide", &err)
	return l.house.backend.Decide(l.house.context(), memberKey, table, id)
}

// Reject remembers that the member is not the row ("Not the right person").
func (l *LinkedIn) Reject(memberKey, table, id string) (_ view.Match, err error) {
	defer l.house.recovered("LinkedIn.Reject", &err)
	return l.house.backend.Reject(l.house.context(), memberKey, table, id)
}

// NotInCRM remembers that no row fits the member.
func (l *LinkedIn) NotInCRM(memberKey string) (_ view.Match, err error) {
	defer l.house.recovered("LinkedIn.NotInCRM", &err)
	return l.house.backend.NotInCRM(l.house.context(), memberKey)
}

// ForgetDecision takes a decision back.
func (l *LinkedIn) ForgetDecision(memberKey string) (_ view.Match, err error) {
	defer l.house.recovered("LinkedIn.ForgetDecision", &err)
	return l.house.backend.ForgetDecision(l.house.context(), memberKey)
}
