package conflictspage

import (
	"cmp"
	"encoding/json"
	"slices"
	"time"

	"pupitre/data/access"
	"pupitre/data/settings"
	"pupitre/data/syncing"
	"pupitre/data/wire"
	"pupitre/ui/draft"
	"pupitre/ui/editing"
	"pupitre/ui/fieldwords"
)

// Phase is what the page has to show.
type Phase int

// The phases. A page that was ready once stays ready.
const (
	Idle Phase = iota
	Loading
	Failed
	Ready
)

// Conflict is one edit that met another one.
type Conflict struct {
	ID       string
	Entity   string
	Field    string     // "" when a deletion met a newer edit
	Base     wire.Value // what the author of the edit had seen
	Server   wire.Value // what stands now
	Proposed wire.Value

	Person   string // who proposed
	At       time.Time
	ServerBy string // who wrote what stands
	ServerAt time.Time

	Gone    bool // what it is about was deleted: it can only be closed
	Decided bool // here, and on its way to the server

	saw syncing.FieldState
}

// Model is the open conflicts and the one that is being looked at. It belongs to the window's goroutine.
type Model struct {
	member    access.Member
	schema    *draft.Schema // the fields as the pages of the settings read and write them
	view      syncing.View
	phase     Phase
	fault     error
	conflicts []Conflict
	selected  string // id
	deciding  string // id of the one whose decision is on its way to the disk
}

// NewModel has read nothing yet.
func NewModel(member access.Member) *Model {
	return &Model{member: member, schema: editing.SchemaFor(editing.Who{Person: member.Person, Role: member.Role})}
}

// Phase says what the page has to show.
func (m *Model) Phase() Phase { return m.phase }

// Fault is why the conflicts could not be read.
func (m *Model) Fault() error { return m.fault }

// Conflicts lists the open ones, the oldest first.
func (m *Model) Conflicts() []Conflict { return m.conflicts }

// Waiting is how many still want a decision.
func (m *Model) Waiting() int {
	n := 0
	for _, c := range m.conflicts {
		if !c.Decided {
			n++
		}
	}
	return n
}

// Begin marks the first read as under way.
func (m *Model) Begin() {
	if m.phase != Ready {
		m.phase, m.fault = Loading, nil
	}
}

// Failed records why nothing could be read; what was read before stays.
func (m *Model) Failed(err error) {
	if m.phase != Ready {
		m.phase, m.fault = Failed, err
	}
}

// Loaded takes what stands now. The conflict looked at stays so while it is open; else the first that waits is.
func (m *Model) Loaded(view syncing.View, queue []syncing.OutboxRow) {
	m.phase, m.fault, m.view = Ready, nil, view
	m.conflicts = conflictsIn(view, queue)
	if m.index(m.selected) < 0 {
		m.selectWaiting()
	}
}

func conflictsIn(view syncing.View, queue []syncing.OutboxRow) []Conflict {
	decided := decidedIn(queue)
	out := []Conflict{}
	for entity, fields := range view {
		id, ok := syncing.ConflictID(entity)
		state, known := fields[wire.ConflictField]
		var record wire.ConflictRecord
		if !ok || !known || json.Unmarshal(state.Base, &record) != nil || !record.Open {
			continue
		}
		saw := view.Field(record.Entity, record.Field)
		out = append(out, Conflict{
			ID: id, Entity: record.Entity, Field: record.Field,
			Base: record.Base, Server: saw.Base, Proposed: record.Proposed,
			Person: record.Person, At: record.MadeAt, ServerBy: saw.Person, ServerAt: saw.At,
			Gone: len(view[record.Entity]) == 0, Decided: decided[id], saw: saw,
		})
	}
	slices.SortFunc(out, func(a, b Conflict) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.ID, b.ID)) })
	return out
}

// decidedIn lists the conflicts that this computer has decided and the feed has not closed yet. A decision that the server
// refused leaves its conflict open.
func decidedIn(queue []syncing.OutboxRow) map[string]bool {
	out := map[string]bool{}
	for _, row := range queue {
		if row.Mutation.Kind != wire.Resolve {
			continue
		}
		refused := row.Result != nil && slices.ContainsFunc(row.Result.Fields, func(f wire.FieldResult) bool {
			return f.Outcome == wire.Rejected
		})
		out[row.Mutation.Conflict] = !refused
	}
	return out
}

