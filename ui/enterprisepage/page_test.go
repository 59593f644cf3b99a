package enterprisepage_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"github.com/google/go-cmp/cmp"

	"pupitre/data/access"
	"pupitre/data/desk"
	"pupitre/data/fault"
	"pupitre/data/wire"
	"pupitre/i18n"
	settingsample "pupitre/ui/editing/sample"
	"pupitre/ui/enterprisepage"
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
	copied string
}

func open(t testing.TB, setup uitest.Setup, may access.Portal, changes ...func(*scene)) *scene {
	t.Helper()
	finder := sample.NewFinder(3, 900)
	s := &scene{source: sample.NewSource(finder, may), server: sample.NewServer(finder)}
	for _, change := range changes {
		change(s)
	}
	s.Screen = uitest.Open(t, setup, func(screen *uitest.Screen) fyne.CanvasObject {
		s.Screen = screen
		s.shell = frame.NewShell(screen, setup, shell.Deps{
			Sync: settingsample.NewSource(), Clock: settingsample.Clock{},
			Person: shell.Person{Name: "Marie Tremblay", Email: settingsample.Email, Role: access.Support},
		})
		h := portal.New(portal.Deps{Source: s.source, Run: s.Runner, Role: access.Support})
		page := enterprisepage.NewPresenter(enterprisepage.Deps{
			Portal: h, Source: s.server, Window: s.shell, Run: s.Runner, Me: sample.Marie,
			Inviter: portal.Inviter{
				Code: func(secret string) string { return "pupitre1-" + secret }, Copy: func(text string) { s.copied = text },
				Zone: func() *time.Location { return time.UTC }, Toast: s.shell.Toast,
			},
		})
		s.shell.Register(page.Registration("administrators"))
		h.Start()
		s.shell.Start(shell.Place{Route: "administrators"})
		return screen.Stage.Content()
	})
	s.Settle()
	return s
}

func (s *scene) table() *widgets.Table { return s.Table(s.Printer.T("administrators.title")) }

func (s *scene) column(column int) (out []string) {
	for row := range s.table().Count() {
		cell, _ := s.table().Cell(row, column)
		out = append(out, cell.Text)
	}
	return out
}

// act opens the three dots of somebody and chooses an entry.
func (s *scene) act(person, label string) {
	s.shell.Open(shell.Place{Route: "administrators", Field: person})
	s.Settle()
	s.Focus("administrators.menu")
	s.Key(fyne.KeyReturn)
	s.TapLabel(label)
	s.Settle()
}

// loses is somebody else's removal of a person, after which the server says no to whatever is asked about them.
func (s *scene) loses(person string) {
	s.server.Admins = slices.DeleteFunc(s.server.Admins, func(a wire.Administrator) bool { return a.Person == person })
	s.server.Refuses = fault.New(fault.NotFound, "test", "federation.administrator_unknown")
}

func (s *scene) wantAsked(t *testing.T, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, s.server.Asked); diff != "" {
		t.Error(diff)
	}
}

func TestAdministratorsPictures(t *testing.T) {
	s := open(t, uitest.Setup{}, access.EnterpriseSuperAdmin)
	s.table().Select(0)
	s.Settle()
	s.ExpectImage("list")
	s = open(t, uitest.Setup{Language: i18n.English, Mode: look.Dark}, access.EnterpriseSuperAdmin)
	s.Focus("administrators.add")
	s.Key(fyne.KeyReturn)
	s.Type("tremb")
	s.Key(fyne.KeyReturn)
	s.Settle()
	s.ExpectImage("wizard")
}

func TestTheListSearchesAndSorts(t *testing.T) {
	s := open(t, uitest.Setup{}, access.EnterpriseSuperAdmin)
	if got := s.column(0); strings.Join(got, "|") != "Étienne Desrosiers|Marie Tremblay|noemie.oconnor@boreale.example" {
		t.Errorf("%q", got)
	}
	s.Focus("administrators.search")
	s.Type("super")
	if got := s.column(0); len(got) != 2 {
		t.Errorf("%q have the access super", got)
	}
}

