package settingspage

import (
	"slices"

	"pupitre/data/access"
	"pupitre/data/desk"
	"pupitre/data/settings"
	"pupitre/data/syncing"
)

// Phase is what the page has to show.
type Phase int

// The phases. A page that was ready once stays ready: a later failure to read leaves what is known on the screen.
const (
	Idle    Phase = iota // nothing was asked for yet
	Loading              // the first read is under way
	Failed               // the first read failed, see Model.Fault
	Empty                // the store has received nothing from the server yet
	Ready
)

// draft is what a person is doing to one field.
type draft struct {
	saw    syncing.FieldState // the field as it was at the first touch
	text   string             // as typed, half-typed text included
	strict bool               // left once, or a save was tried: the reason of a fault is shown
}

// Model is the state of the settings page: what is stored, the draft over it, and every decision in between. It belongs
// to the window's goroutine and outlives the widgets: leaving the page or switching the language loses nothing.
type Model struct {
	person   string
	role     access.Role
	language string // meant by an interface language that was never written: "fr" or "en"

	phase   Phase
	fault   error
	view    syncing.View
	notices []desk.Notice

	drafts       map[FieldID]draft
	past, future []step
	typing       FieldID // the field whose last step still grows; "" when the next edit starts a new one
	saving       bool
	switching    string // language picked past the draft and not on disk yet
}

// NewModel starts with nothing read. language is what the window speaks when the person has chosen none.
func NewModel(person string, role access.Role, language string) *Model {
	return &Model{person: person, role: role, language: language, drafts: map[FieldID]draft{}}
}

// Phase says what the page has to show.
func (m *Model) Phase() Phase { return m.phase }

// Fault is why the first read failed.
func (m *Model) Fault() error { return m.fault }

// BeginLoading marks the first read as under way; a page that is ready stays ready.
func (m *Model) BeginLoading() {
	if m.phase != Ready {
		m.phase, m.fault = Loading, nil
	}
}

// LoadFailed records why nothing could be read; what was read before stays on the screen.
func (m *Model) LoadFailed(err error) {
	if m.phase != Ready {
		m.phase, m.fault = Failed, err
	}
}

// Loaded takes what is stored now. Drafts keep their text; what moved under them is told by Elsewhere.
func (m *Model) Loaded(view syncing.View, notices []desk.Notice) {
	m.view, m.fault = view, nil
	m.notices = slices.DeleteFunc(slices.Clone(notices), func(n desk.Notice) bool {
		return fieldAt(m.person, n.Entity, n.Field) == nil
	})
	m.phase = Ready
	if len(view[settings.EntityProfile]) == 0 {
		m.phase = Empty
	}
}

// Sections lists what this person may read, in reading order.
func (m *Model) Sections() []SectionID {
	out := []SectionID{}
	for _, f := range fields {
		if f.mayRead(m.role) && !slices.Contains(out, f.section) {
			out = append(out, f.section)
		}
	}
	return out
}

// Fields lists the fields of a section in reading order.
func (m *Model) Fields(section SectionID) []FieldID {
	out := []FieldID{}
	for _, f := range fields {
		if f.section == section {
			out = append(out, f.id)
		}
	}
	return out
}

// Section is the card that a field stands in.
func (m *Model) Section(id FieldID) SectionID { return fieldOf(id).section }

// ReadOnly tells that this person may look at the field and not change it.
func (m *Model) ReadOnly(id FieldID) bool { return !fieldOf(id).mayEdit(m.role) }

// state is the field as it is stored on this computer.
func (m *Model) state(f *field) syncing.FieldState {
	return m.view.Field(f.entity(m.person), f.name)
}

// meaning is the text of a stored value; a value that was never written means its default.
func (m *Model) meaning(f *field, s syncing.FieldState) string {
	if text := settings.String(s.Value); text != "" {
		return text
	}
	if f.id == InterfaceLanguage {
		return m.language
	}
	return f.missing
}

// Stored is the text of the field without the draft.
func (m *Model) Stored(id FieldID) string {
	f := fieldOf(id)
	return m.meaning(f, m.state(f))
}

// Text is what the field shows: what is typed, else what is stored.
func (m *Model) Text(id FieldID) string {
	if d, ok := m.drafts[id]; ok {
		return d.text
	}
	return m.Stored(id)
}

// Language is what the window speaks with this draft: "fr" or "en".
func (m *Model) Language() string {
	if m.switching != "" {
		return m.switching
	}
	text := m.Text(InterfaceLanguage)
	if settings.CheckLanguage(text) != nil {
		return m.language
	}
	return text
}

// Changed tells that saving would write the field. Text that came back to what was seen is no wish, even when the field
// has moved elsewhere meanwhile; nor is text that equals what is stored now.
func (m *Model) Changed(id FieldID) bool {
	d, ok := m.drafts[id]
	if !ok {
		return false
	}
	f := fieldOf(id)
	text := f.clean(d.text)
	return text != m.meaning(f, d.saw) && text != m.Stored(id)
}

// SectionChanged tells that a field of the section has changed.
func (m *Model) SectionChanged(section SectionID) bool {
	return slices.ContainsFunc(m.Fields(section), m.Changed)
}

// Change is one field of the draft: old and new text as stored, not as shown.
type Change struct {
	Field    FieldID
	Old, New string
}

// Editing is the first section with a change that is not saved, "" when there is none.
func (m *Model) Editing() SectionID {
	for _, id := range m.Sections() {
		if m.SectionChanged(id) {
			return id
		}
	}
	return ""
}

// Changes lists what saving would write, in reading order.
func (m *Model) Changes() []Change {
	out := []Change{}
	for _, f := range fields {
		if m.Changed(f.id) {
			out = append(out, Change{Field: f.id, Old: m.Stored(f.id), New: f.clean(m.drafts[f.id].text)})
		}
	}
	return out
}

// Dirty tells that something would be lost if the window closed now.
func (m *Model) Dirty() bool { return len(m.Changes()) > 0 }

// Error is the fault to show at the field: nil while the person types in it for the first time, and as soon as the text
// is right.
func (m *Model) Error(id FieldID) error {
	d, ok := m.drafts[id]
	if !ok || !d.strict || !m.Changed(id) {
		return nil
	}
	return fieldOf(id).check(d.text)
}

// SectionFaulty tells that a field of the section shows a fault.
func (m *Model) SectionFaulty(section SectionID) bool {
	return slices.ContainsFunc(m.Fields(section), func(id FieldID) bool { return m.Error(id) != nil })
}

// Elsewhere is the stored text of a field that moved after this person began to edit it.
func (m *Model) Elsewhere(id FieldID) (text string, moved bool) {
	d, ok := m.drafts[id]
	if !ok || !m.Changed(id) {
		return "", false
	}
	now := m.state(fieldOf(id))
	if syncing.Same(now.Value, d.saw.Value) {
		return "", false
	}
	return m.Stored(id), true
}

// Pending tells that the stored text waits for the server's answer.
func (m *Model) Pending(id FieldID) bool { return m.state(fieldOf(id)).Pending }

// Notices lists the edits of this page that the server did not take as they were.
func (m *Model) Notices() []desk.Notice { return m.notices }

// NoticeField is the field that a notice of Notices is about.
func (m *Model) NoticeField(n desk.Notice) FieldID { return fieldAt(m.person, n.Entity, n.Field).id }
