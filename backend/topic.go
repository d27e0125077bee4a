package backend

// Topics of the one event that goes to the screens (view.Changed).
const (
	topicStatus     = "status"
	topicConnection = "connection"
	topicImport     = "import"
	topicMirror     = "mirror"
	topicSettings   = "settings"
	topicLinkedIn   = "linkedin"
	topicCapture    = "capture"
	topicOutbox     = "outbox"
)

// everyTopic is what changes when another organization, or none, is in use.
func everyTopic() []string {
	return []string{topicConnection, topicStatus, topicMirror, topicOutbox, topicSettings, topicLinkedIn}
}
