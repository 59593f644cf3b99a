package main

import (
	"context"
	"iter"
	"sync"
	"time"

	"github.com/spf13/afero"

	"pupitre/data/access"
	"pupitre/data/desk"
	"pupitre/data/directory"
	"pupitre/data/remote"
	"pupitre/data/wire"
	"pupitre/data/workstation"
	"pupitre/ui/accountspage"
	"pupitre/ui/enterprisepage"
	"pupitre/ui/federationpage"
	"pupitre/ui/portal"
	"pupitre/ui/portalpage"
	"pupitre/ui/shell"
)

// registerPortal offers the pages of the enterprise portal: to who may enter it all of them, to the others of a federation its
// directory.
func (p *program) registerPortal(s *desk.Session, role access.Role) {
	p.closePortal()
	p.window.SetOnDropped(p.dropped)
	p.portal = portal.New(portal.Deps{Source: federations{p.source}, Run: p.runner, Role: role, Zone: func() *time.Location { return p.zone }})
	folder := p.house.home.PersonFolder(s.Account.Server, s.Person.ID)
	home := portalpage.NewPresenter(portalpage.Deps{
		Portal: p.portal, Window: p.shell, Run: p.runner, Files: p.files(), Copy: p.app.Clipboard().SetContent,
		Kept: p.source, Person: s.Person.ID,
		Memory: &searches{file: workstation.NewSearchesFile(afero.NewOsFs(), folder, portalpage.MaxKept)},
	})
	p.shell.Register(home.Registration(routePortal))
	inviter := portal.Inviter{
		Copy: p.app.Clipboard().SetContent, Zone: func() *time.Location { return p.zone }, Toast: p.shell.Toast,
		Code: func(secret string) string {
			return remote.Invite{Server: s.Account.Server, Pin: s.Account.Pin, Secret: secret}.String()
		},
	}
	if p.portal.MaySeeAccounts() {
		accounts := accountspage.NewPresenter(accountspage.Deps{
			Portal: p.portal, Source: federations{p.source}, Window: p.shell, Run: p.runner, Files: p.files(), Inviter: inviter,
			Build: routeBuilding, Import: routeImport,
		})
		p.shell.Register(accounts.Registration(routeAccounts))
	}
	if p.portal.MayEnter() {
		administrators := enterprisepage.NewPresenter(enterprisepage.Deps{
			Portal: p.portal, Source: federations{p.source}, Window: p.shell, Run: p.runner, Inviter: inviter, Me: s.Person.ID,
		})
		p.shell.Register(administrators.Registration(routeAdministrators))
	}
	if p.portal.MayBuild() {
		building := federationpage.NewPresenter(federationpage.Deps{
			Portal: p.portal, Source: federations{p.source}, Window: p.shell, Run: p.runner, Files: p.files(), Clock: clock{},
		})
		p.shell.Register(building.Registration(routeBuilding))
		p.registerImport()
	}
	p.portal.Start()
}

// closePortal ends the pages of a person who does not come back to them.
func (p *program) closePortal() {
	p.drops = nil
	if p.portal != nil {
		p.portal.Close()
		p.portal = nil
	}
}

// landing is the page that a window opens with: the portal for who may enter it, else the page of the role.
func (p *program) landing(role access.Role) shell.Route {
	if p.portal.MayEnter() {
		return routePortal
	}
	return firstRoute(role)
}

// federations is the session as the portal sees it. It implements portal.Source.
type federations struct{ source *source }

func (f federations) now() *desk.Federations { return f.source.signedIn().Federations() }

// Federations implements portal.Source.
func (f federations) Federations() []wire.Federation { return f.now().List() }

// Refresh implements portal.Source.
func (f federations) Refresh(ctx context.Context) ([]wire.Federation, error) {
	return f.now().Refresh(ctx)
}

// Finder implements portal.Source.
func (f federations) Finder(federation string) portal.Finder {
	found := f.now().Finder(federation)
	if found == nil {
		return nil
	}
	return finder{found}
}

// State implements portal.Source.
func (f federations) State() desk.State { return f.source.State() }

// Subscribe implements portal.Source.
func (f federations) Subscribe(changed func()) (cancel func()) { return f.source.Subscribe(changed) }

// finder is a directory of the session. It implements portal.Finder.
type finder struct{ of *desk.Finder }

// State implements portal.Finder.
func (f finder) State() portal.FinderState {
	s := f.of.State()
	return portal.FinderState{
		Ready: s.Ready, Building: s.Building, Received: s.Progress.Received, Generation: s.Generation, Err: s.Err,
	}
}

