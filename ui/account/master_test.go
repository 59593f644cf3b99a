package account_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"pupitre/data/desk"
	"pupitre/i18n"
	accounts "pupitre/ui/account/sample"
	"pupitre/ui/look"
	"pupitre/ui/uitest"
)

// states are what the account can look like, each with how to get there.
var states = []struct {
	name    string
	prepare []func(*scene)
	reach   func(*scene)
	hard    bool // also in high contrast and at 150 %
}{
	{name: "account", hard: true},
	{name: "delegate", prepare: []func(*scene){asDelegate}},
	{name: "offline", prepare: []func(*scene){func(s *scene) { s.source.Status.Connection = desk.Offline }}},
	{name: "email_refused", hard: true, reach: func(s *scene) {
		s.press("account.email")
		s.types("marie@boreale.example", "faux")
	}},
	{name: "password", reach: func(s *scene) {
		s.press("account.password")
		s.types(accounts.Password, "Lac-9", "Lac-9")
	}},
	{name: "transfer", hard: true, reach: func(s *scene) {
		s.press("account.primary")
		s.Key(fyne.KeyReturn, fyne.KeyDown, fyne.KeyReturn)
		s.Focus("account.dialog.password")
	}},
	{name: "factor", reach: func(s *scene) {
		s.press("account.factor")
		s.types(accounts.Password)
	}},
	{name: "codes", reach: func(s *scene) {
		s.server.Factor.Enabled = true
		s.press("account.factor")
		s.types(accounts.Password)
		s.Focus("account.dialog.code")
		s.types(accounts.Code)
		s.TapLabel(s.Printer.T("account.codes.copy"))
	}},
}

func TestMasters(t *testing.T) {
	for _, state := range states {
		setups := []uitest.Setup{
			{Language: i18n.French, Mode: look.Light, Size: fyne.NewSize(1100, 760)},
			{Language: i18n.English, Mode: look.Dark},
		}
		if state.name == "account" { // whole, once
			setups[0].Size = fyne.NewSize(1100, 1180)
		}
		if state.hard {
			setups = append(setups, uitest.Setup{Mode: look.HighContrast}, uitest.Setup{Zoom: look.Zoom150})
		}
		for _, setup := range setups {
			t.Run(state.name, func(t *testing.T) {
				s := open(t, setup, state.prepare...)
				if state.reach != nil {
					state.reach(s)
				}
				s.ExpectImage(state.name)
			})
		}
	}
}

// Every row and button can be reached by Tab, and none keeps the keyboard.
func TestTabGoesRound(t *testing.T) {
	s := open(t, uitest.Setup{})
	s.ExpectTabReaches("account.email", "account.password", "account.factor", "account.primary", "account.delegates", "account.sessions")
}
