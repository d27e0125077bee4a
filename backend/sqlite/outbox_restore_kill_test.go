package sqlite

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"ferry/backend/crm"
)

// TestARestoreThatIsKilled leaves what was unusable as it was, or the whole copy in its place and the other beside it.
func TestARestoreThatIsKilled(t *testing.T) {
	if dir, is := inside(t); is {
		found, err := Backups(dir)
		if err == nil {
			fmt.Println("begins")
			err = Restore(t.Context(), dir, "test", found[0].Name, at)
		}
		if err != nil {
			t.Fatal(err)
		}
		return
	}
	done := map[bool]int{}
	for range 15 {
		dir, copied := restorable(t)
		path := filepath.Join(dir, outboxFile)
		overwrite(t, path)
		write(t, path+"-wal", []byte("the old one's"))
		spoiled, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		killRestoring(t, dir)
		db, err := Open(t.Context(), Config{Dir: dir})
		done[err == nil]++
		if err != nil {
			if left, _ := os.ReadFile(path); crm.CodeOf(err) != crm.CodeDamaged || !bytes.Equal(left, spoiled) {
				t.Fatalf("answer %v, and the file was changed: %v", err, !bytes.Equal(left, spoiled))
			}
			if err := Restore(t.Context(), dir, "test", copied.Name, at.Add(time.Hour)); err != nil {
				t.Fatal(err)
			}
		} else if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		wantRestored(t, "after the kill", dir)
		kept, err := filepath.Glob(filepath.Join(dir, unusableOf+"*.db"))
		if err != nil || len(kept) != 1 {
			t.Fatalf("the unusable file was not kept: %v, %v", kept, err)
		}
		for name, want := range map[string]string{kept[0]: string(spoiled), kept[0] + "-wal": "the old one's"} {
			if text, err := os.ReadFile(name); err != nil || string(text) != want {
				t.Fatalf("%s was changed (%v)", filepath.Base(name), err)
			}
		}
	}
	if done[false] == 0 || done[true] == 0 {
		t.Log("it was always killed too soon, or too late")
	}
}

// killRestoring restores in a second process, and kills it on the way.
func killRestoring(t *testing.T, dir string) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	restoring := again(ctx, t, dir)
	out, err := restoring.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := restoring.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := out.Read(make([]byte, 100)); err != nil {
		t.Fatal(err)
	}
	time.Sleep(time.Duration(rand.IntN(30_000)) * time.Microsecond) // anywhere on its way
	cancel()
	_ = restoring.Wait() // it was killed, or had ended
}
