package main

import (
	"context"
	"path/filepath"

	"github.com/google/uuid"

	"pupitre/data/demo"
	"pupitre/data/desk"
	"pupitre/data/fault"
	"pupitre/data/remote"
	"pupitre/data/wire"
	"pupitre/data/workstation"
	"pupitre/i18n"
)

// demoPIN is the PIN of the demonstration's kiosk. It is told on its screen.
const demoPIN = "2026"

func (k *kiosk) demoPIN() string {
	if !k.p.options.Demo {
		return ""
	}
	return demoPIN
}

// openKioskDemo starts the demonstration's server beside the kiosk's own folder, which lies in the demonstration's.
func (p *program) openKioskDemo(ctx context.Context) (*house, error) {
	folder := filepath.Dir(p.home.Folders.Data)
	lock, err := workstation.Lock(folder)
	if err != nil {
		return nil, fault.Wrap("pupitre.openKioskDemo", err)
	}
	running, err := startDemoServer(ctx, folder, p.log)
	if err != nil {
		_ = lock.Close() // the error that matters is the first
		return nil, err
	}
	return &house{home: p.home.Demo(running.URL), demo: running, lock: lock}, nil
}

// enrolDemo makes this computer a kiosk of the demonstration, in the name of its primary administrator.
func (k *kiosk) enrolDemo(ctx context.Context) (*desk.Session, error) {
	const op = "pupitre.enrolDemo"
	url := k.p.real.demo.URL
	admin, err := remote.New(remote.Options{BaseURL: url, UserAgent: agent()})
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
	s, err := k.store.Door.EnrolKiosk(ctx, url, "", code.Code)
	if err == nil {
		err = admin.SignOut(ctx)
	}
	return s, fault.Wrap(op, err)
}
