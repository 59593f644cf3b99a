// Package schedulepage is the page of the live chat's hours: when the chat is open in each language, and why. The hours
// are edited in a list, in a form and by hand in the picture of a week, over the draft that all pages of settings share.
package schedulepage

import (
	"fmt"
	"slices"
	"time"

	"pupitre/data/holiday"
	"pupitre/data/schedule"
	"pupitre/data/schedule/words"
	"pupitre/data/settings"
	"pupitre/data/wire"
	"pupitre/i18n"
	"pupitre/ui/draft"
	"pupitre/ui/editing"
	"pupitre/ui/shell"
	"pupitre/ui/widgets"
)

// Deps are what the page needs.
type Deps struct {
	Editor *editing.Editor
	// Copy puts a text on the clipboard of the system.
	Copy func(text string)
	// Grab keeps the drag that begins now from scrolling, on a screen for fingers (native.Window.ClaimDrag). May be nil.
	Grab func()
	// Files is what can be done with the hours as files (schedulefiles.Exchange). May be nil.
	Files Files
}

// Files is what can be done with the hours of a language of the service as files.
type Files interface {
	// Menu is for the page, Entries for the palette, in the language of p; where names the page.
	Menu(language string) []widgets.MenuItem
	Entries(p *i18n.Printer, language, where string) []shell.Entry
}

// Presenter is what the page remembers while the person is signed in, on the window's goroutine.
type Presenter struct {
	deps     Deps
	language string // of the set that is shown: "fr" or "en"
	selected string // entity, "" for none
	everyDay bool   // a hand in the picture changes all days of a schedule
	zoom     int    // index in zooms
	offset   float32
	opened   bool // the picture has been scrolled to the busy hours

	view   string               // what is shown: viewWeek or viewYear
	event  string               // entity of the selected event, "" for none
	cursor schedule.Date        // in the year, 0 for today
	place  holiday.Jurisdiction // whose holidays were generated last, "" for none yet
}

// NewPresenter makes a presenter over the shared editor.
func NewPresenter(deps Deps) *Presenter {
	return &Presenter{deps: deps, language: string(i18n.French), everyDay: true, zoom: usualZoom, view: viewWeek}
}

func (h *Presenter) draft() *draft.Draft { return h.deps.Editor.Draft() }

func (h *Presenter) grab() {
	if h.deps.Grab != nil {
		h.deps.Grab()
	}
}

func (h *Presenter) readOnly() bool { return h.draft().ReadOnly(schedule.EntityChat) }

// chat is the live chat after the next save.
func (h *Presenter) chat() schedule.Chat { return editing.ChatOf(h.draft()) }

// plan is what decides in a language. An unknown zone, which cannot be saved, is read as UTC.
func planOf(chat schedule.Chat, language string) schedule.Plan {
	plan, err := chat.Plan(language)
	if err != nil {
		return schedule.Plan{Enabled: chat.Enabled, Zone: time.UTC, Weekly: chat.Weekly(language), Special: chat.Special}
	}
	return plan
}

// index is that of the selected schedule in a set, -1 for none.
func (h *Presenter) index(weekly []schedule.Weekly) int {
	return slices.IndexFunc(weekly, func(w schedule.Weekly) bool { return schedule.ScheduleEntity(w.ID) == h.selected })
}

// act is one step of undo.
func (h *Presenter) act(token string, do func(d *draft.Draft)) {
	if h.readOnly() {
		return
	}
	h.deps.Editor.Edit(func(d *draft.Draft) { d.Gather(token, func() { do(d) }) })
}

// store writes the set as it has become over what it was: schedules that differ, and new ones at its end. It gives the
// entity of the schedule of an index.
func (h *Presenter) store(token string, before, after []schedule.Weekly, held int) (entity string) {
	if !h.room(len(after) - len(before)) {
		return h.selected
	}
	names := h.taken(before)
	after = slices.Clone(after)
	h.act(token, func(d *draft.Draft) {
		for i := range after {
			w := &after[i]
			if i >= len(before) {
				w.ID = h.deps.Editor.NewID()
				w.Name = free(w.Name, names)
				names = append(names, w.Name)
				d.Add(editing.KindSchedule, w.ID, nil)
			}
			put(d, *w, h.language)
		}
	})
	if held < 0 || held >= len(after) {
		return ""
	}
	return schedule.ScheduleEntity(after[held].ID)
}

// room tells whether so many more schedules can be kept, and says so in passing where they cannot.
func (h *Presenter) room(more int) bool {
	if more <= 0 || len(h.draft().Living(editing.KindSchedule))+more <= schedule.MaxWeekly {
		return true
	}
	window := h.deps.Editor.Window
	window.Fail(window.Printer().T("schedulepage.list.full", "Max", schedule.MaxWeekly))
	return false
}

// taken are the names of a set, and those that deleted or renamed schedules of it have until the save.
func (h *Presenter) taken(weekly []schedule.Weekly) []string {
	var names []string
	for _, w := range slices.Concat(weekly, editing.StoredChat(h.draft()).Weekly(h.language)) {
		names = append(names, w.Name)
	}
	return names
}

// put writes what differs in a schedule.
func put(d *draft.Draft, w schedule.Weekly, language string) {
	entity := schedule.ScheduleEntity(w.ID)
	fields := w.Fields(language)
	for _, f := range d.Schema().Kind(entity).Fields {
		v, now := fields[f.Name], d.Value(entity, f.Name)
		if nothing := string(v) == "null"; string(v) != string(now) && (!nothing || len(now) > 0) {
			write(d, entity, f, v)
		}
	}
}

