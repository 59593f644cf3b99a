package loginpage_test

import (
	"context"
	"image"
	"image/color"
	"image/draw"
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"pupitre/data/access"
	"pupitre/data/branding"
	"pupitre/data/fault"
	"pupitre/i18n"
	"pupitre/ui/credentials"
	"pupitre/ui/loginpage"
	"pupitre/ui/look"
	"pupitre/ui/uitest"
	"pupitre/ui/widgets"
)

// scene is the sign-in page in a window, before a program that answers with err.
type scene struct {
	*uitest.Screen
	page     *loginpage.Page
	err      error
	errs     map[string]error // of one kind of request
	asked    [][]string
	copied   string
	recovery []string
	opened   int
	quits    int
	spoke    []i18n.Language
	caps     bool
}

func (s *scene) CapsLock() (on, known bool) { return s.caps, true }

func (s *scene) ask(words ...string) error {
	s.asked = append(s.asked, words)
	if err, ok := s.errs[words[0]]; ok {
		return err
	}
	return s.err
}

func open(t *testing.T, setup uitest.Setup, server, email string) *scene {
	t.Helper()
	return openFor(t, setup, server, email, loginpage.Known{})
}

// openFor is open on a computer that remembers the provider of its last session.
func openFor(t *testing.T, setup uitest.Setup, server, email string, provider loginpage.Known) *scene {
	t.Helper()
	s := &scene{}
	s.Screen = uitest.Open(t, setup, func(screen *uitest.Screen) fyne.CanvasObject {
		s.Screen = screen
		s.page = loginpage.New(loginpage.Deps{
			Window: screen.Window, Stage: screen.Stage, Run: screen.Runner, Language: screen.Printer.Language(),
			CapsLock: s, Server: server, Email: email, Provider: provider,
			Keeping: credentials.Keeping{Copy: func(text string) { s.copied = text }},
			SignIn: func(_ context.Context, c loginpage.Credentials) ([]string, error) {
				words := []string{"sign in", c.Server, c.Email, c.Password}
				if c.Code != "" {
					words = append(words, c.Code)
				}
				return s.recovery, s.ask(words...)
			},
			Forgot: func(_ context.Context, server, email string, language i18n.Language) error {
				return s.ask("forgot", server, email, string(language))
			},
			Reset: func(_ context.Context, server, email, code, password string) error {
				return s.ask("reset", server, email, code, password)
			},
			AcceptInvite: func(_ context.Context, code, name, password string) error {
				return s.ask("invite", code, name, password)
			},
			StartDemo:        func(context.Context) error { return s.ask("demo") },
			PasswordProblems: access.PasswordProblems,
			SignedIn:         func() { s.opened++ },
			Quit:             func() { s.quits++ },
			Spoke:            func(lang i18n.Language) { s.spoke = append(s.spoke, lang) },
		})
		s.page.Show()
		return screen.Stage.Content()
	})
	s.page.Show() // with its size, as in the program
	s.Settle()
	return s
}

// known is the page of a computer where Marie has signed in before.
func known(t *testing.T, setup uitest.Setup) *scene {
	return open(t, setup, "https://pupitre.example.com", "marie.tremblay@boreale.example")
}

func (s *scene) focused() string {
	id, _ := s.Canvas.Focused().(widgets.Identified)
	if id == nil {
		return ""
	}
	return id.FieldID()
}

func TestFirstEmptyFieldHasTheKeyboard(t *testing.T) {
	if got := open(t, uitest.Setup{}, "", "").focused(); got != "email" {
		t.Errorf("at the first start: %q", got)
	}
	if got := known(t, uitest.Setup{}).focused(); got != "password" {
		t.Errorf("when the e-mail is known: %q", got)
	}
}

