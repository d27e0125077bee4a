package keychain

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"strings"

	"ferry/backend/crm"
)

const (
	// partSize is in characters. Windows takes 2,560 bytes; macOS takes a command line of 4,096 that holds the part in
	// base64, its names and some 80 characters more: 18 + 4/3 × 1,800 + 2 × 100 + 80 < 4,096.
	partSize = 1800
	// maxParts bounds a secret at about 1.3 MB, and a sweep among foreign items.
	maxParts = 1000

	slotA, slotB = "a", "b"
)

func other(slot string) string {
	if slot == slotA {
		return slotB
	}
	return slotA
}

// head names the slot in force and what must be found there.
type head struct {
	Slot   string `json:"slot"`
	Parts  int    `json:"parts"`
	Digest string `json:"sha256"` // of the secret
}

func (h head) encode() string {
	text, err := json.Marshal(h)
	if err != nil {
		return "" // a struct of text and a number always encodes
	}
	return string(text)
}

// split cuts a secret into parts of plain characters: some keychains take text only.
func split(secret []byte, slot string) (head, []string) {
	text := base64.StdEncoding.EncodeToString(secret)
	var parts []string
	for len(text) > 0 {
		size := min(partSize, len(text))
		parts = append(parts, text[:size])
		text = text[size:]
	}
	return head{Slot: slot, Parts: len(parts), Digest: digest(secret)}, parts
}

func digest(secret []byte) string {
	sum := sha256.Sum256(secret)
	return hex.EncodeToString(sum[:])
}

// head reads the head item; false where there is none.
func (k *Keychain) head(ctx context.Context, name string) (head, bool, error) {
	text, found, err := k.get(ctx, name)
	if err != nil || !found {
		return head{}, false, err
	}
	var h head
	valid := json.Unmarshal([]byte(text), &h) == nil && (h.Slot == slotA || h.Slot == slotB) &&
		h.Parts >= 0 && h.Parts <= maxParts
	if !valid {
		return head{}, false, crm.Errorf(crm.CodeStorage, "a secret's head in the keychain is damaged")
	}
	return h, true, nil
}

// assemble puts the parts together; crm.CodeStorage when they are not what the head says.
func (k *Keychain) assemble(ctx context.Context, name string, h head) ([]byte, error) {
	var text strings.Builder
	for i := range h.Parts {
		part, found, err := k.get(ctx, partName(name, h.Slot, i))
		if err != nil {
			return nil, err
		}
		if !found {
			return nil, crm.Errorf(crm.CodeStorage, "a part of a secret is missing")
		}
		text.WriteString(part)
	}
	secret, err := base64.StdEncoding.DecodeString(text.String())
	if err != nil || digest(secret) != h.Digest {
		return nil, crm.Errorf(crm.CodeStorage, "a secret is not what was kept")
	}
	return secret, nil
}
