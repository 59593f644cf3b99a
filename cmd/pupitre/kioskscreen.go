package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	"time"

	"pupitre/data/workstation"
	"pupitre/ui/look"
	"pupitre/ui/native"
	"pupitre/ui/task"
)

const (
	// screensEvery is how often a kiosk looks whether its screen is another one.
	screensEvery = 2 * time.Second
	// spaceEvery is how often a kiosk in memory looks whether its disk takes something again.
	spaceEvery = 30 * time.Second
)

// kioskLook is how a kiosk is drawn: at 150 % texts are of 18 units or more, and what is touched of 44 or more.
func kioskLook(mode look.Mode) look.Options { return look.Options{Mode: mode, Zoom: look.Zoom150} }

func (p *program) kioskMode() look.Mode { return modes[p.home.Settings.Get().Theme] }

// fillScreen makes the window a kiosk's.
func (p *program) fillScreen() {
	p.applyLook(kioskLook(p.kioskMode()))
	p.native.SetTouch(true)
	p.window.SetFullScreen(true)
}

func (k *kiosk) setMode(mode look.Mode) {
	k.p.applyLook(kioskLook(mode))
	k.remember(func(s *workstation.Settings) {
		for theme, m := range modes {
			if m == mode {
				s.Theme = theme
			}
		}
	})
}

// lookAtScreens makes the supervisor start the kiosk again after the resolution has changed or another screen was plugged in:
// leaving full screen and entering it again ends the program with an X error when the mode of before is gone (GLFW restores it).
func (k *kiosk) lookAtScreens() {
	now := k.p.native.Screens()
	if k.screens != nil && !native.SameScreens(k.screens, now) && len(now) > 0 {
		k.p.log.Info("the screen has changed", "screens", now)
		k.startAgain()
		return
	}
	if len(now) > 0 { // none at all is a moment of a change
		k.screens = now
	}
	k.stopLook = k.p.runner.After(screensEvery, k.lookAtScreens)
}

// lookForSpace brings a kiosk that is kept in memory back to its disk, by another start, once that takes something again and
// nobody is in front of the screen.
func (k *kiosk) lookForSpace() {
	if k.store.Memory() == nil || k.ended {
		return
	}
	k.p.runner.After(spaceEvery, func() {
		task.Go(context.Background(), k.p.runner, func(context.Context) (bool, error) {
			return k.store.HasRoom(), nil
		}, func(room bool, _ error) {
			if room && !k.ended && k.page != nil && k.page.AtRest() {
				k.p.log.Info("the disk takes something again")
				k.startAgain()
				return
			}
			k.lookForSpace()
		})
	})
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
		os.Exit(again)
	})
}

// heartbeat tells the supervisor that the window is alive, see supervise. When that one has gone, the kiosk goes on: a
// write to nobody must not end the program.
func (p *program) heartbeat() {
	signal.Ignore(syscall.SIGPIPE)
	p.runner.After(beatEvery, p.beat) // the first one proves that frames were drawn
}

func (p *program) beat() {
	_, _ = os.Stdout.WriteString(beatMark)
	p.runner.After(beatEvery, p.beat)
}
