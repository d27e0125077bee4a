package app

import "ferry/backend/view"

// Outbox is bound for Copy to CRM, the Outbox and Unresolved.
type Outbox struct{ house *house }

// Preview is exactly what Copy would write.
func (o *Outbox) Preview(request view.CopyRequest) (view.Preview, error) {
	return o.house.backend.Preview(o.house.context(), request)
}

// PreviewMessages is exactly what CopyMessages would write, one preview a message.
func (o *Outbox) PreviewMessages(request view.CopyMessages) ([]view.Preview, error) {
	return o.house.backend.PreviewMessages(o.house.context(), request)
}

// Copy queues one typed note, message, InMail or call. When it returns, the entry is on disk.
func (o *Outbox) Copy(request view.CopyRequest) (view.CopyResult, error) {
	return o.house.backend.Copy(o.house.context(), request)
}

// CopyMessages queues messages of a conversation in one durable step.
func (o *Outbox) CopyMessages(request view.CopyMessages) (view.CopyResult, error) {
	return o.house.backend.CopyMessages(o.house.context(), request)
}

// List is one page of entries.
func (o *Outbox) List(query view.EntryQuery) (view.EntryPage, error) {
	return o.house.backend.Entries(o.house.context(), query)
}

// Entry is one entry with its operations and attempts.
func (o *Outbox) Entry(id string) (view.Entry, error) {
	return o.house.backend.Entry(o.house.context(), id)
}

// Edit changes the text of an entry.
func (o *Outbox) Edit(id, subject, body string) error {
	return o.house.backend.EditEntry(o.house.context(), id, subject, body)
}

// Retry sends entries that wait or need attention again.
func (o *Outbox) Retry(ids []string) error { return o.house.backend.Retry(o.house.context(), ids) }

// Remove takes unsent entries out, and queues a removal from the CRM for those sent.
func (o *Outbox) Remove(ids []string) error { return o.house.backend.Remove(o.house.context(), ids) }

// SendNow wakes the sender.
func (o *Outbox) SendNow() error { return o.house.backend.SendNow(o.house.context()) }
