package catalog

import (
	"context"

	"fyne.io/fyne/v2"

	"pupitre/data/access"
	"pupitre/data/desk"
	"pupitre/data/fault"
	"pupitre/data/syncing"
	"pupitre/i18n"
	"pupitre/ui/editing"
	"pupitre/ui/editing/sample"
	"pupitre/ui/loginpage"
	"pupitre/ui/schedulepage"
	"pupitre/ui/settingspage"
	"pupitre/ui/telephonypage"
	"pupitre/ui/widgets"
)

// livePrefix begins the ids of the program's own pages, whose masters stand with their packages.
const livePrefix = "live-"

// pageEntries are the pages on sample data, without the frame of the window.
func pageEntries() []Entry {
	return []Entry{
		{ID: "page-settings", Group: groupPages, Title: "Settings (model)", Build: settingsModel},
		{ID: "page-empty", Group: groupPages, Title: "Empty (model)", Build: emptyModel},
		{ID: livePrefix + "sign-in", Group: groupPages, Title: "Sign in", Build: func(e Env) fyne.CanvasObject {
			return signInPage(e, "https://pupitre.example.com", "marie.tremblay@boreale.example", loginpage.SignIn)
		}},
		{ID: livePrefix + "first-start", Group: groupPages, Title: "Sign in, first start", Build: func(e Env) fyne.CanvasObject {
			return signInPage(e, "", "", loginpage.SignIn)
		}},
		{ID: livePrefix + "forgot", Group: groupPages, Title: "Forgotten password", Build: func(e Env) fyne.CanvasObject {
			return signInPage(e, "https://pupitre.example.com", "marie.tremblay@boreale.example", loginpage.Forgot)
		}},
		{ID: livePrefix + "reset", Group: groupPages, Title: "New password", Build: func(e Env) fyne.CanvasObject {
			return signInPage(e, "https://pupitre.example.com", "marie.tremblay@boreale.example", loginpage.Reset)
		}},
		{ID: livePrefix + "factor", Group: groupPages, Title: "Second factor", Build: func(e Env) fyne.CanvasObject {
			return signInPage(e, "https://pupitre.example.com", "marie.tremblay@boreale.example", loginpage.Factor)
		}},
		{ID: livePrefix + "invite", Group: groupPages, Title: "Invitation", Build: func(e Env) fyne.CanvasObject {
			return signInPage(e, "", "", loginpage.Invite)
		}},
		settingsEntry(livePrefix+"settings", "Settings", access.Primary, nil, nil),
		settingsEntry(livePrefix+"settings-changed", "Settings, changed", access.Primary, nil, func(editor *settingspage.Editor) {
			editor.Type(settingspage.ProviderName, "Téléphonie Boréale et Fils inc.")
			editor.Choose(settingspage.TimeZone, "America/St_Johns")
		}),
		settingsEntry(livePrefix+"settings-faults", "Settings, faults", access.Primary, nil, func(editor *settingspage.Editor) {
			editor.Type(settingspage.ProviderName, " ")
			editor.Leave(settingspage.ProviderName)
			editor.Choose(settingspage.TimeZone, "Mars/Olympus")
		}),
		filledEntry(livePrefix+"settings-support", "Settings, support", "support"),
		{ID: livePrefix + "settings-account", Group: groupPages, Title: "Settings, account", Build: accountPage},
		{ID: livePrefix + "account", Group: groupPages, Title: "My account", Build: ownAccountPage},
		filledEntry(livePrefix+"settings-servers", "Settings, application servers", "servers"),
		{ID: livePrefix + "chat", Group: groupPages, Title: "Live chat", Build: chatPage},
		{ID: livePrefix + "telephony", Group: groupPages, Title: "PBX and trunks", Build: telephonyPage},
		{ID: livePrefix + "resellers", Group: groupPages, Title: "Resellers", Build: resellersPage},
		{ID: livePrefix + "people", Group: groupPages, Title: "People", Build: peoplePage},
		settingsEntry(livePrefix+"settings-notices", "Settings, notices", access.Primary, func(s *sample.Source) {
			s.Status.Notices = []desk.Notice{sample.Conflict(), sample.Rejection()}
		}, nil),
		settingsEntry(livePrefix+"settings-read-only", "Settings, read only", access.Support, nil, nil),
		settingsEntry(livePrefix+"settings-failed", "Settings, failed", access.Primary, func(s *sample.Source) {
			s.ViewErr = fault.New(fault.Internal, "gallery", "store.damaged", "Path", "pupitre.db")
		}, nil),
		settingsEntry(livePrefix+"settings-empty", "Settings, empty", access.Primary, func(s *sample.Source) {
			s.Fields = syncing.View{}
		}, nil),
	}
}

// settingsEntry is the settings page over a sample source that prepare may alter, after act has been done to it.
func settingsEntry(id, title string, role access.Role, prepare func(*sample.Source), act func(*settingspage.Editor)) Entry {
	return Entry{ID: id, Group: groupPages, Title: title, Build: func(e Env) fyne.CanvasObject {
		source := sample.NewSource(sample.Speaking(string(e.Printer.Language())))
		if prepare != nil {
			prepare(source)
		}
		window := &pageWindow{env: e}
		editor := settingspage.NewEditor(settingspage.Deps{
			Source: source, Window: window, Run: e.Runner, Sections: sample.AllOpen(), Clock: sample.Clock{},
			Person: sample.Marie, Role: role, Keys: "Ctrl+S",
		})
		editor.Start()
		if act != nil {
			act(editor)
		}
		page := settingspage.New(editor, e.Printer)
		window.aim = page.Aim
		return page.Content()
	}}
}

