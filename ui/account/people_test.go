package account_test

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"pupitre/data/access"
	"pupitre/data/settings"
	"pupitre/data/syncing"
	accounts "pupitre/ui/account/sample"
	"pupitre/ui/editing/sample"
	"pupitre/ui/uitest"
)

func TestThePrimaryIsTransferred(t *testing.T) {
	s := open(t, uitest.Setup{})
	s.press("account.primary")
	s.Key(fyne.KeyReturn)
	s.Key(fyne.KeyDown)
	s.Key(fyne.KeyReturn)
	name := "Amélie Gagnon"
	if !s.Sees(s.Printer.T("account.primary.consequences", "Name", name)) {
		t.Fatalf("what follows is not said: %q", s.Texts())
	}
	s.Focus("account.dialog.password")
	s.types("faux")
	s.reads("lease.wrong_password")
	s.expectAsked(t)
	s.Type(accounts.Password)
	s.Key(fyne.KeyReturn)
	s.expectAsked(t, "primary "+accounts.Amelie)
	s.reads("account.primary.changed", "Name", name)
	s.reads("account.person", "Code", "100057", "Name", name)
	if s.account.Role() != access.Delegate || !slices.Equal(s.changes, []string{sample.Email + " delegate"}) {
		t.Errorf("role %s, the program was told %q", s.account.Role(), s.changes)
	}
	s.reads("lease.primary_only")
	s.reads("account.you") // among the delegates now
	if s.HasControl(s.Printer.T("account.primary.transfer")) || s.HasControl(s.Printer.T("account.delegates.add")) {
		t.Error("what would be refused is still offered")
	}
}

func TestNobodyIsTransferredToByHabit(t *testing.T) {
	s := open(t, uitest.Setup{})
	s.press("account.primary")
	s.Focus("account.dialog.password")
	s.types(accounts.Password)
	s.reads("account.person_required")
	s.expectAsked(t)
}

func TestADelegateIsAddedAndRemoved(t *testing.T) {
	s := open(t, uitest.Setup{Size: fyne.NewSize(1024, 1400)})
	s.press("account.delegates")
	s.Key(fyne.KeyReturn)
	s.Key(fyne.KeyDown)
	s.Key(fyne.KeyReturn)
	s.Focus("account.dialog.password")
	s.types(accounts.Password)
	s.reads("account.delegates.added", "Name", "Emily MacDonald")
	s.press("account.delegates." + accounts.Emily)
	s.reads("account.delegates.remove_title", "Name", "Emily MacDonald")
	s.types(accounts.Password)
	s.expectAsked(t, "delegate "+accounts.Emily, "remove "+accounts.Emily)
}

// Before the role of a delegate is taken away, the dialog says what will become of the person.
func TestWhatFollowsARemovalIsSaid(t *testing.T) {
	const reseller, name = "0190b2f0-0000-7000-8000-0000000000c1", "Télécom Rive-Sud" // as sample.Resold has it
	for want, prepare := range map[string]func(*scene){
		"account.delegates.remove_out":  func(*scene) {},
		"account.delegates.remove_back": func(s *scene) { s.server.Known.People[1].Reseller = reseller },
		"account.delegates.remove_closed": func(s *scene) {
			s.server.Known.People[1].Reseller = reseller
			s.source.Fields[settings.ResellerEntity(reseller)][settings.FieldActive] = syncing.FieldState{Value: settings.Truth(false), Rev: 6}
		},
	} {
		t.Run(want, func(t *testing.T) {
			s := open(t, uitest.Setup{Size: fyne.NewSize(1024, 1400)}, prepare)
			s.press("account.delegates." + accounts.Luc)
			args := []any{"Name", "Luc Côté"}
			if want != "account.delegates.remove_out" {
				args = append(args, "Reseller", name)
			}
			if !s.Sees(s.Printer.T(want, args...)) {
				t.Errorf("it is not said: %q", s.Texts())
			}
		})
	}
}

func TestWithoutACandidateTheDialogSaysWhatToDo(t *testing.T) {
	s := open(t, uitest.Setup{}, func(s *scene) { s.server.Known.People = s.server.Known.People[:2] })
	s.press("account.delegates")
	s.reads("account.nobody")
	s.Key(fyne.KeyReturn)
	if s.dialogOpen() {
		t.Error("Enter closes what only tells")
	}
}

// A delegate sees who the administrators are, and why nothing can be done about it.
func TestADelegateLooksOn(t *testing.T) {
	s := open(t, uitest.Setup{}, asDelegate)
	s.reads("lease.primary_only")
	for _, id := range []string{"account.primary.transfer", "account.delegates.add"} {
		if s.HasControl(s.Printer.T(id)) {
			t.Errorf("%s is offered", id)
		}
	}
	if s.HasControl(s.Printer.T("account.delegates.remove", "Name", "Luc Côté")) {
		t.Error("removing is offered")
	}
}

func asDelegate(s *scene) {
	s.server.Known.People[0].Role, s.server.Known.People[2].Role = string(access.Delegate), string(access.Primary)
}
