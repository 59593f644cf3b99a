package main

import (
	"context"
	"time"

	"github.com/spf13/afero"

	"pupitre/data/demo"
	"pupitre/data/desk"
	"pupitre/data/fault"
	"pupitre/data/gate"
	"pupitre/data/workstation"
	"pupitre/i18n"
	"pupitre/ui/lock"
	"pupitre/ui/shell"
	"pupitre/ui/task"
	"pupitre/ui/tour"
)

// lockLook is how often the program looks whether anybody is there.
const lockLook = 10 * time.Second

// lockNow takes everything off the screen and lets go of the session: its token, its store, its connection. The draft stays, in
// memory and on the disk; what waits to be sent is sent after the password was given.
func (p *program) lockNow() {
	if p.session == nil || p.quitting {
		return
	}
	session := p.session
	p.closeDesktop()
	p.settings.update(func(s *workstation.Settings) { s.Locked = true })
	p.showLock(p.house, session.Account, session.Person.Name)
	task.Go(context.Background(), p.runner, func(context.Context) (struct{}, error) {
		return struct{}{}, session.Close()
	}, func(_ struct{}, err error) {
		if err != nil {
			p.log.Error("close of the locked session", "error", err)
		}
	})
}

// lockFromGuide locks what stands beside the guide, and puts the keyboard where the password is asked for.
func (p *program) lockFromGuide() {
	if p.lockNow(); p.locked != nil {
		p.native.Raise()
	}
}

// showLock asks for the password of an account.
func (p *program) showLock(h *house, a desk.Account, name string) {
	folder := h.home.PersonFolder(a.Server, a.Person)
	tries := gate.Open(workstation.NewGateFile(afero.NewOsFs(), folder, gate.MaxFile), time.Now)
	sample := ""
	if h.demo != nil {
		sample = demo.Password
	}
	p.locked = lock.New(lock.Deps{
		Window: p.window, Stage: p.stage, Run: p.runner, CapsLock: p.native, Language: p.language, Name: name, Email: a.Email, Sample: sample,
		Wait: tries.Wait, Spoke: p.setLanguage, Quit: p.quit,
		Unlock: func(ctx context.Context, password string) error {
			return p.unlock(ctx, h, tries, a, password)
		},
		Unlocked: p.unlocked, Other: func() { p.leaveLocked(h, a) },
	})
	p.locked.Show()
}

// unlock opens the session of a locked window, at the pace of its gate.
func (p *program) unlock(ctx context.Context, h *house, tries *gate.Gate, a desk.Account, password string) error {
	const op = "pupitre.unlock"
	var refusal error
	_, err := tries.Try(func() (bool, error) {
		s, err := h.door.Unlock(ctx, a, password)
		if key, _ := fault.KeyOf(err); key == "lock.wrong_password" {
			refusal = err
			return false, nil
		}
		if err == nil {
			err = p.arrival.put(ctx, h, s)
		}
		return err == nil, err
	})
	if err == nil {
		err = refusal
	}
	return fault.Wrap(op, err)
}

// unlocked shows the desktop again, as it was.
func (p *program) unlocked() {
	house, session := p.arrival.take()
	if session == nil {
		return
	}
	p.locked, p.house = nil, house
	p.settings.update(func(s *workstation.Settings) { s.Locked = false })
	p.enter(session)
}

// leaveLocked ends the locked session for somebody else to sign in. What was not saved stays on the disk, in the person's
// own folder.
func (p *program) leaveLocked(h *house, a desk.Account) {
	kept := p.drafts
	p.locked, p.source, p.shell, p.editor, p.drafts = nil, nil, nil, nil, nil
	p.settings.update(func(s *workstation.Settings) { s.Locked = false })
	p.stage.SetContent(splash())
	task.Go(context.Background(), p.runner, func(context.Context) (struct{}, error) {
		kept.close()
		return struct{}{}, h.door.ForgetAccount(a)
	}, func(_ struct{}, err error) {
		p.leaveHouse()
		p.askToSignIn(err)
	})
}

// wasLocked tells whether the program ended while its window was locked, and whose session it was.
func (p *program) wasLocked() (desk.Account, bool) {
	if p.options.Demo || !p.settings.get().Locked {
		return desk.Account{}, false
	}
	accounts := p.real.door.Memory.Accounts()
	if len(accounts) == 0 || (p.options.Server != "" && !sameServer(p.options.Server, accounts[0].Server)) {
		return desk.Account{}, false
	}
	return accounts[0], true
}

// lookForAbsence locks the window when nobody has touched anything for the time that the person has chosen.
func (p *program) lookForAbsence() {
	if p.session != nil && locksAfter(p.settings.get().LockAfter, time.Since(p.lastActivity())) {
		p.lockNow()
	}
	p.runner.After(lockLook, p.lookForAbsence)
}

// locksAfter tells whether nobody has been there for long enough; 0 minutes is never.
func locksAfter(minutes int, quiet time.Duration) bool {
	return minutes > 0 && quiet >= time.Duration(minutes)*time.Minute
}

// LockAfter implements lock.After.
func (r *rememberer) LockAfter() int { return r.current.LockAfter }

// SetLockAfter implements lock.After.
func (r *rememberer) SetLockAfter(minutes int) {
	r.update(func(s *workstation.Settings) { s.LockAfter = minutes })
}

// ownCommands are what the program itself offers anywhere in the window.
func (p *program) ownCommands(pr *i18n.Printer) []shell.Entry {
	return []shell.Entry{lock.Command(pr, p.window.Canvas, p.settings), p.guideCommand(pr), tour.Command(pr, p.showTour)}
}
