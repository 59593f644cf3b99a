// Package wire holds the messages that a desktop and a server exchange: JSON over HTTP, versioned by Schema.
//
//	POST   /v1/session                  SignIn        -> Session
//	DELETE /v1/session                                -> 204
//	GET    /v1/session                                -> Session (without the token)
//	POST   /v1/invites/accept           AcceptInvite  -> Session
//	POST   /v1/session/confirm          Confirm       -> Confirmed
//	POST   /v1/password/forgot          Forgot        -> 204, whether somebody has the address or not
//	POST   /v1/password/reset           Reset         -> 204
//	GET    /v1/session/totp                           -> TOTPState
//	POST   /v1/session/totp/begin       Confirm       -> TOTPSecret
//	POST   /v1/session/totp/confirm     TOTPConfirm   -> TOTPRecovery
//	POST   /v1/session/totp/recovery    Confirm       -> TOTPRecovery
//	POST   /v1/session/totp/disable     Confirm       -> 204
//	POST   /v1/spaces/{space}/push      Push          -> PushResult
//	GET    /v1/spaces/{space}/pull      ?since=&epoch=&limit=&wait=  -> Pull
//	GET    /v1/spaces/{space}/history   ?entity=&field=&person=&before=&limit=  -> History
//	GET    /v1/spaces/{space}/members   ?search=&after=&limit=  -> Members
//	POST   /v1/spaces/{space}/people    InvitePerson  -> Invited
//	PATCH  /v1/spaces/{space}/people/{person}  EditPerson  -> 204
//	DELETE /v1/spaces/{space}/people/{person}         -> 204
//	POST   /v1/spaces/{space}/people/{person}/invite      -> Invited
//	POST   /v1/spaces/{space}/people/{person}/deactivate  -> 204
//	POST   /v1/spaces/{space}/people/{person}/reactivate  -> 204
//	POST   /v1/spaces/{space}/administrators   ChangeAdministrator  -> 204
//	GET    /v1/spaces/{space}/sessions  ?person=      -> Sessions
//	DELETE /v1/spaces/{space}/sessions/{session}      -> 204
//	POST   /v1/spaces/{space}/kiosks    NewKiosk      -> KioskCode
//	POST   /v1/kiosks/enrol             EnrolKiosk    -> EnrolledKiosk
//	PUT    /v1/session/name             ChangeName    -> 204
//	PUT    /v1/session/email            ChangeEmail   -> 204
//	PUT    /v1/session/password         ChangePassword  -> 204
//	GET    /v1/spaces/{space}/rows      ?generation=&after=&limit=  -> lines: RowsHead, DirectoryRow…, RowsTail
//	POST   /v1/spaces/{space}/presence  Presence      -> 204
//	GET    /v1/spaces/{space}/appservers/health       -> AppServersHealth
//	POST   /v1/spaces/{space}/appservers/rehearsal    RehearseFailover -> FailoverRehearsal
//	POST   /v1/blobs/missing            ?space=  BlobsQuery -> BlobsMissing
//	PUT    /v1/blobs/{sha256}           ?space=  the bytes  -> 204
//	GET    /v1/blobs/{sha256}           ?space=             -> the bytes
//	GET    /p/{slug}/application-server               -> ApplicationServer (public)
//	GET    /p/{slug}/branding           -> Branding (public); its images and colours are immutable files
//	GET    /p/{slug}/chat-status        ?lang=, at=  -> ChatStatus (public)
//	GET    /p/{slug}/widget.js          -> a script that shows the ChatStatus on any web page (public)
//	GET    /v1/events                   ?presence=1  text/event-stream of Poke, and of Presences
//
// Every answer that is not 2xx carries a Problem. Unknown fields are ignored by the reader and kept by the store.
package wire

import "time"

// Schema is the version of these messages. A server takes the current one and the two before it.
const Schema = 1

// Speaks tells whether messages of a version are understood: the current one and the two before it.
func Speaks(schema int) bool { return schema >= max(1, Schema-2) && schema <= Schema }

// Limits of one message; the reader refuses what exceeds them before it parses.
const (
	MaxMutations = 200
	MaxPushBytes = 256 << 10
	MaxPullItems = 1000
	MaxValue     = 64 << 10 // bytes of one field's JSON
	MaxName      = 120      // bytes of an entity or field name
	MaxWait      = 25 * time.Second
)

// Kind says what a mutation does.
type Kind string