// filledEntry is one section of the settings page over the sample provider with everything set.
func filledEntry(id, title, section string) Entry {
	return Entry{ID: id, Group: groupPages, Title: title, Build: func(e Env) fyne.CanvasObject {
		window := &pageWindow{env: e}
		editor := settingspage.NewEditor(settingspage.Deps{
			Source: filled(e), Window: window, Run: e.Runner, Sections: sample.Only(section), Clock: sample.Clock{},
			Health: sample.NewHealth(), Person: sample.Marie, Email: sample.Email, Role: access.Primary, Keys: "Ctrl+S",
			OpenTelephony: func() {},
		})
		editor.Start()
		page := settingspage.New(editor, e.Printer)
		window.aim = page.Aim
		return page.Content()
	}}
}

func filled(e Env) *sample.Source {
	return sample.NewSource(sample.Speaking(string(e.Printer.Language())), sample.Filled, sample.Resold)
}

// chatPage is the hours of the live chat.
func chatPage(e Env) fyne.CanvasObject {
	window := &pageWindow{env: e}
	editor := editing.NewEditor(editing.Deps{
		Source: sample.NewSource(sample.Speaking(string(e.Printer.Language())), sample.Chatting), Window: window, Run: e.Runner,
		Clock: sample.Clock{}, Keys: "Ctrl+S", Who: editing.Who{Person: sample.Marie, Email: sample.Email, Role: access.Primary},
	})
	editor.Start()
	page := schedulepage.New(schedulepage.NewPresenter(schedulepage.Deps{Editor: editor, Copy: func(string) {}}), e.Printer)
	window.aim = page.Aim
	return page.Content()
}

// telephonyPage is the list of telephony providers.
func telephonyPage(e Env) fyne.CanvasObject {
	window := &pageWindow{env: e}
	editor := editing.NewEditor(editing.Deps{
		Source: filled(e), Window: window, Run: e.Runner, Clock: sample.Clock{}, Keys: "Ctrl+S",
		Who: editing.Who{Person: sample.Marie, Email: sample.Email, Role: access.Primary},
	})
	editor.Start()
	page := telephonypage.New(telephonypage.NewPresenter(telephonypage.Deps{Editor: editor}), e.Printer)
	window.aim = page.Aim
	return page.Content()
}

// pageWindow is the window around a page of the gallery. The gallery's own switch sets the language.
type pageWindow struct {
	env Env
	aim func(section, field string)
}

func (w *pageWindow) Printer() *i18n.Printer    { return w.env.Printer }
func (w *pageWindow) SetLanguage(i18n.Language) {}

func (w *pageWindow) Toast(text, action string, run func()) {
	w.Offer(text, action, run)
}

func (w *pageWindow) Offer(text, action string, run func()) (withdraw func()) {
	return w.env.Stage.Toast(w.env.Printer, widgets.Toast{Text: text, Action: action, OnAction: run})
}

func (w *pageWindow) Fail(text string) { w.Toast(text, "", nil) }

func (w *pageWindow) Reveal(section, field string) {
	if w.aim != nil {
		w.aim(section, field)
	}
}

// signInPage is the sign-in page before a server that knows nobody.
func signInPage(e Env, server, email string, panel loginpage.Panel) fyne.CanvasObject {
	stage := widgets.NewStage(e.Runner, widgets.Column(""))
	page := loginpage.New(loginpage.Deps{
		Window: stageWindow{stage}, Stage: stage, Run: e.Runner, Language: e.Printer.Language(),
		Server: server, Email: email, PasswordProblems: access.PasswordProblems,
		SignIn:       func(context.Context, loginpage.Credentials) ([]string, error) { return nil, nobody() },
		Forgot:       func(context.Context, string, string, i18n.Language) error { return nil },
		Reset:        func(context.Context, string, string, string, string) error { return badCode() },
		AcceptInvite: func(context.Context, string, string, string) error { return unknownInvite() },
		StartDemo:    func(context.Context) error { return nobody() },
		SignedIn:     func() {},
	})
	page.Model().Show(panel)
	page.Show()
	return stage
}

func nobody() error        { return fault.New(fault.SignedOut, "gallery", "server.bad_credentials") }
func badCode() error       { return fault.New(fault.Forbidden, "gallery", "reset.bad_code") }
func unknownInvite() error { return fault.New(fault.NotFound, "gallery", "server.invite_unknown") }

// stageWindow is the window that shows a stage of the gallery.
type stageWindow struct{ stage *widgets.Stage }

// Canvas is that of the gallery, once the stage is on it.
func (w stageWindow) Canvas() fyne.Canvas {
	return fyne.CurrentApp().Driver().CanvasForObject(w.stage)
}
func (stageWindow) SetTitle(string)          {}
func (stageWindow) SetCloseIntercept(func()) {}
