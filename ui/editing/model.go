package editing

import (
	"slices"

	"pupitre/data/desk"
	"pupitre/data/settings"
	"pupitre/data/syncing"
	"pupitre/ui/draft"
)

// Phase is what the pages have to show.
type Phase int

// The phases. What was ready once stays ready: a later failure to read leaves what is known on the screen.
const (
	Idle    Phase = iota // nothing was asked for yet
	Loading              // the first read is under way
	Failed               // the first read failed, see Model.Fault
	Empty                // the store has received nothing from the server yet
	Ready
)

// Model is the state of the pages: what is stored, the draft over it, and every decision in between. It belongs to the
// window's goroutine and outlives the widgets: leaving a page or switching the language loses nothing.
type Model struct {
	person   string
	language string // meant by an interface language that was never written
	spoken   FieldID

	phase     Phase
	fault     error
	notices   []desk.Notice
	draft     *draft.Draft
	switching string // language picked past the draft and not on disk yet
}

// NewModel starts with nothing read.
func NewModel(w Who) *Model {
	return &Model{person: w.Person, language: w.Language, spoken: me + "." + settings.FieldLanguage, draft: draft.New(SchemaFor(w))}
}

// Draft is what is being done to what is stored.
func (m *Model) Draft() *draft.Draft { return m.draft }

// Phase says what the pages have to show.
func (m *Model) Phase() Phase { return m.phase }

// Fault is why the first read failed.
func (m *Model) Fault() error { return m.fault }

// BeginLoading marks the first read as under way; what is ready stays ready.
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

// Loaded takes what is stored now. The draft keeps its texts; what moved under them is told by Elsewhere.
func (m *Model) Loaded(view syncing.View, notices []desk.Notice) {
	m.fault = nil
	m.draft.Rebase(view)
	m.notices = slices.DeleteFunc(slices.Clone(notices), func(n desk.Notice) bool {
		k := m.draft.Schema().Kind(n.Entity)
		return k == nil || k.Section == "" || !slices.ContainsFunc(k.Fields, func(f draft.Field) bool { return f.Name == n.Field })
	})
	m.phase = Ready
	if len(view[settings.EntityProfile]) == 0 {
		m.phase = Empty
	}
}

// Fields lists the controls of a section's own entities in reading order; those of collections are not among them.
func (m *Model) Fields(section string) []FieldID {
	out := []FieldID{}
	for _, k := range m.draft.Schema().Kinds {
		if k.Section != section || k.Entity == "" {
			continue
		}
		for _, f := range k.Fields {
			for _, part := range partsOf(f) {
				out = append(out, m.ID(draft.Cell{Entity: k.Entity, Field: f.Name, Part: part}))
			}
		}
	}
	return out
}

// partsOf are the controls of a field; none of one that is edited otherwise.
func partsOf(f draft.Field) []string {
	switch {
	case f.Inner:
		return nil
	case len(f.Parts) == 0:
		return []string{""}
	}
	return f.Parts
}

// Sections lists what this person may read, in reading order.
func (m *Model) Sections() []string {
	out := []string{}
	for _, k := range m.draft.Schema().Kinds {
		if k.Section != "" && !slices.Contains(out, k.Section) {
			out = append(out, k.Section)
		}
	}
	return out
}

// Section is where a control stands, "" when this person has none such.
func (m *Model) Section(id FieldID) string {
	if k := m.draft.Schema().Kind(m.Cell(id).Entity); k != nil {
		return k.Section
	}
	return ""
}

// ReadOnly tells that this person may look at the control and not change it.
func (m *Model) ReadOnly(id FieldID) bool { return m.draft.ReadOnly(m.Cell(id).Entity) }

// Stored is the text of the control without the draft.
func (m *Model) Stored(id FieldID) string { return m.draft.StoredText(m.Cell(id)) }

// Text is what the control shows: what is typed, else what is stored.
func (m *Model) Text(id FieldID) string { return m.draft.Text(m.Cell(id)) }

