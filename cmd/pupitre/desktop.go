package main

import (
	"context"
	"runtime"

	"pupitre/data/access"
	"pupitre/data/desk"
	"pupitre/data/settings"
	"pupitre/data/workstation"
	"pupitre/i18n"
	"pupitre/ui/look"
	"pupitre/ui/schedulepage"
	"pupitre/ui/settingspage"
	"pupitre/ui/shell"
	"pupitre/ui/task"
	"pupitre/ui/telephonypage"
)

// enter shows the desktop of a session. A person who comes back after the end of a session finds the draft again.
func (p *program) enter(s *desk.Session) {
	same := p.source != nil && p.source.person == s.Person.ID && p.source.server == s.Account.Server && sameDesk(p.source.place, s.Membership)
	p.session = s
	p.placed = p.followPlace(s)
	if same {
		p.source.swap(s)
		p.portal.Start()
		p.shell.Start(p.shell.Here())
		p.editor.Start()
		p.people.Start()
	} else {
		p.drafts.close() // of somebody else, or of another role
		p.closePortal()
		p.open(s)
	}
	if s.Salvaged {
		p.say(i18n.For(p.language).T("desktop.salvaged"))
	}
}

// open builds shell and pages for a person.
func (p *program) open(s *desk.Session) {
	role := access.Role(s.Membership.Role)
	p.source = newSource(s)
	p.shell = shell.New(shell.Deps{
		Window: p.window, Stage: p.stage, Run: p.runner, Sync: p.source, Clock: clock{},
		Person:   shell.Person{Name: s.Person.Name, Email: s.Person.Email, Role: role},
		Language: p.language, Look: p.look(), Mac: runtime.GOOS == "darwin",
		PickLanguage: func(l i18n.Language) { p.editor.SwitchLanguage(l) },
		SetLook:      func(o look.Options) { p.setLook(o) },
		Commands:     p.commands,
		Portal:       func() bool { return p.portal != nil && p.portal.MayEnter() },
		Account:      routeAccount,
		Help:         func(at shell.Place) { p.openGuide(topicOf(at)) },
		SignOut:      p.signOut,
		Lock:         p.lockNow,
		Kiosk:        p.switchToKiosk,
		SignIn:       p.signInAgain,
		Quit:         p.quit,
	})
	p.shell.SetProvider(s.Membership.Name)
	p.drafts = newDrafts(p.house.home.PersonFolder(s.Account.Server, s.Person.ID), p.runner, p.log)
	p.editor = settingspage.NewEditor(settingspage.Deps{
		Source: p.source, Window: editorWindow{p.shell.For(routeSettings), p, role}, Run: p.runner, Sections: p.settings,
		Clock: clock{}, Health: p.source, Keeper: p.drafts, Person: s.Person.ID, Email: s.Person.Email, Role: role,
		Keys: p.shell.SaveKeys(), OpenTelephony: func() { p.shell.Open(shell.Place{Route: routeTelephony}) },
		Help: func(section settingspage.SectionID) {
			p.openGuide(topicOf(shell.Place{Route: routeSettings, Section: string(section)}))
		},
	})
	own := p.ownAccount(s, role)
	p.exchange = p.settingsFiles(role)
	p.registerPortal(s, role)
	if offers(routeSettings, role) {
		telephony := telephonypage.NewPresenter(telephonypage.Deps{Editor: p.editor.Editor, Files: p.files()})
		hours := schedulepage.NewPresenter(schedulepage.Deps{
			Editor: p.editor.Editor, Copy: p.app.Clipboard().SetContent, Grab: p.native.ClaimDrag, Files: p.hoursFiles(s, role),
		})
		p.editor.Chat(func() { p.shell.Open(shell.Place{Route: routeChat}) })
		p.shell.Register(p.editor.Registration(routeSettings))
		p.registerBrand()
		p.shell.Register(hours.Registration(routeChat))
		p.offer(role, routeTelephony, telephony.Registration)
	}
	p.registerAccess(s, role)
	p.shell.Register(own.Registration(p.editor.Editor, routeAccount, lists(role)))
	p.readinessCard()
	p.registerFollowUp(s, role)
	p.shell.Guard(p.editor)
	p.editor.Watch(p.followProfile)
	p.editor.Start()
	p.shell.Start(shell.Place{Route: p.landing(role)})
}

// followProfile keeps the name at the top of the side bar and the zone of the times shown true.
func (p *program) followProfile() {
	source := p.source
	task.GoLatest(context.Background(), p.runner, &source.names, source.View, func(view View, err error) {
		if err != nil || p.source != source || p.session == nil { // signed out or locked meanwhile: the draft goes, and tells so
			return
		}
		p.followZone(view)
		p.rememberProvider(view)
		if name := settings.String(view.Field(settings.EntityProfile, settings.FieldName).Value); name != "" {
			p.shell.SetProvider(name)
		}
	})
}

// editorWindow is the window as the settings page sees it: a language chosen there is this program's.
type editorWindow struct {
	shell.Window
	program *program
	role    access.Role
}

// Reveal implements settingspage.Window.
func (w editorWindow) Reveal(section, field string) {
	w.Open(w.program.place(w.role, section, field))
}

// SetLanguage implements settingspage.Window.
func (w editorWindow) SetLanguage(l i18n.Language) { w.program.setLanguage(l) }

// setLanguage makes the whole program speak l, Fyne's own words included, and remembers it for the next start.
func (p *program) setLanguage(l i18n.Language) {
	if p.language == l {
		return
	}
	p.language = l
	if err := look.ApplyLanguage(l); err != nil {
		p.log.Error("the toolkit's words", "error", err)
	}
	p.settings.update(func(s *workstation.Settings) { s.Language = string(l) })
	if p.shell != nil {
		p.shell.SetLanguage(l)
	}
	if p.help != nil {
		p.help.guide.SetLanguage(l)
	}
	if p.tour != nil {
		p.tour.SetLanguage(i18n.For(l))
	}
}

// signOut ends the session; the shell's guard has asked about what is unsaved.
func (p *program) signOut() {
	session, kept := p.session, p.drafts
	p.closeDesktop()
	p.source, p.shell, p.editor, p.drafts = nil, nil, nil, nil // another person may come: nothing of this one stays
	task.Go(context.Background(), p.runner, func(ctx context.Context) (struct{}, error) {
		kept.close()
		ctx, cancel := context.WithTimeout(ctx, closePatience)
		defer cancel()
		return struct{}{}, session.SignOut(ctx)
	}, func(_ struct{}, err error) {
		p.leaveHouse()
		p.askToSignIn(err)
	})
}

// signInAgain asks for the password of a session that has ended. Draft and queue stay.
func (p *program) signInAgain() {
	session := p.session
	p.closeDesktop()
	task.Go(context.Background(), p.runner, func(context.Context) (struct{}, error) {
		return struct{}{}, session.Close()
	}, func(_ struct{}, err error) { p.askToSignIn(err) })
}

// closeDesktop takes the desktop off the screen.
func (p *program) closeDesktop() {
	p.placed()
	p.closeGuide()
	p.editor.Stop()
	p.people.Stop()
	p.portal.Stop()
	p.shell.Stop()
	p.session = nil
	p.stage.SetContent(splash())
}
