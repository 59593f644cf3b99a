package shell

import (
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"github.com/google/go-cmp/cmp"

	"pupitre/data/access"
	"pupitre/data/desk"
	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/look"
	"pupitre/ui/uitest"
	"pupitre/ui/widgets"
)

// stub is a page of one line that records what it is asked.
type stub struct {
	line fyne.CanvasObject
	log  *[]string
	name string
}

func (s *stub) Content() fyne.CanvasObject { return s.line }
func (s *stub) Aim(section, field string) {
	*s.log = append(*s.log, "aim "+s.name+" "+section+" "+field)
}

func (s *stub) AimAt(n int) { *s.log = append(*s.log, "section "+string(rune('1'+n))) }
func (s *stub) Leave()      { *s.log = append(*s.log, "leave "+s.name) }

// scene is a shell around stub pages.
type scene struct {
	*uitest.Screen
	shell *Shell
	state desk.State
	subs  []func()
	log   []string
	looks []look.Options
}

func (s *scene) State() desk.State { return s.state }
func (s *scene) RetryNow()         { s.log = append(s.log, "retry") }
func (s *scene) Now() time.Time    { return uitest.Now }

func (s *scene) Subscribe(f func()) (cancel func()) {
	s.subs = append(s.subs, f)
	return func() { s.subs = nil }
}

func (s *scene) register(route Route, title string) {
	s.shell.Register(Registration{
		Route: route, Group: GroupSystem, Icon: resources.Settings,
		Title: func(*i18n.Printer) string { return title },
		New: func(p *i18n.Printer) Page {
			s.log = append(s.log, "new "+title+" "+string(p.Language()))
			return &stub{line: widgets.Body("page " + title), log: &s.log, name: title}
		},
	})
}

func open(t *testing.T, setup uitest.Setup, change ...func(*Deps)) *scene {
	t.Helper()
	s := &scene{state: desk.State{Connection: desk.Online, LastExchange: uitest.Now}}
	s.Screen = uitest.Open(t, setup, func(screen *uitest.Screen) fyne.CanvasObject {
		deps := Deps{
			Window: screen.Window, Stage: screen.Stage, Run: screen.Runner, Sync: s, Clock: s,
			Person:   Person{Name: "Marie Tremblay", Email: "marie.tremblay@boreale.example", Role: access.Primary},
			Language: screen.Printer.Language(), Look: look.Options{Mode: look.Light},
			SetLook: func(o look.Options) { s.looks = append(s.looks, o) },
			SignOut: func() { s.log = append(s.log, "sign out") },
			SignIn:  func() { s.log = append(s.log, "sign in") },
			Quit:    func() { s.log = append(s.log, "quit") },
		}
		for _, c := range change {
			c(&deps)
		}
		s.shell = New(deps)
		s.shell.SetProvider("Téléphonie Boréale")
		s.register("settings", "Réglages")
		s.register("history", "Historique")
		s.shell.Start(Place{Route: "settings"})
		return screen.Stage.Content()
	})
	s.log = nil
	return s
}

func (s *scene) expectLog(t *testing.T, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, s.log); diff != "" {
		t.Error(diff)
	}
	s.log = nil
}

func (s *scene) reads(id string, args ...any) { s.ExpectText(s.shell.Printer().T(id, args...)) }

func TestGoingFromPageToPage(t *testing.T) {
	s := open(t, uitest.Setup{})
	s.TapLabel("Historique")
	s.expectLog(t, "leave Réglages", "new Historique fr", "aim Historique  ")
	s.ExpectText("page Historique")
	if got := s.Window.Title(); got != "Historique – Pupitre" {
		t.Errorf("title %q", got)
	}
	s.shell.Back()
	s.expectLog(t, "leave Historique", "new Réglages fr", "aim Réglages  ")
	s.shell.For("settings").Reveal("profile", "name")
	s.expectLog(t, "aim Réglages profile name")
	s.shell.Back()
	s.shell.Forward()
	s.expectLog(t, "aim Réglages  ", "aim Réglages profile name")
}

func TestLanguageRebuildsThePageAndOnlyOnce(t *testing.T) {
	s := open(t, uitest.Setup{})
	s.shell.SetLanguage(i18n.English)
	s.shell.SetLanguage(i18n.English)
	s.expectLog(t, "leave Réglages", "new Réglages en")
	s.Settle()
	s.reads("shell.palette.open")
}

