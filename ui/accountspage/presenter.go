// Package accountspage is the page Comptes of the enterprise portal: the accounts of the federation, the report of each, and the
// activation of the portal.
package accountspage

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"pupitre/data/directory"
	"pupitre/data/wire"
	"pupitre/i18n"
	"pupitre/ui/listing"
	"pupitre/ui/portal"
	"pupitre/ui/shell"
	"pupitre/ui/task"
)

// Source is the server, as far as accounts are concerned.
type Source interface {
	Accounts(ctx context.Context, federation string) (wire.Accounts, error)
	Activate(ctx context.Context, federation string, first wire.PortalUser) (wire.Invited, error)
}

// Window is what the page needs of the window around it.
type Window interface {
	Printer() *i18n.Printer
	Toast(text, action string, run func())
	Fail(text string)
	Open(to shell.Place)
}

// Deps are what the page needs. Files may be nil: nothing is exported then.
type Deps struct {
	Portal  *portal.Portal
	Source  Source
	Window  Window
	Run     task.Runner
	Files   listing.Files
	Inviter portal.Inviter
	// Build is the page on which a federation is built, "" for none.
	Build shell.Route
	// Import is the page on which a directory is imported and exported, "" for none.
	Import shell.Route
}

// Columns of the table and of the file.
const (
	columnName  = "name"
	columnPhone = "phone"
	columnAdded = "added"
	columnUsers = "users"
	columnAdmin = "administrator"
)

// Presenter is the state of the page. It outlives the widgets and belongs to the window's goroutine.
type Presenter struct {
	listing.State
	deps     Deps
	phase    listing.Phase
	fault    error
	of       string               // the federation of accounts
	accounts []wire.AccountReport // as the server told the last time
	told     bool                 // the server has told them; else they are those of the copy
	online   bool
	views    []*view
	cancel   func()
	loads    task.Latest
}

type view struct{ changed func() }

// NewPresenter starts with everything shown, by name.
func NewPresenter(deps Deps) *Presenter {
	return &Presenter{deps: deps, State: listing.NewState(columnName)}
}

// watch makes a page hear of changes, until leave. The first one reads the accounts.
func (h *Presenter) watch(changed func()) (leave func()) {
	v := &view{changed}
	h.views = append(h.views, v)
	if h.cancel == nil {
		h.cancel = h.deps.Portal.Watch(h.follow)
	}
	h.load()
	return func() {
		h.views = slices.DeleteFunc(slices.Clone(h.views), func(o *view) bool { return o == v })
		if len(h.views) == 0 && h.cancel != nil {
			h.cancel()
			h.cancel = nil
			h.loads.Cancel()
		}
	}
}

func (h *Presenter) tell() {
	for _, v := range h.views {
		v.changed()
	}
}

// follow hears that the portal is another one, or that the connection came back.
func (h *Presenter) follow() {
	f, _ := h.deps.Portal.Federation()
	back := h.deps.Portal.Online() && !h.online
	h.online = h.deps.Portal.Online()
	if f.ID != h.of || back {
		h.load()
		return
	}
	h.tell()
}

// load asks the server. Off line, the accounts are those of the copy of the directory, without their reports.
func (h *Presenter) load() {
	f, ok := h.deps.Portal.Federation()
	h.online = h.deps.Portal.Online()
	if f.ID != h.of {
		h.of, h.accounts, h.told, h.phase = f.ID, nil, false, listing.Reading
	}
	if !ok {
		h.phase = listing.Ready
		h.tell()
		return
	}
	task.GoLatest(context.Background(), h.deps.Run, &h.loads, func(ctx context.Context) (wire.Accounts, error) {
		return h.deps.Source.Accounts(ctx, f.ID)
	}, func(got wire.Accounts, err error) {
		switch {
		case err == nil:
			h.phase, h.fault, h.accounts, h.told = listing.Ready, nil, got.Accounts, true
			if got.Active != f.Active {
				h.deps.Portal.Refresh()
			}
		case h.remembered():
			h.phase = listing.Ready
		case !h.told:
			h.phase, h.fault = listing.Failed, err
		}
		h.tell()
	})
	h.tell()
}

