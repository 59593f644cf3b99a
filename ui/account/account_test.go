package account_test

import (
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"pupitre/data/access"
	"pupitre/data/desk"
	"pupitre/data/fault"
	"pupitre/i18n"
	"pupitre/ui/account"
	accounts "pupitre/ui/account/sample"
	"pupitre/ui/credentials"
	"pupitre/ui/editing"
	"pupitre/ui/editing/sample"
	"pupitre/ui/look"
	"pupitre/ui/settingspage"
	"pupitre/ui/shell"
	"pupitre/ui/uitest"
	"pupitre/ui/widgets"
)

// scene is the section of the administrator in the whole window, over a sample server.
type scene struct {
	*uitest.Screen
	server  *accounts.Server
	source  *sample.Source
	account *account.Account
	shell   *shell.Shell
	caps    bool
	copied  string
	changes []string    // e-mail and role as the program was told
	own     access.Role // shows the page of one's own account to this role, "" for the section
}

func (s *scene) CapsLock() (on, known bool) { return s.caps, true }

func (s *scene) SaveFile(string, string, func(io.WriteCloser, error)) {}

func open(t *testing.T, setup uitest.Setup, prepare ...func(*scene)) *scene {
	t.Helper()
	s := &scene{server: accounts.NewServer(), source: sample.NewSource(sample.Filled, sample.Resold)}
	for _, p := range prepare {
		p(s)
	}
	s.Screen = uitest.Open(t, setup, func(screen *uitest.Screen) fyne.CanvasObject {
		s.Screen = screen
		s.build(setup)
		return screen.Stage.Content()
	})
	return s
}

func (s *scene) build(setup uitest.Setup) {
	role := s.role()
	s.account = account.New(account.Deps{
		Server: s.server, Run: s.Runner, Clock: sample.Clock{}, Zone: func() *time.Location { return time.UTC }, CapsLock: s,
		Keeping: credentials.Keeping{Copy: func(text string) { s.copied = text }, Files: s}, PasswordProblems: access.PasswordProblems,
		Person: sample.Marie, Me: account.Me{Name: "Marie Tremblay", Email: sample.Email, Role: role},
		Changed: func(me account.Me) {
			s.changes = append(s.changes, me.Email+" "+string(me.Role))
			s.shell.SetPerson(shell.Person{Name: me.Name, Email: me.Email, Role: me.Role})
		},
	})
	s.shell = shell.New(shell.Deps{
		Window: s.Window, Stage: s.Stage, Run: s.Runner, Sync: s.source, Clock: sample.Clock{},
		Person:   shell.Person{Name: "Marie Tremblay", Email: sample.Email, Role: role},
		Language: s.Printer.Language(), Look: look.Options{Mode: setup.Mode, Zoom: setup.Zoom}, Account: "account",
	})
	s.shell.SetProvider(sample.Provider)
	editor := settingspage.NewEditor(settingspage.Deps{
		Source: s.source, Window: s.shell.For("settings"), Run: s.Runner, Sections: sample.Only("administrator"), Clock: sample.Clock{},
		Person: sample.Marie, Email: sample.Email, Role: role, Keys: "Ctrl+S",
	})
	editor.Extend(settingspage.Extra{
		Section: settingspage.SectionAdministrator,
		New:     func(h *editing.Host) settingspage.Rows { return s.account.NewRows(h) },
		Entries: func(f settingspage.Finder) []shell.Entry {
			return account.Entries(f.Printer, f.Icon, f.Section, f.Place)
		},
	})
	start := shell.Place{Route: "settings"}
	if s.own != "" {
		start.Route = "account"
	}
	if role.MayReadSettings() {
		s.shell.Register(editor.Registration("settings"))
	}
	s.shell.Register(s.account.Registration(editor.Editor, "account", !role.MayReadSettings()))
	editor.Start()
	s.shell.Start(start)
}

