package backend

import (
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

func TestCloudDrivesAreKnownByTheirFolders(t *testing.T) {
	for path, want := range map[string]string{
		`C:\Users\maria\OneDrive\Ferry`:                                             "OneDrive",
		`C:\Users\maria\OneDrive - Contoso\Documents\Ferry`:                         "OneDrive",
		"/Users/maria/Library/CloudStorage/GoogleDrive-maria@contoso.example/Ferry": "Google Drive",
		"/Users/maria/Library/CloudStorage/OneDrive-Contoso/Ferry":                  "OneDrive",
		"/Users/maria/Library/CloudStorage/Egnyte-contoso/Ferry":                    "cloud drive",
		"/Users/maria/Library/Mobile Documents/com~apple~CloudDocs/Ferry":           "iCloud",
		`C:\Users\maria\iCloudDrive\Ferry`:                                          "iCloud",
		"/home/maria/Dropbox/ferry":                                                 "Dropbox",
		"/home/maria/Dropbox (Contoso)/ferry":                                       "Dropbox",
		"/home/maria/Nextcloud/ferry":                                               "Nextcloud",
		"/home/maria/.local/share/ferry":                                            "",
		"/Users/maria/Library/Application Support/Ferry":                            "",
		`C:\Users\maria\AppData\Local\Ferry`:                                        "",
		"/home/onedriver/dropboxes/ferry":                                           "",
		`D:\Sync\Ferry`:                                                             "",
	} {
		if got := cloudDrive(path, func(string) string { return "" }); got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
	moved := func(name string) string { return map[string]string{"OneDriveCommercial": `D:\Sync`}[name] }
	if got := cloudDrive(`D:\sync\Ferry`, moved); got != "OneDrive" {
		t.Errorf("a OneDrive that was moved: %q", got)
	}
	if got := cloudDrive(`D:\Synced\Ferry`, moved); got != "" {
		t.Errorf("beside a OneDrive that was moved: %q", got)
	}
}

func TestCloudDrivesAreFoundBehindLinksAndByTheirMarks(t *testing.T) {
	none := func(string) string { return "" }
	root := t.TempDir()
	data := filepath.Join(root, "shared", "ferry")
	if err := os.MkdirAll(data, 0o700); err != nil {
		t.Fatal(err)
	}
	if got := cloudDrive(data, none); got != "" {
		t.Fatalf("an ordinary folder: %q", got)
	}
	if err := os.Mkdir(filepath.Join(root, "shared", ".stfolder"), 0o700); err != nil {
		t.Fatal(err)
	}
	if got := cloudDrive(data, none); got != "Syncthing" {
		t.Errorf("a folder with a mark above it: %q", got)
	}
	drive := filepath.Join(root, "Dropbox")
	if err := os.Mkdir(drive, 0o700); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(root, "link")
	if err := os.Symlink(drive, link); err != nil {
		t.Skip("no links here")
	}
	if got := cloudDrive(link, none); got != "Dropbox" {
		t.Errorf("behind a link: %q", got)
	}
}

func TestAStartTakesRightsFromWhatOthersCouldRead(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has access lists, not modes")
	}
	dir := t.TempDir()
	folder := filepath.Join(dir, "organizations", "o", "u", "backups")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	ours := []string{"connections.json", "organizations/o/u/outbox.db", "organizations/o/u/outbox.db-wal",
		"organizations/o/u/backups/outbox-1.db"}
	for _, name := range append(ours, "policy.json", "somebody-elses.txt") {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := tighten(dir); err != nil {
		t.Fatal(err)
	}
	mode := func(name string) fs.FileMode {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		return info.Mode().Perm()
	}
	for _, name := range ours {
		if mode(name) != 0o600 {
			t.Errorf("%s: %v", name, mode(name))
		}
	}
	if mode("organizations/o/u/backups") != 0o700 {
		t.Errorf("backups: %v", mode("organizations/o/u/backups"))
	}
	if mode("policy.json") != 0o644 || mode("somebody-elses.txt") != 0o644 {
		t.Error("rights were taken from files that are not Ferry's")
	}
}
