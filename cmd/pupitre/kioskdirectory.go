package main

import (
	"context"

	"github.com/google/uuid"

	"pupitre/data/demo"
	"pupitre/data/desk"
	"pupitre/data/directory"
	"pupitre/data/fault"
	"pupitre/data/remote"
	"pupitre/data/wire"
	"pupitre/i18n"
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

// demoPIN is the PIN of the demonstration's kiosk. It is told on its screen.
const demoPIN = "2026"

func (k *kiosk) demoPIN() string {
	if k.demoURL == "" {
		return ""
	}
	return demoPIN
}

// enrolDemo makes this computer a kiosk of the demonstration, in the name of its primary administrator.
func (k *kiosk) enrolDemo(ctx context.Context) (*desk.Session, error) {
	const op = "pupitre.enrolDemo"
	admin, err := remote.New(remote.Options{BaseURL: k.demoURL, UserAgent: agent()})
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	who, err := admin.SignIn(ctx, wire.SignIn{
		Email: demo.Email, Password: demo.Password, Device: uuid.NewString(), DeviceName: agent(),
	})
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	admin.SetToken(who.Token)
	in := wire.NewKiosk{Name: i18n.For(k.p.language).T("kiosk.demo_name"), Pin: demoPIN}
	if len(who.Federations) > 0 {
		in.Federation = who.Federations[0].ID
	}
	code, err := admin.NewKiosk(ctx, who.Memberships[0].Space, in)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	s, err := k.door.EnrolKiosk(ctx, k.demoURL, "", code.Code)
	if err == nil {
		err = admin.SignOut(ctx)
	}
	return s, fault.Wrap(op, err)
}