func TestPickedLanguageGoesThroughTheProgram(t *testing.T) {
	picked := []i18n.Language{}
	s := open(t, uitest.Setup{}, func(d *Deps) {
		d.PickLanguage = func(l i18n.Language) { picked = append(picked, l) }
	})
	s.Focus(fieldLanguage)
	s.Key(fyne.KeyRight)
	if !slices.Equal(picked, []i18n.Language{i18n.English}) || s.shell.Printer().Language() != i18n.French {
		t.Errorf("picked %v, speaks %s", picked, s.shell.Printer().Language())
	}
}

func TestStopLetsGo(t *testing.T) {
	s := open(t, uitest.Setup{})
	s.shell.OpenPalette()
	s.shell.Stop()
	s.expectLog(t, "leave Réglages")
	if s.subs != nil || s.Canvas.Overlays().Top() != nil {
		t.Error("something still follows or lies over the window")
	}
	s.Shortcut(fyne.KeyQ, fyne.KeyModifierShortcutDefault)
	s.expectLog(t)
	if n := s.Runner.Pending(); n != 0 {
		t.Errorf("%d delays still wait", n)
	}
}

// A page over a window that was locked shows nothing of before, and nothing said before leads there, nor what comes back late.
func TestNothingSaidLeadsBackIntoAShellThatWasStopped(t *testing.T) {
	s := open(t, uitest.Setup{})
	to := func() { s.shell.Open(Place{Route: "history"}) }
	s.shell.Toast("said before", "show", to)
	s.shell.Fail("failed before")
	s.ExpectText("said before")
	s.shell.Stop()
	locked := widgets.Body("locked")
	s.Stage.SetContent(locked)
	s.shell.Toast("said late", "show", to)
	s.shell.Fail("failed late")
	s.shell.Offer("offered late", "show", to)()
	to()
	s.Settle()
	for _, text := range []string{"said before", "failed before", "said late", "failed late", "offered late"} {
		s.ExpectNoText(text)
	}
	if s.Stage.Content() != locked || s.Runner.Pending() != 0 {
		t.Errorf("the locked window shows something else: %q; %d delays wait", s.Texts(), s.Runner.Pending())
	}
	s.shell.Start(s.shell.Here())
	s.Settle()
	s.ExpectText("page Réglages")
	s.shell.Toast("said after", "", nil)
	s.Settle()
	s.ExpectText("said after")
}

func TestStateIsFollowed(t *testing.T) {
	s := open(t, uitest.Setup{})
	s.reads("shell.status.synced")
	s.state = desk.State{Connection: desk.Offline, Pending: 2}
	s.subs[0]()
	s.Settle()
	s.reads("shell.status.offline")
	s.ExpectText(s.Printer.N("shell.status.pending", 2))
	s.Focus(fieldStatus)
	s.Key(fyne.KeyReturn)
	s.TapLabel(s.Printer.T("shell.retry_now"))
	s.expectLog(t, "retry")
	s.state = desk.State{Connection: desk.SignedOut}
	s.Focus(fieldStatus)
	s.Key(fyne.KeyReturn)
	s.TapLabel(s.Printer.T("shell.sign_in_again"))
	s.expectLog(t, "sign in")
}

func TestWordsAboutTimeStayTrue(t *testing.T) {
	clock := uitest.Now
	s := open(t, uitest.Setup{}, func(d *Deps) { d.Clock = clockOf(func() time.Time { return clock }) })
	clock = clock.Add(5 * time.Minute)
	s.Advance(time.Minute)
	s.Hover(s.Field(fieldStatus))
	s.Advance(time.Second)
	s.reads("shell.status.last_exchange", "When", s.Printer.Ago(uitest.Now, clock))
}

type clockOf func() time.Time

func (c clockOf) Now() time.Time { return c() }

func TestPaletteByKeyboard(t *testing.T) {
	s := open(t, uitest.Setup{})
	s.Shortcut(fyne.KeyK, fyne.KeyModifierShortcutDefault)
	s.Type("histo")
	s.Key(fyne.KeyReturn)
	s.ExpectText("page Historique")
	s.shell.OpenPalette()
	s.Key(fyne.KeyEscape)
	if s.shell.palette != nil {
		t.Fatal("Esc closes")
	}
	s.shell.OpenPalette()
	s.Key(fyne.KeyUp)
	if got := s.shell.palette; got.at != len(got.found)-1 || got.top != len(got.found)-paletteLines {
		t.Errorf("Up from the first goes to the last, which is in view: at %d, top %d", got.at, got.top)
	}
	s.Key(fyne.KeyDown, fyne.KeyDown)
	if got := s.shell.palette.at; got != 1 {
		t.Errorf("and Down around again, at %d", got)
	}
	s.Type("xyzzy")
	s.reads("shell.palette.none", "Query", "xyzzy")
	s.Key(fyne.KeyReturn)
	if s.shell.palette == nil {
		t.Error("Enter without a result does nothing")
	}
	s.TapAt(fyne.NewPos(2, 2))
	if s.shell.palette != nil {
		t.Error("a click outside closes")
	}
}

