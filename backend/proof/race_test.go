//go:build race && (linux || darwin)

package proof

// underRace: this program is slow, and so is each child.
const underRace = true
