package main

import (
	"context"

	"pupitre/data/desk"
	"pupitre/data/directory"
	"pupitre/data/fault"
	"pupitre/ui/kioskpage"
)

// finderOf is the directory that a kiosk searches, nil when it has none.
func finderOf(s *desk.Session, federation string) kioskpage.Finder {
	f := s.Federations().Finder(federation)
	if f == nil {
		return nil
	}
	return kioskFinder{f}
}

// kioskFinder gives of a directory what strangers may read.
type kioskFinder struct{ finder *desk.Finder }

// Find implements kioskpage.Finder.
func (f kioskFinder) Find(ctx context.Context, q directory.Query, offset, limit int) (kioskpage.Found, error) {
	const op = "pupitre.Find"
	answer, err := f.finder.Search(ctx, q)
	if err != nil {
		return kioskpage.Found{}, fault.Wrap(op, err)
	}
	entries, err := answer.Page(ctx, offset, limit)
	if err != nil {
		return kioskpage.Found{}, fault.Wrap(op, err)
	}
	name, err := f.names(ctx, answer)
	if err != nil {
		return kioskpage.Found{}, fault.Wrap(op, err)
	}
	found := kioskpage.Found{Total: answer.Len()}
	for _, e := range entries {
		found.Lines = append(found.Lines, kioskpage.Line{
			Name: e.Name, Phone: e.Phone, Extension: e.Extension,
			Account: name(directory.ByAccount, e.Account), Site: name(directory.BySite, e.Site),
			Department: name(directory.ByDepartment, e.Department),
		})
	}
	return found, nil
}

// names are those of the copy of this computer; while there is none, the first time or on a full disk, those that the server counts
// by.
func (f kioskFinder) names(ctx context.Context, answer *desk.Answer) (func(directory.Column, string) string, error) {
	if answer.Live {
		counts, err := answer.Counts(ctx)
		return counts.Name, err
	}
	names, err := f.finder.Names(ctx)
	return names.Of, err
}