// Language is what the window speaks with this draft: "fr" or "en".
func (m *Model) Language() string {
	if m.switching != "" {
		return m.switching
	}
	text := m.Text(m.spoken)
	if settings.CheckLanguage(text) != nil {
		return m.language
	}
	return text
}

// Changed tells that saving would write the field of a control.
func (m *Model) Changed(id FieldID) bool { return m.draft.Changed(m.Cell(id)) }

// SectionChanges is how many changes a section has.
func (m *Model) SectionChanges(section string) (n int) {
	for _, c := range m.draft.Changes() {
		if m.draft.Schema().Kind(c.Entity).Section == section {
			n++
		}
	}
	return n
}

// SectionChanged tells that a section has a change.
func (m *Model) SectionChanged(section string) bool { return m.SectionChanges(section) > 0 }

// Editing is the first section with a change that is not saved, "" when there is none.
func (m *Model) Editing() string {
	if sections := m.draft.Sections(); len(sections) > 0 {
		return sections[0]
	}
	return ""
}

// Changes lists what saving would do, in reading order.
func (m *Model) Changes() []draft.Change { return m.draft.Changes() }

// Dirty tells that something would be lost if the window closed now.
func (m *Model) Dirty() bool { return m.draft.Dirty() }

// Error is the fault to show at the control.
func (m *Model) Error(id FieldID) error { return m.draft.Error(m.Cell(id)) }

// Pending tells that what is stored waits for the server's answer.
func (m *Model) Pending(id FieldID) bool {
	c := m.Cell(id)
	return m.draft.Pending(c.Entity, c.Field)
}

// Notices lists the edits of these pages that the server did not take as they were.
func (m *Model) Notices() []desk.Notice { return m.notices }

// NoticeField is the control that a notice of Notices is about, the first of a group.
func (m *Model) NoticeField(n desk.Notice) FieldID { return m.first(n.Entity, n.Field) }

// first is the first control of a field, or the entity where the field has none.
func (m *Model) first(entity, field string) FieldID {
	c := draft.Cell{Entity: entity, Field: field}
	if k := m.draft.Schema().Kind(entity); k != nil {
		for _, f := range k.Fields {
			if f.Name == field && len(f.Parts) > 0 {
				c.Part = f.Parts[0]
			}
		}
	}
	return m.ID(c)
}

// Settling takes a notice away while its answer is being stored.
func (m *Model) Settling(n desk.Notice) {
	m.notices = slices.DeleteFunc(slices.Clone(m.notices), func(o desk.Notice) bool {
		return o.Space == n.Space && o.Seq == n.Seq && o.Entity == n.Entity && o.Field == n.Field
	})
}

// SwitchLanguage is the edit that makes language the person's own at once, past the draft (the switch of the side bar).
// ok is false when there is nothing to store; a draft of the field is dropped in any case. Until LanguageSaved or
// LanguageSwitched the window speaks it, whatever is read meanwhile.
func (m *Model) SwitchLanguage(language string) (edit syncing.FieldEdit, ok bool) {
	c := m.Cell(m.spoken)
	saw := m.draft.Base().Field(c.Entity, c.Field)
	m.draft.Forget(c.Entity, c.Field)
	switch {
	case settings.CheckLanguage(language) != nil:
		return edit, false
	case m.ReadOnly(m.spoken): // for this session only
		m.switching = language
		return edit, false
	case settings.String(saw.Value) == language:
		return edit, false
	}
	m.switching = language
	return syncing.FieldEdit{Entity: c.Entity, Field: c.Field, Saw: saw, Value: settings.Text(language)}, true
}

// LanguageSwitched ends a SwitchLanguage that stored nothing; what is stored speaks again.
func (m *Model) LanguageSwitched() { m.switching = "" }

// LanguageSaved ends a SwitchLanguage whose edit is on disk.
func (m *Model) LanguageSaved(edit syncing.FieldEdit) {
	m.switching = ""
	m.draft.Rebase(draft.Overlay(m.draft.Base(), []syncing.FieldEdit{edit}))
}
