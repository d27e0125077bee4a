package app

import "ferry/backend/view"

// Outbox is bound for Copy to CRM, the Outbox and Unresolved.
type Outbox struct{ house *house }

// Preview is exactly what Copy would write.
func (o *Outbox) Preview(request view.CopyRequest) (_ view.Preview, err error) {
	defer o.house.recovered("Outbox.Preview", &err)
	return o.house.opened().Preview(o.house.context(), request)
}

// PreviewMessages is exactly what CopyMessages would write, one preview a message.
func (o *Outbox) PreviewMessages(request view.CopyMessages) (_ []view.Preview, err error) {
	defer o.house.recovered("Outbox.PreviewMessages", &err)
	return o.house.opened().PreviewMessages(o.house.context(), request)
}

// Copy queues one typed note, message, InMail or call. When it returns, the entry is on disk.
func (o *Outbox) Copy(request view.CopyRequest) (_ view.CopyResult, err error) {
	defer o.house.recovered("Outbox.Copy", &err)
	return o.house.opened().Copy(o.house.context(), request)
}

// CopyMessages queues messages of a conversation in one durable step.
func (o *Outbox) CopyMessages(request view.CopyMessages) (_ view.CopyResult, err error) {
	defer o.house.recovered("Outbox.CopyMessages", &err)
	return o.house.opened().CopyMessages(o.house.context(), request)
}

// List is one page of entries.
func (o *Outbox) List(query view.EntryQuery) (_ view.EntryPage, err error) {
	defer o.house.recovered("Outbox.List", &err)
	return o.house.opened().Entries(o.house.context(), query)
}

// Entry is one entry with its operations and attempts.
func (o *Outbox) Entry(id string) (_ view.Entry, err error) {
	defer o.house.recovered("Outbox.Entry", &err)
	return o.house.opened().Entry(o.house.context(), id)
}

// Edit changes the text of an entry.
func (o *Outbox) Edit(id, subject, body string) (err error) {
	defer o.house.recovered("Outbox.Edit", &err)
	return o.house.opened().EditEntry(o.house.context(), id, subject, body)
}

// Retry sends entries that wait or need attention again.
func (o *Outbox) Retry(ids []string) (err error) {
	defer o.house.recovered("Outbox.Retry", &err)
	return o.house.opened().Retry(o.house.context(), ids)
}

// DismissRemote says that the person knows what Dynamics did to the entries.
func (o *Outbox) DismissRemote(ids []string) (err error) {
	defer o.house.recovered("Outbox.DismissRemote", &err)
	return o.house.opened().DismissRemote(o.house.context(), ids)
}

// Theirs reads what the entry's activity says in Dynamics now. It needs the network.
func (o *Outbox) Theirs(id string) (_ view.Theirs, err error) {
	defer o.house.recovered("Outbox.Theirs", &err)
	return o.house.opened().Theirs(o.house.context(), id)
}

// CopyAgain queues an entry that was removed once more; or, as a new entry, what one said whose activity was deleted in
// Dynamics. It returns the id.
func (o *Outbox) CopyAgain(id string) (_ string, err error) {
	defer o.house.recovered("Outbox.CopyAgain", &err)
	return o.house.opened().CopyAgain(o.house.context(), id)
}

// Remove takes unsent entries out, and queues a removal from the CRM for those sent.
func (o *Outbox) Remove(ids []string) (err error) {
	defer o.house.recovered("Outbox.Remove", &err)
	return o.house.opened().Remove(o.house.context(), ids)
}

// Removals says what Remove would do with the entries.
func (o *Outbox) Removals(ids []string) (_ view.Removals, err error) {
	defer o.house.recovered("Outbox.Removals", &err)
	return o.house.opened().Removals(o.house.context(), ids)
}

// PersonForm is what is known of a member for a contact or lead to be made.
func (o *Outbox) PersonForm(memberKey, table string) (_ view.PersonForm, err error) {
	defer o.house.recovered("Outbox.PersonForm", &err)
	return o.house.opened().PersonForm(o.house.context(), memberKey, table)
}

// Duplicates looks for rows that may be the person already.
func (o *Outbox) Duplicates(request view.PersonRequest) (_ view.Duplicates, err error) {
	defer o.house.recovered("Outbox.Duplicates", &err)
	return o.house.opened().Duplicates(o.house.context(), request)
}

// CreatePerson queues a contact or a lead to be made from a member. When it returns, that is on disk.
func (o *Outbox) CreatePerson(request view.PersonRequest) (_ view.CopyResult, err error) {
	defer o.house.recovered("Outbox.CreatePerson", &err)
	return o.house.opened().CreatePerson(o.house.context(), request)
}

// CreateAnyway makes a person whom the organization took for a duplicate.
func (o *Outbox) CreateAnyway(id string) (err error) {
	defer o.house.recovered("Outbox.CreateAnyway", &err)
	return o.house.opened().CreateAnyway(o.house.context(), id)
}

// SetFlag queues what a seat holder says of a contact: "not-at-company", "ignore" or "none".
func (o *Outbox) SetFlag(contactID, flag string) (err error) {
	defer o.house.recovered("Outbox.SetFlag", &err)
	return o.house.opened().SetFlag(o.house.context(), contactID, flag)
}

// SendNow wakes the sender.
func (o *Outbox) SendNow() (err error) {
	defer o.house.recovered("Outbox.SendNow", &err)
	return o.house.opened().SendNow(o.house.context())
}
