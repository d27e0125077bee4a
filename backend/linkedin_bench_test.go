package backend_test

import (
	"fmt"
	"strings"
	"testing"

	"ferry/backend/view"
)

// BenchmarkConversations is what scrolling through ten thousand conversations asks for: a page as the screen gets it, with
// the match of each row, looked up anew (cold) and remembered (warm).
func BenchmarkConversations(b *testing.B) {
	h := newHouse(b)
	h.ready()
	var content strings.Builder
	content.WriteString("CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,DATE,SUBJECT,CONTENT\n")
	for i := range 10_000 {
		fmt.Fprintf(&content, "c%d,,Person %d,https://www.linkedin.com/in/person-%d,Me,2026-01-01 10:%02d:%02d UTC,,hello %d\n",
			i, i, i, i/60%60, i%60, i)
	}
	id := h.bring("messages.csv", content.String())
	asked := h.capture("owner")
	if err := h.ConfirmOwner(id, asked.Owners[0].Key); err != nil {
		b.Fatal(err)
	}
	h.capture("done")
	page := func(offset int) {
		if page, err := h.Conversations(b.Context(), view.ConversationQuery{Offset: offset, Limit: 100}); err != nil || len(page.Rows) != 100 {
			b.Fatal(len(page.Rows), err)
		}
	}
	b.Run("cold", func(b *testing.B) {
		for i := range b.N {
			page(i % 99 * 100)
		}
	})
	b.Run("warm", func(b *testing.B) {
		for range b.N {
			page(9_000)
		}
	})
}