// Search implements portal.Finder.
func (f finder) Search(ctx context.Context, q directory.Query) (portal.Answer, error) {
	a, err := f.of.Search(ctx, q)
	if err != nil {
		return nil, err
	}
	return &answer{of: a}, nil
}

// Names implements portal.Finder.
func (f finder) Names(ctx context.Context) (portal.Names, error) { return f.of.Names(ctx) }

// Entry implements portal.Finder.
func (f finder) Entry(ctx context.Context, id string) (directory.Entry, error) {
	return f.of.Entry(ctx, id)
}

// HavingExtension implements portal.Finder.
func (f finder) HavingExtension(ctx context.Context, extensions []string) ([]directory.Entry, error) {
	return f.of.HavingExtension(ctx, extensions)
}

// Entries implements portal.Finder.
func (f finder) Entries(ctx context.Context) iter.Seq2[directory.Entry, error] {
	return f.of.Entries(ctx)
}

// answer lets one goroutine after the other ask: rows may be wanted while the filters are counted.
type answer struct {
	mu sync.Mutex
	of *desk.Answer
}

// Len implements portal.Answer.
func (a *answer) Len() int { return a.of.Len() }

// Live implements portal.Answer.
func (a *answer) Live() bool { return a.of.Live }

// Page implements portal.Answer.
func (a *answer) Page(ctx context.Context, offset, limit int) ([]directory.Entry, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return a.of.Page(ctx, offset, limit)
}

// Counts implements portal.Answer.
func (a *answer) Counts(ctx context.Context) (directory.Counts, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.of.Counts(ctx)
}

// searches keeps a person's searches in a file, one writing after the other. It implements portalpage.Memory.
type searches struct {
	mu   sync.Mutex
	file *workstation.KeptFile
}

// Searches implements portalpage.Memory.
func (s *searches) Searches() (portalpage.Searches, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	text, err := s.file.Read()
	if err != nil {
		return portalpage.Searches{}, err
	}
	return portalpage.DecodeSearches(text)
}

// KeepSearches implements portalpage.Memory.
func (s *searches) KeepSearches(kept portalpage.Searches) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	text, err := kept.Encode()
	if err != nil {
		return err
	}
	return s.file.Write(text)
}

// Accounts implements accountspage.Source.
func (f federations) Accounts(ctx context.Context, federation string) (wire.Accounts, error) {
	return f.now().Accounts(ctx, federation)
}

// Activate implements accountspage.Source.
func (f federations) Activate(ctx context.Context, federation string, first wire.PortalUser) (wire.Invited, error) {
	return f.now().Activate(ctx, federation, first)
}

// Administrators implements enterprisepage.Source.
func (f federations) Administrators(ctx context.Context, federation string) (wire.Administrators, error) {
	return f.now().Administrators(ctx, federation)
}

// AddAdministrators implements enterprisepage.Source.
func (f federations) AddAdministrators(ctx context.Context, federation string, in wire.AddAdministrators) (wire.AddedAdministrators, error) {
	return f.now().AddAdministrators(ctx, federation, in)
}

// EditAccess implements enterprisepage.Source.
func (f federations) EditAccess(ctx context.Context, federation, person, to string) error {
	return f.now().EditAccess(ctx, federation, person, to)
}

// RemoveAdministrator implements enterprisepage.Source.
func (f federations) RemoveAdministrator(ctx context.Context, federation, person string) error {
	return f.now().RemoveAdministrator(ctx, federation, person)
}

// InviteAdministratorAgain implements enterprisepage.Source.
func (f federations) InviteAdministratorAgain(ctx context.Context, federation, person string) (wire.Invited, error) {
	return f.now().InviteAgain(ctx, federation, person)
}

// FederationState implements federationpage.Source.
func (f federations) FederationState(ctx context.Context, federation string) (wire.FederationState, error) {
	return f.now().State(ctx, federation)
}

// BuildFederation implements federationpage.Source.
func (f federations) BuildFederation(ctx context.Context, in wire.BuildFederation) (wire.Federation, error) {
	return f.now().Build(ctx, in)
}

// AddAccounts implements federationpage.Source.
func (f federations) AddAccounts(ctx context.Context, federation string, accounts []wire.BuildAccount) error {
	return f.now().AddAccounts(ctx, federation, accounts)
}

// ApplyPlan implements federationpage.Source.
func (f federations) ApplyPlan(ctx context.Context, federation string, in wire.ApplyPlan) (wire.FederationState, error) {
	return f.now().ApplyPlan(ctx, federation, in)
}

// UndoDirectory implements federationpage.Source.
func (f federations) UndoDirectory(ctx context.Context, federation string) (wire.FederationState, error) {
	return f.now().Undo(ctx, federation)
}