func TestSignInByKeyboard(t *testing.T) {
	s := open(t, uitest.Setup{}, "https://pupitre.example.com", "")
	s.Type("marie.tremblay@boreale.example")
	s.Tab()
	s.Type("Forêt boréale 7!")
	s.Key(fyne.KeyReturn)
	want := []string{"sign in", "https://pupitre.example.com", "marie.tremblay@boreale.example", "Forêt boréale 7!"}
	if len(s.asked) != 1 || !slices.Equal(s.asked[0], want) || s.opened != 1 {
		t.Errorf("asked %q, opened %d", s.asked, s.opened)
	}
}

func TestAnswersAreReadAtTheirPlace(t *testing.T) {
	for _, c := range []struct {
		name string
		err  error
		at   string
	}{
		{"wrong password", fault.New(fault.SignedOut, "test", "server.bad_credentials"), "password"},
		{"plain http", fault.New(fault.Invalid, "test", "remote.plain_http", "Address", "http://pupitre.example.com"), "server"},
		{"unreachable", fault.New(fault.Unavailable, "test", "remote.unreachable"), ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := known(t, uitest.Setup{})
			s.err = c.err
			s.Type("secret")
			s.Key(fyne.KeyReturn)
			s.ExpectText(s.Printer.Err(c.err))
			if c.at != "" && s.focused() != c.at {
				t.Errorf("the keyboard is at %q", s.focused())
			}
			if s.opened != 0 || s.Field("password").(*widgets.PasswordEntry).Text() != "secret" {
				t.Error("nothing that was typed is lost")
			}
		})
	}
}

func TestFaultsAreFoundBeforeAnythingIsSent(t *testing.T) {
	s := open(t, uitest.Setup{}, "https://pupitre.example.com", "")
	s.Key(fyne.KeyReturn)
	if len(s.asked) != 0 || s.focused() != "email" {
		t.Errorf("asked %q, keyboard at %q", s.asked, s.focused())
	}
	s.ExpectText(s.Printer.T("login.email_required"))
	s.Type("marie@")
	s.ExpectNoText(s.Printer.T("login.email_required"))
	s.Key(fyne.KeyReturn)
	s.ExpectText(s.Printer.T("login.email_malformed"))
}

func TestWaitingCanBeGivenUp(t *testing.T) {
	s := known(t, uitest.Setup{})
	s.Type("secret")
	s.Runner.Hold = true
	s.Key(fyne.KeyReturn)
	s.ExpectText(s.Printer.T("login.cancel"))
	s.Key(fyne.KeyReturn)
	s.Key(fyne.KeyEscape)
	s.ExpectNoText(s.Printer.T("login.cancel"))
	s.Runner.Release()
	if s.opened != 0 || s.page.Model().Busy() {
		t.Error("an answer that is no longer wanted opens nothing")
	}
	s.Focus("password")
	s.Key(fyne.KeyReturn)
	if s.opened != 1 {
		t.Error("it can be tried again")
	}
}

func TestLanguageKeepsWhatIsTyped(t *testing.T) {
	s := open(t, uitest.Setup{}, "https://pupitre.example.com", "")
	s.Type("marie.tr")
	s.Key(fyne.KeyLeft)
	s.page.SetLanguage(i18n.English)
	s.Settle()
	s.ExpectText(i18n.For(i18n.English).T("login.title"))
	e := s.Field("email").(*widgets.Entry)
	if e.Text() != "marie.tr" || e.CursorColumn != 7 || s.focused() != "email" {
		t.Errorf("text %q, cursor %d, keyboard %q", e.Text(), e.CursorColumn, s.focused())
	}
	if !slices.Equal(s.spoke, []i18n.Language{i18n.English}) || s.Window.Title() != i18n.For(i18n.English).T("login.window_title") {
		t.Errorf("spoke %v, title %q", s.spoke, s.Window.Title())
	}
}

