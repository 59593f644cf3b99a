package schedulepage

import (
	"slices"

	"pupitre/data/schedule"
	"pupitre/data/settings"
	"pupitre/ui/draft"
	"pupitre/ui/editing"
)

// special is a special event by its entity; ok is false when it has gone.
func (h *Presenter) special(entity string) (s schedule.Special, index int, ok bool) {
	events := h.chat().Special
	i := slices.IndexFunc(events, func(s schedule.Special) bool { return schedule.EventEntity(s.ID) == entity })
	if i < 0 {
		return schedule.Special{}, -1, false
	}
	return events[i], i, true
}

// now is what the wall clock of the service shows.
func (h *Presenter) now() schedule.Local {
	return schedule.LocalOf(h.deps.Editor.Clock.Now().In(planOf(h.chat(), h.language).Zone))
}

// full tells that no further event can be kept.
func (h *Presenter) full() bool {
	return len(h.draft().Living(editing.KindEvent)) >= schedule.MaxEvents
}

// addEvent makes an event of whole days that closes the chat, from the first to the last date, without a name yet.
func (h *Presenter) addEvent(first, last schedule.Date) {
	if h.readOnly() || h.full() {
		return
	}
	s := schedule.Special{ID: h.deps.Editor.NewID(), State: schedule.Closed, Start: first.Start(), End: (last + 1).Start()}
	h.act("", func(d *draft.Draft) { putEvent(d, s) })
	h.event = schedule.EventEntity(s.ID)
	h.deps.Editor.Edit(func(*draft.Draft) {}) // the views look again with what is selected now
}

// duplicateEvent makes a copy of an event a year later, for one that does not come back on the same date.
func (h *Presenter) duplicateEvent(entity string) {
	s, _, ok := h.special(entity)
	if !ok || h.full() {
		return
	}
	s.ID, s.Yearly = h.deps.Editor.NewID(), false
	year, month, day := s.Start.Date().Civil()
	shift := schedule.DateOf(year+1, month, day).Start() - s.Start.Date().Start()
	s.Start, s.End = s.Start+shift, s.End+shift
	h.act("", func(d *draft.Draft) { putEvent(d, s) })
	h.event = schedule.EventEntity(s.ID)
	h.deps.Editor.Edit(func(*draft.Draft) {})
}

// moveEvent puts an event at another place among those that take place at the same time, 0 being the strongest.
func (h *Presenter) moveEvent(index, place int) {
	events := h.chat().Special
	if index < 0 || index >= len(events) {
		return
	}
	ranks := schedule.MoveEvent(events, schedule.Meeting(events, index), index, place)
	h.act("", func(d *draft.Draft) {
		for i, rank := range ranks {
			s := events[i]
			s.Rank = rank
			putEvent(d, s)
		}
	})
}

// putEvent writes what differs in an event; one that is not there is made, one that was to be deleted stays.
func putEvent(d *draft.Draft, s schedule.Special) {
	entity := schedule.EventEntity(s.ID)
	d.Restore(entity)
	d.Add(editing.KindEvent, s.ID, nil)
	fields := s.Fields()
	for _, f := range d.Schema().Kind(entity).Fields {
		if v := fields[f.Name]; string(v) != string(d.Value(entity, f.Name)) && (settings.String(v) != "" || string(v) != "null" || len(d.Value(entity, f.Name)) > 0) {
			write(d, entity, f, v)
		}
	}
}
