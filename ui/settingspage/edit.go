package settingspage

import (
	"maps"
	"slices"

	"pupitre/data/desk"
	"pupitre/data/settings"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// step is one action that can be undone: some drafts before and after it. A missing key is a field without a draft.
type step struct {
	touched       []FieldID
	before, after map[FieldID]draft
}

// Type takes the text of a field as it is being typed. Letters of one visit to a field are one step of undo.
func (m *Model) Type(id FieldID, text string) {
	if m.ReadOnly(id) || text == m.Text(id) {
		return
	}
	grows := m.typing == id && len(m.past) > 0
	m.act([]FieldID{id}, grows, func() {
		d, ok := m.drafts[id]
		if !ok {
			d.saw = m.state(fieldOf(id))
		}
		d.text = text
		d.strict = d.strict && fieldOf(id).check(text) != nil
		m.drafts[id] = d
	})
	m.typing = id
}

// Choose takes a value picked from a list: a whole edit of its own, checked at once.
func (m *Model) Choose(id FieldID, value string) {
	m.typing = ""
	m.Type(id, value)
	m.Leave(id)
}

// Leave ends a visit to a field: from now on its fault is shown, and a draft that changes nothing is dropped.
func (m *Model) Leave(id FieldID) {
	if m.typing == id {
		m.typing = ""
	}
	d, ok := m.drafts[id]
	switch {
	case !ok:
	case m.Changed(id):
		d.strict = true
		m.drafts[id] = d
	default:
		delete(m.drafts, id)
		m.unstep(id)
	}
}

// unstep takes back the step of a visit that changed nothing, so that Undo never does nothing.
func (m *Model) unstep(id FieldID) {
	if len(m.past) == 0 {
		return
	}
	last := m.past[len(m.past)-1]
	if _, had := last.before[id]; !had && slices.Equal(last.touched, []FieldID{id}) {
		m.past = m.past[:len(m.past)-1]
	}
}

// Revert drops the whole draft; it can be undone.
func (m *Model) Revert() { m.drop(slices.Sorted(maps.Keys(m.drafts))) }

// TakeTheirs drops the draft of one field in favour of what is stored; it can be undone.
func (m *Model) TakeTheirs(id FieldID) { m.drop([]FieldID{id}) }

func (m *Model) drop(ids []FieldID) {
	m.act(ids, false, func() {
		for _, id := range ids {
			delete(m.drafts, id)
		}
	})
}

// KeepMine answers a remote change by "mine all the same": what is stored now counts as seen, so that saving replaces it.
func (m *Model) KeepMine(id FieldID) {
	if d, ok := m.drafts[id]; ok {
		d.saw = m.state(fieldOf(id))
		m.drafts[id] = d
	}
}

// act runs one action on the drafts of ids and remembers it for Undo; grows joins it to the last step.
func (m *Model) act(ids []FieldID, grows bool, action func()) {
	before := m.pick(ids)
	action()
	after := m.pick(ids)
	m.typing = ""
	m.future = nil
	if grows {
		m.past[len(m.past)-1].after = after
		return
	}
	if len(ids) > 0 {
		m.past = append(m.past, step{touched: ids, before: before, after: after})
	}
}

func (m *Model) pick(ids []FieldID) map[FieldID]draft {
	out := map[FieldID]draft{}
	for _, id := range ids {
		if d, ok := m.drafts[id]; ok {
			out[id] = d
		}
	}
	return out
}

// CanUndo and CanRedo tell whether there is a step to go.
func (m *Model) CanUndo() bool { return len(m.past) > 0 }

// CanRedo tells whether an undone step can come back.
func (m *Model) CanRedo() bool { return len(m.future) > 0 }

// Undo takes back the last step and names the first field that it touched, "" when there was nothing to undo.
func (m *Model) Undo() FieldID {
	if !m.CanUndo() {
		return ""
	}
	s := m.past[len(m.past)-1]
	m.past = m.past[:len(m.past)-1]
	m.future = append(m.future, s)
	return m.restore(s.touched, s.before)
}

// Redo brings back the last step undone and names the first field that it touched, "" when there was none.
func (m *Model) Redo() FieldID {
	if !m.CanRedo() {
		return ""
	}
	s := m.future[len(m.future)-1]
	m.future = m.future[:len(m.future)-1]
	m.past = append(m.past, s)
	return m.restore(s.touched, s.after)
}

func (m *Model) restore(touched []FieldID, drafts map[FieldID]draft) FieldID {
	m.typing = ""
	for _, id := range touched {
		delete(m.drafts, id)
	}
	maps.Copy(m.drafts, drafts)
	return touched[0]
}

// Saving tells that a save is on its way to the disk.
func (m *Model) Saving() bool { return m.saving }

// BeginSave checks the whole draft, all or nothing. It gives the edits to store, or the first field in reading order
// that has a fault; both are empty when there is nothing to save or a save is under way.
func (m *Model) BeginSave() (edits []syncing.FieldEdit, faulty FieldID) {
	if m.saving {
		return nil, ""
	}
	m.typing = ""
	for _, c := range m.Changes() {
		d := m.drafts[c.Field]
		d.strict = true
		m.drafts[c.Field] = d
		if m.Error(c.Field) != nil && faulty == "" {
			faulty = c.Field
		}
		f := fieldOf(c.Field)
		edits = append(edits, syncing.FieldEdit{Entity: f.entity(m.person), Field: f.name, Saw: d.saw, Value: settings.Text(c.New)})
	}
	if faulty != "" {
		return nil, faulty
	}
	m.saving = len(edits) > 0
	return edits, ""
}

// Saved ends a save: edits are on disk, and view is what is stored now (nil when it could not be read again). Text that
// was typed on during the save stays a draft over the new state.
func (m *Model) Saved(edits []syncing.FieldEdit, view syncing.View) {
	m.saving = false
	m.past, m.future, m.typing = nil, nil, ""
	if view == nil {
		view = overlaid(m.view, edits)
	}
	m.view = view
	for _, e := range edits {
		f := fieldAt(m.person, e.Entity, e.Field)
		d, ok := m.drafts[f.id]
		if !ok {
			continue
		}
		if syncing.Same(settings.Text(f.clean(d.text)), e.Value) {
			delete(m.drafts, f.id)
			continue
		}
		d.saw = m.state(f)
		m.drafts[f.id] = d
	}
}

// SaveFailed ends a save that stored nothing: the draft stays as it is.
func (m *Model) SaveFailed() { m.saving = false }

// SwitchLanguage is the edit that makes language the person's own at once, past the draft (the switch of the side bar).
// ok is false when there is nothing to store; a draft of the field is dropped in any case. Until LanguageSaved or
// LanguageSwitched the window speaks it, whatever is read meanwhile.
func (m *Model) SwitchLanguage(language string) (edit syncing.FieldEdit, ok bool) {
	f := fieldOf(InterfaceLanguage)
	saw := m.state(f)
	m.forget(f.id)
	switch {
	case settings.CheckLanguage(language) != nil:
		return edit, false
	case m.ReadOnly(f.id): // for this session only
		m.switching = language
		return edit, false
	case settings.String(saw.Value) == language:
		return edit, false
	}
	m.switching = language
	return syncing.FieldEdit{Entity: f.entity(m.person), Field: f.name, Saw: saw, Value: settings.Text(language)}, true
}

// LanguageSwitched ends a SwitchLanguage that stored nothing; what is stored speaks again.
func (m *Model) LanguageSwitched() { m.switching = "" }

// LanguageSaved ends a SwitchLanguage whose edit is on disk.
func (m *Model) LanguageSaved(edit syncing.FieldEdit) {
	m.switching = ""
	m.view = overlaid(m.view, []syncing.FieldEdit{edit})
}

// Settling takes a notice away while its answer is being stored.
func (m *Model) Settling(n desk.Notice) {
	m.notices = slices.DeleteFunc(slices.Clone(m.notices), func(o desk.Notice) bool {
		return o.Space == n.Space && o.Seq == n.Seq && o.Entity == n.Entity && o.Field == n.Field
	})
}

// forget drops a field's draft and every undo step about it.
func (m *Model) forget(id FieldID) {
	delete(m.drafts, id)
	m.typing = ""
	about := func(s step) bool { return slices.Contains(s.touched, id) }
	m.past = slices.DeleteFunc(m.past, about)
	m.future = slices.DeleteFunc(m.future, about)
}

// overlaid is a view with edits laid over it, as the store would show them while they wait.
func overlaid(view syncing.View, edits []syncing.FieldEdit) syncing.View {
	out := syncing.View{}
	for name, entity := range view {
		out[name] = maps.Clone(entity)
	}
	for _, e := range edits {
		if out[e.Entity] == nil {
			out[e.Entity] = syncing.Entity{}
		}
		s := out[e.Entity][e.Field]
		s.Value, s.Pending = wire.Value(e.Value), true
		out[e.Entity][e.Field] = s
	}
	return out
}