// write puts a value into a field as its texts. Unlike Propose it ends no step, so that presses of keys can be one.
func write(d *draft.Draft, entity string, f draft.Field, v wire.Value) {
	parts := f.Parts
	if len(parts) == 0 {
		parts = []string{""}
	}
	for i, text := range f.Show(v) {
		d.Type(draft.Cell{Entity: entity, Field: f.Name, Part: parts[i]}, text)
	}
}

// free is a name that no schedule of the set has: "Horaire", "Horaire 2"…
func free(name string, taken []string) string {
	used := map[string]bool{}
	for _, t := range taken {
		used[schedule.FoldName(t)] = true
	}
	for n, try := 2, name; ; n++ {
		if !used[schedule.FoldName(try)] {
			return try
		}
		try = fmt.Sprintf("%s %d", name, n)
	}
}

// change does what a hand has done in the picture, and selects what it holds.
func (h *Presenter) change(token string, c change) {
	before := h.chat().Weekly(h.language)
	if c.index >= len(before) {
		return // it went away elsewhere meanwhile
	}
	after, held := c.apply(before)
	if len(after) > len(before) {
		after[held].Name = h.nameFor(before, after[held], c)
	}
	h.selected = h.store(token, before, after, held)
	h.deps.Editor.Edit(func(*draft.Draft) {}) // the views look again with what is selected now
}

// nameFor is what a new schedule is called: by its type, or after the one that it was taken from.
func (h *Presenter) nameFor(before []schedule.Weekly, w schedule.Weekly, c change) string {
	in := i18n.For(i18n.Language(h.language))
	if c.index == newSchedule {
		return in.T("schedulepage.new.working_hours")
	}
	return in.T("schedulepage.new.part", "Name", before[c.index].Name, "Days", words.Days(in, w.Days))
}

// add makes a schedule of the usual hours.
func (h *Presenter) add() {
	h.change("", change{index: newSchedule, days: schedule.Weekdays, span: schedule.Between(9*60, 17*60)})
}

// addLunch makes a lunch break on the days of a schedule (12:00 to 13:00).
func (h *Presenter) addLunch(entity string) {
	before := h.chat().Weekly(h.language)
	parent := draft.IDOf(entity)
	i := slices.IndexFunc(before, func(w schedule.Weekly) bool { return w.ID == parent })
	if i < 0 {
		return
	}
	w := schedule.Weekly{
		Parent: parent, Name: i18n.For(i18n.Language(h.language)).T("schedulepage.new.lunch_break"), Type: schedule.LunchBreak,
		State: schedule.Closed, Days: before[i].Days, Span: schedule.Between(12*60, 13*60),
	}
	h.selected = h.store("", before, append(slices.Clone(before), w), len(before))
	h.deps.Editor.Edit(func(*draft.Draft) {})
}

// remove deletes a schedule; removeDay takes one day out of it, and with the last one the schedule.
func (h *Presenter) remove(entity string) {
	h.act("", func(d *draft.Draft) {
		for _, other := range d.Living(editing.KindSchedule) {
			if settings.String(d.Value(other, schedule.FieldParent)) == draft.IDOf(entity) {
				d.Propose(other, schedule.FieldParent, nil)
			}
		}
		_ = d.Remove(entity) // nothing names a schedule by a field that could hinder it
	})
}

func (h *Presenter) removeDay(entity string, day int) {
	before := h.chat().Weekly(h.language)
	i := slices.IndexFunc(before, func(w schedule.Weekly) bool { return schedule.ScheduleEntity(w.ID) == entity })
	switch {
	case i < 0:
	case before[i].Days&^schedule.DaysOf(day) == schedule.NoDay:
		h.remove(entity)
	default:
		after := slices.Clone(before)
		after[i].Days &^= schedule.DaysOf(day)
		h.store("", before, after, i)
	}
}

// move puts a schedule at another place among those of its type, 0 being the strongest.
func (h *Presenter) move(index, place int) {
	before := h.chat().Weekly(h.language)
	after := slices.Clone(before)
	for i, rank := range schedule.Move(before, index, place) {
		after[i].Rank = rank
	}
	h.store("", before, after, index)
}

// copySet replaces the set of the language that is shown with a copy of the other one's. A schedule whose name is there
// already is changed rather than made anew: names are unique at each moment of the save.
func (h *Presenter) copySet() {
	other := string(i18n.French)
	if h.language == other {
		other = string(i18n.English)
	}
	chat := h.chat()
	here, from := chat.Weekly(h.language), chat.Weekly(other)
	ids, n := map[string]string{}, 0
	for _, w := range here {
		ids[schedule.FoldName(w.Name)] = w.ID
	}
	copied := schedule.CopySet(from, func() string {
		n++
		if id := ids[schedule.FoldName(from[n-1].Name)]; id != "" {
			return id
		}
		return h.deps.Editor.NewID()
	})
	if !h.room(len(from) - len(here)) {
		return
	}
	h.selected = ""
	h.act("", func(d *draft.Draft) {
		for _, w := range here {
			if !slices.ContainsFunc(copied, func(c schedule.Weekly) bool { return c.ID == w.ID }) {
				_ = d.Remove(schedule.ScheduleEntity(w.ID)) // as remove
			}
		}
		for _, w := range copied {
			d.Add(editing.KindSchedule, w.ID, nil)
			put(d, w, h.language)
		}
	})
}

// duplicate makes a copy of a schedule with the same hours.
func (h *Presenter) duplicate(index int) {
	before := h.chat().Weekly(h.language)
	if index < 0 || index >= len(before) {
		return
	}
	h.selected = h.store("", before, append(slices.Clone(before), before[index]), len(before))
	h.deps.Editor.Edit(func(*draft.Draft) {})
}
