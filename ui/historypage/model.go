package historypage

import (
	"slices"
	"strings"
	"time"

	"pupitre/data/settings"
	"pupitre/ui/fieldwords"
)

// Phase is what the list has to show.
type Phase int

// The phases. Once something was read, a later failure leaves it on the screen (see Model.TailFault).
const (
	Idle Phase = iota
	Loading
	Failed
	Ready
)

// pageSize is how many changes are asked for at once; firstWanted is how many the list begins with.
const (
	pageSize    = 200
	firstWanted = 60
)

// Period is a choice of days.
type Period string

// The periods offered.
const (
	Always     Period = ""
	Today      Period = "today"
	LastWeek   Period = "week"  // today and the six days before
	LastMonth  Period = "month" // today and the 29 days before
	ChosenDays Period = "chosen"
)

// Filter is what the list is narrowed to.
type Filter struct {
	Person string          // id, "" for everybody
	Kind   fieldwords.Kind // "" for every section
	Period Period
	From   time.Time // the first moment of ChosenDays, zero for no bound
	To     time.Time // the first moment after ChosenDays, zero for no bound
}

// bounds are the moments that the filter lets pass, [from, to); zero means no bound.
func (f Filter) bounds(now time.Time) (from, to time.Time) {
	midnight := func(daysAgo int) time.Time {
		y, m, d := now.Date()
		return time.Date(y, m, d-daysAgo, 0, 0, 0, 0, now.Location())
	}
	switch f.Period {
	case Today:
		return midnight(0), time.Time{}
	case LastWeek:
		return midnight(6), time.Time{}
	case LastMonth:
		return midnight(29), time.Time{}
	case ChosenDays:
		return f.From, f.To
	case Always:
	}
	return time.Time{}, time.Time{}
}

// Somebody is a person that the list can be narrowed to.
type Somebody struct{ ID, Name string }

// Model is what was read of the history, newest first, and what of it is shown. It belongs to the window's goroutine.
type Model struct {
	phase  Phase
	fault  error
	filter Filter
	now    time.Time // in the zone of the days

	rows    []HistoryRow // read so far with the person of the filter
	next    int64        // Before of the next page
	ended   bool         // nothing more is to be read
	partial bool         // changes may be missing
	wanted  int          // how many rows the list wants to show
	shown   []int        // indices in rows
	people  []Somebody   // who was met so far, by name
	names   map[string]named

	selected rowKey
}

// named is the last name of an entity that was met so far.
type named struct {
	rev  int64
	name string
}

// rowKey names a change for good: pages are read again while it is selected.
type rowKey struct {
	rev           int64
	entity, field string
}

func keyOf(r HistoryRow) rowKey { return rowKey{r.Rev, r.Entity, r.Field} }

// NewModel has read nothing yet.
func NewModel() *Model { return &Model{wanted: firstWanted, names: map[string]named{}} }

// Phase says what the list has to show.
func (m *Model) Phase() Phase { return m.phase }

// Fault is why the first page could not be read.
func (m *Model) Fault() error { return m.fault }

// TailFault is why the next page could not be read, while the first ones are shown.
func (m *Model) TailFault() error {
	if m.phase == Ready {
		return m.fault
	}
	return nil
}

// Partial tells that changes may be missing: off line, only what was read before is there.
func (m *Model) Partial() bool { return m.partial && m.phase == Ready }

// Filter is what the list is narrowed to.
func (m *Model) Filter() Filter { return m.filter }

// People lists who was met so far, by name.
func (m *Model) People() []Somebody { return m.people }

// SetFilter narrows the list; what was read stays when it can serve.
func (m *Model) SetFilter(f Filter, now time.Time) {
	if f.Person != m.filter.Person {
		m.rows, m.next, m.ended, m.phase, m.fault = nil, 0, false, Idle, nil
	}
	m.filter, m.now, m.wanted = f, now, firstWanted
	m.narrow()
}

// Begin marks a read as under way and says what to read; ok is false when enough was read.
func (m *Model) Begin(now time.Time) (q HistoryQuery, ok bool) {
	m.now = now
	m.narrow()
	if m.Complete() || (len(m.shown) >= m.wanted && m.phase == Ready) {
		return q, false
	}
	if m.phase != Ready {
		m.phase = Loading
	}
	m.fault = nil
	return HistoryQuery{Person: m.filter.Person, Before: m.next, Limit: pageSize}, true
}

