package main

import (
	"context"
	"os"
	"path/filepath"
	"time"

	"pupitre/cmd/internal/cli"
	"pupitre/cmd/internal/home"
	"pupitre/data/access"
	"pupitre/data/desk"
	"pupitre/data/fault"
	"pupitre/data/gate"
	"pupitre/data/remote"
	"pupitre/data/workstation"
	"pupitre/i18n"
	"pupitre/ui/kioskpage"
	"pupitre/ui/look"
	"pupitre/ui/native"
	"pupitre/ui/task"
	"pupitre/ui/widgets"
)

// kioskAgain is how long a kiosk waits before it tries by itself to open what it could not: a full disk, a damaged file.
const kioskAgain = 15 * time.Second

// screensEvery is how often a kiosk looks whether its screen is another one.
const screensEvery = 2 * time.Second

// kiosk is the kiosk of this computer, from the start of the mode to its end. It belongs to the window's goroutine, but for
// what the functions with a context do.
type kiosk struct {
	p        *program
	home     *home.Home
	door     *desk.Door
	demoURL  string                // "" for a real one
	lock     *workstation.Instance // of the kiosk's folder, when the program holds another one
	gate     *gate.Gate
	session  *desk.Session
	page     *kioskpage.Kiosk
	enrol    *kioskpage.Enrolment
	screens  []native.Screen
	stopLook func()
	ended    bool
}

// kioskLook is how a kiosk is drawn: at 150 % texts are of 18 units or more, and what is touched of 44 or more.
func kioskLook(mode look.Mode) look.Options { return look.Options{Mode: mode, Zoom: look.Zoom150} }

// beginKiosk is begin for a program that is a kiosk from its start.
func (p *program) beginKiosk() {
	p.stage.SetContent(splash())
	task.Go(context.Background(), p.runner, p.moveInKiosk, func(k *kiosk, err error) {
		if err != nil {
			p.kioskCannotOpen(err)
			return
		}
		k.begin()
	})
}

// moveInKiosk opens the kiosk's door and, for the demonstration, its server.
func (p *program) moveInKiosk(ctx context.Context) (*kiosk, error) {
	k := &kiosk{p: p, home: p.home, door: p.home.KioskDoor(agent())}
	if p.options.Demo && p.real == nil { // another try finds the server of the first
		visited, err := p.openKioskDemo(ctx)
		if err != nil {
			return nil, err
		}
		p.real = visited
	}
	if p.options.Demo {
		k.demoURL = p.real.demo.URL
		k.door = p.home.DemoKioskDoor(agent(), k.demoURL)
	}
	return k, nil
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
	return &house{home: p.home, demo: running, lock: lock}, nil
}

// switchToKiosk turns the window of a person into a kiosk. The shell has asked about what is unsaved.
func (p *program) switchToKiosk() {
	session, kept, from := p.session, p.drafts, p.house
	p.closeDesktop()
	p.source, p.shell, p.editor, p.drafts = nil, nil, nil, nil // strangers come: nothing of this person stays
	task.Go(context.Background(), p.runner, func(ctx context.Context) (*kiosk, error) {
		kept.close()
		ctx, cancel := context.WithTimeout(ctx, closePatience)
		defer cancel()
		if err := session.SignOut(ctx); err != nil {
			p.log.Warn("sign-out before the kiosk", "error", err)
		}
		return p.visitKiosk(from)
	}, func(k *kiosk, err error) {
		if err != nil {
			p.leaveHouse()
			p.askToSignIn(err)
			return
		}
		k.begin()
	})
}

// visitKiosk opens the kiosk's home beside the one of people.
func (p *program) visitKiosk(from *house) (*kiosk, error) {
	const op = "pupitre.visitKiosk"
	h, err := home.Open(from.home.Folders.Kiosk(), p.log)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	lock, err := workstation.Lock(h.Folders.Data)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	k := &kiosk{p: p, home: h, door: h.KioskDoor(agent()), lock: lock}
	if from.demo != nil {
		k.demoURL = from.demo.URL
		k.door = h.DemoKioskDoor(agent(), k.demoURL)
	}
	return k, nil
}

