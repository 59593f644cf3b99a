package accountspage_test

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"github.com/google/go-cmp/cmp"

	"pupitre/data/access"
	"pupitre/data/desk"
	"pupitre/data/fault"
	"pupitre/i18n"
	"pupitre/ui/accountspage"
	settingsample "pupitre/ui/editing/sample"
	"pupitre/ui/look"
	"pupitre/ui/portal"
	"pupitre/ui/portal/sample"
	"pupitre/ui/shell"
	"pupitre/ui/uitest"
	"pupitre/ui/uitest/frame"
	"pupitre/ui/widgets"
)

// scene is the page in the whole window.
type scene struct {
	*uitest.Screen
	source *sample.Source
	server *sample.Server
	shell  *shell.Shell
}

func open(t testing.TB, setup uitest.Setup, role access.Role, changes ...func(*scene)) *scene {
	t.Helper()
	finder := sample.NewFinder(4, 1200)
	s := &scene{source: sample.NewSource(finder, access.EnterpriseAdmin), server: sample.NewServer(finder)}
	for _, change := range changes {
		change(s)
	}
	s.Screen = uitest.Open(t, setup, func(screen *uitest.Screen) fyne.CanvasObject {
		s.Screen = screen
		s.shell = frame.NewShell(screen, setup, shell.Deps{
			Sync: settingsample.NewSource(), Clock: settingsample.Clock{},
			Person: shell.Person{Name: "Marie Tremblay", Email: settingsample.Email, Role: role},
		})
		h := portal.New(portal.Deps{Source: s.source, Run: s.Runner, Role: role})
		page := accountspage.NewPresenter(accountspage.Deps{
			Portal: h, Source: s.server, Window: s.shell, Run: s.Runner, Build: "build",
			Inviter: portal.Inviter{Code: func(secret string) string { return secret }, Zone: func() *time.Location { return time.UTC }, Toast: s.shell.Toast},
		})
		s.shell.Register(page.Registration("accounts"))
		h.Start()
		s.shell.Start(shell.Place{Route: "accounts"})
		return screen.Stage.Content()
	})
	s.Settle()
	return s
}

func (s *scene) table() *widgets.Table { return s.Table(s.Printer.T("accounts.title")) }

// inactive takes the portal's activation back.
func inactive(s *scene) {
	s.source.List[0].Active, s.source.List[0].Access = false, ""
	s.server.Active = false
}

func TestAccountsPicture(t *testing.T) {
	s := open(t, uitest.Setup{Size: fyne.NewSize(1600, 1000)}, access.Primary, inactive)
	s.table().Select(1)
	s.Settle()
	s.ExpectImage("report")
	s = open(t, uitest.Setup{Language: i18n.English, Mode: look.HighContrast}, access.Reseller)
	s.table().Select(0)
	s.Settle()
	s.ExpectImage("list")
}

func TestTheListHasNumberNameAndDate(t *testing.T) {
	s := open(t, uitest.Setup{}, access.Support)
	if n := s.table().Count(); n != 4 {
		t.Fatalf("%d accounts, want 4", n)
	}
	for column, pattern := range map[int]func(string) bool{
		0: func(s string) bool { return s != "" },
		1: func(s string) bool { return len(s) >= 12 },
		2: func(s string) bool { _, err := time.Parse(time.DateOnly, s); return err == nil },
	} {
		for row := range 4 {
			if cell, _ := s.table().Cell(row, column); !pattern(cell.Text) {
				t.Errorf("row %d, column %d: %q", row, column, cell.Text)
			}
		}
	}
}

// Changes to the federation go through support; who is support has the way to them instead.
func TestWhoIsReminded(t *testing.T) {
	for role, reminded := range map[access.Role]bool{access.Reseller: true, access.Support: false, access.Primary: false} {
		s := open(t, uitest.Setup{}, role)
		if s.Sees(s.Printer.T("accounts.through_support")) != reminded {
			t.Errorf("%s is reminded: %v", role, !reminded)
		}
		if s.HasControl(s.Printer.T("accounts.build")) == reminded {
			t.Errorf("%s is offered to build: %v", role, reminded)
		}
	}
}

