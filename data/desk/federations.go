package desk

import (
	"context"
	"errors"
	"io"
	"slices"
	"sync"

	"pupitre/data/fault"
	"pupitre/data/wire"
)

// FederationExchange is a server that manages federations and their portals. All of it is done while on line, outside the
// queue of edits.
type FederationExchange interface {
	Session(ctx context.Context) (wire.Session, error)
	FederationState(ctx context.Context, federation string) (wire.FederationState, error)
	Accounts(ctx context.Context, federation string) (wire.Accounts, error)
	ActivatePortal(ctx context.Context, federation string, first wire.PortalUser) (wire.Invited, error)
	PortalAdministrators(ctx context.Context, federation string) (wire.Administrators, error)
	AddPortalAdministrators(ctx context.Context, federation string, in wire.AddAdministrators) (wire.AddedAdministrators, error)
	EditPortalAccess(ctx context.Context, federation, person string, in wire.EditAccess) error
	RemovePortalAdministrator(ctx context.Context, federation, person string) error
	InvitePortalAdministrator(ctx context.Context, federation, person string) (wire.Invited, error)
	BuildFederation(ctx context.Context, space string, in wire.BuildFederation) (wire.Federation, error)
	AddAccounts(ctx context.Context, federation string, in wire.AddAccounts) error
	ApplyPlan(ctx context.Context, federation string, in wire.ApplyPlan) error
	UndoDirectory(ctx context.Context, federation string) error
	StartImport(ctx context.Context, federation string, file io.Reader, size int64, o wire.ImportOptions) (wire.Import, error)
	ImportState(ctx context.Context, federation, id string) (wire.Import, error)
	ImportProblems(ctx context.Context, federation, id string, offset, limit int) (wire.ImportProblems, error)
	AcceptImport(ctx context.Context, federation, id string) error
	CancelImport(ctx context.Context, federation, id string) error
}

// Federations are those of a session's person. It is safe for concurrent use.
type Federations struct {
	session *Session

	mu      sync.Mutex
	list    []wire.Federation
	finders map[string]*Finder
}

// Federations are those of the person who is signed in.
func (s *Session) Federations() *Federations { return s.follow.all }

// List is what the server has told the last time, in the order of the ids.
func (f *Federations) List() []wire.Federation {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.list)
}

// Refresh asks the server again: after a portal was activated, or an access has changed. The directories of
// federations that have come since are followed from now on.
func (f *Federations) Refresh(ctx context.Context) ([]wire.Federation, error) {
	const op = "desk.Refresh"
	x, err := f.exchange(op)
	if err != nil {
		return nil, err
	}
	now, err := x.Session(ctx)
	if err != nil {
		return nil, online(op, err)
	}
	if err := f.session.keepWho(now); err != nil {
		return nil, fault.Wrap(op, err)
	}
	f.mu.Lock()
	f.list = slices.Clone(now.Federations)
	f.mu.Unlock()
	f.session.follow.adopt(now.Federations)
	f.session.Desk.notify()
	return now.Federations, nil
}

// Finder searches in a federation's directory; nil for one that this session does not follow.
func (f *Federations) Finder(federation string) *Finder {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.finders[federation]
}

func (f *Federations) setFinder(federation string, x *Finder) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.finders[federation] = x
}

// State is a federation as its administrators see it.
func (f *Federations) State(ctx context.Context, federation string) (wire.FederationState, error) {
	return asking(f, "desk.FederationState", func(x FederationExchange) (wire.FederationState, error) {
		return x.FederationState(ctx, federation)
	})
}

// Accounts are the accounts of a federation with what is known of each.
func (f *Federations) Accounts(ctx context.Context, federation string) (wire.Accounts, error) {
	return asking(f, "desk.Accounts", func(x FederationExchange) (wire.Accounts, error) { return x.Accounts(ctx, federation) })
}

// Activate activates the Enterprise Portal; whoever is chosen becomes its first Super Admin.
func (f *Federations) Activate(ctx context.Context, federation string, first wire.PortalUser) (wire.Invited, error) {
	return asking(f, "desk.Activate", func(x FederationExchange) (wire.Invited, error) {
		return x.ActivatePortal(ctx, federation, first)
	})
}

// Administrators lists who has access to a federation's portal.
func (f *Federations) Administrators(ctx context.Context, federation string) (wire.Administrators, error) {
	return asking(f, "desk.Administrators", func(x FederationExchange) (wire.Administrators, error) {
		return x.PortalAdministrators(ctx, federation)
	})
}

// AddAdministrators gives several people access to a federation's portal; all or none.
func (f *Federations) AddAdministrators(ctx context.Context, federation string, in wire.AddAdministrators) (wire.AddedAdministrators, error) {
	return asking(f, "desk.AddAdministrators", func(x FederationExchange) (wire.AddedAdministrators, error) {
		return x.AddPortalAdministrators(ctx, federation, in)
	})
}

// EditAccess gives an administrator of a portal another access.
func (f *Federations) EditAccess(ctx context.Context, federation, person, access string) error {
	return f.telling("desk.EditAccess", func(x FederationExchange) error {
		return x.EditPortalAccess(ctx, federation, person, wire.EditAccess{Access: access})
	})
}

// RemoveAdministrator takes the access of an administrator of a portal away.
func (f *Federations) RemoveAdministrator(ctx context.Context, federation, person string) error {
	return f.telling("desk.RemoveAdministrator", func(x FederationExchange) error {
		return x.RemovePortalAdministrator(ctx, federation, person)
	})
}

// InviteAgain makes another invitation of an administrator who has not accepted one.
func (f *Federations) InviteAgain(ctx context.Context, federation, person string) (wire.Invited, error) {
	return asking(f, "desk.InviteAgain", func(x FederationExchange) (wire.Invited, error) {
		return x.InvitePortalAdministrator(ctx, federation, person)
	})
}

// exchange is the server, unless this computer is locked.
func (f *Federations) exchange(op string) (FederationExchange, error) {
	if err := f.session.Desk.locked(); err != nil {
		return nil, fault.Wrap(op, err)
	}
	x, ok := f.session.server.(FederationExchange)
	if !ok {
		return nil, fault.As(fault.Internal, op, "", errors.New("this server has no federations"))
	}
	return x, nil
}

// asking does something that needs the server now (federation.offline when it cannot be reached).
func asking[T any](f *Federations, op string, do func(FederationExchange) (T, error)) (out T, err error) {
	x, err := f.exchange(op)
	if err != nil {
		return out, err
	}
	if out, err = do(x); err != nil {
		return out, online(op, err)
	}
	return out, nil
}

// look reads the directory that this person has just changed, without waiting for the server's hint.
func (f *Federations) look(federation string) {
	f.session.follow.poked(wire.Poke{Space: wire.DirectorySpace(federation)})
}

// telling is asking for what has no answer.
func (f *Federations) telling(op string, do func(FederationExchange) error) error {
	_, err := asking(f, op, func(x FederationExchange) (struct{}, error) { return struct{}{}, do(x) })
	return err
}

// online says that something is done on line, when the server could not be reached.
func online(op string, err error) error {
	if key, _ := fault.KeyOf(err); key == "remote.unreachable" && !errors.Is(err, context.Canceled) {
		return fault.As(fault.Unavailable, op, "federation.offline", err)
	}
	return fault.Wrap(op, err)
}
