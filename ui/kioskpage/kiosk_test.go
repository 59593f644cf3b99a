package kioskpage_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"pupitre/data/desk"
	"pupitre/data/directory"
	"pupitre/data/fault"
	"pupitre/data/gate"
	"pupitre/data/settings"
	"pupitre/data/wire"
	"pupitre/i18n"
	"pupitre/ui/kioskpage"
	"pupitre/ui/kioskpage/sample"
	"pupitre/ui/look"
	"pupitre/ui/uitest"
)

const pin = "4821"

var fr, en = i18n.For(i18n.French), i18n.For(i18n.English)

// scene is a kiosk, its clock, and a visitor whose every touch is seen.
type scene struct {
	*uitest.Screen
	t       *testing.T
	source  *sample.Source
	finder  *sample.Finder
	kiosk   *kioskpage.Kiosk
	file    *memory
	now     time.Time
	touched time.Time
	held    bool // by a finger
	spoken  i18n.Language
	idle    time.Duration
	mode    look.Mode
	left    bool
	forgot  bool
	revoked bool
	memory  error // why the kiosk is in memory
	again   int   // tries to open
	spent   []string
	refusal error // of a code
	ready   bool  // a code was accepted
}

// Now implements kioskpage.Clock.
func (s *scene) Now() time.Time { return s.now }

// memory is the gate's file.
type memory struct{ text []byte }

func (m *memory) Read() ([]byte, error) { return m.text, nil }

func (m *memory) Write(text []byte) error {
	m.text = append([]byte(nil), text...)
	return nil
}

// open shows a kiosk as the program does: at 150 %.
func open(t *testing.T, setup uitest.Setup) *scene {
	t.Helper()
	setup.Zoom = look.Zoom150
	s := &scene{t: t, source: sample.Boreale(), finder: &sample.Finder{}, file: &memory{}, now: sample.Now, touched: sample.Now}
	s.Screen = uitest.Open(t, setup, func(*uitest.Screen) fyne.CanvasObject { return container.NewWithoutLayout() })
	s.start(setup.Language)
	return s
}

func (s *scene) start(l i18n.Language) {
	if l == "" {
		l = i18n.French
	}
	s.kiosk = kioskpage.New(kioskpage.Deps{
		Window: s.Window, Stage: s.Stage, Run: s.Runner, Clock: s, Source: s.source, Finder: s.finder,
		Memory:       func() error { return s.memory },
		Gate:         gate.Open(s.file, s.Now),
		CheckPIN:     func(_ context.Context, typed string) (bool, error) { return typed == pin, nil },
		LastActivity: func() time.Time { return s.touched }, Idle: time.Minute,
		Held:    func() bool { return s.held },
		SetMode: func(m look.Mode) { s.mode = m }, Mode: look.Light,
		SetIdle:  func(d time.Duration) { s.idle = d },
		Language: l, Speak: func(l i18n.Language) { s.spoken = l },
		Leave: func() { s.left = true }, Forget: func() { s.forgot = true }, Revoked: func() { s.revoked = true },
	})
	s.kiosk.Start()
	s.Settle()
}

// enrol shows the enrolment.
func (s *scene) enrol(l i18n.Language, leave func()) *kioskpage.Enrolment {
	e := kioskpage.NewEnrolment(kioskpage.EnrolDeps{
		Window: s.Window, Stage: s.Stage, Run: s.Runner, Language: l, Leave: leave,
		Enrol: func(_ context.Context, code string) error {
			s.spent = append(s.spent, code)
			return s.refusal
		},
		Enrolled: func() { s.ready = true }, Speak: func(l i18n.Language) { s.spoken = l },
	})
	e.Start()
	s.Settle()
	return e
}

// outOfService shows a kiosk that cannot open.
func (s *scene) outOfService(l i18n.Language, reason error, leave func()) *kioskpage.OutOfService {
	o := kioskpage.NewOutOfService(kioskpage.OutDeps{
		Window: s.Window, Stage: s.Stage, Run: s.Runner, Language: l, Reason: reason, Every: 15 * time.Second,
		Again: func() { s.again++ }, Leave: leave,
	})
	o.Start()
	s.Settle()
	return o
}

// touch is a finger on what is called label.
func (s *scene) touch(labels ...string) {
	s.t.Helper()
	for _, label := range labels {
		s.touched = s.now
		s.TapLabel(label)
	}
}

// wait lets time go by, a second at a time.
func (s *scene) wait(d time.Duration) {
	s.t.Helper()
	for range int(d / time.Second) {
		s.now = s.now.Add(time.Second)
		s.Advance(time.Second)
	}
}

func (s *scene) expectScreen(want kioskpage.Screen) {
	s.t.Helper()
	if s.kiosk.Shown() != want {
		s.t.Fatalf("shows screen %d, want %d: %q", s.kiosk.Shown(), want, s.Texts())
	}
}

