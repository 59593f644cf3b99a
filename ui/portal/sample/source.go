package sample

import (
	"context"
	"slices"

	"pupitre/data/access"
	"pupitre/data/desk"
	"pupitre/data/wire"
	"pupitre/ui/portal"
)

// Source is a session of somebody of the federation. It implements portal.Source.
type Source struct {
	List       []wire.Federation
	Found      *Finder
	Connection desk.Connection
	subs       []func()
}

// NewSource is a session with an access to the federation's portal, on line.
func NewSource(f *Finder, may access.Portal) *Source {
	one := wire.Federation{ID: ID, Space: wire.DirectorySpace(ID), Name: "Groupe Boréal", Active: true, Access: string(may)}
	return &Source{List: []wire.Federation{one}, Found: f, Connection: desk.Online}
}

// Federations implements portal.Source.
func (s *Source) Federations() []wire.Federation { return slices.Clone(s.List) }

// Refresh implements portal.Source.
func (s *Source) Refresh(context.Context) ([]wire.Federation, error) { return s.Federations(), nil }

// Finder implements portal.Source.
func (s *Source) Finder(id string) portal.Finder {
	if s.Found == nil || !slices.ContainsFunc(s.List, func(f wire.Federation) bool { return f.ID == id }) {
		return nil
	}
	return s.Found
}

// State implements portal.Source.
func (s *Source) State() desk.State { return desk.State{Connection: s.Connection} }

// Subscribe implements portal.Source.
func (s *Source) Subscribe(f func()) (cancel func()) {
	s.subs = append(s.subs, f)
	at := len(s.subs) - 1
	return func() { s.subs[at] = func() {} }
}

// Tell says that something has changed.
func (s *Source) Tell() {
	for _, f := range slices.Clone(s.subs) {
		f()
	}
}
