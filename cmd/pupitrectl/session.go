package main

import (
	"bufio"
	"errors"
	"io"
	"strings"
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
	s, err := h.Door(agent).SignIn(a.ctx, c.Server, c.Email, password)
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

// password is given by the environment or the input, never on the command line, which other programs can read.
func (a *app) password() (string, error) {
	if p := a.env("PUPITRE_PASSWORD"); p != "" {
		return p, nil
	}
	line, err := bufio.NewReader(io.LimitReader(a.in, 4096)).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return "", fault.Wrap("ctl.password", err)
	}
	if line = strings.TrimRight(line, "\r\n"); line == "" {
		return "", fault.New(fault.Invalid, "ctl.password", "ctl.no_password")
	}
	return line, nil
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

// session resumes the last session for f. Where no keychain keeps it, PUPITRE_PASSWORD opens one for this run.
func (a *app) session(f func(*desk.Session) error) error {
	h, done, err := a.home()
	if err != nil {
		return err
	}
	defer done()
	door := h.Door(agent)
	s, err := door.Resume(a.ctx, "")
	if fault.Is(err, fault.SignedOut) && a.env("PUPITRE_PASSWORD") != "" {
		if known := door.Memory.Accounts(); len(known) > 0 {
			s, err = door.SignIn(a.ctx, known[0].Server, known[0].Email, a.env("PUPITRE_PASSWORD"))
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
