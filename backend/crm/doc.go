// Package crm holds the nouns that two or more of Ferry's rules packages share: rows of Dynamics 365 (Account, Contact,
// Lead, Opportunity, User, Activity), LinkedIn members, matches between the two, and the Error with its codes.
//
// It must not do anything: no I/O, no clock, no imports of ours. A type with one owner belongs to that owner.
package crm