// remembered takes the accounts of the copy where the server has told none, and says whether there are any.
func (h *Presenter) remembered() bool {
	names := h.deps.Portal.Names()
	if h.told || names == nil {
		return h.told
	}
	h.accounts = nil
	for _, a := range names.Accounts() {
		h.accounts = append(h.accounts, wire.AccountReport{ID: a.ID, Name: a.Name, Phone: a.Phone, Added: a.Added})
	}
	return len(h.accounts) > 0
}

// account is the one of an id.
func (h *Presenter) account(id string) (a wire.AccountReport, ok bool) {
	i := slices.IndexFunc(h.accounts, func(a wire.AccountReport) bool { return a.ID == id })
	if i < 0 {
		return a, false
	}
	return h.accounts[i], true
}

// rows lists the accounts that meet the search, in the order asked for.
func (h *Presenter) rows(p *i18n.Printer) (out []string) {
	list := slices.DeleteFunc(slices.Clone(h.accounts), func(a wire.AccountReport) bool {
		return !listing.Matches(h.Query, a.Name, h.text(p, a, columnPhone), a.Administrator)
	})
	slices.SortStableFunc(list, func(a, b wire.AccountReport) int {
		c := h.compare(p, a, b)
		if h.Descending {
			return -c
		}
		return c
	})
	for _, a := range list {
		out = append(out, a.ID)
	}
	return out
}

func (h *Presenter) compare(p *i18n.Printer, a, b wire.AccountReport) int {
	if h.Sorted == columnUsers {
		return cmp.Compare(a.Counts[string(directory.User)], b.Counts[string(directory.User)])
	}
	return strings.Compare(listing.Key(h.text(p, a, h.Sorted)), listing.Key(h.text(p, b, h.Sorted)))
}

// text is what an account shows in a column; a date is written as ISO 8601 has it.
func (h *Presenter) text(p *i18n.Printer, a wire.AccountReport, column string) string {
	switch column {
	case columnName:
		return a.Name
	case columnPhone:
		if a.Phone == "" {
			return ""
		}
		return p.Phone(a.Phone)
	case columnAdded:
		return a.Added
	case columnUsers:
		if !h.told {
			return ""
		}
		return p.Number(a.Counts[string(directory.User)])
	case columnAdmin:
		return a.Administrator
	}
	return ""
}

// export writes what the table shows, in its order.
func (h *Presenter) export(p *i18n.Printer) {
	columns := []string{columnName, columnPhone, columnAdded, columnAdmin, columnUsers}
	titles := []string{}
	for _, c := range columns {
		titles = append(titles, columnTitle(p, c))
	}
	rows := [][]string{titles}
	for _, id := range h.rows(p) {
		a, _ := h.account(id)
		row := []string{}
		for _, c := range columns {
			row = append(row, h.text(p, a, c))
		}
		rows = append(rows, row)
	}
	window := h.deps.Window
	listing.Export{
		Title: p.T("enterprise.export.do"), Name: p.T("accounts.csv_file"), Rows: rows,
		Done: func(err error) {
			if err != nil {
				window.Fail(p.T("enterprise.export.failed", "Reason", p.Err(err)))
				return
			}
			window.Toast(p.N("enterprise.export.done", len(rows)-1), "", nil)
		},
	}.Write(p, h.deps.Files, h.deps.Run)
}

func columnTitle(p *i18n.Printer, column string) string {
	switch column {
	case columnName:
		return p.T("accounts.column.name")
	case columnPhone:
		return p.T("accounts.column.phone")
	case columnAdded:
		return p.T("accounts.column.added")
	case columnUsers:
		return p.T("accounts.column.users")
	}
	return p.T("accounts.column.administrator")
}

// longDate writes a date of the file in words, as it is when it is none.
func longDate(p *i18n.Printer, iso string) string {
	at, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return iso
	}
	return p.LongDate(at)
}
