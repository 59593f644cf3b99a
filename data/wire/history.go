package wire

import "time"

// MaxHistory is the largest page of the history, in changes.
const MaxHistory = 500

// Change is one field that was changed.
type Change struct {
	Rev    int64     `json:"rev"`
	Entity string    `json:"entity"`
	Field  string    `json:"field"`
	Old    Value     `json:"old"`
	New    Value     `json:"new"`
	Device string    `json:"device"` // "" for what the server did by itself
	Seq    int64     `json:"seq"`
	Person string    `json:"person"`
	At     time.Time `json:"at"` // server's clock
}

// History is a page of changes, the newest first.
type History struct {
	Epoch   string            `json:"epoch"`
	Rev     int64             `json:"rev"` // of the space, when the page was read
	Changes []Change          `json:"changes"`
	Next    int64             `json:"next"`    // ask for what is before it; 0 at the end
	People  map[string]string `json:"people"`  // names by id, of those in the page
	Devices map[string]string `json:"devices"` // idem
}

// HistoryQuery picks changes. Empty texts pick everything.
type HistoryQuery struct {
	Entity string
	Field  string
	Person string
	Before int64 // revision; 0 for the newest, where that is said
	Limit  int
}

// Whole tells whether the query picks every change.
func (q HistoryQuery) Whole() bool { return q.Entity == "" && q.Field == "" && q.Person == "" }

// NamedChange is a change with the names of those days.
type NamedChange struct {
	Change
	PersonName string
	DeviceName string
}

// Named gives the changes of a page with their names.
func (h History) Named() []NamedChange {
	out := make([]NamedChange, len(h.Changes))
	for i, c := range h.Changes {
		out[i] = NamedChange{Change: c, PersonName: h.People[c.Person], DeviceName: h.Devices[c.Device]}
	}
	return out
}

// Span is a stretch of revisions, both ends included; empty when Low is above High.
type Span struct {
	Low, High int64
}