// begin fills the screen and looks for the session of this kiosk.
func (k *kiosk) begin() {
	p := k.p
	p.kiosk = k
	k.gate = gate.Open(k.home.Gate(), time.Now)
	k.dress(k.mode())
	p.native.SetTouch(true)
	p.window.SetFullScreen(true)
	k.lookAtScreens()
	k.resume()
}

func (k *kiosk) mode() look.Mode { return modes[k.home.Settings.Get().Theme] }

func (k *kiosk) dress(mode look.Mode) { k.p.applyLook(kioskLook(mode)) }

// resume opens the session of before; without one, a code is asked for.
func (k *kiosk) resume() {
	k.p.stage.SetContent(splash())
	task.Go(context.Background(), k.p.runner, func(ctx context.Context) (*desk.Session, error) {
		s, err := k.door.Resume(ctx, "")
		if k.demoURL != "" && fault.Is(err, fault.SignedOut) {
			s, err = k.enrolDemo(ctx)
		}
		return s, err
	}, func(s *desk.Session, err error) {
		switch {
		case k.ended:
		case fault.Is(err, fault.SignedOut):
			k.askForCode(false)
		case err != nil:
			k.p.kioskCannotOpen(err)
		default:
			k.show(s)
		}
	})
}

// kioskCannotOpen says what keeps the kiosk from going on, and tries again by itself: nobody may be there who could.
func (p *program) kioskCannotOpen(err error) {
	p.log.Error("cannot open", "error", err)
	t := i18n.For(p.language)
	again := p.beginKiosk
	if p.kiosk != nil {
		again = p.kiosk.resume
	}
	stop := p.runner.After(kioskAgain, again)
	p.stage.SetContent(widgets.NewErrorState(t, t.T("desktop.cannot_open"), t.Err(err), func() { stop(); again() }))
	p.window.SetCloseIntercept(p.quit)
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
		LastActivity: p.native.LastActivity, Idle: time.Duration(k.home.Settings.Get().KioskIdle) * time.Second,
		SetIdle: func(d time.Duration) {
			k.remember(func(set *workstation.Settings) { set.KioskIdle = int(d / time.Second) })
		},
		Mode: k.mode(), SetMode: k.setMode, Language: p.language, Speak: p.speak,
		Leave: k.leave, Forget: func() { k.erase(s, false) }, Revoked: func() { k.erase(s, true) },
	})
	k.page.Start()
}

// speak makes the toolkit's own words those of a language, for this visitor only.
func (p *program) speak(l i18n.Language) {
	if err := look.ApplyLanguage(l); err != nil {
		p.log.Error("the toolkit's words", "error", err)
	}
}

func (k *kiosk) setMode(mode look.Mode) {
	k.dress(mode)
	k.remember(func(s *workstation.Settings) {
		for theme, m := range modes {
			if m == mode {
				s.Theme = theme
			}
		}
	})
}

// remember writes the kiosk's settings, away from the window; a full disk costs the memory only.
func (k *kiosk) remember(change func(*workstation.Settings)) {
	k.p.runner.Start(func() {
		if err := k.home.Settings.Update(change); err != nil {
			k.p.log.Error("kiosk settings", "error", err)
		}
	})
}

// askForCode shows the enrolment.
func (k *kiosk) askForCode(revoked bool) {
	p := k.p
	k.enrol = kioskpage.NewEnrolment(kioskpage.EnrolDeps{
		Window: p.window, Stage: p.stage, Run: p.runner, Language: p.language, Revoked: revoked,
		Enrol: k.spend, Speak: p.speak, Leave: k.leave,
		Enrolled: func() { k.resume() },
	})
	k.enrol.Start()
}