// The kinds of mutation.
const (
	Edit    Kind = "edit"    // write fields of one entity
	Delete  Kind = "delete"  // remove the entity, on condition that each of its fields is as Fields saw it
	Resolve Kind = "resolve" // close the open conflict Conflict by writing its field
)

// FieldEdit is one field, or atomic group of fields, of a mutation.
type FieldEdit struct {
	Name    string `json:"name"`
	Base    Value  `json:"base"`               // what the person saw when the edit began
	BaseRev int64  `json:"base_rev"`           // its revision, 0 when it did not exist, -1 when it is of another epoch
	BaseSeq int64  `json:"base_seq,omitempty"` // set when what was seen was this device's own mutation, not yet known to be applied
	Value   Value  `json:"value"`
}

// Mutation is one action of a person on one entity. (device, space, Seq) is what it travels under; Seq is contiguous from 1.
type Mutation struct {
	ID       string      `json:"id,omitempty"` // a UUID, drawn at the save: what a copied store saves is never taken for its twin's
	Seq      int64       `json:"seq"`
	Kind     Kind        `json:"kind"`
	Entity   string      `json:"entity"`
	Fields   []FieldEdit `json:"fields,omitempty"`
	Conflict string      `json:"conflict,omitempty"` // Resolve only
	Confirm  string      `json:"confirm,omitempty"`  // see Confirmed
	MadeAt   time.Time   `json:"made_at"`
	Was      []Number    `json:"was,omitempty"` // what it may have travelled under before, oldest first
}

// Number is what a mutation travels under in its space.
type Number struct {
	Device string `json:"device"`
	Seq    int64  `json:"seq"`
}

// MaxWas is how many former numbers a mutation may name; each is one look into the ledger.
const MaxWas = 8

// Push offers mutations to a space, in the order of their Seq.
type Push struct {
	Device    string     `json:"device"`
	Epoch     string     `json:"epoch"`
	Schema    int        `json:"schema"`
	Mutations []Mutation `json:"mutations"`
	Lost      []string   `json:"lost,omitempty"` // hashes of blobs that the reader refers to and does not have any more
}

// Outcome is how a field of a mutation ended. It never changes afterwards.
type Outcome string

// The four ends of an edit.
const (
	Applied  Outcome = "applied"
	Noop     Outcome = "noop"     // the server already had that value
	Conflict Outcome = "conflict" // kept aside with both values, for a person
	Rejected Outcome = "rejected" // not allowed or not valid, see the code
)

// FieldResult is the end of one field.
type FieldResult struct {
	Name     string  `json:"name"`
	Outcome  Outcome `json:"outcome"`
	Rev      int64   `json:"rev"`                // once the reader's cursor has reached it, the feed tells the result
	Conflict string  `json:"conflict,omitempty"` // id of the conflict item
	Code     string  `json:"code,omitempty"`     // why it was rejected: catalogue id
}

// MutationResult is the end of one mutation.
type MutationResult struct {
	Seq    int64         `json:"seq"`
	Fields []FieldResult `json:"fields"`
}

// PushResult answers a push with one result for each mutation that is now known to the ledger.
type PushResult struct {
	Epoch   string           `json:"epoch"`
	Rev     int64            `json:"rev"`
	LastSeq int64            `json:"last_seq"`
	Results []MutationResult `json:"results"`
}

// Item is the state of one field. An entity that was deleted is one item with an empty Field and Deleted set.
type Item struct {
	Entity   string    `json:"entity"`
	Field    string    `json:"field"`
	Value    Value     `json:"value,omitempty"`
	Rev      int64     `json:"rev"`
	Deleted  bool      `json:"deleted,omitempty"`
	Device   string    `json:"device,omitempty"` // who wrote it: device and its seq …
	Seq      int64     `json:"seq,omitempty"`
	Person   string    `json:"person,omitempty"` // … and the person signed in on it
	At       time.Time `json:"at"`               // server's clock, for display only
	Audience string    `json:"-"`                // who may read it; the server's own
}

// ConflictField is the only field of a conflict item, whose entity is "conflict:" + its id.
const ConflictField = "record"

