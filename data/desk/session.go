package desk

import (
	"context"
	"errors"
	"slices"
	"sync"

	"pupitre/data/fault"
	"pupitre/data/wire"
)

// Session is a person signed in on this computer, with the desk running.
type Session struct {
	Desk       *Desk
	Account    Account
	Person     wire.Person
	Membership wire.Membership
	Salvaged   bool     // the store was damaged: what could be read was carried over
	Recovery   []string // recovery codes, when the sign-in has put a second factor in force: to be shown once
	server     Server
	store      Store
	secrets    Secrets
	memory     Memory
	follow     *follower
	stop       context.CancelFunc
	ended      chan struct{}
	once       sync.Once

	keeping sync.Mutex // of what the server tells of who is signed in: one answer after the other

	mu    sync.Mutex
	place wire.Membership
}

// Place is what the person is for the provider now, as far as the server has told: another than Membership, which the session
// was opened with, once somebody has given the person another role or taken it away.
func (s *Session) Place() wire.Membership {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.place
}

// settle takes the place that the server tells, and says so when it is another.
func (s *Session) settle(memberships []wire.Membership) {
	i := slices.IndexFunc(memberships, func(m wire.Membership) bool { return m.Space == s.Membership.Space })
	if i < 0 {
		return // who has left is told by the exchange
	}
	s.mu.Lock()
	moved := s.place.Role != memberships[i].Role || s.place.Reseller != memberships[i].Reseller || s.place.Lead != memberships[i].Lead
	s.place = memberships[i]
	s.mu.Unlock()
	if moved {
		s.Desk.notify()
	}
}

// bind joins the session's lease, its end and its directories to the desk.
func (d *Door) bind(s *Session, opt *Options, info wire.Session) error {
	lease, err := OpenLease(s.store, d.now())
	if err != nil {
		return fault.Wrap("desk.bind", err)
	}
	opt.Lease = lease
	if server, ok := s.server.(Leaser); ok && lease != nil {
		renewLease(server, lease, opt)
	}
	s.follow = newFollower(d, s, info.Federations, opt)
	opt.Poked = s.follow.poked
	opt.Refed = func(ctx context.Context) error {
		_, _, err := s.Who(ctx)
		if err != nil && ctx.Err() == nil {
			s.follow.log.Warn("the role was not read", "error", err)
		}
		return err
	}
	opt.Revoked = func() {
		if err := forgetSecrets(s.secrets, s.Account); err != nil {
			s.follow.log.Warn("the token was not forgotten", "error", err)
		}
		s.follow.drop()
	}
	return nil
}

// renewLease takes the leases that come with the server's answers.
func renewLease(server Leaser, lease *Lease, opt *Options) {
	var take func(token string)
	take = func(token string) {
		if err := lease.Take(token); err != nil {
			if opt.Log != nil {
				opt.Log.Warn("the lease was not prolonged", "error", err)
			}
			return
		}
		server.OnLease(lease.Until(), take)
	}
	server.OnLease(lease.Until(), take)
}

// Directory is a federation's directory on this computer, nil when there is none.
func (s *Session) Directory(federation string) DirectoryFile { return s.follow.file(federation) }

// Close ends the desk and closes the store; what waits to be sent stays on this computer.
func (s *Session) Close() error {
	var err error
	s.once.Do(func() {
		s.stop()
		<-s.ended
		err = errors.Join(s.follow.close(), s.store.Close())
	})
	return fault.Wrap("desk.Close", err)
}

// SignOut forgets the token, tells the server as well as it can, and closes.
func (s *Session) SignOut(ctx context.Context) error {
	err := forgetSecrets(s.secrets, s.Account)
	_ = s.server.SignOut(ctx) // off line, the session ends there by its age
	s.server.SetToken("")
	if cerr := s.Close(); err == nil {
		err = cerr
	}
	return fault.Wrap("desk.SignOut", err)
}
