// Package matchbench measures the matcher, on made-up people of package people in a real mirror: how often a strong match is
// right, how many it finds, and how much time and memory that takes. The same is told of a matcher that only compares names in
// lower case, and of comparing each member with each row.
//
// Nothing of the app may need it: ferryctl and tests run it.
package matchbench
