// Package outbox keeps what a seat holder copied until Dataverse has it, exactly once. An entry is a durable list of
// operations; the sender does them in order and keeps every attempt.
//
// # States of an entry
//
//	           ┌───────────── edit, link, close ◀──────────────┐
//	           ▼                                               │
//	──▶ queued ──▶ sending ──▶ sent ───────────────────────────┘
//	      ▲  │        │ │        │
//	      │  │        │ └────────┼──▶ removing ──▶ removed ──▶ queued (copied again)
//	      │  ▼        ▼          ▼        ▲  ▲
//	      ├─ waiting ◀┘   (any state but removed)      ▲
//	      └─ attention ◀── any step that a person has  └── sent, and deleted in Dynamics
//	                       to decide
//
// An entry of which nothing is left to do goes from queued to sent at once. Queued, sending and waiting entries are "to
// send". Waiting has a reason (a code) and usually a time; attention waits for a person and holds back nobody. Sent
// means that every operation is done: closed under its row, or open and unresolved when no row is known. An entry that
// was never accepted by Dataverse is removed at once; otherwise removing deletes the activity first. MayMove is the
// only place that knows the moves, and every Store refuses the others.
//
// # Exactly once
//
// The activity is POSTed with the entry's id, which was minted when it was queued, or derived from the LinkedIn material,
// so that two machines derive the same one. An attempt is committed before its request leaves. When Dataverse answers that
// the id exists, the row is read: same owner and same text as an attempt of ours means that it landed. Nothing else is
// ever taken as sent.
//
// # Contacts, leads and flags
//
// An entry that makes a contact or a lead has one operation, under an id derived from the member, and the same states; it
// has arrived when the row is there, by the same rule for an id that exists. What is about the member stays queued behind
// that operation (After) and needs nobody's look meanwhile. When Dataverse takes the person for a duplicate, somebody makes
// it anyway, chooses the row that is there, which takes the entry back, or removes it; what waited goes where that leads. One
// that is asked for again while it is being taken back is queued again: nothing of it was deleted.
//
//	create-contact ──done──▶ create (activity) ──▶ close
//	      │                  link ──▶ close               for what was in Dataverse already, under nobody
//	      └─taken back──▶ what waited is matched anew
//
// A contact or lead that is in Dataverse is never deleted from here: more than Ferry wrote would go with it. Setting a
// contact's flag is one operation too, and setting it twice is the same as once.
//
// # Several at once
//
// With Config.Lanes, many entries are delivered at once: their first attempts are committed in one transaction, their
// requests leave in parcels of at most BatchLimit, as many at a time as there are lanes, and what comes back while earlier
// answers are being kept is kept together. A create and the close that follows it travel as one change set, which is done
// whole or not at all. It saves a round trip and two transactions, and changes nothing in the rule for an id that exists:
// that refuses the whole set. What was refused as a set goes again one by one, since the answer does not say which of the
// two was refused; an older text on a row that such a close of ours may have closed is ours to edit.
//
// A member's entries travel in one parcel and in their order, and what is sending holds back the later ones. An answer that
// asks for a rest rests every lane before its line is free for another request; an answer to a question from before the
// rest does not end it. How many requests the service allows in its window is learned from its first refusal and then kept
// to.
//
// # After sending
//
// Look reads activities again that were sent in the last 90 days, after an import, and keeps what Dynamics did to them: a
// Remote. It compares what the operations wrote with what stands there, and writes nothing: no finding moves an entry to
// another state, and neither a later match nor a choice reaches for an activity that was found deleted. A person opens it in
// Dynamics, copies it again (a new entry, with an id derived from the old one's), or dismisses the finding, which comes back
// when the activity changes once more.
//
// This package must not know HTTP or SQL: CRM speaks to the organization, Store keeps the entries. It must never write
// under another owner than the seat holder, and never call something sent that it has not seen land.
package outbox