// The wizard of the portal: select one or more users, Next, choose the access, Add.
func TestAddingSeveralInTwoSteps(t *testing.T) {
	s := open(t, uitest.Setup{}, access.EnterpriseSuperAdmin)
	s.Focus("administrators.add")
	s.Key(fyne.KeyReturn)
	s.Type("tremb")
	s.Key(fyne.KeyReturn) // the first one found
	s.Focus("enterprise.pick.table")
	s.Key(fyne.KeyDown, fyne.KeyDown, fyne.KeySpace) // moving chooses nobody, Space does
	s.Settle()
	s.TapLabel(s.Printer.T("administrators.next"))
	s.Settle()
	s.ExpectText(s.Printer.T("administrators.access.admin_help"))
	s.Focus("administrators.dialog.access")
	s.Key(fyne.KeyRight)
	s.ExpectText(s.Printer.T("administrators.access.super_help"))
	s.TapLabel(s.Printer.T("enterprise.back")) // the choice is still there
	s.Settle()
	s.TapLabel(s.Printer.T("administrators.next"))
	s.Settle()
	for _, name := range []string{"Alice Tremblay", "Amélie Tremblay"} {
		s.Canvas.Focus(s.Control(s.Printer.T("administrators.email_of", "Name", name)).(fyne.Focusable))
		s.Type(strings.ToLower(name[:2]) + "@exemple.ca")
	}
	before := s.table().Count()
	s.TapLabel(s.Printer.T("administrators.add_accept"))
	s.Settle()
	if n := s.table().Count() - before; n != 2 || len(s.server.Asked) != n {
		t.Errorf("%d more, asked %q", n, s.server.Asked)
	}
	for _, asked := range s.server.Asked {
		if !strings.HasPrefix(asked, "add enterprise_admin ") || !strings.Contains(asked, "Tremb") {
			t.Errorf("asked %q", asked)
		}
	}
}

// Whom the directory has no address of is asked for one; without letters, their code is shown once.
func TestSomebodyWithoutEmailNeedsOne(t *testing.T) {
	s := open(t, uitest.Setup{}, access.EnterpriseSuperAdmin, func(s *scene) { s.server.Mails = false })
	someone := s.source.Found.WithoutEmail()
	s.Focus("administrators.add")
	s.Key(fyne.KeyReturn)
	s.Type(someone.Extension + " " + someone.Name)
	s.Key(fyne.KeyReturn)
	s.TapLabel(s.Printer.T("administrators.next"))
	s.TapLabel(s.Printer.T("administrators.add_accept"))
	s.wantAsked(t)
	s.ExpectText(s.Printer.T("settings.email_required"))
	s.Type("x.y") // the field that is wrong has the keyboard, and says no more once it is mended
	s.ExpectNoText(s.Printer.T("settings.email_required"))
	s.TapLabel(s.Printer.T("administrators.add_accept"))
	s.wantAsked(t)
	s.ExpectText(s.Printer.T("settings.email_form"))
	s.Focus("administrators.dialog.email." + someone.ID)
	s.Key(fyne.KeyEnd)
	s.Type("@exemple.ca")
	s.TapLabel(s.Printer.T("administrators.add_accept"))
	s.wantAsked(t, "add enterprise_admin "+someone.Name+" x.y@exemple.ca")
	s.TapLabel(s.Printer.T("people_page.code_copy"))
	if !strings.Contains(s.copied, "pupitre1-SECRET0") {
		t.Errorf("copied %q", s.copied)
	}
}

func TestEditAndDelete(t *testing.T) {
	s := open(t, uitest.Setup{}, access.EnterpriseSuperAdmin)
	s.act("p2", s.Printer.T("administrators.edit"))
	s.Focus("administrators.dialog.access")
	s.Key(fyne.KeyRight)
	s.TapLabel(s.Printer.T("administrators.edit_accept"))
	s.wantAsked(t, "edit p2 enterprise_super_admin")
	s.act("p2", s.Printer.T("administrators.delete"))
	s.TapLabel(s.Printer.T("administrators.delete_accept"))
	s.wantAsked(t, "edit p2 enterprise_super_admin", "remove p2")
	if got := s.column(0); len(got) != 2 {
		t.Errorf("%q are left", got)
	}
	s.act("p3", s.Printer.T("administrators.again"))
	s.ExpectText(s.Printer.T("people_page.mailed", "Name", "noemie.oconnor@boreale.example"))
}

