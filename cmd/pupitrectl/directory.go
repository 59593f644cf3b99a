package main

import (
	"strings"
	"time"

	"pupitre/data/desk"
	"pupitre/data/directory"
	"pupitre/data/directory/plan"
	"pupitre/data/directory/sheet"
	"pupitre/data/fault"
	"pupitre/data/wire"
)

// copyPatience is how long a command waits for the directory of this computer, which another run may have begun to read.
const copyPatience = 2 * time.Minute

type searchCmd struct {
	Text       []string `arg:"" optional:"" help:"${search_text}"`
	Category   string   `help:"${search_category}" enum:"user,number,group,ivr,site" default:"user"`
	Account    []string `help:"${search_account}" placeholder:"A"`
	Site       []string `help:"${search_site}" placeholder:"S"`
	Sort       string   `help:"${search_sort}" placeholder:"C"`
	Down       bool     `help:"${search_down}"`
	Limit      int      `help:"${search_limit}" default:"20"`
	Federation string   `help:"${federation}" placeholder:"F"`
	JSON       bool     `help:"${json}"`
}

// foundEntry and foundReport are the JSON form of a search; scripts rely on their names.
type foundEntry struct {
	ID        string `json:"id"`
	Category  string `json:"category"`
	Account   string `json:"account"`
	Name      string `json:"name,omitempty"`
	Phone     string `json:"phone,omitempty"`
	Extension string `json:"extension,omitempty"`
	Site      string `json:"site,omitempty"`
}

type foundReport struct {
	Total   int          `json:"total"`
	Entries []foundEntry `json:"entries"`
}

// maxFound bounds what one run lists.
const maxFound = 10_000

// Run searches in the directory that this computer has, or at the server while it has none.
func (c searchCmd) Run(a *app) error {
	const op = "ctl.search"
	if c.Limit < 1 || c.Limit > maxFound {
		return fault.New(fault.Invalid, op, "ctl.search_limit", "Max", maxFound)
	}
	return a.session(func(s *desk.Session) error {
		f, err := a.finder(s, c.Federation)
		if err != nil {
			return err
		}
		names, err := f.Names(a.ctx)
		if err != nil {
			return err
		}
		q := directory.Query{
			Category: directory.Kind(c.Category), Text: strings.Join(c.Text, " "), Sort: directory.Column(c.Sort), Down: c.Down,
			Filters: map[directory.Column][]string{},
		}
		for column, wanted := range map[directory.Column][]string{directory.ByAccount: c.Account, directory.BySite: c.Site} {
			if q.Filters[column], err = idsOf(names, column, wanted); err != nil {
				return err
			}
		}
		found, err := f.Search(a.ctx, q)
		if err != nil {
			return err
		}
		list, err := found.Page(a.ctx, 0, c.Limit)
		if err != nil {
			return err
		}
		return c.tell(a, names, found.Len(), list)
	})
}

// idsOf are the ids of what has one of the names, as the search folds them; ctl.unknown_name when nothing has one.
func idsOf(names directory.Names, column directory.Column, wanted []string) (ids []string, err error) {
	for _, name := range wanted {
		found := names.Called(column, name)
		if len(found) == 0 {
			return nil, fault.New(fault.NotFound, "ctl.idsOf", "ctl.unknown_name", "Name", name)
		}
		ids = append(ids, found...)
	}
	return ids, nil
}

func (c searchCmd) tell(a *app, names directory.Names, total int, list []directory.Entry) error {
	report := foundReport{Total: total, Entries: []foundEntry{}}
	for _, e := range list {
		report.Entries = append(report.Entries, foundEntry{
			ID: e.ID, Category: string(e.Kind), Account: names.Of(directory.ByAccount, e.Account), Name: e.Name, Phone: e.Phone,
			Extension: e.Extension, Site: names.Of(directory.BySite, e.Site),
		})
	}
	if c.JSON {
		return a.json(report)
	}
	for i, e := range list {
		a.println(a.entryLine(e, report.Entries[i].Account))
	}
	a.println(a.p.N("ctl.found", total))
	return nil
}

// entryLine is an entry on one line.
func (a *app) entryLine(e directory.Entry, account string) string {
	parts := []string{e.Name, sheet.Cell(a.p, directory.Names{}, e, sheet.Phone), "", account}
	if e.Extension != "" {
		parts[2] = a.p.T("ctl.extension", "Extension", e.Extension)
	}
	var shown []string
	for _, part := range parts {
		if part != "" {
			shown = append(shown, part)
		}
	}
	return strings.Join(shown, " · ")
}