// role is what Marie is: the one of her own page, else as the server has it.
func (s *scene) role() access.Role {
	for i, c := range s.server.Known.People {
		if c.Person == sample.Marie && s.own != "" {
			s.server.Known.People[i].Role = string(s.own)
		}
	}
	return access.Role(s.server.Known.People[0].Role)
}

// reads fails the test unless the screen shows the sentence of an id.
func (s *scene) reads(id string, args ...any) { s.ExpectText(s.Printer.T(id, args...)) }

// press gives the keyboard to a button of the page and presses it.
func (s *scene) press(field string) {
	s.Focus(field)
	s.Key(fyne.KeyReturn)
}

// types fills the fields of a dialog one after the other, then presses Enter.
func (s *scene) types(texts ...string) {
	for i, text := range texts {
		if i > 0 {
			s.Tab()
		}
		s.Type(text)
		if i < len(texts)-1 && s.focusedPassword() {
			s.Tab() // past the button that shows it
		}
	}
	s.Key(fyne.KeyReturn)
}

func (s *scene) focusedPassword() bool {
	_, ok := s.Canvas.Focused().(*widgets.PasswordEntry)
	return ok
}

func (s *scene) focused() string {
	id, _ := s.Canvas.Focused().(widgets.Identified)
	if id == nil {
		return ""
	}
	return id.FieldID()
}

func (s *scene) dialogOpen() bool { return len(s.Canvas.Overlays().List()) > 0 }

func (s *scene) expectAsked(t *testing.T, want ...string) {
	t.Helper()
	if !slices.Equal(s.server.Asked, want) {
		t.Errorf("asked %q, want %q", s.server.Asked, want)
	}
}

func TestTheAccountIsShownAsItIs(t *testing.T) {
	s := open(t, uitest.Setup{Size: fyne.NewSize(1100, 1600)})
	s.ExpectText(sample.Email)
	s.reads("account.person", "Code", "100042", "Name", "Marie Tremblay")
	s.reads("account.person", "Code", "100043", "Name", "Luc Côté")
	s.reads("account.factor.is_off")
	s.reads("account.sessions.here")
	s.ExpectText("Portable de Marie")
	s.reads("account.sessions.nameless")
}

func TestTheEmailIsChangedWithThePassword(t *testing.T) {
	s := open(t, uitest.Setup{})
	s.press("account.email")
	s.types("marie@boreale.example", accounts.Password)
	s.expectAsked(t, "email marie@boreale.example")
	s.ExpectText("marie@boreale.example")
	s.reads("account.email.changed", "Email", "marie@boreale.example")
	if s.dialogOpen() || !slices.Equal(s.changes, []string{"marie@boreale.example primary"}) {
		t.Errorf("the program was told %q", s.changes)
	}
}

// A refusal stands at the field that it is about, what was typed stays, and nothing is changed.
func TestRefusalsStandAtTheirField(t *testing.T) {
	taken := fault.New(fault.Conflict, "test", "people.email_taken")
	for _, c := range []struct {
		name  string
		typed []string
		err   error
		key   string
		at    string
	}{
		{"wrong password", []string{"marie@boreale.example", "faux"}, nil, "lease.wrong_password", "account.dialog.password"},
		{"no password", []string{"marie@boreale.example", ""}, nil, "account.password_required", "account.dialog.password"},
		{"taken", []string{"luc.cote@boreale.example", accounts.Password}, taken, "people.email_taken", "account.dialog.email"},
		{"no address", []string{"", accounts.Password}, nil, "settings.email_required", "account.dialog.email"},
		{"no domain", []string{"marie@", accounts.Password}, nil, "settings.email_form", "account.dialog.email"},
		{"the same", []string{"Marie.Tremblay@boreale.example", accounts.Password}, nil, "account.email.same", "account.dialog.email"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := open(t, uitest.Setup{})
			s.server.Err = c.err
			s.press("account.email")
			s.types(c.typed...)
			s.reads(c.key)
			if !s.dialogOpen() || s.focused() != c.at {
				t.Errorf("dialog %v, keyboard at %q", s.dialogOpen(), s.focused())
			}
			if got := s.Field("account.dialog.email").(*widgets.Entry).Text(); got != c.typed[0] {
				t.Errorf("the address is %q", got)
			}
			s.expectAsked(t)
			if s.account.Email() != sample.Email || s.changes != nil {
				t.Error("something has changed")
			}
		})
	}
}

