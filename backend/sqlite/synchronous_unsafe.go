//go:build ferry_unsafe

package sqlite

// synchronous is switched off in builds that test the test of durability: kills alone do not notice, a trace must.
const synchronous = "OFF"
