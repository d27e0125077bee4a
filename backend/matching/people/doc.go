// Package people makes up a CRM of people who never existed, and LinkedIn members of whom it is known who they are in it: what
// the matcher is measured with. Everything follows from a seed. Even seeds are for tuning, odd ones are held out: nobody may
// choose a rule or a bound of the matcher by them.
//
// It must not know how the matcher works: its nicknames, legal forms, alphabets and mistakes are lists of its own, and its
// rates of noise are guesses at what sales teams' data is like, written down in noise.go. Measurements and tests alone use it.
package people