// says looks for words whatever their spaces: those that do not break are the catalogue's affair.
func (s *scene) says(text string) {
	s.t.Helper()
	plain := func(s string) string { return strings.ReplaceAll(s, "\u00a0", " ") }
	if shown := plain(strings.Join(s.Texts(), " ")); !strings.Contains(shown, plain(text)) {
		s.t.Errorf("the screen does not say %q; it says %q", text, shown)
	}
}

func TestTheLanguageIsAskedFirstInBoth(t *testing.T) {
	s := open(t, uitest.Setup{})
	s.ExpectText("Téléphonie Boréale")
	for _, p := range []*i18n.Printer{fr, en} {
		s.ExpectText(p.T("kiosk.welcome.touch"))
	}
	s.touch(en.T("kiosk.welcome.language"))
	s.expectScreen(kioskpage.Home)
	for _, id := range []string{en.T("kiosk.tile.hours"), en.T("kiosk.tile.ask"), en.T("kiosk.tile.contacts"), en.T("kiosk.tile.directory")} {
		s.ExpectText(id)
	}
	if s.spoken != i18n.English {
		t.Errorf("the toolkit speaks %q", s.spoken)
	}
}

func TestTodayIsToldInBothLanguages(t *testing.T) {
	s := open(t, uitest.Setup{})
	s.touch(fr.T("kiosk.welcome.language"), fr.T("kiosk.tile.hours"))
	for _, text := range []string{
		"Aujourd’hui, lundi 23 novembre 2026", fr.T("kiosk.hours.service"), en.T("kiosk.hours.service"), fr.T("kiosk.hours.open"), en.T("kiosk.hours.open"),
		"De 9\u00a0h à 12\u00a0h et de 13\u00a0h à 17\u00a0h", "9:00\u00a0a.m. to 5:00\u00a0p.m.", "En semaine", "Weekdays",
	} {
		s.says(text)
	}
	s.wait(30 * time.Second)
	s.touched = s.now
	s.wait(30 * time.Second) // 11:31; at noon the lunch break begins
	s.touched = s.now.Add(29 * time.Minute)
	s.now = s.now.Add(29 * time.Minute)
	s.Advance(time.Second)
	s.ExpectText(fr.T("kiosk.hours.closed"))
	s.ExpectText("Pause-repas")
}

func TestOpenAtAMomentWithTheReason(t *testing.T) {
	s := open(t, uitest.Setup{})
	s.touch(fr.T("kiosk.welcome.language"), fr.T("kiosk.tile.ask"))
	s.says("Le 23 novembre 2026 à 11\u00a0h\u00a030, le clavardage est ouvert")
	s.touch("26", fr.T("kiosk.ask.hour_key", "Hour", "15"), "00")
	s.says("Le 26 novembre 2026 à 15\u00a0h, le clavardage est fermé\u00a0: «\u00a0Inventaire\u00a0».")
	s.touch(fr.T("kiosk.ask.month_after"), "4", fr.T("kiosk.ask.hour_key", "Hour", "10"), "45")
	s.says("Le 4 décembre 2026 à 10\u00a0h\u00a045, le clavardage est ouvert")
	s.says("aucun horaire ne couvre ce moment") // in English, on a Friday
	for range 40 {
		s.touch(fr.T("kiosk.ask.month_after"))
	}
	s.says("Novembre 2028") // and no further
}

func TestTheDirectoryIsSearchedPagedAndSaysNothingPrivate(t *testing.T) {
	s := open(t, uitest.Setup{})
	s.touch(fr.T("kiosk.welcome.language"), fr.T("kiosk.tile.directory"))
	s.ExpectText(fr.T("kiosk.search.begin"))
	for _, key := range "tremb" {
		s.touch(string(key))
	}
	if q := s.finder.Asked[len(s.finder.Asked)-1]; q.Text != "tremb" || q.Category != directory.User {
		t.Errorf("asked %+v", q)
	}
	s.ExpectText("Marie Tremblay")
	s.ExpectText("Poste 3201")
	for _, text := range s.Texts() {
		if strings.Contains(text, "@") {
			t.Errorf("shows %q", text)
		}
	}
	s.touch(fr.T("kiosk.keyboard.erase"), fr.T("kiosk.keyboard.accents"), "é", fr.T("kiosk.keyboard.letters"), "à", fr.T("kiosk.keyboard.space"))
	s.ExpectText("tremé" + "à ▏")
	s.touch(fr.T("kiosk.search.clear"))
	s.ExpectText(fr.T("kiosk.search.hint"))
	s.Type("tous") // a keyboard that is plugged in does as well
	s.says("1–20 sur 45")
	s.touch(fr.T("kiosk.search.next"), fr.T("kiosk.search.next"))
	s.says("41–45 sur 45")
	s.ExpectText("Personne 41")        // the others stand further down
	s.touch(fr.T("kiosk.search.next")) // at the end it does nothing
	s.says("41–45 sur 45")
	s.finder.Err = errors.New("no index")
	s.Key(fyne.KeyBackspace)
	s.ExpectText(fr.T("kiosk.search.failed"))
	s.finder.Err = fault.New(fault.Unavailable, "test", "federation.no_copy_yet")
	s.Key(fyne.KeyBackspace)
	s.says(fr.T("kiosk.search.offline"))
	s.finder.Err = nil
	s.touch(fr.T("kiosk.search.clear"), "m")
	s.ExpectText("Marie Tremblay")
}

