-- +goose Up
-- What has to be known of a conversation's messages to queue them all stands in its index: a person waits for it, and the
-- messages may lie anywhere in the file.
DROP INDEX message_conversation;
CREATE INDEX message_conversation ON message (conversation_id, sent_at, _row, source_key, kind, subject);
