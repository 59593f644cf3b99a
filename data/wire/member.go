package wire

import (
	"strings"
	"time"
)

// MemberEntity is the entity of a person's place with the provider: its field RoleField has the role, or null for none.
func MemberEntity(person string) string { return memberPrefix + person }

const memberPrefix = "member:"

// RoleField is the field of a MemberEntity.
const RoleField = "role"

// MemberOf is the person of a MemberEntity, "" for another entity.
func MemberOf(entity string) string {
	person, ok := strings.CutPrefix(entity, memberPrefix)
	if !ok {
		return ""
	}
	return person
}

// Confirm gives the password again, for what only a person who knows it may do.
type Confirm struct {
	Password string `json:"password"`
}

// Confirmed is what a mutation carries in Confirm to show that the password was given for it.
type Confirmed struct {
	Confirm string    `json:"confirm"`
	Until   time.Time `json:"until"`
}

// LeaseHeader of a request says until when the newest lease of the reader runs (Unix seconds); of an answer, it is a new
// lease.
const LeaseHeader = "Pupitre-Lease"

// SchemaHeader of a request is the version of the messages that the reader understands, when a message has no place for it.
const SchemaHeader = "Pupitre-Schema"

// Lease allows a person to work on a device without the server for a while. It is signed by the server.
type Lease struct {
	Person string    `json:"person"`
	Device string    `json:"device"`
	From   time.Time `json:"from"`  // by the server's clock: only the difference counts on another computer
	Until  time.Time `json:"until"` // idem
}

// Presence tells which section of the settings somebody is editing; "" when they are done.
type Presence struct {
	Section string `json:"section"`
}

// Present is somebody who is editing a section right now.
type Present struct {
	Person  string    `json:"person"`
	Name    string    `json:"name"`
	Section string    `json:"section"`
	Since   time.Time `json:"since"`
}

// PresenceEvent is the type of the events that carry a Presences.
const PresenceEvent = "presence"

// Presences is who is editing what in a space. It replaces what was told before.
type Presences struct {
	Space  string    `json:"space"`
	People []Present `json:"people"`
}

// MaxPresent is the most entries of a Presences.
const MaxPresent = 100

// Federation is a group of accounts with a common directory.
type Federation struct {
	ID       string `json:"id"`
	Provider string `json:"provider"`
	Space    string `json:"space"` // the directory's
	Name     string `json:"name,omitempty"`
	Active   bool   `json:"active,omitempty"` // the Enterprise Portal
	Access   string `json:"access,omitempty"` // to the portal, of who asks: an access.Portal
}

const directoryPrefix = "directory:"

// DirectorySpace is the id of the space of a federation's directory.
func DirectorySpace(federation string) string { return directoryPrefix + federation }
