package main

import (
	"cmp"
	"time"

	"pupitre/cmd/internal/cli"
	"pupitre/data/desk"
	"pupitre/data/fault"
)

// agent is the name given to the server.
const agent = "pupitrectl/" + cli.Version

// exchangePatience is how long a command waits for the server before it says that the edit is saved here only.
const exchangePatience = 20 * time.Second

type signInCmd struct {
	Server string `arg:"" help:"${server}"`
	Email  string `arg:"" help:"${email}"`
	Code   string `help:"${code}" placeholder:"123456"`
}

// Run signs in and reads the settings once, so that the other commands work off line too.
func (c signInCmd) Run(a *app) error {
	password, err := a.password()
	if err != nil {
		return err
	}
	h, done, err := a.home()
	if err != nil {
		return err
	}
	defer done()
	s, err := a.signIn(h.Door(agent), attempt{c.Server, c.Email, password, cmp.Or(c.Code, a.env(codeVariable)), a.askCode})
	if err != nil {
		return err
	}
	defer a.close(s)
	if err := a.settled(s.Desk); err != nil {
		return err
	}
	a.println(a.p.T("ctl.signed_in", "Name", s.Person.Name, "Provider", s.Membership.Name))
	if !h.Secrets().Persistent() {
		a.println(a.p.T("ctl.no_keychain"))
	}
	return nil
}

type signOutCmd struct{}

// Run ends the session; what waits to be sent stays in the store.
func (signOutCmd) Run(a *app) error {
	return a.session(func(s *desk.Session) error {
		if err := s.SignOut(a.ctx); err != nil {
			return err
		}
		a.println(a.p.T("ctl.signed_out"))
		return nil
	})
}

// session resumes the last session for f. Where no keychain keeps it, PUPITRE_PASSWORD opens one for this run, with
// PUPITRE_CODE where a second factor is on: the input is the command's, and nobody is asked.
func (a *app) session(f func(*desk.Session) error) error {
	h, done, err := a.home()
	if err != nil {
		return err
	}
	defer done()
	door := h.Door(agent)
	s, err := door.Resume(a.ctx, "")
	if password := a.env(passwordVariable); fault.Is(err, fault.SignedOut) && password != "" {
		if known := door.Memory.Accounts(); len(known) > 0 {
			s, err = a.signIn(door, attempt{known[0].Server, known[0].Email, password, a.env(codeVariable), noCode})
		}
	}
	if err != nil {
		return err
	}
	defer a.close(s)
	return f(s)
}

func (a *app) close(s *desk.Session) {
	if err := s.Close(); err != nil {
		a.log.Error("close", "error", err)
	}
}

// settled waits until the server has answered and nothing waits to be sent.
func (a *app) settled(d *desk.Desk) error {
	changed := make(chan struct{}, 1)
	cancel := d.Subscribe(func() {
		select {
		case changed <- struct{}{}:
		default:
		}
	})
	defer cancel()
	limit := time.NewTimer(exchangePatience)
	defer limit.Stop()
	for {
		st := d.State()
		switch {
		case st.Connection == desk.Online && st.Pending == 0:
			return nil
		case st.Connection == desk.SignedOut:
			return because(fault.SignedOut, "sync.signed_out", st)
		case st.Connection == desk.Revoked:
			return because(fault.Forbidden, "sync.revoked", st)
		case st.Connection == desk.Outdated:
			return because(fault.Conflict, "sync.outdated", st)
		case st.Connection == desk.Offline:
			return waiting(st)
		}
		select {
		case <-changed:
		case <-limit.C:
			return waiting(st)
		case <-a.ctx.Done():
			return fault.As(fault.Unavailable, "ctl.settled", "sync.stopped", a.ctx.Err())
		}
	}
}

// because is a sentence of ours with the state's problem as its cause.
func because(code fault.Code, key string, st desk.State) error {
	return &fault.Error{Code: code, Op: "ctl.settled", Key: key, Err: st.Problem}
}

// waiting says why nothing more happens now: the server's own reason when nothing waits, else that the edits are safe here.
func waiting(st desk.State) error {
	if st.Pending == 0 && st.Problem != nil {
		return fault.Wrap("ctl.settled", st.Problem)
	}
	return fault.New(fault.Unavailable, "ctl.settled", "ctl.waiting", "N", st.Pending)
}