func TestSwitchingTheLanguageKeepsWhatWasTyped(t *testing.T) {
	s := open(t, uitest.Setup{})
	s.touch(fr.T("kiosk.welcome.language"), fr.T("kiosk.tile.directory"), "t", "r")
	if s.HasControl("ç") != true {
		t.Error("the French keyboard has no ç")
	}
	s.kiosk.SetLanguage(i18n.English)
	s.Settle()
	s.ExpectText("tr▏")
	if s.HasControl("ç") {
		t.Error("the English keyboard has ç among its letters")
	}
	s.touch(en.T("kiosk.back"), en.T("kiosk.tile.contacts"))
	s.ExpectText("soutien@boreale.example")
	s.says("514-555-0123")
}

func TestAnIdleVisitorIsForgottenAfterACountdown(t *testing.T) {
	s := open(t, uitest.Setup{})
	s.touch(en.T("kiosk.welcome.language"), en.T("kiosk.tile.directory"), "m", "a")
	s.wait(59 * time.Second)
	s.ExpectNoText(en.T("kiosk.still.title"))
	s.wait(time.Second)
	s.ExpectText(en.T("kiosk.still.title"))
	s.ExpectText(en.N("kiosk.still.body", 20))
	s.wait(12 * time.Second)
	s.ExpectText(en.N("kiosk.still.body", 8))
	s.touch(en.T("kiosk.still.continue"))
	s.ExpectNoText(en.T("kiosk.still.title"))
	s.ExpectText("ma▏")
	s.wait(79 * time.Second)
	s.ExpectText(en.N("kiosk.still.body", 1))
	s.wait(time.Second)
	s.expectScreen(kioskpage.Welcome)
	s.ExpectNoText(en.T("kiosk.still.title"))
	if s.kiosk.Language() != i18n.French || s.spoken != i18n.French {
		t.Errorf("the next visitor is spoken to in %q, %q", s.kiosk.Language(), s.spoken)
	}
	s.touch(en.T("kiosk.welcome.language"), en.T("kiosk.tile.directory"))
	s.ExpectText(en.T("kiosk.search.hint"))
	s.touch(en.T("kiosk.back"), en.T("kiosk.back"))
	s.wait(5 * time.Minute) // the first screen, as it is, asks nobody anything
	s.ExpectNoText(fr.T("kiosk.still.title"))
}

func TestAnyTouchEndsTheCountdown(t *testing.T) {
	s := open(t, uitest.Setup{})
	s.touch(fr.T("kiosk.welcome.language"))
	s.wait(65 * time.Second)
	s.ExpectText(fr.T("kiosk.still.title"))
	s.touched = s.now
	s.wait(time.Second)
	s.ExpectNoText(fr.T("kiosk.still.title"))
	s.expectScreen(kioskpage.Home)
}

func TestLeavingNeedsThePinAndWrongOnesAreSlowedDown(t *testing.T) {
	s := open(t, uitest.Setup{})
	s.touch(fr.T("kiosk.exit.button"))
	for range gate.FreeTries {
		s.touch("1", "1", "1", "1", fr.T("kiosk.exit.accept"))
	}
	s.ExpectText(fr.N("gate.wait", 30))
	s.touch("4", "8", "2", "1", fr.T("kiosk.exit.accept"))
	s.expectScreen(kioskpage.Exit)
	s.kiosk.Stop()
	s.start(i18n.French) // the delay survives a restart
	s.touch(fr.T("kiosk.exit.button"))
	s.ExpectText(fr.N("gate.wait", 30))
	s.wait(30 * time.Second)
	s.ExpectText(fr.T("kiosk.exit.intro"))
	s.touch("1", "2", fr.T("kiosk.exit.accept"))
	s.expectScreen(kioskpage.Exit)
	s.touch(fr.T("kiosk.keyboard.erase"), fr.T("kiosk.keyboard.erase"), "4", "8", "2", "1", fr.T("kiosk.exit.accept"))
	s.expectScreen(kioskpage.Care)
	if len(s.file.text) != 0 {
		t.Errorf("the count is kept: %s", s.file.text)
	}
	s.touch(fr.T("kiosk.care.leave"))
	if !s.left {
		t.Error("the kiosk was not left")
	}
}

