// Package simulation puts the production core of the synchronisation (package syncing) into small worlds and looks for an
// edit that was lost. A world has a server, desktops and people; its network drops, doubles, delays and reorders, its
// computers crash at any write, its disks fill up, its server loses commits, its people lose their access. All of it is drawn
// from one seed, on one goroutine, with a clock of its own: the same seed gives the same world, to the event.
//
// A world lives through a phase of faults, then heals; its safety is checked all along, its liveness at the end. The checks
// are named after resources/docs/sync.md: see Check.
package simulation

import "fmt"

// Check names a promise of the protocol.
type Check string

// The promises.
const (
	OneOutcome    Check = "S1"
	AtMostOnce    Check = "S2"
	NoBlindWrite  Check = "S3"
	FieldsMerge   Check = "S4"
	Convergence   Check = "S5"
	CursorState   Check = "S6"
	NoFlicker     Check = "S7"
	Rights        Check = "S8"
	Isolation     Check = "S9"
	Pictures      Check = "S10"
	SoundStore    Check = "S11"
	Bootstrap     Check = "S12"
	OldEpochs     Check = "S13"
	UnknownFields Check = "S14"
	ValidSections Check = "S15"
	Drains        Check = "L1"
	Prompt        Check = "L2"
	Bounded       Check = "L3"
	Deterministic Check = "D1"
)

var sentences = map[Check]string{
	OneOutcome:    "each saved edit ends in exactly one outcome, and its value can be found",
	AtMostOnce:    "an edit is applied at most once",
	NoBlindWrite:  "nothing is overwritten that the person had not seen",
	FieldsMerge:   "edits of different fields never conflict",
	Convergence:   "in quiet, all desktops show what the server holds",
	CursorState:   "the base of a desktop is the server's state at its cursor",
	NoFlicker:     "one's own edit never flickers away",
	Rights:        "nothing is applied without the right to it, and there is exactly one primary",
	Isolation:     "no byte reaches somebody who may not read it",
	Pictures:      "each picture that is referred to exists",
	SoundStore:    "after a crash at any write the store is sound",
	Bootstrap:     "a snapshot that has ended equals the server",
	OldEpochs:     "edits that a lost history had acknowledged end all the same",
	UnknownFields: "fields that an older program does not know survive it",
	ValidSections: "no section is ever in a combination that its rules forbid",
	Drains:        "queues are empty and cursors at the end within ten minutes of healing",
	Prompt:        "a change reaches an idle desktop within 5 s, within 65 s when every poke is lost",
	Bounded:       "retries are bounded",
	Deterministic: "the same seed gives the same world",
}

// Sentence says what the check promises.
func (c Check) Sentence() string { return sentences[c] }

// Violation is a promise that a world has broken.
type Violation struct {
	Check Check
	Seed  uint64
	What  string
}

// Error is the whole story, but for the command that replays it.
func (v *Violation) Error() string {
	return fmt.Sprintf("seed %d breaks %s (%s): %s", v.Seed, v.Check, v.Check.Sentence(), v.What)
}