// An invitation that nobody has accepted keeps no portal open: its Super Admin does not count.
func TestTheLastSuperAdminStays(t *testing.T) {
	for _, act := range []string{"edit", "delete"} {
		s := open(t, uitest.Setup{}, access.EnterpriseSuperAdmin)
		if act == "edit" {
			s.act(sample.Marie, s.Printer.T("administrators.edit"))
			s.Focus("administrators.dialog.access")
			s.Key(fyne.KeyLeft)
			s.TapLabel(s.Printer.T("administrators.edit_accept"))
		} else {
			s.act(sample.Marie, s.Printer.T("administrators.delete"))
			s.TapLabel(s.Printer.T("administrators.delete_accept"))
		}
		s.wantAsked(t)
		s.ExpectText(s.Printer.T("federation.last_super_admin"))
	}
}

func TestARefusalOfTheServerIsSaidAndTheListStays(t *testing.T) {
	s := open(t, uitest.Setup{}, access.EnterpriseSuperAdmin)
	s.server.Fails = fault.New(fault.Conflict, "test", "federation.last_super_admin")
	s.act("p2", s.Printer.T("administrators.delete"))
	s.TapLabel(s.Printer.T("administrators.delete_accept"))
	s.ExpectText(s.Printer.T("federation.last_super_admin"))
	if got := s.column(0); len(got) != 3 {
		t.Errorf("%q are left", got)
	}
}

// The server says no because somebody else was there first: the list is read again at once, behind the dialog that says why.
func TestTheListIsReadAgainAfterARefusal(t *testing.T) {
	for _, tt := range []struct {
		name string
		act  func(s *scene)
	}{
		{"delete", func(s *scene) {
			s.act("p2", s.Printer.T("administrators.delete"))
			s.loses("p2")
			s.TapLabel(s.Printer.T("administrators.delete_accept"))
		}},
		{"edit", func(s *scene) {
			s.act("p2", s.Printer.T("administrators.edit"))
			s.loses("p2")
			s.TapLabel(s.Printer.T("administrators.edit_accept"))
		}},
		{"add", func(s *scene) {
			s.Focus("administrators.add")
			s.Key(fyne.KeyReturn)
			s.Type("tremb")
			s.Key(fyne.KeyReturn)
			s.TapLabel(s.Printer.T("administrators.next"))
			s.Settle()
			s.Canvas.Focus(s.Control(s.Printer.T("administrators.email_of", "Name", "Alice Tremblay")).(fyne.Focusable))
			s.Type("a.b@exemple.ca")
			s.loses("p2")
			s.TapLabel(s.Printer.T("administrators.add_accept"))
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := open(t, uitest.Setup{}, access.EnterpriseSuperAdmin)
			tt.act(s)
			s.Settle()
			s.ExpectText(s.Printer.T("federation.administrator_unknown"))
			if got := s.column(0); len(got) != 2 || slices.Contains(got, "Étienne Desrosiers") {
				t.Errorf("the list still has %q", got)
			}
		})
	}
}

// An Enterprise Admin sees everything and why nothing can be changed.
func TestWhoMayOnlyLookSeesWhy(t *testing.T) {
	s := open(t, uitest.Setup{}, access.EnterpriseAdmin)
	s.ExpectText(s.Printer.T("administrators.super_only"))
	if s.HasControl(s.Printer.T("administrators.add")) {
		t.Error("adding is offered")
	}
	s.shell.Open(shell.Place{Route: "administrators", Field: "p2"})
	s.Settle()
	s.Focus("administrators.menu")
	s.Key(fyne.KeyReturn)
	s.ExpectNoText(s.Printer.T("administrators.edit"))
}

func TestOffLineNothingIsOffered(t *testing.T) {
	s := open(t, uitest.Setup{}, access.EnterpriseSuperAdmin, func(s *scene) { s.source.Connection = desk.Offline })
	s.ExpectText(s.Printer.T("federation.offline"))
	s.source.Connection = desk.Online
	s.server.Admins = append(s.server.Admins, wire.Administrator{Person: "p9", Name: "Zoé Roy", Access: string(access.EnterpriseAdmin)})
	s.source.Tell()
	s.Settle()
	s.ExpectNoText(s.Printer.T("federation.offline"))
	if got := s.column(0); len(got) != 4 {
		t.Errorf("%q once the server is back", got)
	}
}