func TestAWrongPinIsSaidAndTheWayBackGoesBack(t *testing.T) {
	s := open(t, uitest.Setup{})
	s.touch(fr.T("kiosk.welcome.language"), fr.T("kiosk.tile.contacts"), fr.T("kiosk.exit.button"))
	s.Type("9999")
	s.Key(fyne.KeyReturn)
	s.ExpectText(fr.T("kiosk.exit.wrong"))
	s.touch(fr.T("kiosk.back"))
	s.expectScreen(kioskpage.Contacts)
}

func TestMaintenanceIsLeftByItselfAndSetsTheIdleTime(t *testing.T) {
	s := open(t, uitest.Setup{})
	s.touch(fr.T("kiosk.exit.button"), "4", "8", "2", "1", fr.T("kiosk.exit.accept"))
	s.Control(fr.T("kiosk.care.idle")).(interface{ SetSelected(string) }).SetSelected("15")
	if s.idle != 15*time.Second {
		t.Errorf("set to %s", s.idle)
	}
	s.touch(fr.T("kiosk.care.forget"), fr.T("kiosk.care.forget_cancel"))
	if s.forgot {
		t.Error("forgotten although it was to be kept")
	}
	s.touch(fr.T("kiosk.care.forget"), fr.T("kiosk.care.forget_accept"))
	if !s.forgot {
		t.Error("not forgotten")
	}
	s.wait(14 * time.Second)
	s.ExpectNoText(fr.T("kiosk.still.title"))
	s.wait(time.Second)
	s.ExpectText(fr.N("kiosk.still.body", 5)) // a third of the idle time
	s.wait(5 * time.Second)
	s.expectScreen(kioskpage.Welcome)
}

// Whoever has a keyboard takes nothing away, and brings nothing that others left.
func TestNothingIsCopiedOrPasted(t *testing.T) {
	s := open(t, uitest.Setup{})
	s.touch(fr.T("kiosk.welcome.language"), fr.T("kiosk.tile.directory"), "t", "r")
	clipboard := fyne.CurrentApp().Clipboard()
	clipboard.SetContent("514 555-0199")
	for _, shortcut := range []fyne.Shortcut{
		&fyne.ShortcutSelectAll{}, &fyne.ShortcutCopy{Clipboard: clipboard}, &fyne.ShortcutCut{Clipboard: clipboard},
		&fyne.ShortcutPaste{Clipboard: clipboard},
	} {
		s.SendShortcut(shortcut)
		s.Settle()
		s.ExpectText("tr▏")
	}
	if kept := clipboard.Content(); kept != "514 555-0199" {
		t.Errorf("the clipboard holds %q", kept)
	}
}

func TestTheServerGoesAndComesBack(t *testing.T) {
	s := open(t, uitest.Setup{})
	s.source.Told.Connection = desk.Offline
	s.source.Tell()
	s.ExpectText(fr.T("kiosk.offline", "Time", sample.Now.Add(-time.Minute).In(toronto(t))))
	s.touch(fr.T("kiosk.welcome.language"), fr.T("kiosk.tile.hours"))
	s.ExpectText(fr.T("kiosk.hours.open"))
	s.source.Told.Connection = desk.Online
	s.source.Set(settings.EntitySupport, map[string]wire.Value{settings.FieldPhone: settings.Text("+15145550199")})
	s.source.Tell()
	s.ExpectNoText("Hors ligne")
	s.touch(fr.T("kiosk.back"), fr.T("kiosk.tile.contacts"))
	s.says("514\u00a0555-0199")
}

func toronto(t *testing.T) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation(settings.DefaultTimeZone)
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

func TestARevokedKioskSaysSoAndStops(t *testing.T) {
	for _, c := range []desk.Connection{desk.SignedOut, desk.Revoked} {
		s := open(t, uitest.Setup{})
		s.source.Told.Connection = c
		s.source.Tell()
		if !s.revoked {
			t.Errorf("%s: nobody was told", c)
		}
		s.kiosk.Stop()
		if s.source.Subscribers() != 0 {
			t.Error("it follows the service still")
		}
		touched := s.Runner.Pending()
		s.Advance(time.Minute)
		if touched != 0 {
			t.Errorf("%d delays wait", touched)
		}
	}
}

func TestWithoutFactsTheKioskSaysSo(t *testing.T) {
	s := open(t, uitest.Setup{})
	s.kiosk.Stop()
	s.source.Err = errors.New("locked")
	s.start(i18n.French)
	s.touch(fr.T("kiosk.welcome.language"), fr.T("kiosk.tile.hours"))
	s.ExpectText(fr.T("kiosk.unknown.title"))
	s.source.Err = nil
	s.source.Tell()
	s.ExpectText(fr.T("kiosk.hours.open"))
}
