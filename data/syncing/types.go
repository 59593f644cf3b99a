// Package syncing is the pure core of synchronisation: what the server does with a push (Apply, Feed) and what a desktop
// does with each event (Client.Step). It knows no SQL, no HTTP, no clock and no randomness but the ones it is given, so
// that the same code runs in the programs and under the simulator.
//
// The rules are in docs/sync.md. In short: each space has one revision counter under a row lock; each field is compared
// with what the person had seen; what clashes is kept aside with both values and shown to a person; every mutation ends in
// exactly one outcome, which the ledger repeats word for word when it is asked again.
package syncing

import (
	"strings"
	"time"

	"pupitre/data/access"
	"pupitre/data/wire"
)

// Space is the unit of order and permission as the server keeps it.
type Space struct {
	ID    string // "provider:<uuid>" or "directory:<uuid>"
	Rev   int64  // revision of the newest item
	Epoch string // changes when the server may have lost commits
	Floor int64  // readers behind it need a new snapshot
}

// ProviderSpace is the id of a provider's space.
func ProviderSpace(provider string) string { return "provider:" + provider }

// ProviderOf is the provider of a provider's space, "" for another kind of space.
func ProviderOf(space string) string {
	id, ok := strings.CutPrefix(space, "provider:")
	if !ok {
		return ""
	}
	return id
}

// History is one change that was applied; the table only ever grows.
type History struct {
	Rev      int64
	Entity   string
	Field    string
	Old, New wire.Value
	Device   string
	Seq      int64
	Person   string
	At       time.Time
}

// LedgerEntry remembers a mutation's content and its result, in the transaction that wrote the data.
type LedgerEntry struct {
	Seq    int64
	Hash   string // SHA-256 of the mutation, hexadecimal
	Result wire.MutationResult
}

// ServerTx is one write transaction of the server's store.
type ServerTx interface {
	// Lock takes the space's row lock; it must be the first statement of the transaction. fault.NotFound when there is
	// no such space.
	Lock(space string) (Space, error)
	// SetRev stores the counter of the locked space.
	SetRev(space string, rev int64) error
	// Member is the person's membership of the space; fault.NotFound when there is none.
	Member(space, person string) (access.Member, error)

	// LastSeq is the highest seq of the device that the ledger of the space knows, 0 when none.
	LastSeq(space, device string) (int64, error)
	// Ledger is the entry of a seq; ok is false when there is none.
	Ledger(space, device string, seq int64) (entry LedgerEntry, ok bool, err error)
	// PutLedger adds an entry; a second one with the same seq is an error.
	PutLedger(space, device string, entry LedgerEntry) error

	// Item is one field's state; ok is false when it was never written or its entity was deleted.
	Item(space, entity, field string) (item wire.Item, ok bool, err error)
	// Entity lists the live fields of an entity, in the order of their names, and its tombstone if it has one.
	Entity(space, entity string) ([]wire.Item, error)
	// Neighbours lists at most limit live items of the field, of the entities whose name begins with prefix, by entity.
	// prefix is not empty and in ASCII.
	Neighbours(space, prefix, field string, limit int) ([]wire.Item, error)
	// PutItem writes one field's state.
	PutItem(space string, item wire.Item) error
	// Bury removes the entity's fields and writes its tombstone.
	Bury(space string, tombstone wire.Item) error
	// AppendHistory records a change.
	AppendHistory(space string, h History) error
}

// Reader is one consistent read of the server's store.
type Reader interface {
	// Space is the state of a space; fault.NotFound when there is none.
	Space(space string) (Space, error)
	Member(space, person string) (access.Member, error)
	LastSeq(space, device string) (int64, error)
	// Items lists at most limit items with a revision above since that one of the audiences may read, by revision.
	Items(space string, since int64, audiences []string, limit int) ([]wire.Item, error)
}

// Actor is who pushes: a person on a device. The server fills it from the session, never from the message.
type Actor struct {
	Person string
	Device string
}

// Policy is the domain's say in a push. Codes are catalogue ids; "" means yes.
type Policy interface {
	// May says whether a member may do this to the field of the entity (field is "" for a deletion).
	May(m access.Member, kind wire.Kind, entity, field string) (code string)
	// Check validates one value.
	Check(entity, field string, value wire.Value) (code string)
	// CheckEntity validates an entity's fields together, after the merge.
	CheckEntity(entity string, fields map[string]wire.Value) (code string)
	// Audience says who may read the field.
	Audience(entity, field string) string
}

// Neighbours is what a SpacePolicy may read of the space beside the entity it is asked about.
type Neighbours interface {
	// Neighbours is that of ServerTx, in the space of the push.
	Neighbours(prefix, field string, limit int) ([]wire.Item, error)
}

// SpacePolicy is a Policy that has rules between the entities of a space as well: names that are unique, references that
// lead somewhere. It is asked under the space's lock, after all else was found good. A field that breaks such a rule is
// rejected, never a conflict: there are no two values of one field for a person to choose from.
type SpacePolicy interface {
	Policy
	// CheckSpace validates the fields of an entity that were changed; fields has them and the others, after the merge.
	CheckSpace(near Neighbours, entity string, fields map[string]wire.Value, changed []string) (code string, err error)
	// CheckDelete validates the deletion of an entity.
	CheckDelete(near Neighbours, entity string) (code string, err error)
}

// Refusal is a push or a pull that the protocol does not take; nothing was stored.
type Refusal struct {
	Code    string // one of wire.Code…
	Epoch   string
	LastSeq int64
}

// Error names the code.
func (r *Refusal) Error() string { return "sync refused: " + r.Code }