// Complete tells that nothing more can be shown: the history has ended, or what follows is older than the period.
func (m *Model) Complete() bool {
	if m.ended || len(m.rows) == 0 {
		return m.ended
	}
	from, _ := m.filter.bounds(m.now)
	return !from.IsZero() && m.rows[len(m.rows)-1].At.Before(from)
}

// Add takes the page that Begin asked for.
func (m *Model) Add(page HistoryPage) {
	m.phase, m.fault = Ready, nil
	m.partial = page.Partial || (m.partial && len(m.rows) > 0)
	m.rows = append(m.rows, page.Rows...)
	m.next, m.ended = page.Next, page.Next == 0
	m.meet(page.Rows)
	m.narrow()
}

// AddNewest takes the newest page again, after something has changed. Where it does not reach what was read before, or
// that had gaps, the list begins anew with it. Off line there is no news, and what is there stays.
func (m *Model) AddNewest(page HistoryPage) {
	if page.Partial && m.phase == Ready {
		m.partial = true
		return
	}
	if m.phase != Ready || m.partial || len(m.rows) == 0 {
		m.rows = nil
		m.Add(page)
		return
	}
	at := slices.IndexFunc(page.Rows, func(r HistoryRow) bool { return r.Rev <= m.rows[0].Rev })
	if at < 0 {
		if page.Next != 0 {
			m.rows = nil
			m.Add(page)
			return
		}
		at = len(page.Rows)
	}
	m.rows = append(slices.Clone(page.Rows[:at]), m.rows...)
	m.meet(page.Rows)
	m.narrow()
}

// Failed records why a page could not be read.
func (m *Model) Failed(err error) {
	m.fault = err
	if m.phase != Ready {
		m.phase = Failed
	}
}

// Want says that the list is about to show so many rows, and tells whether that is more than before.
func (m *Model) Want(n int) (more bool) {
	more = n > m.wanted
	m.wanted = max(m.wanted, n)
	return more
}

// LastName is the last name of an entity in what was read, "" when it was not met: what was deleted has its name from here.
func (m *Model) LastName(entity string) string { return m.names[entity].name }

// PersonName is the name of a person who was met, "" for others.
func (m *Model) PersonName(id string) string {
	if i := slices.IndexFunc(m.people, func(s Somebody) bool { return s.ID == id }); i >= 0 {
		return m.people[i].Name
	}
	return ""
}

// meet learns who and what there is from changes.
func (m *Model) meet(rows []HistoryRow) {
	for _, r := range rows {
		if r.Field == settings.FieldName {
			m.meetName(r)
		}
		known := slices.ContainsFunc(m.people, func(s Somebody) bool { return s.ID == r.PersonID })
		if r.PersonID != "" && !known {
			m.people = append(m.people, Somebody{ID: r.PersonID, Name: r.Person})
		}
	}
	slices.SortStableFunc(m.people, func(a, b Somebody) int { return strings.Compare(a.Name, b.Name) })
}

// meetName learns a name, of a deletion the one before.
func (m *Model) meetName(r HistoryRow) {
	name := settings.String(r.New)
	if name == "" {
		name = settings.String(r.Old)
	}
	if name != "" && r.Rev > m.names[r.Entity].rev {
		m.names[r.Entity] = named{r.Rev, name}
	}
}

func (m *Model) narrow() {
	m.shown = m.shown[:0]
	from, to := m.filter.bounds(m.now)
	for i, r := range m.rows {
		if m.filter.Kind != "" && fieldwords.KindOf(r.Entity) != m.filter.Kind {
			continue
		}
		if (!from.IsZero() && r.At.Before(from)) || (!to.IsZero() && !r.At.Before(to)) {
			continue
		}
		m.shown = append(m.shown, i)
	}
}

// Count is how many changes are shown.
func (m *Model) Count() int { return len(m.shown) }

// Row is the nth change shown.
func (m *Model) Row(n int) HistoryRow { return m.rows[m.shown[n]] }

// Select remembers a change by itself, not by its place.
func (m *Model) Select(n int) {
	m.selected = rowKey{}
	if n >= 0 && n < len(m.shown) {
		m.selected = keyOf(m.Row(n))
	}
}

// Selected is the place of the change selected; -1 when there is none, or it is not shown.
func (m *Model) Selected() int {
	if m.selected == (rowKey{}) {
		return -1
	}
	return slices.IndexFunc(m.shown, func(i int) bool { return keyOf(m.rows[i]) == m.selected })
}