func TestPaletteByPointer(t *testing.T) {
	s := open(t, uitest.Setup{})
	s.TapLabel(s.Printer.T("shell.palette.open"))
	s.Tap(s.shell.palette.view.lines[1])
	s.ExpectText("page Historique")
}

func TestCommandsOfThePalette(t *testing.T) {
	for query, want := range map[string]string{
		"theme sombre": "look", "dark": "look", "125": "look", "déconnexion": "sign out",
		"log out": "sign out", "hors ligne": "retry", "quitter": "quit",
	} {
		t.Run(query, func(t *testing.T) {
			s := open(t, uitest.Setup{})
			s.shell.OpenPalette()
			s.Type(query)
			s.Key(fyne.KeyReturn)
			if want == "look" && len(s.looks) != 1 {
				t.Errorf("looks %v, log %v", s.looks, s.log)
			}
			if want != "look" && !slices.Equal(s.log, []string{want}) {
				t.Errorf("log %v, want %q", s.log, want)
			}
		})
	}
}

func TestPersonMenu(t *testing.T) {
	s := open(t, uitest.Setup{})
	s.TapLabel("Marie Tremblay")
	s.reads("shell.role.primary")
	s.ExpectText("marie.tremblay@boreale.example")
	s.TapLabel(s.Printer.T("shell.command.theme", "Theme", s.Printer.T("shell.person.theme_dark")))
	s.TapLabel("Marie Tremblay")
	s.TapLabel(s.Printer.T("shell.person.zoom_line", "Size", s.Printer.T("shell.person.zoom_150")))
	want := []look.Options{{Mode: look.Dark}, {Mode: look.Dark, Zoom: look.Zoom150}}
	if diff := cmp.Diff(want, s.looks); diff != "" {
		t.Error(diff)
	}
	s.TapLabel("Marie Tremblay")
	s.TapLabel(s.Printer.T("shell.person.sign_out"))
	s.expectLog(t, "sign out")
}

func TestShortcuts(t *testing.T) {
	s := open(t, uitest.Setup{})
	s.Shortcut(fyne.Key2, fyne.KeyModifierShortcutDefault)
	s.Shortcut(fyne.KeyQ, fyne.KeyModifierShortcutDefault)
	s.Key(fyne.KeyF5)
	s.expectLog(t, "section 2", "quit", "retry")
	labels := map[string]bool{}
	for _, c := range s.shell.Shortcuts() {
		if c.Label == "" || c.Run == nil || c.Menu.Title(s.Printer) == "" {
			t.Errorf("%+v is incomplete", c)
		}
		labels[c.Label] = true
	}
	if !labels[s.Printer.T("shell.command.section", "Number", 9)] {
		t.Error("nine sections have keys")
	}
}

func TestKeysAreWrittenInTheMannerOfTheSystem(t *testing.T) {
	redo := fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift
	for _, c := range []struct {
		lang i18n.Language
		mac  bool
		want string
	}{
		{i18n.French, false, "Ctrl+Maj+Z"}, {i18n.English, false, "Ctrl+Shift+Z"}, {i18n.English, true, "⌘⇧Z"},
	} {
		if got := keysText(i18n.For(c.lang), c.mac, fyne.KeyZ, redo); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

func TestNoPageForTheRole(t *testing.T) {
	s := open(t, uitest.Setup{})
	s.shell.router.pages = nil
	s.shell.rebuild()
	s.Settle()
	s.reads("shell.missing.title")
}

func TestProviderNameIsFollowed(t *testing.T) {
	s := open(t, uitest.Setup{})
	s.shell.SetProvider("Réseau téléphonique des Appalaches et du Bas-Saint-Laurent")
	s.Settle()
	s.ExpectText("Appalaches")
	s.ExpectImage("long_provider")
}

func TestEveryRoleHasItsWords(t *testing.T) {
	for _, lang := range i18n.Languages {
		for _, role := range []access.Role{access.Primary, access.Delegate, access.Reseller, access.Support, access.Kiosk} {
			if roleText(i18n.For(lang), role) == "" {
				t.Errorf("%s in %s", role, lang)
			}
		}
	}
}
