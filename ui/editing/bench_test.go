package editing_test

import (
	"pupitre/data/access"
	"pupitre/data/settings"
	"pupitre/data/syncing"
	"pupitre/ui/draft"
	"pupitre/ui/editing"
	"pupitre/ui/editing/sample"
)

// The controls that these tests use.
const (
	providerName      editing.FieldID = "profile.name"
	defaultLanguage   editing.FieldID = "profile.default_language"
	timeZone          editing.FieldID = "profile.time_zone"
	interfaceLanguage editing.FieldID = "administrator.language"
)

// model is the model with its draft spoken to by the ids of controls, as the editor does.
type model struct{ *editing.Model }

func newModel(role access.Role, language string) *model {
	who := editing.Who{Person: sample.Marie, Email: sample.Email, Role: role, Language: language}
	return &model{editing.NewModel(who)}
}

// change is an edited field, in texts.
type change struct {
	Field    editing.FieldID
	Old, New string
}

func (m *model) Changes() (out []change) {
	for _, c := range m.Model.Changes() {
		id := m.ID(draft.Cell{Entity: c.Entity, Field: c.Field})
		out = append(out, change{id, settings.String(c.Old), settings.String(c.New)})
	}
	return out
}

func (m *model) Type(id editing.FieldID, text string)   { m.Draft().Type(m.Cell(id), text) }
func (m *model) Choose(id editing.FieldID, text string) { m.Draft().Choose(m.Cell(id), text) }
func (m *model) Leave(id editing.FieldID)               { m.Draft().Leave(m.Cell(id)) }
func (m *model) Revert()                                { m.Draft().Revert() }
func (m *model) CanUndo() bool                          { return m.Draft().CanUndo() }
func (m *model) CanRedo() bool                          { return m.Draft().CanRedo() }
func (m *model) Saving() bool                           { return m.Draft().Saving() }
func (m *model) SaveFailed()                            { m.Draft().SaveFailed() }
func (m *model) TakeTheirs(id editing.FieldID)          { m.Draft().TakeTheirs(m.Cell(id)) }
func (m *model) KeepMine(id editing.FieldID)            { m.Draft().KeepMine(m.Cell(id)) }
func (m *model) Undo() editing.FieldID                  { return m.at(m.Draft().Undo()) }
func (m *model) Redo() editing.FieldID                  { return m.at(m.Draft().Redo()) }

func (m *model) at(c draft.Cell, ok bool) editing.FieldID {
	if !ok {
		return ""
	}
	return m.ID(c)
}

func (m *model) Elsewhere(id editing.FieldID) (string, bool) {
	theirs, moved := m.Draft().Elsewhere(m.Cell(id))
	return settings.String(theirs), moved
}

func (m *model) BeginSave() ([]syncing.FieldEdit, editing.FieldID) {
	batch, at, faulty := m.Draft().BeginSave()
	return batch.Edits, m.at(at, faulty)
}

func (m *model) Saved(edits []syncing.FieldEdit, view syncing.View) {
	m.Draft().Saved(draft.Batch{Edits: edits}, view)
}