func (m *Model) index(id string) int {
	return slices.IndexFunc(m.conflicts, func(c Conflict) bool { return c.ID == id })
}

func (m *Model) selectWaiting() {
	m.selected = ""
	for _, c := range m.conflicts {
		if !c.Decided {
			m.selected = c.ID
			return
		}
	}
}

// Selected is the place of the conflict looked at, -1 when there is none.
func (m *Model) Selected() int { return m.index(m.selected) }

// Select looks at a conflict.
func (m *Model) Select(n int) {
	if n >= 0 && n < len(m.conflicts) {
		m.selected = m.conflicts[n].ID
	}
}

// Reveal looks at the conflict of an id, if it is open.
func (m *Model) Reveal(id string) { m.Select(m.index(id)) }

// Mine tells whether this person proposed the value.
func (m *Model) Mine(c Conflict) bool { return c.Person == m.member.Person }

// MayDecide tells whether this person may close the conflict; the server has the last word.
func (m *Model) MayDecide(c Conflict) bool {
	return settings.Policy{}.May(m.member, wire.Resolve, c.Entity, c.Field) == ""
}

// Busy tells that a decision is on its way to the disk: one at a time.
func (m *Model) Busy() bool { return m.deciding != "" }

// TakeRefusal is the catalogue id of why the value proposed cannot be taken, "" when it can. ok is false where there is
// nothing to take: the conflict is about a deletion, or about something deleted.
func (m *Model) TakeRefusal(c Conflict) (code string, ok bool) {
	if c.Field == "" || c.Gone {
		return "", false
	}
	if code := (settings.Policy{}).Check(c.Entity, c.Field, c.Proposed); code != "" {
		return code, true
	}
	if !m.Book().Stands(c.Entity, c.Field, c.Proposed) {
		return codeReferenceGone, true
	}
	return "", true
}

// codeReferenceGone is the server's word for a value that refers to what is no more.
const codeReferenceGone = "settings.telephony_gone"

// Book has the names of what stands.
func (m *Model) Book() fieldwords.Book { return fieldwords.Book{View: m.view} }

// MayWrite tells whether another value can be written in place of both.
func (m *Model) MayWrite(c Conflict) bool { return c.Field != "" && !c.Gone && m.form(c) != nil }

// typed are the kinds whose fields are typed in simple controls. Hours are drawn, and images are cut, on their own pages.
var typed = []fieldwords.Kind{
	fieldwords.Profile, fieldwords.Person, fieldwords.Support, fieldwords.Telephony, fieldwords.Servers, fieldwords.Server, fieldwords.Reseller,
}

// form is how the field of a conflict is typed; nil for one without controls of its own, as the order of the servers.
func (m *Model) form(c Conflict) *draft.Field {
	k := m.schema.Kind(c.Entity)
	if k == nil || !slices.Contains(typed, fieldwords.KindOf(c.Entity)) {
		return nil
	}
	i := slices.IndexFunc(k.Fields, func(f draft.Field) bool { return f.Name == c.Field && !f.Inner })
	if i < 0 {
		return nil
	}
	return &k.Fields[i]
}

// Decide begins a decision: the edit that closes the conflict with a value. ok is false while another one is on its way,
// and for what is closed, decided or not this person's to decide.
func (m *Model) Decide(id string, value wire.Value) (edit syncing.FieldEdit, ok bool) {
	n := m.index(id)
	if m.Busy() || n < 0 || m.conflicts[n].Decided || !m.MayDecide(m.conflicts[n]) {
		return edit, false
	}
	c := m.conflicts[n]
	m.deciding = id
	return syncing.FieldEdit{Entity: c.Entity, Field: c.Field, Saw: c.saw, Value: value}, true
}

// Ended ends a decision; when it is stored, the next conflict that waits is looked at.
func (m *Model) Ended(stored bool) {
	if n := m.index(m.deciding); stored && n >= 0 {
		m.conflicts = slices.Clone(m.conflicts)
		m.conflicts[n].Decided = true
		m.selectWaiting()
	}
	m.deciding = ""
}