// ConflictRecord is the value of a conflict item: everything a person needs to decide.
type ConflictRecord struct {
	Entity   string    `json:"entity"`
	Field    string    `json:"field"` // empty when a deletion met a newer edit
	Base     Value     `json:"base"`
	Current  Value     `json:"current"`
	Proposed Value     `json:"proposed"`
	Person   string    `json:"person"`
	Device   string    `json:"device"`
	Seq      int64     `json:"seq"`
	MadeAt   time.Time `json:"made_at"`
	Open     bool      `json:"open"`
}

// Pull is the state of a space after the reader's cursor, in the order of revisions.
type Pull struct {
	Epoch   string `json:"epoch"`
	To      int64  `json:"to"`       // the cursor after these items
	Rev     int64  `json:"rev"`      // of the space when the page was read
	Floor   int64  `json:"floor"`    // a snapshot that began before it has to begin again
	More    bool   `json:"more"`     // another page waits
	LastSeq int64  `json:"last_seq"` // the last mutation of the reader's device that the space knows
	Items   []Item `json:"items"`
}

// Poke tells that a space has moved. It carries no data.
type Poke struct {
	Space string `json:"space"`
	Rev   int64  `json:"rev"`
}

// The codes of a Problem that a client acts upon.
const (
	CodeSeqGap         = "seq_gap"              // 409: the server misses earlier mutations, see LastSeq
	CodeEpochChanged   = "epoch_changed"        // 409: the server lost commits or was restored, see Epoch and LastSeq
	CodeResnapshot     = "resnapshot_required"  // 410: the cursor is of another epoch or older than the floor
	CodeHashMismatch   = "idempotency_mismatch" // 422: same seq, other content: a copied store
	CodeUpgrade        = "upgrade_required"     // 426: messages too old or too new
	CodeRevoked        = "access_revoked"       // 403: no membership any more
	CodeBlobMissing    = "blob_missing"         // 409: a mutation refers to blobs that have to be sent first, see Blobs
	CodeSignedOut      = "signed_out"           // 401
	CodeBadCredentials = "bad_credentials"      // 401 at sign-in
	CodeTooMany        = "too_many_requests"    // 429
)

// Problem is every error answer.
type Problem struct {
	Code    string         `json:"code"`
	Key     string         `json:"key,omitempty"` // catalogue id of a sentence for the person
	Args    map[string]any `json:"args,omitempty"`
	Epoch   string         `json:"epoch,omitempty"`
	LastSeq int64          `json:"last_seq,omitempty"`
	Blobs   []string       `json:"blobs,omitempty"`
	TOTP    *TOTPSecret    `json:"totp,omitempty"` // with CodeTOTPEnrol
}

// SignIn asks for a session. Device is the UUID of the store that will use it.
type SignIn struct {
	Email      string `json:"email"`
	Password   string `json:"password"`
	Device     string `json:"device"`
	DeviceName string `json:"device_name"`
	TOTP       string `json:"totp,omitempty"` // code of the authenticator program, or a recovery code
}

// AcceptInvite spends a one-time secret and sets the person's name and first password.
type AcceptInvite struct {
	Secret     string `json:"secret"`
	Name       string `json:"name"`
	Password   string `json:"password"`
	Device     string `json:"device"`
	DeviceName string `json:"device_name"`
}

// Person is somebody who signs in.
type Person struct {
	ID    string `json:"id"`
	Email string `json:"email"`
	Name  string `json:"name"`
	Code  string `json:"code"` // six digits, unique on the server
}

// Membership is a person's role with one provider.
type Membership struct {
	Provider string `json:"provider"` // id
	Slug     string `json:"slug"`     // of the public portal page, /p/{slug}
	Name     string `json:"name"`
	Role     string `json:"role"`
	Space    string `json:"space"`              // the provider's space
	Reseller string `json:"reseller,omitempty"` // id of the reseller that the person works for
	Lead     bool   `json:"lead,omitempty"`     // an administrator of that reseller, who manages its delegates
}

// Session is a person signed in on a device.
type Session struct {
	Token       string       `json:"token,omitempty"` // opaque, only in the answer that creates it
	Person      Person       `json:"person"`
	Memberships []Membership `json:"memberships"`
	Federations []Federation `json:"federations,omitempty"`
	ExpiresAt   time.Time    `json:"expires_at"`
	LeaseKey    string       `json:"lease_key,omitempty"` // Ed25519 public key of the leases, base64
	Lease       string       `json:"lease,omitempty"`     // signed, see Lease
	Recovery    []string     `json:"recovery,omitempty"`  // as TOTPRecovery, in the answer that puts a second factor in force
}