// Accounts, account report, Activate, choose a name, Save.
func TestActivation(t *testing.T) {
	s := open(t, uitest.Setup{Size: fyne.NewSize(1600, 1000)}, access.Delegate, inactive)
	s.table().Select(0)
	s.Settle()
	account, _ := s.table().Cell(0, 0)
	s.Focus("accounts.activate")
	s.Key(fyne.KeyReturn)
	s.ExpectText(s.Printer.T("accounts.activate_body", "Account", account.Text))
	s.TapLabel(s.Printer.T("accounts.activate_accept"))
	if len(s.server.Asked) != 0 {
		t.Fatalf("asked %q before anybody was chosen", s.server.Asked)
	}
	s.Focus("enterprise.pick.search")
	s.Type("a")
	s.Key(fyne.KeyReturn)
	s.TapLabel(s.Printer.T("accounts.activate_accept"))
	s.ExpectText(s.Printer.T("settings.email_required"))
	s.Focus("accounts.activate.email")
	s.Type("a.b@exemple.ca")
	s.TapLabel(s.Printer.T("accounts.activate_accept"))
	if len(s.server.Asked) != 1 || !s.server.Active {
		t.Errorf("asked %q", s.server.Asked)
	}
}

// Somebody else activates the portal while one chooses: the refusal is said, and the page behind it is read again.
func TestSomebodyElseActivatesFirst(t *testing.T) {
	s := open(t, uitest.Setup{Size: fyne.NewSize(1600, 1000)}, access.Delegate, inactive)
	s.table().Select(0)
	s.Settle()
	s.Focus("accounts.activate")
	s.Key(fyne.KeyReturn)
	s.Focus("enterprise.pick.search")
	s.Type("a")
	s.Key(fyne.KeyReturn)
	s.Focus("accounts.activate.email")
	s.Type("a.b@exemple.ca")
	s.source.List[0].Active = true
	s.server.Active, s.server.Refuses = true, fault.New(fault.Conflict, "test", "federation.already_active")
	s.TapLabel(s.Printer.T("accounts.activate_accept"))
	s.ExpectText(s.Printer.T("federation.already_active"))
	s.Key(fyne.KeyEscape)
	s.Settle()
	if s.HasControl(s.Printer.T("accounts.activate")) {
		t.Error("activation is still offered")
	}
}

func TestWhoMayNotActivateSeesWho(t *testing.T) {
	s := open(t, uitest.Setup{Size: fyne.NewSize(1024, 700)}, access.Support, inactive) // it is seen without scrolling
	s.table().Select(0)
	s.Settle()
	s.ExpectText(s.Printer.T("accounts.inactive_other"))
	if s.HasControl(s.Printer.T("accounts.activate")) {
		t.Error("activation is offered")
	}
}

func TestOffLineTheAccountsAreThoseOfTheCopy(t *testing.T) {
	offline := fault.New(fault.Unavailable, "test", "federation.offline")
	s := open(t, uitest.Setup{}, access.Support, func(s *scene) {
		s.server.Fails, s.source.Connection = offline, desk.Offline
	})
	s.ExpectText(s.Printer.T("accounts.offline"))
	var names []string
	for row := range s.table().Count() {
		cell, _ := s.table().Cell(row, 0)
		names = append(names, cell.Text)
	}
	s.server.Fails, s.source.Connection = nil, desk.Online
	s.source.Tell()
	s.Settle()
	s.ExpectNoText(s.Printer.T("accounts.offline"))
	var again []string
	for row := range s.table().Count() {
		cell, _ := s.table().Cell(row, 0)
		again = append(again, cell.Text)
	}
	if diff := cmp.Diff(names, again); diff != "" || len(names) != 4 {
		t.Errorf("the copy has other accounts than the server: %s", diff)
	}
}