// finder is the directory of a federation, the only one when none is named, once this computer has a copy of it.
func (a *app) finder(s *desk.Session, federation string) (*desk.Finder, error) {
	const op = "ctl.finder"
	list := s.Federations().List()
	var chosen *wire.Federation
	for i, f := range list {
		if f.ID == federation || f.Name == federation || (federation == "" && len(list) == 1) {
			chosen = &list[i]
		}
	}
	if chosen == nil {
		return nil, fault.New(fault.Invalid, op, "ctl.which_federation")
	}
	f := s.Federations().Finder(chosen.ID)
	changed := make(chan struct{}, 1)
	cancel := s.Desk.Subscribe(func() {
		select {
		case changed <- struct{}{}:
		default:
		}
	})
	defer cancel()
	limit := time.NewTimer(copyPatience)
	defer limit.Stop()
	for {
		if st := f.State(); st.Ready && st.Generation == st.Progress.Shown && a.current(s, st) {
			return f, nil
		}
		select {
		case <-changed:
		case <-time.After(100 * time.Millisecond): // how far rows have come is told to nobody
		case <-limit.C:
			return nil, fault.New(fault.Unavailable, op, "federation.no_copy_yet")
		case <-a.ctx.Done():
			return nil, fault.As(fault.Unavailable, op, "sync.stopped", a.ctx.Err())
		}
	}
}

// current tells whether the copy is good enough: nothing newer is being read, or the server cannot be reached.
func (a *app) current(s *desk.Session, st desk.FinderState) bool {
	return st.Progress.Coming == 0 || s.Desk.State().Connection == desk.Offline
}

type dialCmd struct {
	Account    string `arg:"" help:"${dial_account}"`
	Digits     string `arg:"" help:"${dial_digits}"`
	Federation string `help:"${federation}" placeholder:"F"`
	JSON       bool   `help:"${json}"`
}

// dialReport is the JSON form of a call; scripts rely on its names.
type dialReport struct {
	Outcome plan.Outcome `json:"outcome"`
	Rings   *foundEntry  `json:"rings,omitempty"`
	Others  []foundEntry `json:"others,omitempty"` // of other accounts, with the same extension
	Early   *foundEntry  `json:"early,omitempty"`  // who rings before the last digit
	After   int          `json:"after,omitempty"`  // digits
}

// Run tells who rings when somebody of an account dials.
func (c dialCmd) Run(a *app) error {
	const op = "ctl.dial"
	return a.session(func(s *desk.Session) error {
		f, err := a.finder(s, c.Federation)
		if err != nil {
			return err
		}
		names, err := f.Names(a.ctx)
		if err != nil {
			return err
		}
		from := names.Called(directory.ByAccount, c.Account)
		if len(from) != 1 {
			return fault.New(fault.NotFound, op, "ctl.unknown_name", "Name", c.Account)
		}
		dialler, err := plan.NewDialler(f.Entries(a.ctx))
		if err != nil {
			return err
		}
		call := dialler.Dial(from[0], c.Digits)
		if c.JSON {
			return a.json(reportOf(names, call))
		}
		a.tellCall(names, call)
		return nil
	})
}

func reportOf(names directory.Names, call plan.Call) dialReport {
	entry := func(e directory.Entry) foundEntry {
		return foundEntry{ID: e.ID, Category: string(e.Kind), Account: names.Of(directory.ByAccount, e.Account), Name: e.Name, Extension: e.Extension}
	}
	out := dialReport{Outcome: call.Outcome, After: call.After}
	if call.Outcome == plan.Rings {
		e := entry(call.Entry)
		out.Rings = &e
	}
	for _, other := range call.Others {
		out.Others = append(out.Others, entry(other))
	}
	if call.Early != nil {
		e := entry(*call.Early)
		out.Early = &e
	}
	return out
}

// tellCall says what a call does, in sentences.
func (a *app) tellCall(names directory.Names, call plan.Call) {
	line := func(e directory.Entry) string { return a.entryLine(e, names.Of(directory.ByAccount, e.Account)) }
	switch call.Outcome {
	case plan.Emergency:
		a.println(a.p.T("ctl.dial.emergency"))
	case plan.Operator:
		a.println(a.p.T("ctl.dial.operator"))
	case plan.Outside:
		a.println(a.p.T("ctl.dial.outside"))
	case plan.Service:
		a.println(a.p.T("ctl.dial.service"))
	case plan.Rings:
		a.println(a.p.T("ctl.dial.rings", "Entry", line(call.Entry)))
	case plan.Ambiguous:
		a.println(a.p.T("ctl.dial.ambiguous"))
	case plan.Nobody:
		a.println(a.p.T("ctl.dial.nobody"))
	}
	for _, other := range call.Others {
		a.println(a.p.T("ctl.dial.too", "Entry", line(other)))
	}
	if call.Early != nil {
		a.println(a.p.T("ctl.dial.early", "Digits", call.After, "Entry", line(*call.Early)))
	}
}
