package main

import (
	"context"
	"log/slog"
	"os"
	"os/signal"
	"runtime/debug"
	"sync"
	"syscall"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"

	"pupitre/cmd/internal/cli"
	"pupitre/cmd/internal/home"
	"pupitre/data/desk"
	"pupitre/data/settings"
	"pupitre/data/workstation"
	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/resources/docs"
	"pupitre/ui/editing"
	"pupitre/ui/lock"
	"pupitre/ui/loginpage"
	"pupitre/ui/look"
	"pupitre/ui/native"
	"pupitre/ui/portal"
	"pupitre/ui/roster"
	"pupitre/ui/settingsfile"
	"pupitre/ui/settingspage"
	"pupitre/ui/shell"
	"pupitre/ui/task"
	"pupitre/ui/tour"
	"pupitre/ui/widgets"
)

// closePatience is how long the end of the program may take before it ends anyway: what was saved is on disk already.
const closePatience = 3 * time.Second

// settled is when the first page stands and nothing of starting goes on.
const settled = 1500 * time.Millisecond

// heapGrowth is how far the heap may grow, in percent, before it is collected (see runtime/debug): less than the default
// of 100, because a window waits for people and has the time.
const heapGrowth = 50

// slim gives back what starting took, most of it for reading fonts.
func slim() {
	debug.SetGCPercent(heapGrowth)
	debug.FreeOSMemory()
}

// program is one running Pupitre. Its fields below the line belong to the window's goroutine.
type program struct {
	options  options
	log      *slog.Logger
	closeLog func() error
	instance *workstation.Instance
	home     *home.Home
	released sync.Once
	arrival  arrival

	language i18n.Language
	runner   *task.Live
	app      fyne.App
	window   fyne.Window
	native   native.Window
	stage    *widgets.Stage
	settings *rememberer
	real     *house // this computer's own, or the demonstration's with --demo
	house    *house // the one of the session
	session  *desk.Session
	placed   func() // ends followPlace of the session
	source   *source
	shell    *shell.Shell
	editor   *settingspage.Editor
	drafts   *drafts
	people   *roster.Roster
	portal   *portal.Portal
	exchange *settingsfile.Exchange // of who is signed in
	drops    []func(at fyne.Position, files []fyne.URI) (taken bool)
	login    *loginpage.Page
	kiosk    *kiosk         // while the window is one
	locked   *lock.Page     // while the window is locked
	help     *helpWindow    // while the guide is open
	tour     *tour.Tour     // that was shown last, nil before
	zone     *time.Location // of the service
	quitting bool
	// successor is started once this program has ended; nil for nothing.
	successor *successor
	ending    sync.Once
	code      int // with which it ends
}

// run opens the window and returns when the program ends.
func (p *program) run() {
	app.SetMetadata(fyne.AppMetadata{
		ID: appID, Name: "Pupitre", Version: cli.Version, Migrations: map[string]bool{"fyneDo": true},
		Icon: fyne.NewStaticResource("pupitre.png", resources.AppIcon()),
	})
	p.app = app.NewWithID(appID)
	if p.options.Kiosk || p.options.SoftwareGL {
		p.app = still(p.app)
	}
	p.app.SetIcon(fyne.NewStaticResource("pupitre.png", resources.AppIcon()))
	p.runner = task.New()
	p.zone = zoneOf(settings.DefaultTimeZone)
	p.native = native.New(p.runner, time.Now)
	p.settings = newRememberer(p.home.Settings, p.runner, p.log)
	p.window = p.app.NewWindow("Pupitre")
	p.window.SetPadded(false)
	p.window.SetMaster()
	// Fyne follows the system's light and dark only when the theme is set before the window is shown, once the app has
	// started (fyne #6056).
	p.app.Lifecycle().SetOnStarted(p.started)
	p.app.Run()
}

const appID = "ca.pupitre.Pupitre"

// started builds and shows the window.
func (p *program) started() {
	p.endOnSignals()
	if err := look.ApplyLanguage(p.language); err != nil {
		p.log.Error("the toolkit's words", "error", err)
	}
	p.applyLook(p.look())
	p.stage = widgets.NewStage(p.runner, splash())
	p.window.SetContent(p.native.Wrap(p.stage))
	p.window.SetCloseIntercept(p.quit)
	p.openWindow()
	if notice := p.home.Settings.Notice(); notice != nil {
		p.warn(notice)
	}
	p.begin()
	p.runner.After(settled, func() {
		p.runner.Start(func() {
			editing.ReadZones()
			docs.Guide(docs.French) // both languages: the first F1 finds them read
			slim()
		})
	})
}

// begin looks for somebody who is signed in.
func (p *program) begin() {
	if p.options.Kiosk {
		p.heartbeat()
		p.fillScreen()
		p.beginKiosk()
		return
	}
	p.stage.SetContent(splash())
	task.Go(context.Background(), p.runner, p.moveIn, p.movedIn)
}

