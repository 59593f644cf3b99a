package readiness_test

import (
	"strconv"
	"testing"

	"fyne.io/fyne/v2"
	"github.com/google/go-cmp/cmp"

	"pupitre/data/access"
	"pupitre/data/settings"
	"pupitre/data/syncing"
	"pupitre/i18n"
	"pupitre/ui/editing"
	"pupitre/ui/editing/sample"
	"pupitre/ui/look"
	"pupitre/ui/readiness"
	"pupitre/ui/uitest"
	"pupitre/ui/widgets"
)

// memory remembers whether the card is open.
type memory struct{ open bool }

func (m *memory) ReadinessOpen() bool        { return m.open }
func (m *memory) SetReadinessOpen(open bool) { m.open = open }

// glass is a window that records where it was led.
type glass struct {
	p        *i18n.Printer
	revealed []readiness.Place
}

func (w *glass) Printer() *i18n.Printer         { return w.p }
func (w *glass) SetLanguage(lang i18n.Language) { w.p = i18n.For(lang) }
func (w *glass) Toast(string, string, func())   {}
func (w *glass) Fail(string)                    {}
func (w *glass) Reveal(section, field string) {
	w.revealed = append(w.revealed, readiness.Place{Section: section, Field: field})
}

// scene is the card by itself, over the sample provider.
type scene struct {
	*uitest.Screen
	source *sample.Source
	window *glass
	memory *memory
	editor *editing.Editor
	card   *readiness.Card
}

var entries = readiness.Entries{
	settings.EntityTelephony:  {Section: editing.SectionTelephony},
	settings.EntityAppServers: {Section: editing.SectionServers, Field: "servers.add"},
}

func open(t testing.TB, setup uitest.Setup, role access.Role, changes ...func(syncing.View)) *scene {
	t.Helper()
	s := &scene{source: sample.NewSource(changes...), memory: &memory{}}
	s.Screen = uitest.Open(t, setup, func(screen *uitest.Screen) fyne.CanvasObject {
		s.window = &glass{p: screen.Printer}
		s.editor = editing.NewEditor(editing.Deps{
			Source: s.source, Window: s.window, Run: screen.Runner, Clock: sample.Clock{},
			Who: editing.Who{Person: sample.Marie, Email: sample.Email, Role: role},
		})
		s.editor.Start()
		host := &editing.Host{Editor: s.editor, P: screen.Printer}
		s.card = readiness.New(host, readiness.Deps{Memory: s.memory, Entries: entries})
		host.Root = widgets.Padded(look.Space24, look.Space24, widgets.Column("", s.card.Objects()...))
		s.editor.Watch(func() {
			if s.card.Refresh() {
				host.Relayout()
			}
		})
		return host.Root
	})
	return s
}

// unfold opens the card as a person does.
func (s *scene) unfold() {
	s.Focus("readiness")
	s.Key(fyne.KeySpace)
}

// follow presses the link of the nth line.
func (s *scene) follow(n int) {
	s.Focus("readiness." + strconv.Itoa(n))
	s.Key(fyne.KeySpace)
}

func TestEachLineLeadsToWhereItIsSet(t *testing.T) {
	s := open(t, uitest.Setup{}, access.Primary)
	s.ExpectText(s.Printer.N("readiness.summary", 4))
	s.ExpectNoText(s.Printer.T("settings.gap.server")) // closed until somebody opens it
	s.unfold()
	if !s.memory.open {
		t.Error("the open card is remembered")
	}
	for n, text := range []string{"settings.gap.support_email", "settings.gap.support_phone", "settings.gap.telephony", "settings.gap.server"} {
		s.ExpectText(s.Printer.T(text))
		s.follow(n)
	}
	want := []readiness.Place{
		{Section: "support", Field: "support.email"},
		{Section: "support", Field: "support.phone"},
		{Section: "telephony"},
		{Section: "servers", Field: "servers.add"},
	}
	if diff := cmp.Diff(want, s.window.revealed); diff != "" {
		t.Error(diff)
	}
}

func TestTheCardFollowsWhatIsStored(t *testing.T) {
	s := open(t, uitest.Setup{}, access.Delegate, sample.Filled, func(v syncing.View) {
		delete(v, settings.AppServerEntity(sample.Quebec))
		delete(v, settings.AppServerEntity(sample.Gatineau))
		delete(v, settings.EntityTelephony)
	})
	s.ExpectText(s.Printer.N("readiness.summary", 2))
	s.unfold()
	s.ExpectText(s.Printer.T("sections.phone.title")) // the choice among the providers, not their list
	s.follow(0)
	if got, want := s.window.revealed[0], (readiness.Place{Section: "phone", Field: "telephony.default"}); got != want {
		t.Errorf("leads to %+v, want %+v", got, want)
	}
	s.editor.Choose("telephony.default", sample.Horizon)
	s.ExpectText(s.Printer.N("readiness.summary", 2)) // not yet: it is not saved
	s.editor.Save(nil)
	s.ExpectText(s.Printer.N("readiness.summary", 1))
	s.source.Change(sample.Filled)
	s.ExpectNoText(s.Printer.T("readiness.title"))
}

func TestWhoMayNotEditIsNotAsked(t *testing.T) {
	for _, role := range []access.Role{access.Support, access.Reseller, access.Kiosk} {
		s := open(t, uitest.Setup{}, role)
		s.ExpectNoText(s.Printer.T("readiness.title"))
	}
}

// Every field that a line may name is one that people can be led to.
func TestEveryLineHasAPlace(t *testing.T) {
	for name, changes := range map[string][]func(syncing.View){
		"nothing": nil,
		"no fail-over": {sample.Filled, func(v syncing.View) {
			off := settings.AppServers{Failover: settings.Failover{DownAfter: 30, UpAfter: 60}}.Fields()[settings.FieldFailover]
			v[settings.EntityAppServers][settings.FieldFailover] = syncing.FieldState{Value: off, Base: off, Rev: 6}
		}},
		"one server": {sample.Filled, func(v syncing.View) {
			delete(v, settings.AppServerEntity(sample.Quebec))
			delete(v, settings.AppServerEntity(sample.Gatineau))
		}},
	} {
		t.Run(name, func(t *testing.T) {
			s := open(t, uitest.Setup{}, access.Primary, changes...)
			gaps := settings.Gaps(settings.FromView(s.source.Fields))
			if len(gaps) == 0 {
				t.Fatal("nothing is missing")
			}
			s.unfold()
			for n, gap := range gaps {
				s.follow(n)
				to := s.window.revealed[n]
				if to.Section == "" || (gap.Field != "" && s.editor.Model().Section(editing.FieldID(to.Field)) != to.Section) {
					t.Errorf("%s leads to %+v", gap.Text, to)
				}
			}
		})
	}
}

func TestMasters(t *testing.T) {
	for _, setup := range []uitest.Setup{
		{Size: fyne.NewSize(780, 460)},
		{Language: i18n.English, Mode: look.Dark, Size: fyne.NewSize(780, 460)},
		{Mode: look.HighContrast, Size: fyne.NewSize(780, 460)},
		{Zoom: look.Zoom150, Size: fyne.NewSize(780, 640)},
	} {
		t.Run("readiness", func(t *testing.T) {
			s := open(t, setup, access.Primary)
			s.unfold()
			s.ExpectImage("readiness")
		})
	}
}
