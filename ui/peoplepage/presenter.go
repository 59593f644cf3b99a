// Package peoplepage is the page Personnes: everyone who signs in with the provider, kiosks included, their roles and their
// sessions. Everything here is done on line, outside the save bar.
package peoplepage

import (
	"slices"
	"strings"

	"pupitre/data/access"
	"pupitre/data/settings"
	"pupitre/data/wire"
	"pupitre/i18n"
	"pupitre/ui/listing"
	"pupitre/ui/roster"
	"pupitre/ui/widgets"
)

// Deps are what the page needs.
type Deps struct{ People *roster.Roster }

// Columns of the table.
const (
	columnName     = "name"
	columnEmail    = "email"
	columnRole     = "role"
	columnReseller = "reseller"
	columnState    = "state"
	columnSeen     = "seen"
)

// filter narrows the list.
type filter string

// The filters, in the order of the list.
const (
	everybody      filter = ""
	administrators filter = "administrators"
	support        filter = "support"
	resellers      filter = "resellers"
	kiosks         filter = "kiosks"
	invited        filter = "invited"
	disabled       filter = "disabled"
)

// Presenter is the state of the page. It outlives the widgets and belongs to the window's goroutine.
type Presenter struct {
	listing.State
	deps   Deps
	filter filter
}

// NewPresenter starts with everybody, in the order of the server: the primary administrator first.
func NewPresenter(deps Deps) *Presenter {
	return &Presenter{State: listing.NewState(""), deps: deps}
}

// own tells that this person sees the people of their reseller only.
func (h *Presenter) own() bool {
	return access.May(h.deps.People.Me().Role, access.ReadPeople) == access.Own
}

// phase is what there is to show.
func (h *Presenter) phase() (listing.Phase, error) {
	switch h.deps.People.Phase() {
	case roster.Failed:
		return listing.Failed, h.deps.People.Fault()
	case roster.Ready:
		return listing.Ready, nil
	case roster.Loading:
	}
	return listing.Reading, nil
}

// rows lists the ids of the people who meet search and filter, in the order asked for.
func (h *Presenter) rows(p *i18n.Printer) []string {
	out := []string{}
	for _, c := range h.ordered(p) {
		out = append(out, c.Person)
	}
	return out
}

func (h *Presenter) ordered(p *i18n.Printer) []wire.Colleague {
	out := slices.DeleteFunc(slices.Clone(h.deps.People.People()), func(c wire.Colleague) bool {
		return !h.filter.holds(c) || !h.meets(p, c)
	})
	if h.Sorted == "" {
		return out
	}
	keys := make(map[string]string, len(out))
	for _, c := range out {
		keys[c.Person] = h.key(p, c)
	}
	slices.SortStableFunc(out, func(a, b wire.Colleague) int {
		c := strings.Compare(keys[a.Person], keys[b.Person])
		if h.Descending {
			return -c
		}
		return c
	})
	return out
}

// key is what somebody is ordered by.
func (h *Presenter) key(p *i18n.Printer, c wire.Colleague) string {
	if h.Sorted == columnSeen {
		return c.LastSeen.UTC().Format("2006-01-02T15:04:05")
	}
	return listing.Key(h.cell(p, c, h.Sorted))
}

func (h *Presenter) meets(p *i18n.Printer, c wire.Colleague) bool {
	return strings.TrimSpace(h.Query) == "" ||
		listing.Matches(h.Query, c.Name, settings.ShowEmail(c.Email), c.Code, roster.RoleWord(p, c), h.cell(p, c, columnReseller))
}

func (f filter) holds(c wire.Colleague) bool {
	role := access.Role(c.Role)
	switch f {
	case administrators:
		return role == access.Primary || role == access.Delegate
	case support:
		return role == access.Support
	case resellers:
		return role == access.Reseller
	case kiosks:
		return role == access.Kiosk
	case invited:
		return c.State == wire.PersonInvited
	case disabled:
		return c.State == wire.PersonDisabled
	case everybody:
	}
	return true
}

// cell is what somebody shows in a column.
func (h *Presenter) cell(p *i18n.Printer, c wire.Colleague, column string) string {
	switch column {
	case columnName:
		return roster.Name(p, c)
	case columnEmail:
		return settings.ShowEmail(c.Email)
	case columnRole:
		return roster.RoleWord(p, c)
	case columnReseller:
		return h.deps.People.ResellerName(c.Reseller)
	case columnState:
		return roster.StateWord(p, c)
	}
	return h.deps.People.Seen(p, c)
}

// filters lists what the list can be narrowed to.
func filters(p *i18n.Printer) []widgets.Option {
	return []widgets.Option{
		{Value: string(everybody), Label: p.T("people_page.filter.everybody")},
		{Value: string(administrators), Label: p.T("people_page.filter.administrators")},
		{Value: string(support), Label: p.T("people_page.filter.support")},
		{Value: string(resellers), Label: p.T("people_page.filter.resellers")},
		{Value: string(kiosks), Label: p.T("people_page.filter.kiosks")},
		{Value: string(invited), Label: p.T("people_page.filter.invited")},
		{Value: string(disabled), Label: p.T("people_page.filter.disabled")},
	}
}
