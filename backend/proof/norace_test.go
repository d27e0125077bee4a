//go:build !race && (linux || darwin)

package proof

const underRace = false
