// Package enterprisepage is the page Administrateurs of the enterprise portal: who has access to it, and with which. All of it is
// done on line, outside the draft.
package enterprisepage

import (
	"context"
	"slices"
	"strings"

	"pupitre/data/access"
	"pupitre/data/directory"
	"pupitre/data/fault"
	"pupitre/data/wire"
	"pupitre/i18n"
	"pupitre/ui/listing"
	"pupitre/ui/portal"
	"pupitre/ui/task"
)

// Source is the server, as far as the portal's administrators are concerned.
type Source interface {
	Administrators(ctx context.Context, federation string) (wire.Administrators, error)
	AddAdministrators(ctx context.Context, federation string, in wire.AddAdministrators) (wire.AddedAdministrators, error)
	EditAccess(ctx context.Context, federation, person, to string) error
	RemoveAdministrator(ctx context.Context, federation, person string) error
	InviteAdministratorAgain(ctx context.Context, federation, person string) (wire.Invited, error)
}

// Window is what the page needs of the window around it.
type Window interface {
	Printer() *i18n.Printer
	Toast(text, action string, run func())
	Fail(text string)
}

// Deps are what the page needs.
type Deps struct {
	Portal  *portal.Portal
	Source  Source
	Window  Window
	Run     task.Runner
	Inviter portal.Inviter
	Me      string // id of the person who is signed in
}

// Columns of the table.
const (
	columnName    = "name"
	columnAccess  = "access"
	columnAccount = "account"
	columnState   = "state"
	columnEmail   = "email"
	columnAction  = "action"
)

// Presenter is the state of the page. It outlives the widgets and belongs to the window's goroutine.
type Presenter struct {
	listing.State
	*portal.Asked[wire.Administrators]
	deps Deps
}

// NewPresenter starts with everybody, by name.
func NewPresenter(deps Deps) *Presenter {
	h := &Presenter{deps: deps, State: listing.NewState(columnName)}
	h.Asked = portal.NewAsked(deps.Portal, deps.Run, deps.Source.Administrators)
	return h
}

// list is who has access, as the server told the last time.
func (h *Presenter) list() []wire.Administrator { return h.Value.Administrators }

// administrator is the one of a person's id.
func (h *Presenter) administrator(person string) (a wire.Administrator, ok bool) {
	i := slices.IndexFunc(h.list(), func(a wire.Administrator) bool { return a.Person == person })
	if i < 0 {
		return a, false
	}
	return h.list()[i], true
}

// Barred says why this person may change nobody's access, nil when they may. The server decides; this only avoids offering what
// would be refused, and says why.
func (h *Presenter) barred() error {
	const op = "enterprisepage.barred"
	switch {
	case !h.deps.Portal.MayManage():
		return fault.New(fault.Forbidden, op, "administrators.super_only")
	case !h.deps.Portal.Online():
		return fault.New(fault.Unavailable, op, "federation.offline")
	}
	return nil
}

// onlySuper says why the access of somebody cannot be lowered or taken away, nil when it can.
func (h *Presenter) onlySuper(a wire.Administrator) error {
	if access.Portal(a.Access) != access.EnterpriseSuperAdmin {
		return nil
	}
	for _, o := range h.list() {
		if o.Person != a.Person && access.Portal(o.Access) == access.EnterpriseSuperAdmin && o.State == wire.PersonActive {
			return nil
		}
	}
	return fault.New(fault.Conflict, "enterprisepage.onlySuper", "federation.last_super_admin")
}

// reread asks the server anew after it has said no: somebody else has changed the list, or one's own access, since it was read.
func (h *Presenter) reread() {
	h.deps.Portal.Refresh()
	h.Load()
}

// rows lists the administrators that meet the search, in the order asked for.
func (h *Presenter) rows(p *i18n.Printer) (out []string) {
	list := slices.DeleteFunc(slices.Clone(h.list()), func(a wire.Administrator) bool {
		return !listing.Matches(h.Query, a.Name, a.Email, h.text(p, a, columnAccess), h.text(p, a, columnAccount))
	})
	slices.SortStableFunc(list, func(a, b wire.Administrator) int {
		c := strings.Compare(listing.Key(h.text(p, a, h.Sorted)), listing.Key(h.text(p, b, h.Sorted)))
		if h.Descending {
			return -c
		}
		return c
	})
	for _, a := range list {
		out = append(out, a.Person)
	}
	return out
}

// text is what an administrator shows in a column.
func (h *Presenter) text(p *i18n.Printer, a wire.Administrator, column string) string {
	switch column {
	case columnName:
		return name(a)
	case columnAccess:
		return accessWord(p, access.Portal(a.Access))
	case columnAccount:
		return portal.ValueName(p, h.deps.Portal.Names(), directory.ByAccount, a.Account)
	case columnState:
		return stateWord(p, a.State)
	case columnEmail:
		return a.Email
	}
	return ""
}

// name is what somebody is called, also before they have said it.
func name(a wire.Administrator) string {
	if a.Name != "" {
		return a.Name
	}
	return a.Email
}

func accessWord(p *i18n.Printer, a access.Portal) string {
	if a == access.EnterpriseSuperAdmin {
		return p.T("administrators.access.super")
	}
	return p.T("administrators.access.admin")
}

func accessHelp(p *i18n.Printer, a access.Portal) string {
	if a == access.EnterpriseSuperAdmin {
		return p.T("administrators.access.super_help")
	}
	return p.T("administrators.access.admin_help")
}

func stateWord(p *i18n.Printer, s wire.PersonState) string {
	switch s {
	case wire.PersonInvited:
		return p.T("administrators.state.invited")
	case wire.PersonDisabled:
		return p.T("administrators.state.disabled")
	case wire.PersonActive:
	}
	return p.T("administrators.state.active")
}