// spend enrols the kiosk with a code; the session is opened by resume, as after any start.
func (k *kiosk) spend(ctx context.Context, code string) error {
	const op = "pupitre.spend"
	invite, err := remote.ParseInvite(code)
	if err != nil {
		return fault.Wrap(op, err)
	}
	s, err := k.door.EnrolKiosk(ctx, invite.Server, invite.Pin, invite.Secret)
	if err != nil {
		return fault.Wrap(op, err)
	}
	return fault.Wrap(op, s.Close())
}

// erase ends the kiosk on this computer, and asks for another code.
func (k *kiosk) erase(s *desk.Session, revoked bool) {
	k.stopPage()
	k.session = nil
	k.p.stage.SetContent(splash())
	task.Go(context.Background(), k.p.runner, func(ctx context.Context) (struct{}, error) {
		ctx, cancel := context.WithTimeout(ctx, closePatience)
		defer cancel()
		err := s.SignOut(ctx)
		k.gate.Clear()
		if ferr := k.home.ForgetKiosk(k.door); err == nil {
			err = ferr
		}
		return struct{}{}, err
	}, func(_ struct{}, err error) {
		if err != nil {
			k.p.log.Error("the kiosk's data was not all erased", "error", err)
		}
		if !k.ended {
			k.askForCode(revoked)
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
}

// leave ends the mode: the program, when it was started as a kiosk; else the window is a person's again.
func (k *kiosk) leave() {
	p := k.p
	k.stopPage()
	k.ended = true
	if k.stopLook != nil {
		k.stopLook()
	}
	if p.options.Kiosk {
		p.quit()
		return
	}
	p.kiosk = nil
	p.native.SetTouch(false)
	p.window.SetFullScreen(false)
	p.applyLook(p.look())
	p.speak(p.language)
	p.stage.SetContent(splash())
	task.Go(context.Background(), p.runner, func(context.Context) (struct{}, error) {
		return struct{}{}, k.close()
	}, func(_ struct{}, err error) {
		p.leaveHouse()
		p.askToSignIn(err)
	})
}

// close ends the kiosk's session and gives its folder back.
func (k *kiosk) close() error {
	var err error
	if k.session != nil {
		err = k.session.Close()
	}
	if k.lock != nil {
		if lerr := k.lock.Close(); err == nil {
			err = lerr
		}
	}
	return err
}

// lookAtScreens makes the supervisor start the kiosk again after the resolution has changed or another screen was plugged in:
// leaving full screen and entering it again ends the program with an X error when the mode of before is gone (GLFW restores it).
// A kiosk that somebody has begun from the menu has no supervisor, and is left to the window manager.
func (k *kiosk) lookAtScreens() {
	now := k.p.native.Screens()
	if k.screens != nil && !native.SameScreens(k.screens, now) && len(now) > 0 {
		k.p.log.Info("the screen has changed", "screens", now)
		if k.p.options.Kiosk {
			k.startAgain()
			return
		}
	}
	if len(now) > 0 { // none at all is a moment of a change
		k.screens = now
	}
	k.stopLook = k.p.runner.After(screensEvery, k.lookAtScreens)
}

// startAgain ends the program with the window, for the supervisor to start it again. What is on the disk is whole.
func (k *kiosk) startAgain() {
	k.stopPage()
	k.ended = true
	k.p.stage.SetContent(splash())
	task.Go(context.Background(), k.p.runner, func(context.Context) (struct{}, error) {
		return struct{}{}, k.close()
	}, func(_ struct{}, err error) {
		if err != nil {
			k.p.log.Error("close before another start", "error", err)
		}
		k.p.release()
		os.Exit(cli.Unfit)
	})
}

// heartbeat tells the supervisor that the window is alive, see supervise.
func (p *program) heartbeat() {
	_, _ = os.Stdout.WriteString(beatMark) // the supervisor has gone: the kiosk goes on
	p.runner.After(beatEvery, p.heartbeat)
}
