package syncing

import (
	"time"

	"pupitre/data/wire"
)

// Cursor is how far a desktop has read a space, and the next number of its own mutations there.
type Cursor struct {
	Space    string
	Epoch    string // "" before the first snapshot
	Rev      int64
	NextSeq  int64 // of the next mutation, from 1
	Gen      int64 // generation of the snapshot that the items belong to
	Snapshot bool  // a new snapshot is being read: items of older generations are still shown
}

// OutboxState is where a mutation of this desktop stands.
type OutboxState string

// Pending rows wait for the server; acked rows have their result but stay in the overlay until the cursor reaches it;
// done rows are the journal, kept to offer them again should the server lose them.
const (
	Pending OutboxState = "pending"
	Acked   OutboxState = "acked"
	Done    OutboxState = "done"
)

// OutboxRow is one mutation of this desktop with what became of it.
type OutboxRow struct {
	Space    string
	Mutation wire.Mutation
	State    OutboxState
	Result   *wire.MutationResult // nil while pending
	SavedAt  time.Time
	EndedAt  time.Time // zero while pending
	Seen     bool      // the person has dismissed the notice of its conflict or rejection
}

// Answer is what became of a pending row.
type Answer struct {
	Result wire.MutationResult // of the row with its Seq
	State  OutboxState         // Acked or Done
	At     time.Time
}

// ClientTx is one transaction of a desktop's store.
type ClientTx interface {
	// Device is the id of this store, a UUID made with it.
	Device() (string, error)
	// SetDevice gives the store a new id, after it was found to be a copy.
	SetDevice(id string) error

	// Cursor is the space's cursor; for a space never read it is {Space: space, NextSeq: 1}.
	Cursor(space string) (Cursor, error)
	PutCursor(c Cursor) error
	// Spaces lists the ids of the spaces that have a cursor, in order.
	Spaces() ([]string, error)

	// Item is one field of the base; ok is false when it is not there.
	Item(space, entity, field string) (item wire.Item, gen int64, ok bool, err error)
	// Items lists the base, tombstones left out, by entity and field.
	Items(space string) ([]wire.Item, error)
	// PutItem writes one field of the base, whatever stood there.
	PutItem(space string, gen int64, item wire.Item) error
	// Bury replaces the fields of an entity by its tombstone.
	Bury(space string, gen int64, tombstone wire.Item) error
	// DropOlder removes the items of generations before gen.
	DropOlder(space string, gen int64) error

	// Outbox lists the rows of the overlay (pending and acked), by Seq.
	Outbox(space string) ([]OutboxRow, error)
	// Pending lists the first pending rows by Seq, at most limit.
	Pending(space string, limit int) ([]OutboxRow, error)
	// Waiting counts the fields of the pending rows; a mutation without fields counts for one.
	Waiting(space string) (fields int, err error)
	// Journal lists the acked and done rows with a Seq above after, by Seq.
	Journal(space string, after int64) ([]OutboxRow, error)
	// Notices lists the rows, of any state but pending, that have a conflict or rejected field and are not Seen, by Seq.
	Notices(space string) ([]OutboxRow, error)
	// NoticePage is Notices with a Seq above after, at most limit of them.
	NoticePage(space string, after int64, limit int) ([]OutboxRow, error)
	// CountNotices is how many rows Notices would list.
	CountNotices(space string) (rows int, err error)
	// OutboxRow is one row; fault.NotFound when there is none.
	OutboxRow(space string, seq int64) (OutboxRow, error)
	// PutOutbox inserts the row or replaces the one with its space and seq.
	PutOutbox(row OutboxRow) error
	// AnswerOutbox gives pending rows their results. Answers for other rows are passed over: a result never changes.
	AnswerOutbox(space string, answers []Answer) error
	// RetireOutbox makes done each acked row whose result has no revision above rev, and each with a Seq up to known.
	RetireOutbox(space string, rev, known int64) error
	// ArchiveOutbox takes every row of the space out of the numbering, for a store that gets a new device id: pending rows
	// are removed (the caller has them), acked and done rows become done under negative numbers, -seq below the lowest
	// number there is or 0, so that their notices stay.
	ArchiveOutbox(space string) error
	// PruneJournal removes done rows that ended before t and have no unseen notice.
	PruneJournal(t time.Time) error

	// Meta is a small value of the store's own, "" when not set (signed-in person, last exchange …).
	Meta(key string) (string, error)
	PutMeta(key, value string) error
}

// ClientStore is a desktop's store: one file for each (server, person).
type ClientStore interface {
	// Update runs f in one transaction that is on disk when Update returns nil; when f or the commit fails nothing
	// has changed.
	Update(f func(ClientTx) error) error
	// View runs f on one consistent state. f must not write.
	View(f func(ClientTx) error) error
}
