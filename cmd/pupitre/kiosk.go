package main

import (
	"context"
	"time"

	"pupitre/cmd/internal/home"
	"pupitre/data/access"
	"pupitre/data/desk"
	"pupitre/data/fault"
	"pupitre/data/gate"
	"pupitre/data/workstation"
	"pupitre/i18n"
	"pupitre/ui/kioskpage"
	"pupitre/ui/look"
	"pupitre/ui/native"
	"pupitre/ui/task"
)

// kioskAgain is how long a kiosk waits before it tries by itself to open what it could not: a damaged file, say.
const kioskAgain = 15 * time.Second

// kiosk is the kiosk of this computer, from the start of the program to its end. It belongs to the window's goroutine, but
// for what the functions with a context do.
type kiosk struct {
	p        *program
	store    *home.Kiosk
	gate     *gate.Gate
	session  *desk.Session
	page     *kioskpage.Kiosk
	enrol    *kioskpage.Enrolment
	waiting  *kioskpage.OutOfService
	screens  []native.Screen
	stopLook func()
	ended    bool
}

// beginKiosk is begin for a kiosk.
func (p *program) beginKiosk() {
	p.stage.SetContent(splash())
	task.Go(context.Background(), p.runner, p.moveInKiosk, func(store *home.Kiosk, err error) {
		if err != nil {
			p.kioskCannotOpen(err, p.beginKiosk)
			return
		}
		k := &kiosk{p: p, store: store, gate: gate.Open(p.home.Gate(), time.Now)}
		p.kiosk = k
		k.lookAtScreens()
		k.resume()
	})
}

// moveInKiosk opens the kiosk's door and, for the demonstration, its server.
func (p *program) moveInKiosk(ctx context.Context) (*home.Kiosk, error) {
	if !p.options.Demo {
		return p.home.Kiosk(agent()), nil
	}
	if p.real == nil { // another try finds the server of the first
		visited, err := p.openKioskDemo(ctx)
		if err != nil {
			return nil, err
		}
		p.real = visited
	}
	return p.real.home.Kiosk(agent()), nil
}

// resume opens the session of before; without one, a code is asked for.
func (k *kiosk) resume() {
	k.p.stage.SetContent(splash())
	task.Go(context.Background(), k.p.runner, func(ctx context.Context) (*desk.Session, error) {
		s, err := k.store.Door.Resume(ctx, "")
		if k.p.options.Demo && fault.Is(err, fault.SignedOut) {
			s, err = k.enrolDemo(ctx)
		}
		return s, err
	}, func(s *desk.Session, err error) {
		switch {
		case k.ended:
		case fault.Is(err, fault.SignedOut):
			k.askForCode(false)
		case err != nil:
			k.p.kioskCannotOpen(err, k.resume)
		default:
			k.show(s)
		}
	})
}

// kioskCannotOpen says calmly that the kiosk is out of service, the reason in small letters for the desk, and tries again by
// itself: nobody may be there who could.
func (p *program) kioskCannotOpen(err error, again func()) {
	p.log.Error("cannot open", "error", err)
	page := kioskpage.NewOutOfService(kioskpage.OutDeps{
		Window: p.window, Stage: p.stage, Run: p.runner, Language: p.language, Reason: err, Every: kioskAgain, Again: again,
		Leave: p.leaveUnenrolled(),
	})
	if p.kiosk != nil {
		p.kiosk.stopPage()
		p.kiosk.waiting = page
	}
	page.Start()
}

// leaveUnenrolled is the way out without a PIN of a computer that is no kiosk yet; nil for one that is.
func (p *program) leaveUnenrolled() func() {
	if len(p.home.Settings.Get().Accounts) > 0 {
		return nil
	}
	return p.quit
}

// show shows the kiosk of a session.
func (k *kiosk) show(s *desk.Session) {
	terms, err := s.Kiosk()
	if err != nil { // no kiosk's store: nothing of it is shown to strangers
		k.p.log.Error("the store is not a kiosk's", "error", err)
		k.erase(s, false)
		return
	}
	p := k.p
	k.session = s
	k.page = kioskpage.New(kioskpage.Deps{
		Window: p.window, Stage: p.stage, Run: p.runner, Clock: clock{}, Source: s.Desk, Finder: finderOf(s, terms.Federation),
		Gate: k.gate, DemoPIN: k.demoPIN(),
		CheckPIN: func(_ context.Context, pin string) (bool, error) {
			ok, _, err := access.VerifyPassword(access.DefaultHashParams(), terms.PinHash, pin)
			return ok, err
		},
		LastActivity: p.native.LastActivity, Held: p.native.Held, Idle: time.Duration(p.home.Settings.Get().KioskIdle) * time.Second,
		SetIdle: func(d time.Duration) {
			k.remember(func(set *workstation.Settings) { set.KioskIdle = int(d / time.Second) })
		},
		Mode: p.kioskMode(), SetMode: k.setMode, Language: p.language, Speak: p.speak, Memory: k.store.Memory,
		Leave: k.leave, Forget: func() { k.erase(s, false) }, Revoked: func() { k.erase(s, true) },
	})
	k.page.Start()
	k.lookForSpace()
}

// speak makes the toolkit's own words those of a language, for this visitor only.
func (p *program) speak(l i18n.Language) {
	if err := look.ApplyLanguage(l); err != nil {
		p.log.Error("the toolkit's words", "error", err)
	}
}

// remember writes the kiosk's settings, away from the window; a full disk costs the memory only.
func (k *kiosk) remember(change func(*workstation.Settings)) {
	k.p.runner.Start(func() {
		if err := k.p.home.Settings.Update(change); err != nil {
			k.p.log.Error("kiosk settings", "error", err)
		}
	})
}

func (k *kiosk) stopPage() {
	if k.page != nil {
		k.page.Stop()
		k.page = nil
	}
	if k.enrol != nil {
		k.enrol.Stop()
		k.enrol = nil
	}
	if k.waiting != nil {
		k.waiting.Stop()
		k.waiting = nil
	}
}

// leave ends the program, and so the mode: the supervisor then ends too, or opens the desktop again.
func (k *kiosk) leave() {
	k.stopPage()
	k.ended = true
	if k.stopLook != nil {
		k.stopLook()
	}
	k.p.quit()
}

// close ends the kiosk's session.
func (k *kiosk) close() error {
	if k.session == nil {
		return nil
	}
	return k.session.Close()
}