func TestAWrongPasswordCanBeTypedAgain(t *testing.T) {
	s := open(t, uitest.Setup{})
	s.press("account.email")
	s.types("marie@boreale.example", "faux")
	s.Type(accounts.Password) // what was wrong is selected
	s.ExpectNoText(s.Printer.T("lease.wrong_password"))
	s.Key(fyne.KeyReturn)
	s.expectAsked(t, "email marie@boreale.example")
}

func TestAServerOutOfReachKeepsTheDialog(t *testing.T) {
	s := open(t, uitest.Setup{})
	s.server.Err = fault.New(fault.Unavailable, "test", "people.offline")
	s.press("account.email")
	s.types("marie@boreale.example", accounts.Password)
	s.reads("people.offline")
	s.server.Err = nil
	s.Key(fyne.KeyReturn)
	s.expectAsked(t, "email marie@boreale.example")
}

func TestThePasswordIsChangedUnderItsRules(t *testing.T) {
	s := open(t, uitest.Setup{})
	s.press("account.password")
	s.types(accounts.Password, "lac-9", "lac-9")
	s.reads("password.too_short")
	s.expectAsked(t)
	if s.focused() != "account.dialog.new_password" {
		t.Fatalf("the keyboard is at %q", s.focused())
	}
	s.Type("Téléphonie-Boréale9")
	s.reads("password.contains_provider") // the name of the provider is known here
	s.Key(fyne.KeyReturn)
	s.expectAsked(t)
	s.Type("Lac-tranquille9")
	s.Key(fyne.KeyReturn)
	s.reads("login.confirm_different")
	s.Type("Lac-tranquille9")
	s.Key(fyne.KeyReturn)
	s.expectAsked(t, "password Lac-tranquille9")
	s.reads("account.password.changed")
}

func TestCapsLockIsTold(t *testing.T) {
	s := open(t, uitest.Setup{})
	s.press("account.password")
	s.caps = true
	s.Type("F")
	s.reads("widgets.password.caps_lock")
}

func TestOffLineNothingIsOffered(t *testing.T) {
	s := open(t, uitest.Setup{}, func(s *scene) { s.source.Status.Connection = desk.Offline })
	s.reads("account.offline")
	for _, id := range []string{"account.modify", "account.factor.on", "account.primary.transfer", "account.delegates.add"} {
		if b, ok := s.Control(s.Printer.T(id)).(*widgets.Button); !ok || !b.Disabled() {
			t.Errorf("%s can be pressed", id)
		}
	}
	s.source.Set(desk.State{Connection: desk.Online})
	s.Settle()
	s.ExpectNoText(s.Printer.T("account.offline"))
	s.reads("account.factor.is_off") // it is read now
}

func TestTheSecondStepIsTurnedOnAndOff(t *testing.T) {
	s := open(t, uitest.Setup{Size: fyne.NewSize(1024, 900)})
	s.press("account.factor")
	s.types(accounts.Password)
	s.ExpectText(credentials.Grouped("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"))
	s.Focus("account.dialog.code")
	s.types("000000")
	s.reads("totp.wrong_code")
	s.Type(accounts.Code)
	s.Key(fyne.KeyReturn)
	s.ExpectText("ABCD-EFGH-IJKL-MNOP")
	s.TapLabel(s.Printer.T("account.codes.copy"))
	if !strings.Contains(s.copied, "QRST-UVWX-YZ23-4567") {
		t.Errorf("copied %q", s.copied)
	}
	s.Key(fyne.KeyEscape)
	s.reads("account.factor.is_on")
	s.press("account.factor")
	s.TapLabel(s.Printer.T("account.factor.turn_off_menu"))
	s.types(accounts.Password)
	s.reads("account.factor.is_off")
	s.expectAsked(t, "begin", "confirm", "disable")
}

