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
	names, err := f.finder.Names(ctx)
	if err != nil {
		return kioskpage.Found{}, fault.Wrap(op, err)
	}
	found := kioskpage.Found{Total: answer.Len()}
	for _, e := range entries {
		found.Lines = append(found.Lines, kioskpage.Line{
			Name: e.Name, Phone: e.Phone, Extension: e.Extension,
			Account: names.Of(directory.ByAccount, e.Account), Site: names.Of(directory.BySite, e.Site),
			Department: names.Of(directory.ByDepartment, e.Department),
		})
	}
	return found, nil
}
