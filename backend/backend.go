package backend

import (
	"context"

	"ferry/backend/view"
)

type Config struct {
	DataDir      string
	Version      string
	PracticeOnly bool
	OpenBrowser  func(url string) error
	Changed      func(topic string)
}

type Backend struct{}

func Open(ctx context.Context, config Config) (*Backend, error) { return &Backend{}, nil }

func (b *Backend) Status(ctx context.Context) (r0 view.Status, r1 error)           { return }
func (b *Backend) Preferences(ctx context.Context) (r0 view.Preferences, r1 error) { return }
func (b *Backend) SavePreferences(ctx context.Context, preferences view.Preferences) (r0 error) {
	return
}
func (b *Backend) Connection(ctx context.Context) (r0 view.Connection, r1 error)              { return }
func (b *Backend) PracticePeople(ctx context.Context) (r0 []view.PracticePerson, r1 error)    { return }
func (b *Backend) ConnectPractice(ctx context.Context, personID string) (r0 string, r1 error) { return }
func (b *Backend) Connect(ctx context.Context, url string) (r0 string, r1 error)              { return }
func (b *Backend) SignInLink(attemptID string) (r0 string, r1 error)                          { return }
func (b *Backend) CancelConnect(attemptID string) (r0 error)                                  { return }
func (b *Backend) Preflight(ctx context.Context) (r0 []view.Check, r1 error)                  { return }
func (b *Backend) Reads() (r0 []view.ReadTable)                                               { return }
func (b *Backend) ImportProgress() (r0 view.ImportProgress)                                   { return }
func (b *Backend) Sync(ctx context.Context) (r0 error)                                        { return }
func (b *Backend) CancelSync() (r0 error)                                                     { return }
func (b *Backend) DisconnectCounts(ctx context.Context) (r0 view.DisconnectCounts, r1 error)  { return }
func (b *Backend) Disconnect(ctx context.Context, cleanUp bool) (r0 error)                    { return }
func (b *Backend) SetPracticeOffline(ctx context.Context, offline bool) (r0 error)            { return }
func (b *Backend) Settings(ctx context.Context) (r0 view.Settings, r1 error)                  { return }
func (b *Backend) SettingsEffect(ctx context.Context, values view.CRMSettings) (r0 view.SettingsEffect, r1 error) {
	return
}
func (b *Backend) SaveSettings(ctx context.Context, values view.CRMSettings, version string) (r0 view.Settings, r1 error) {
	return
}
func (b *Backend) Records(ctx context.Context, query view.RecordQuery) (r0 view.RecordPage, r1 error) {
	return
}
func (b *Backend) Record(ctx context.Context, table, id string) (r0 view.Record, r1 error) { return }
func (b *Backend) Search(ctx context.Context, text string, limit int) (r0 []view.Candidate, r1 error) {
	return
}
func (b *Backend) ImportArchive(ctx context.Context, path string) (r0 view.ImportReport, r1 error) {
	return
}
func (b *Backend) ImportSample(ctx context.Context) (r0 view.ImportReport, r1 error) { return }
func (b *Backend) Conversations(ctx context.Context, query view.ConversationQuery) (r0 view.ConversationPage, r1 error) {
	return
}
func (b *Backend) Conversation(ctx context.Context, id string) (r0 view.Conversation, r1 error) {
	return
}
func (b *Backend) Decide(ctx context.Context, memberKey, table, id string) (r0 view.Match, r1 error) {
	return
}
func (b *Backend) Reject(ctx context.Context, memberKey, table, id string) (r0 view.Match, r1 error) {
	return
}
func (b *Backend) NotInCRM(ctx context.Context, memberKey string) (r0 view.Match, r1 error) { return }
func (b *Backend) ForgetDecision(ctx context.Context, memberKey string) (r0 view.Match, r1 error) {
	return
}
func (b *Backend) Preview(ctx context.Context, request view.CopyRequest) (r0 view.Preview, r1 error) {
	return
}
func (b *Backend) PreviewMessages(ctx context.Context, request view.CopyMessages) (r0 []view.Preview, r1 error) {
	return
}
func (b *Backend) Copy(ctx context.Context, request view.CopyRequest) (r0 view.CopyResult, r1 error) {
	return
}
func (b *Backend) CopyMessages(ctx context.Context, request view.CopyMessages) (r0 view.CopyResult, r1 error) {
	return
}
func (b *Backend) Entries(ctx context.Context, query view.EntryQuery) (r0 view.EntryPage, r1 error) {
	return
}
func (b *Backend) Entry(ctx context.Context, id string) (r0 view.Entry, r1 error)     { return }
func (b *Backend) EditEntry(ctx context.Context, id, subject, body string) (r0 error) { return }
func (b *Backend) Retry(ctx context.Context, ids []string) (r0 error)                 { return }
func (b *Backend) Remove(ctx context.Context, ids []string) (r0 error)                { return }
func (b *Backend) SendNow(ctx context.Context) (r0 error)                             { return }
func (b *Backend) Run(ctx context.Context)                                            { return }
func (b *Backend) Close() (r0 error)                                                  { return }
