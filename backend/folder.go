package backend

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// tighten takes other people's rights from what is Ferry's in the data folder. The folder itself is left alone: somebody may
// have named their home. What an administrator laid down stays as it is.
func tighten(dir string) error {
	if runtime.GOOS == "windows" {
		return nil // the profile folder's access list is inherited
	}
	var all error
	for _, name := range []string{"organizations", "logs", "connections.json", "preferences.json", "practice.json"} {
		err := filepath.WalkDir(filepath.Join(dir, name), func(path string, entry fs.DirEntry, err error) error {
			if errors.Is(err, fs.ErrNotExist) || err == nil && entry.Type()&fs.ModeSymlink != 0 {
				return nil
			}
			if err != nil {
				return err
			}
			return restrict(path, entry)
		})
		all = errors.Join(all, err)
	}
	return storageError(all)
}

func restrict(path string, entry fs.DirEntry) error {
	info, err := entry.Info()
	if err != nil || info.Mode().Perm()&0o077 == 0 {
		return err
	}
	return os.Chmod(path, info.Mode().Perm()&0o700)
}

// cloudDrive names the cloud drive that copies the folder, or is empty. Such a drive copies open databases piece by piece,
// and takes texts off this machine. env looks up an environment variable.
func cloudDrive(dir string, env func(string) string) string {
	paths := []string{dir}
	if linked, err := filepath.EvalSymlinks(dir); err == nil {
		paths = append(paths, linked)
	}
	for _, path := range paths {
		path = strings.ReplaceAll(filepath.ToSlash(path), `\`, "/")
		for _, name := range []string{"OneDrive", "OneDriveCommercial", "OneDriveConsumer"} {
			root := strings.ReplaceAll(env(name), `\`, "/")
			if root != "" && within(strings.ToLower(path), strings.ToLower(root)) {
				return "OneDrive"
			}
		}
		if drive := driveOf(path); drive != "" {
			return drive
		}
		if drive := markedDrive(path); drive != "" {
			return drive
		}
	}
	return ""
}

func within(path, root string) bool {
	return path == root || strings.HasPrefix(path, strings.TrimSuffix(root, "/")+"/")
}

// driveOf knows the folders that the programs of cloud drives make, by their names.
func driveOf(path string) string {
	parts := strings.Split(strings.ToLower(path), "/")
	for i, part := range parts {
		switch {
		case i > 0 && parts[i-1] == "library" && part == "mobile documents", part == "iclouddrive", part == "icloud drive":
			return "iCloud"
		case i > 0 && parts[i-1] == "cloudstorage" && i > 1 && parts[i-2] == "library":
			return providerOf(part)
		case part == "onedrive", strings.HasPrefix(part, "onedrive - "):
			return "OneDrive"
		case part == "dropbox", strings.HasPrefix(part, "dropbox ("):
			return "Dropbox"
		case part == "google drive", part == "googledrive", part == "drivefs":
			return "Google Drive"
		case part == "nextcloud", part == "owncloud":
			return "Nextcloud"
		case part == "pclouddrive", part == "box sync":
			return "Box"
		}
	}
	return ""
}

// providerOf reads macOS' folder names in Library/CloudStorage, such as "GoogleDrive-somebody@example.com", without the
// account.
func providerOf(folder string) string {
	provider, _, _ := strings.Cut(folder, "-")
	for name, drive := range map[string]string{"onedrive": "OneDrive", "dropbox": "Dropbox", "googledrive": "Google Drive", "box": "Box"} {
		if provider == name {
			return drive
		}
	}
	return "cloud drive"
}

// markedDrive looks for the marks that drives leave in the folders they copy.
func markedDrive(path string) string {
	for dir := path; ; {
		for mark, drive := range map[string]string{".stfolder": "Syncthing", ".dropbox": "Dropbox", ".dropbox.cache": "Dropbox"} {
			// A mark in a home folder is the program's own settings, not a sign that the home is copied.
			if home, err := os.UserHomeDir(); err == nil && filepath.ToSlash(home) == dir && mark == ".dropbox" {
				continue
			}
			if _, err := os.Lstat(filepath.Join(filepath.FromSlash(dir), mark)); err == nil {
				return drive
			}
		}
		up := dir[:max(strings.LastIndex(dir, "/"), 0)]
		if up == "" || up == dir {
			return ""
		}
		dir = up
	}
}
