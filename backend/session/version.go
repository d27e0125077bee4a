package session

import (
	"strconv"
	"strings"

	"ferry/backend/crm"
)

// OldestVersion is the oldest organization that is accepted: Dynamics 2016 online (8.0), as the guides say.
const OldestVersion = "8.0"

// CheckVersion refuses organizations older than OldestVersion, naming the version found and the one needed
// (crm.CodeOldVersion). A version that cannot be read is refused as well.
func CheckVersion(version string) error {
	if compareVersions(version, OldestVersion) < 0 {
		return crm.Errorf(crm.CodeOldVersion, "found %q, needed %s or later", version, OldestVersion)
	}
	return nil
}

// compareVersions compares numerically, part by part; a part that is missing or no number counts as zero.
func compareVersions(a, b string) int {
	left, right := strings.Split(a, "."), strings.Split(b, ".")
	for i := range max(len(left), len(right)) {
		if difference := versionPart(left, i) - versionPart(right, i); difference != 0 {
			return difference
		}
	}
	return 0
}

func versionPart(parts []string, i int) int {
	if i >= len(parts) {
		return 0
	}
	number, err := strconv.Atoi(strings.TrimSpace(parts[i]))
	if err != nil {
		return 0
	}
	return number
}