func TestFewRecoveryCodesAreSaid(t *testing.T) {
	s := open(t, uitest.Setup{}, func(s *scene) { s.server.Factor.Enabled, s.server.Factor.RecoveryLeft = true, 2 })
	s.ExpectText(s.Printer.N("account.factor.few_codes", 2))
	s.press("account.factor")
	s.TapLabel(s.Printer.T("account.factor.new_codes"))
	s.types(accounts.Password)
	s.ExpectText("ABCD-EFGH-IJKL-MNOP")
	s.expectAsked(t, "recovery")
}

func TestASessionIsEnded(t *testing.T) {
	s := open(t, uitest.Setup{Size: fyne.NewSize(1024, 1400)})
	s.press("account.sessions.s2")
	s.reads("account.sessions.end_title", "Device", "Portable de Marie")
	s.TapLabel(s.Printer.T("account.sessions.end_accept"))
	s.expectAsked(t, "end s2")
	if s.HasControl(s.Printer.T("account.sessions.end", "Device", "Portable de Marie")) {
		t.Error("it is still in the list")
	}
	if !s.HasControl(s.Printer.T("account.sessions.end_others")) {
		t.Error("one other session is left, and cannot be ended with the button of all others")
	}
}

func TestAllOtherSessionsAreEnded(t *testing.T) {
	s := open(t, uitest.Setup{Size: fyne.NewSize(1024, 1400)})
	s.press("account.sessions")
	s.ExpectText(s.Printer.N("account.sessions.end_all_title", 2))
	s.TapLabel(s.Printer.T("account.sessions.end_accept"))
	s.expectAsked(t, "end s2", "end s3")
	s.reads("account.sessions.here")
	if s.HasControl(s.Printer.T("account.sessions.end_others")) {
		t.Error("no other session is left, and the button is still offered")
	}
}

// Esc gives up; an answer that comes later changes nothing on the screen.
func TestEscapeGivesUp(t *testing.T) {
	s := open(t, uitest.Setup{})
	s.press("account.email")
	s.Runner.Hold = true
	s.types("marie@boreale.example", accounts.Password)
	s.Key(fyne.KeyEscape)
	s.Runner.Release()
	if s.dialogOpen() || s.account.Email() != sample.Email {
		t.Errorf("the e-mail is %q", s.account.Email())
	}
}

// The palette finds each row by the words of both languages.
func TestThePaletteFindsTheRows(t *testing.T) {
	found := map[string]bool{}
	for _, e := range account.Entries(i18n.For(i18n.French), "", "", shell.Place{Route: "settings", Section: "administrator"}) {
		if e.Place.Field == "" || len(e.Names) != 2 || len(e.Help) != 2 || len(e.Also) < 6 {
			t.Errorf("%+v", e)
		}
		found[e.Place.Field] = true
	}
	if len(found) != 7 {
		t.Errorf("found %v", found)
	}
	s := open(t, uitest.Setup{})
	s.shell.Open(shell.Place{Route: "settings", Section: "administrator", Field: "account.password"})
	if s.focused() != "account.password" {
		t.Errorf("the keyboard is at %q", s.focused())
	}
}

// What the provider asks of its primary administrator is a setting like the others: in the draft until it is saved.
func TestTheProviderAsksForTheSecondStep(t *testing.T) {
	s := open(t, uitest.Setup{Size: fyne.NewSize(1024, 1400)})
	const at = "security.totp_primary"
	s.Focus(at)
	s.Key(fyne.KeySpace)
	s.ExpectText(s.Printer.N("settings.bar.changes", 1))
	s.TapLabel(s.Printer.T("settings.bar.save"))
	if len(s.source.Saves) != 1 || len(s.source.Saves[0]) != 1 {
		t.Fatalf("saved %+v", s.source.Saves)
	}
	if e := s.source.Saves[0][0]; e.Entity+"."+e.Field != at || string(e.Value) != "true" {
		t.Errorf("saved %+v", e)
	}
	s.expectAsked(t)
}
