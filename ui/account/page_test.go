package account_test

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"pupitre/data/access"
	"pupitre/data/desk"
	"pupitre/data/fault"
	"pupitre/i18n"
	accounts "pupitre/ui/account/sample"
	"pupitre/ui/editing/sample"
	"pupitre/ui/look"
	"pupitre/ui/shell"
	"pupitre/ui/uitest"
)

// as shows the page of one's own account to a role.
func as(role access.Role) func(*scene) { return func(s *scene) { s.own = role } }

// Whatever the role, the page has what concerns the person, and nothing of the provider's administrators.
func TestEverybodyHasTheOwnPage(t *testing.T) {
	for _, role := range []access.Role{access.Primary, access.Delegate, access.Support, access.Reseller, access.Subscriber} {
		t.Run(string(role), func(t *testing.T) {
			s := open(t, uitest.Setup{Size: fyne.NewSize(1024, 1400)}, as(role))
			s.reads("account.page.title")
			s.reads("settings.administrator.language")
			s.ExpectText(sample.Email)
			s.reads("account.factor.is_off")
			s.reads("account.sessions.here")
			for _, id := range []string{"account.primary.label", "account.delegates.label", "account.totp_primary"} {
				s.ExpectNoText(s.Printer.T(id))
			}
			s.press("account.email")
			s.types("marie@boreale.example", accounts.Password)
			s.expectAsked(t, "email marie@boreale.example")
		})
	}
}

// A subscriber may not know the people of the provider: they are not asked for, and nothing is said to have failed.
func TestThePeopleAreNotAskedForInVain(t *testing.T) {
	s := open(t, uitest.Setup{}, as(access.Subscriber), func(s *scene) {
		s.server.PeopleErr = fault.New(fault.Forbidden, "test", "settings.not_allowed")
	})
	if s.server.PeopleRead != 0 {
		t.Errorf("the people were asked for %d times", s.server.PeopleRead)
	}
	s.ExpectNoText(s.Printer.T("settings.not_allowed"))
}

// The menu of the person leads to the page; only who has no settings finds it in the side bar.
func TestThePersonMenuLeadsToTheOwnPage(t *testing.T) {
	for role, listed := range map[access.Role]bool{access.Primary: false, access.Support: false, access.Reseller: true, access.Subscriber: true} {
		t.Run(string(role), func(t *testing.T) {
			s := open(t, uitest.Setup{}, as(role))
			if got := s.HasControl(s.Printer.T("account.page.title")); got != listed {
				t.Errorf("in the side bar: %v", got)
			}
			if !listed {
				s.shell.Open(shell.Place{Route: "settings"})
				s.reads("settings.administrator.title")
			}
			s.press("shell.person")
			s.TapLabel(s.Printer.T("shell.person.account"))
			if s.shell.Here().Route != "account" {
				t.Errorf("the menu leads to %q", s.shell.Here().Route)
			}
			s.reads("account.email.label")
		})
	}
}

// One's own language is a setting like the others: shown at once, stored by the save bar.
func TestTheOwnLanguageIsSavedFromTheOwnPage(t *testing.T) {
	s := open(t, uitest.Setup{}, as(access.Reseller))
	s.Focus("administrator.language")
	s.Key(fyne.KeyReturn, fyne.KeyDown, fyne.KeyReturn)
	s.Printer = i18n.For(i18n.English)
	s.reads("account.page.title")
	s.TapLabel(s.Printer.T("settings.bar.save"))
	if len(s.source.Saves) != 1 || len(s.source.Saves[0]) != 1 || string(s.source.Saves[0][0].Value) != `"en"` {
		t.Fatalf("saved %+v", s.source.Saves)
	}
}

// The name is changed without the password, under the server's rule, and the window calls the person by it.
func TestTheOwnNameIsChanged(t *testing.T) {
	s := open(t, uitest.Setup{}, as(access.Subscriber))
	s.press("account.name")
	for typed, key := range map[string]string{" ": "login.name_required", strings.Repeat("é", 81): "server.person_name"} {
		s.Key(fyne.KeyBackspace) // what is there is selected
		s.Type(typed)
		s.Key(fyne.KeyReturn)
		s.reads(key)
		if s.focused() != "account.dialog.name" {
			t.Errorf("%s: the keyboard is at %q", key, s.focused())
		}
	}
	s.expectAsked(t)
	s.Key(fyne.KeyBackspace)
	s.types("  Marie Côté ")
	s.expectAsked(t, "name Marie Côté")
	s.reads("account.name.changed", "Name", "Marie Côté")
	if s.dialogOpen() || !s.HasControl("Marie Côté") {
		t.Error("the side bar does not call her by her name")
	}
}

func TestOffLineTheOwnPageSaysWhy(t *testing.T) {
	s := open(t, uitest.Setup{}, as(access.Reseller), func(s *scene) { s.source.Status.Connection = desk.Offline })
	s.reads("account.offline")
	s.source.Set(desk.State{Connection: desk.Online})
	s.Settle()
	s.ExpectNoText(s.Printer.T("account.offline"))
}

// The palette finds the rows where the person has them: in the own page without settings, else in the settings alone.
func TestThePaletteLeadsToTheOwnPage(t *testing.T) {
	s := open(t, uitest.Setup{}, as(access.Reseller))
	s.shell.Open(shell.Place{Route: "account", Field: "account.password"})
	if s.focused() != "account.password" {
		t.Errorf("the keyboard is at %q", s.focused())
	}
	own := s.account.Registration(nil, "account", true).Entries(s.Printer)
	fields := []string{}
	for _, e := range own {
		fields = append(fields, e.Place.Field)
		if e.Place.Route != "account" || len(e.Names) != 2 || len(e.Also) < 5 {
			t.Errorf("%+v", e)
		}
	}
	if want := []string{"administrator.language", "account.name", "account.email", "account.password", "account.factor", "account.sessions"}; !slices.Equal(fields, want) {
		t.Errorf("it finds %q", fields)
	}
	if again := s.account.Registration(nil, "account", false).Entries(s.Printer); len(again) != 0 {
		t.Errorf("who has the settings finds %d of them twice", len(again))
	}
}

func TestTabGoesRoundTheOwnPage(t *testing.T) {
	s := open(t, uitest.Setup{}, as(access.Reseller))
	s.ExpectTabReaches("administrator.language", "account.name", "account.email", "account.password", "account.factor", "account.sessions")
}

func TestOwnPageMasters(t *testing.T) {
	for _, setup := range []uitest.Setup{
		{Language: i18n.French, Mode: look.Light, Size: fyne.NewSize(1100, 760)},
		{Language: i18n.English, Mode: look.Dark},
	} {
		t.Run("own", func(t *testing.T) {
			s := open(t, setup, as(access.Reseller))
			s.ExpectImage("own")
		})
	}
}
