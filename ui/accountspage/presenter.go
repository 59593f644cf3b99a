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
	*portal.Asked[wire.Accounts]
	deps       Deps
	remembered []wire.AccountReport // of the copy, while the server has told none
}

// NewPresenter starts with everything shown, by name.
func NewPresenter(deps Deps) *Presenter {
	h := &Presenter{deps: deps, State: listing.NewState(columnName)}
	h.Asked = portal.NewAsked(deps.Portal, deps.Run, deps.Source.Accounts)
	h.Settle = h.settle
	return h
}

// settle takes the accounts of the copy of the directory, without their reports, where the server has told none.
func (h *Presenter) settle(err error) {
	h.remembered = nil
	f, _ := h.deps.Portal.Federation()
	switch names := h.deps.Portal.Names(); {
	case err == nil && h.Value.Active != f.Active:
		h.deps.Portal.Refresh()
	case !h.Told && names != nil:
		for _, a := range names.Accounts() {
			h.remembered = append(h.remembered, wire.AccountReport{ID: a.ID, Name: a.Name, Phone: a.Phone, Added: a.Added})
		}
		if len(h.remembered) > 0 {
			h.Phase = listing.Ready
		}
	}
}

// accounts are those that the server has told, else those of the copy.
func (h *Presenter) accounts() []wire.AccountReport {
	if h.Told {
		return h.Value.Accounts
	}
	return h.remembered
}

// account is the one of an id.
func (h *Presenter) account(id string) (a wire.AccountReport, ok bool) {
	all := h.accounts()
	i := slices.IndexFunc(all, func(a wire.AccountReport) bool { return a.ID == id })
	if i < 0 {
		return a, false
	}
	return all[i], true
}

// rows lists the accounts that meet the search, in the order asked for.
func (h *Presenter) rows(p *i18n.Printer) (out []string) {
	list := slices.DeleteFunc(slices.Clone(h.accounts()), func(a wire.AccountReport) bool {
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
		if !h.Told {
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