// moveIn prepares what takes longer than a frame: the keychain and, for the demonstration, its server.
func (p *program) moveIn(ctx context.Context) (*house, error) {
	if p.options.Demo {
		return openDemo(ctx, p.home, p.log)
	}
	return openHouse(p.home), nil
}

func (p *program) movedIn(h *house, err error) {
	if err != nil {
		p.cannotOpen(err)
		return
	}
	p.real, p.house = h, h
	p.lookForAbsence()
	if a, locked := p.wasLocked(); locked {
		p.showLock(h, a, a.Email)
		return
	}
	task.Go(context.Background(), p.runner, p.resume, func(s *desk.Session, err error) {
		if err != nil {
			p.askToSignIn(err)
			return
		}
		p.enter(s)
	})
}

// resume opens the last session, of the server that was asked for if one was; the demonstration signs in by itself.
func (p *program) resume(ctx context.Context) (*desk.Session, error) {
	if p.options.Demo {
		return p.real.signInDemo(ctx)
	}
	return p.real.door.Resume(ctx, p.options.Server)
}

// raise brings the window to the front; the second start of the program asks for it, on a goroutine of its own.
func (p *program) raise() {
	fyne.Do(func() {
		if p.native != nil {
			p.native.Raise()
		}
	})
}

// release gives back what other programs may want; it may be called more than once.
func (p *program) release() {
	p.released.Do(func() {
		if p.house != p.real {
			p.house.close(p.log)
		}
		p.real.close(p.log)
		if p.instance != nil { // a kiosk may be without
			if err := p.instance.Close(); err != nil {
				p.log.Error("release of the data folder", "error", err)
			}
		}
		_ = p.closeLog() // nowhere to say it
	})
}

// quit ends the program. What is unsaved was asked about before (see the shell's guard).
func (p *program) quit() {
	if p.quitting {
		return
	}
	p.quitting = true
	session, kept, screen := p.session, p.drafts, p.kiosk
	// Whatever hangs in the toolkit or the system, a program that was closed must not stay: what was saved is on disk.
	time.AfterFunc(2*closePatience, p.endAnyway)
	if screen == nil {
		p.rememberWindow()
	}
	if p.successor == nil { // a splash bridges the moment until the next window
		p.closeGuide()
		p.window.Hide()
	}
	end := p.runner.After(closePatience, p.leave)
	task.Go(context.Background(), p.runner, func(context.Context) (struct{}, error) {
		p.settings.close()
		kept.close()
		if screen != nil {
			return struct{}{}, screen.close()
		}
		if session == nil {
			return struct{}{}, nil
		}
		return struct{}{}, session.Close()
	}, func(_ struct{}, err error) {
		if err != nil {
			p.log.Error("close", "error", err)
		}
		end()
		p.leave()
	})
}

// end gives everything back and starts the successor, if any; where the system can, in the place of this program. It gives
// the exit code. Whoever calls it while it is at work waits for the same end.
func (p *program) end(say func(error)) int {
	p.ending.Do(func() {
		p.release()
		if p.successor == nil {
			return
		}
		if err := p.successor.start(); err != nil {
			say(err)
			p.code = cli.Unfit
		}
	})
	return p.code
}

// endAnyway ends a program whose window does not end. A successor takes its data folder over, so that it is given back
// before; if that hangs too, the program ends without one.
func (p *program) endAnyway() {
	if p.successor == nil {
		os.Exit(cli.Done)
	}
	time.AfterFunc(closePatience, func() { os.Exit(cli.Unfit) })
	os.Exit(p.end(func(err error) { p.log.Error("end", "error", err) }))
}

// leave ends the window's loop.
func (p *program) leave() {
	p.runner.End()
	p.app.Quit()
}

// endOnSignals ends the program in order when the system or a terminal asks for it. The toolkit's own way would end the
// window's loop under the feet of what is still at work.
func (p *program) endOnSignals() {
	signal.Reset(os.Interrupt, syscall.SIGTERM)
	asked := make(chan os.Signal, 1)
	signal.Notify(asked, os.Interrupt, syscall.SIGTERM)
	go func() {
		<-asked
		p.runner.OnUI(p.quit)
	}()
}

// cannotOpen says in the window what keeps the program from going on, and offers to try again.
func (p *program) cannotOpen(err error) {
	p.log.Error("cannot open", "error", err)
	t := i18n.For(p.language)
	p.stage.SetContent(widgets.NewErrorState(t, t.T("desktop.cannot_open"), t.Err(err), p.begin))
}

// say tells something in passing; warn, that something did not work.
func (p *program) say(text string) {
	p.stage.Toast(i18n.For(p.language), widgets.Toast{Text: text, Icon: resources.Info})
}

func (p *program) warn(err error) {
	p.log.Warn("told", "error", err)
	t := i18n.For(p.language)
	p.stage.Toast(t, widgets.Toast{Text: t.Err(err), Icon: resources.Error})
}