func TestServerAddressIsBehindAdvanced(t *testing.T) {
	s := known(t, uitest.Setup{})
	s.ExpectNoText(s.Printer.T("login.server"))
	s.TapLabel(s.Printer.T("login.advanced"))
	s.ExpectText(s.Printer.T("login.server"))
	s.TapLabel(s.Printer.T("login.advanced"))
	s.ExpectNoText(s.Printer.T("login.server"))
}

func TestInvite(t *testing.T) {
	s := open(t, uitest.Setup{}, "", "")
	s.TapLabel(s.Printer.T("login.to_invite"))
	if s.focused() != "code" {
		t.Fatalf("the keyboard is at %q", s.focused())
	}
	for _, text := range []string{"PUP1-XYZ", "Luc Côté", "Forêt boréale 7!"} {
		s.Type(text)
		s.Tab()
	}
	s.Focus("confirm")
	s.Type("Forêt boréale 7")
	s.Key(fyne.KeyReturn)
	s.ExpectText(s.Printer.T("login.confirm_different"))
	s.Type("!")
	s.Key(fyne.KeyReturn)
	want := []string{"invite", "PUP1-XYZ", "Luc Côté", "Forêt boréale 7!"}
	if len(s.asked) != 1 || !slices.Equal(s.asked[0], want) || s.opened != 1 {
		t.Errorf("asked %q, opened %d", s.asked, s.opened)
	}
}

func TestDemo(t *testing.T) {
	s := open(t, uitest.Setup{}, "", "")
	s.TapLabel(s.Printer.T("login.demo"))
	if len(s.asked) != 1 || s.asked[0][0] != "demo" || s.opened != 1 {
		t.Errorf("asked %q, opened %d", s.asked, s.opened)
	}
}

func TestQuitFromTheKeyboard(t *testing.T) {
	s := known(t, uitest.Setup{})
	s.Shortcut(fyne.KeyQ, fyne.KeyModifierShortcutDefault)
	if s.quits != 1 {
		t.Errorf("%d quits", s.quits)
	}
}

func TestCapsLockIsTold(t *testing.T) {
	s := known(t, uitest.Setup{})
	s.caps = true
	s.Type("S")
	s.ExpectText(s.Field("password").(*widgets.PasswordEntry).CapsLockWarning())
}

// states are what the page can look like, each with how to get there.
var states = []struct {
	name  string
	reach func(*testing.T, uitest.Setup) *scene
	hard  bool // also in high contrast and at 150 %
}{
	{"first_start", func(t *testing.T, setup uitest.Setup) *scene { return open(t, setup, "", "") }, false},
	{"wrong_password", func(t *testing.T, setup uitest.Setup) *scene {
		s := known(t, setup)
		s.err = fault.New(fault.SignedOut, "test", "server.bad_credentials")
		s.Type("secret")
		s.Key(fyne.KeyReturn)
		return s
	}, false},
	{"unreachable", func(t *testing.T, setup uitest.Setup) *scene {
		s := known(t, setup)
		s.err = unreachable
		s.Type("secret")
		s.Key(fyne.KeyReturn)
		return s
	}, true},
	{"busy", func(t *testing.T, setup uitest.Setup) *scene {
		s := known(t, setup)
		s.caps = true
		s.Type("secret")
		s.Runner.Hold = true
		s.Key(fyne.KeyReturn)
		return s
	}, false},
	{"invite_typed", func(t *testing.T, setup uitest.Setup) *scene {
		s := open(t, setup, "", "")
		s.Focus("login.other_button")
		s.Key(fyne.KeyReturn)
		s.Focus("new_password")
		s.Type("Password1!")
		return s
	}, false},
	{"reset_faults", func(t *testing.T, setup uitest.Setup) *scene {
		s := forgotten(t, setup)
		s.errs = map[string]error{"reset": badCode}
		s.choose("ABCD-2345", "lac")
		return s
	}, true},
	{"factor", func(t *testing.T, setup uitest.Setup) *scene { return needsFactor(t, setup, codeNeeded) }, false},
	{"enrol", func(t *testing.T, setup uitest.Setup) *scene { return needsFactor(t, setup, enrolNeeded) }, true},
	{"keep", func(t *testing.T, setup uitest.Setup) *scene {
		s := needsFactor(t, setup, enrolNeeded)
		s.errs = nil
		for range 5 {
			s.recovery = append(s.recovery, "ABCD-EFGH-IJKL-MNOP", "QRST-UVWX-YZ23-4567")
		}
		s.Focus("factor_code")
		s.Type("123456")
		s.Key(fyne.KeyReturn)
		return s
	}, false},
}

