package readiness_test

import (
	"strconv"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"github.com/google/go-cmp/cmp"

	"pupitre/data/access"
	"pupitre/data/branding"
	"pupitre/data/schedule"
	"pupitre/data/settings"
	"pupitre/data/syncing"
	"pupitre/data/wire"
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

func (w *glass) Printer() *i18n.Printer                         { return w.p }
func (w *glass) SetLanguage(lang i18n.Language)                 { w.p = i18n.For(lang) }
func (w *glass) Toast(string, string, func())                   {}
func (w *glass) Offer(string, string, func()) (withdraw func()) { return func() {} }
func (w *glass) Fail(string)                                    {}
func (w *glass) Reveal(section, field string) {
	w.revealed = append(w.revealed, readiness.Place{Section: section, Field: field})
}

// people are the provider's, of whom the card counts the delegates.
type people struct {
	delegates int // -1 for not known
	changed   func()
}

func (p *people) Delegates() (n int, known bool) { return p.delegates, p.delegates >= 0 }

func (p *people) Watch(changed func()) (cancel func()) {
	p.changed = changed
	return func() { p.changed = nil }
}

// scene is the card by itself, over the sample provider.
type scene struct {
	*uitest.Screen
	source *sample.Source
	window *glass
	memory *memory
	people *people
	editor *editing.Editor
	card   *readiness.Card
}

var entries = readiness.Entries{
	settings.EntityTelephony:  {Section: editing.SectionTelephony},
	settings.EntityAppServers: {Section: editing.SectionServers, Field: "servers.add"},
	settings.EntityMembers:    {Section: editing.SectionAdministrator, Field: "account.delegates"},
	schedule.EntityChat:       {Section: editing.SectionChat, Field: "chat.event_add"},
}

func open(t testing.TB, setup uitest.Setup, role access.Role, changes ...func(syncing.View)) *scene {
	t.Helper()
	s := &scene{source: sample.NewSource(changes...), memory: &memory{}, people: &people{delegates: 1}}
	s.Screen = uitest.Open(t, setup, func(screen *uitest.Screen) fyne.CanvasObject {
		s.window = &glass{p: screen.Printer}
		s.editor = editing.NewEditor(editing.Deps{
			Source: s.source, Window: s.window, Run: screen.Runner, Clock: sample.Clock{},
			Who: editing.Who{Person: sample.Marie, Email: sample.Email, Role: role},
		})
		s.editor.Start()
		host := &editing.Host{Editor: s.editor, P: screen.Printer}
		s.card = readiness.New(host, readiness.Deps{Memory: s.memory, Entries: entries, People: s.people})
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

// offered is a chat that nothing closes next year, and nobody to stand in for the primary administrator.
func offered(v syncing.View) {
	on := settings.Truth(true)
	v[schedule.EntityChat] = map[string]syncing.FieldState{schedule.FieldEnabled: {Value: on, Base: on, Rev: 6}}
}

// iconic has a favicon.
func iconic(v syncing.View) {
	ref := wire.BlobRef{SHA256: strings.Repeat("ab", 32), Type: "image/png", Width: 48, Height: 48, Size: 900}
	value := branding.Brand{Favicon: &ref}.Stored()[branding.FieldFavicon]
	v[branding.Entity] = map[string]syncing.FieldState{branding.FieldFavicon: {Value: value, Base: value, Rev: 6}}
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
	s := open(t, uitest.Setup{}, access.Primary, offered)
	s.people.delegates = 0
	s.people.changed()
	s.ExpectText(s.Printer.N("readiness.summary", 7))
	s.ExpectNoText(s.Printer.T("settings.gap.server")) // closed until somebody opens it
	s.unfold()
	if !s.memory.open {
		t.Error("the open card is remembered")
	}
	for n, text := range []string{
		"settings.gap.delegate", "settings.gap.support_email", "settings.gap.support_phone", "settings.gap.telephony",
		"settings.gap.favicon", "settings.gap.holidays", "settings.gap.server",
	} {
		s.ExpectText(s.Printer.T(text))
		s.follow(n)
	}
	want := []readiness.Place{
		{Section: "administrator", Field: "account.delegates"},
		{Section: "support", Field: "support.email"},
		{Section: "support", Field: "support.phone"},
		{Section: "telephony"},
		{Section: "branding", Field: "branding.favicon"},
		{Section: "chat", Field: "chat.event_add"},
		{Section: "servers", Field: "servers.add"},
	}
	if diff := cmp.Diff(want, s.window.revealed); diff != "" {
		t.Error(diff)
	}
}

func TestTheCardFollowsWhatIsStored(t *testing.T) {
	s := open(t, uitest.Setup{}, access.Delegate, sample.Filled, iconic, func(v syncing.View) {
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

// The people are known later than the settings, and change while the card is open; nothing is said of them until they are
// known, and a page that was left follows them no more.
func TestTheCardFollowsThePeople(t *testing.T) {
	s := open(t, uitest.Setup{}, access.Primary, sample.Filled, iconic)
	s.ExpectNoText(s.Printer.T("readiness.title"))
	s.people.delegates = -1
	s.people.changed()
	s.ExpectNoText(s.Printer.T("readiness.title"))
	s.people.delegates = 0
	s.people.changed()
	s.ExpectText(s.Printer.N("readiness.summary", 1))
	s.people.delegates = 1
	s.people.changed()
	s.ExpectNoText(s.Printer.T("readiness.title"))
	if s.card.Leave(); s.people.changed != nil {
		t.Error("the people are still followed")
	}
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
			gaps := settings.Gaps(settings.FromView(s.source.Fields), settings.Around{Now: sample.Clock{}.Now(), Delegates: 1})
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
		{Size: fyne.NewSize(780, 700)},
		{Language: i18n.English, Mode: look.Dark, Size: fyne.NewSize(780, 700)},
		{Mode: look.HighContrast, Size: fyne.NewSize(780, 700)},
		{Zoom: look.Zoom150, Size: fyne.NewSize(780, 1040)},
	} {
		t.Run("readiness", func(t *testing.T) {
			s := open(t, setup, access.Primary, offered)
			s.people.delegates = 0
			s.people.changed()
			s.unfold()
			s.ExpectImage("readiness")
		})
	}
}
