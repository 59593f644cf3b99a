package desk

import (
	"time"

	"pupitre/data/wire"
)

// Connection is the state of the exchange with the server, told in words at the foot of the window.
type Connection string

// The states of the connection.
const (
	Connecting Connection = "connecting"
	Online     Connection = "online"
	Offline    Connection = "offline"
	SignedOut  Connection = "signed_out" // the session has ended: sign in again to send what waits
	Revoked    Connection = "revoked"    // no access any more
	Outdated   Connection = "outdated"   // the server speaks another version of the protocol
)

// State is everything that the shell shows of the synchronisation.
type State struct {
	Connection   Connection
	Pending      int            // fields saved on this computer that the server has not answered for yet; once Revoked, not accepted
	LastExchange time.Time      // zero when there was none
	Problem      error          // why it is offline, nil when unknown or online
	Notices      []Notice       // the first of them, see NotAccepted
	More         int            // edits of which there may be notices that are not among them
	Present      []wire.Present // who else is editing what right now
	Locked       error          // why nothing may be read or edited, nil when it may
}

// NotAccepted is how many notices there are. Beyond those that are listed it counts edits, each for one, also one whose
// conflict somebody else has closed meanwhile.
func (s State) NotAccepted() int { return len(s.Notices) + s.More }

// Notice is an edit of this person that the server did not take as it was.
type Notice struct {
	Space    string
	Seq      int64
	Entity   string
	Field    string
	Conflict string     // id of the open conflict, "" for a rejection
	Code     string     // catalogue id of the reason, "" for a plain conflict
	Mine     wire.Value // what was proposed
	Theirs   wire.Value // what stands at the time of the view
	ByID     string     // who wrote it: id of the person, "" when nobody has
	By       string     // name of that person, "" when not known
}