// logo is a provider's, at its real size.
func logo() *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, branding.LogoWidth, branding.LogoHeight))
	draw.Draw(img, img.Rect, image.White, image.Point{}, draw.Src)
	draw.Draw(img, image.Rect(12, 10, 52, 50), image.NewUniform(color.NRGBA{R: 0x0b, G: 0x4f, B: 0x6c, A: 0xff}), image.Point{}, draw.Src)
	draw.Draw(img, image.Rect(60, 24, 132, 34), image.NewUniform(color.NRGBA{R: 0x7f, G: 0xe0, B: 0xc3, A: 0xff}), image.Point{}, draw.Src)
	return img
}

// The page shows whose console it opens while the server is that of the last session, and is plain on any other.
func TestTheProviderOfThisComputerIsShown(t *testing.T) {
	const name, server = "Téléphonie Boréale", "https://pupitre.boreale.example"
	s := openFor(t, uitest.Setup{Size: fyne.NewSize(1100, 900)}, server, "marie@boreale.example", loginpage.Known{Name: name, Logo: logo()})
	s.ExpectText(name)
	s.ExpectImage("known_provider")
	s.TapLabel(s.Printer.T("login.to_invite")) // from another provider, perhaps
	s.ExpectNoText(name)
	s.TapLabel(s.Printer.T("login.to_sign_in"))
	s.ExpectText(name)
	s.TapLabel(s.Printer.T("login.advanced"))
	s.Focus("server")
	s.Type("x")
	s.ExpectNoText(name)
	unknown := open(t, uitest.Setup{}, server, "marie@boreale.example")
	unknown.ExpectNoText(name)
	dark := openFor(t, uitest.Setup{Mode: look.Dark, Zoom: look.Zoom150}, server, "", loginpage.Known{Name: name, Logo: logo()})
	dark.ExpectImage("known_provider")
}

func TestMasters(t *testing.T) {
	for _, state := range states {
		setups := []uitest.Setup{
			{Language: i18n.French, Mode: look.Light, Size: fyne.NewSize(1100, 760)},
			{Language: i18n.English, Mode: look.Dark},
		}
		if state.hard {
			setups = append(setups, uitest.Setup{Mode: look.HighContrast}, uitest.Setup{Zoom: look.Zoom150})
		}
		for _, setup := range setups {
			t.Run(state.name, func(t *testing.T) {
				state.reach(t, setup).ExpectImage(state.name)
			})
		}
	}
}

// Tab visits everything once and comes back: no control keeps the keyboard.
func TestTabGoesRound(t *testing.T) {
	for panel, want := range map[string][]string{
		"sign in": {"email", "password", "server"},
		"invite":  {"code", "name", "new_password", "confirm"},
	} {
		t.Run(panel, func(t *testing.T) {
			s := open(t, uitest.Setup{}, "", "")
			if panel == "invite" {
				s.TapLabel(s.Printer.T("login.to_invite"))
			}
			s.ShiftTab() // so that the round begins at the first field
			fields := []string{}
			for _, v := range s.ExpectTabGoesRound() {
				if f, ok := v.(interface{ FieldID() string }); ok && slices.Contains(want, f.FieldID()) {
					fields = append(fields, f.FieldID())
				}
			}
			if !slices.Equal(fields, want) {
				t.Errorf("visited %q, want %q", fields, want)
			}
		})
	}
}
