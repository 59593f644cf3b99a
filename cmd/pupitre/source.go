package main

import (
	"context"
	"sync"

	"pupitre/data/desk"
	"pupitre/data/syncing"
	"pupitre/data/wire"
	"pupitre/ui/task"
)

// View is a space as the screen shows it.
type View = syncing.View

// source is the desk of whoever is signed in. It outlives the session, so that the pages of a person who signs in again
// keep their draft.
type source struct {
	person string
	server string
	place  wire.Membership // that the pages were made for
	names  task.Latest

	mu      sync.Mutex
	session *desk.Session
}

func newSource(s *desk.Session) *source {
	return &source{person: s.Person.ID, server: s.Account.Server, place: s.Membership, session: s}
}

// swap puts a new session in the place of the old one. Who has subscribed subscribes again.
func (s *source) swap(session *desk.Session) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.session = session
}

func (s *source) now() *desk.Desk { return s.signedIn().Desk }

func (s *source) signedIn() *desk.Session {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.session
}

func (s *source) View(ctx context.Context) (View, error) { return s.now().View(ctx) }

func (s *source) Save(ctx context.Context, edits []syncing.FieldEdit, deletes ...syncing.Deletion) error {
	return s.now().Save(ctx, edits, deletes...)
}
func (s *source) Subscribe(f func()) (cancel func()) { return s.now().Subscribe(f) }
func (s *source) State() desk.State                  { return s.now().State() }
func (s *source) Editing(section string)             { s.now().Editing(section) }
func (s *source) RetryNow()                          { s.now().RetryNow() }

// AppServersHealth and RehearseFailover implement settingspage.Health.

// AppServersHealth tells how the application servers are.
func (s *source) AppServersHealth(ctx context.Context) (wire.AppServersHealth, error) {
	return s.now().AppServersHealth(ctx)
}

// RehearseFailover asks what would happen if a server fell.
func (s *source) RehearseFailover(ctx context.Context, server string) (wire.FailoverRehearsal, error) {
	return s.now().RehearseFailover(ctx, server)
}

func (s *source) ResolveMine(ctx context.Context, n desk.Notice) error {
	return s.now().ResolveMine(ctx, n)
}

func (s *source) DismissNotice(ctx context.Context, n desk.Notice) error {
	return s.now().DismissNotice(ctx, n)
}
