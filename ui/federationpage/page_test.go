package federationpage_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"pupitre/data/access"
	"pupitre/data/desk"
	"pupitre/data/directory"
	"pupitre/data/fault"
	"pupitre/i18n"
	"pupitre/ui/look"
	"pupitre/ui/portal/sample"
	"pupitre/ui/uitest"
	"pupitre/ui/widgets"
)

func TestBuildingPictures(t *testing.T) {
	s := open(t, uitest.Setup{})
	s.analyse()
	s.dial(0, "101")
	s.ExpectImage("whole")
	s = open(t, uitest.Setup{Language: i18n.English, Mode: look.Dark, Size: fyne.NewSize(1024, 700)}, none)
	s.ExpectImage("first")
}

func TestAFederationIsBuiltFromItsAccounts(t *testing.T) {
	s := open(t, uitest.Setup{}, none)
	s.Focus("building.build")
	s.Key(fyne.KeyReturn)
	s.wantAsked(t)
	s.ExpectText(s.Printer.T("building.no_account"))
	for i, a := range [][3]string{{"Gatineau", "819 555-0101", "Luc Côté"}, {"Laval", "450 555-0102", ""}} {
		for j, part := range []string{"name", "phone", "administrator"} {
			s.Focus(fmt.Sprintf("building.account.%d.%s", i, part))
			s.Type(a[j])
		}
	}
	press := func() {
		s.Focus("building.build")
		s.Key(fyne.KeyReturn)
		s.Settle()
	}
	press()
	s.ExpectText(s.Printer.T("federation.account_administrator", "Name", "Laval"))
	s.Focus("building.account.1.administrator")
	s.Type("Zoé Roy")
	press()
	s.ExpectText(s.Printer.T("building.federation_name", "Max", 80))
	s.wantAsked(t)
	s.Focus("building.name")
	s.Type("Groupe Boréal")
	press()
	s.wantAsked(t, "build Groupe Boréal [{Gatineau +18195550101 Luc Côté} {Laval +14505550102 Zoé Roy}]")
	s.ExpectText(s.Printer.N("building.added", 2))
}

// A refusal says the line, and gives the keyboard to the field that is to be mended; with the next letter it is gone.
func TestRefusalsKeepWhatWasTyped(t *testing.T) {
	for name, c := range map[string]struct {
		lines [][3]string
		says  func(p *i18n.Printer) string
		field string
	}{
		"a name twice": {
			[][3]string{{"Laval", "450 555-0101", "A"}, {"LAVAL", "450 555-0102", "B"}},
			func(p *i18n.Printer) string { return p.T("federation.account_name_twice", "Name", "LAVAL") }, "building.account.1.name",
		},
		"a number twice": {
			[][3]string{{"Laval", "450 555-0101", "A"}, {"Alma", "450-555-0101", "B"}},
			func(p *i18n.Printer) string { return p.T("federation.account_phone_twice", "Name", "Alma") }, "building.account.1.phone",
		},
		"no number": {
			[][3]string{{"Laval", "450 555-0101", "A"}, {"Alma", "12", "B"}},
			func(p *i18n.Printer) string {
				why := p.Err(fault.New(fault.Invalid, "test", "settings.phone_invalid"))
				return p.T("building.accounts.wrong", "Line", 2, "Reason", why)
			}, "building.account.1.phone",
		},
		"no name": {
			[][3]string{{"", "450 555-0101", "A"}},
			func(p *i18n.Printer) string { return p.T("building.account_name", "Line", 1) }, "building.account.0.name",
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := open(t, uitest.Setup{})
			for i, a := range c.lines {
				for j, part := range []string{"name", "phone", "administrator"} {
					s.Focus(fmt.Sprintf("building.account.%d.%s", i, part))
					s.Type(a[j])
				}
			}
			s.Focus("building.build")
			s.Key(fyne.KeyReturn)
			s.Settle()
			s.wantAsked(t)
			s.ExpectText(c.says(s.Printer))
			if lines := c.lines; lines[0][0] != "" && !s.Sees(lines[0][0]) {
				t.Errorf("%q is gone", lines[0][0])
			}
			field, _ := s.Canvas.Focused().(*widgets.Entry)
			if field == nil || field.FieldID() != c.field || !field.Failed() {
				t.Fatalf("the keyboard is not at %s", c.field)
			}
			s.Type("x")
			s.ExpectNoText(c.says(s.Printer))
			if field.Failed() {
				t.Error("the field still says that it is wrong")
			}
		})
	}
}

func TestDuplicatesAndThePlan(t *testing.T) {
	s := open(t, uitest.Setup{})
	s.analyse()
	clashes := rows(s.table("building.clashes.title"), 3)
	if len(clashes) != 1 || !strings.HasPrefix(clashes[0], "101 3 Alice Roy") {
		t.Errorf("%q", clashes)
	}
	changes := rows(s.table("building.plan.title"), 4)
	if len(changes) != 4 { // two of three 101, 411, and 10, which begins the 101 that is kept, or all 101
		t.Errorf("%q", changes)
	}
	seen := map[string]bool{}
	for _, line := range changes {
		to := line[strings.LastIndex(line, " ")+1:]
		if seen[to] || to == "411" || to == "101" || strings.HasPrefix(to, "9") || strings.HasPrefix(to, "0") {
			t.Errorf("%q", line)
		}
		seen[to] = true
	}
	s.Focus("building.handling")
	s.Key(fyne.KeyRight)
	s.Settle()
	s.ExpectText(s.Printer.T("building.clashes.keep_help"))
	s.ExpectNoText(s.Printer.T("building.plan.help")) // who keeps the extensions has no plan
}

// Groups and the like are counted beside the people, so that the plan and the question before it tell the same.
func TestThePlanCountsEverybody(t *testing.T) {
	group := directory.Entry{ID: "0198c0de-0000-7000-8000-000000000021", Kind: directory.Group, Account: "0198c0de-0000-7000-8000-000000000001", Name: "Ventes", Extension: "911"}
	s := open(t, uitest.Setup{}, func(s *scene) {
		s.finder = sample.FinderOf(append(three(), group.Row()))
		s.source, s.server = sample.NewSource(s.finder, access.EnterpriseAdmin), sample.NewServer(s.finder)
	})
	s.analyse()
	s.ExpectText(s.Printer.N("building.plan.users", 4, "Kept", 2) + " " + s.Printer.N("building.plan.others", 1) + " " + s.Printer.T("building.plan.optimal"))
	s.Focus("building.apply")
	s.Key(fyne.KeyReturn)
	s.ExpectText(s.Printer.N("building.plan.apply_title", 5))
}

// A directory may have a million entries: it is read once for clashes, plan and telephones, and again only when it is another one.
func TestTheDirectoryIsReadOnce(t *testing.T) {
	s := open(t, uitest.Setup{})
	s.analyse()
	s.dial(0, "101")
	for range 2 {
		s.Focus("building.digits")
		s.Key(fyne.KeySpace, fyne.KeyDown, fyne.KeyReturn)
		s.Settle()
	}
	s.analyse()
	if s.table("building.plan.title") == nil || s.finder.Reads() != 1 {
		t.Errorf("read %d times", s.finder.Reads())
	}
	e, err := s.finder.Entry(t.Context(), "0198c0de-0000-7000-8000-000000000012")
	if err != nil {
		t.Fatal(err)
	}
	e.Extension = "303" // Benoît
	s.finder.Put(e)
	s.source.Tell()
	s.Settle()
	if s.table("building.plan.title") != nil {
		t.Error("the plan of a directory that is another one stays")
	}
	s.analyse()
	if clashes := rows(s.table("building.clashes.title"), 3); s.finder.Reads() != 2 || len(clashes) != 1 || !strings.HasPrefix(clashes[0], "101 2 ") {
		t.Errorf("read %d times: %q", s.finder.Reads(), clashes)
	}
}

func TestWhoRings(t *testing.T) {
	s := open(t, uitest.Setup{})
	s.ExpectText(s.Printer.T("building.dial.first"))
	s.analyse()
	rings := func(who string) string { return s.Printer.T("building.call.rings", "Who", who) }
	for _, test := range []struct {
		account int
		number  string
		want    string
	}{
		{0, "101", s.Printer.T("building.call.whole", "Who", "Alice Roy (Gatineau)")},
		{1, "202", rings("Denis Côté (Gatineau)")},
		{0, "911", s.Printer.T("building.call.emergency")},
		{0, "0", s.Printer.T("building.call.operator")},
		{0, "9 418 555-0199", s.Printer.T("building.call.outside")},
		{2, "411", s.Printer.T("building.call.service")},
		{2, "777", s.Printer.T("building.call.nobody")},
	} {
		s.dial(test.account, test.number)
		s.ExpectText(test.want)
	}
	s.dial(1, "101")
	s.ExpectText(s.Printer.N("building.call.early", 2, "Who", "Ève Côté (Laval)"))
	s.ExpectText(s.Printer.T("building.call.whole", "Who", "Benoît Roy (Laval)"))
	s.Focus("building.when")
	s.Key(fyne.KeyRight)
	s.Settle()
	s.ExpectNoText(s.Printer.N("building.call.early", 2, "Who", "Ève Côté (Laval)"))
}

func TestThePlanIsAppliedAndTakenBack(t *testing.T) {
	s := open(t, uitest.Setup{})
	s.analyse()
	s.Focus("building.apply")
	s.Key(fyne.KeyReturn)
	s.wantAsked(t)
	s.TapLabel(s.Printer.T("building.plan.apply_accept"))
	s.Settle()
	if len(s.server.Asked) != 1 || !strings.HasPrefix(s.server.Asked[0], "plan 1 5 ") {
		t.Fatalf("asked %q", s.server.Asked)
	}
	s.ExpectText(s.Printer.T("building.plan.applied"))
	s.Focus("building.undo")
	s.Key(fyne.KeyReturn)
	s.ExpectText(s.Printer.T("building.undo.title", "What", s.Printer.T("building.undo.plan")))
	s.TapLabel(s.Printer.T("building.undo.accept"))
	s.Settle()
	if s.server.Asked[1] != "undo" {
		t.Errorf("asked %q", s.server.Asked)
	}
	s.ExpectText(s.Printer.T("building.undo.done"))
}

func TestAPlanThatIsRefusedStaysOnTheScreen(t *testing.T) {
	s := open(t, uitest.Setup{})
	s.analyse()
	s.server.Fails = fault.New(fault.Conflict, "test", "federation.changed_meanwhile")
	s.Focus("building.apply")
	s.Key(fyne.KeyReturn)
	s.TapLabel(s.Printer.T("building.plan.apply_accept"))
	s.ExpectText(s.Printer.T("federation.changed_meanwhile"))
	if s.table("building.plan.title") == nil {
		t.Error("the plan is gone")
	}
}

// The dossier is written from what is shown: the plan before it is applied, the one that was applied after.
func TestTheDossierIsSaved(t *testing.T) {
	s := open(t, uitest.Setup{Language: i18n.English})
	save := func(field string) string {
		s.Focus(field)
		s.Key(fyne.KeyReturn)
		s.Settle()
		return s.files.saved.String()
	}
	s.ExpectText(s.Printer.T("building.dossier.without"))
	if got := save("building.accounts_csv"); strings.Count(got, "\r\n") != 4 || !strings.Contains(got, "Gatineau,418-555-0100") {
		t.Errorf("%q", got)
	}
	s.analyse()
	before := save("building.plan_csv")
	if strings.Count(before, "\r\n") != 5 || !strings.Contains(before, ",101,") {
		t.Errorf("%q", before)
	}
	if got := save("building.pdf"); !strings.HasPrefix(got, "%PDF-1.") || !strings.HasSuffix(got, "%%EOF\n") {
		t.Errorf("%.20q", got)
	}
	s.ExpectText(s.Printer.T("building.dossier.saved"))
	s.Focus("building.apply")
	s.Key(fyne.KeyReturn)
	s.TapLabel(s.Printer.T("building.plan.apply_accept"))
	s.Settle()
	s.ExpectText(s.Printer.T("building.dossier.applied"))
	if after := save("building.plan_csv"); after != before {
		t.Errorf("%q, want %q", after, before)
	}
}

// What cannot be done off line says so, in the page and at the buttons.
func TestOfflineSaysWhy(t *testing.T) {
	s := open(t, uitest.Setup{}, func(s *scene) { s.source.Connection = desk.Offline })
	s.ExpectText(s.Printer.T("building.offline"))
	for _, label := range []string{"building.accounts.add", "building.plan.apply", "building.plan.undo"} {
		b, ok := s.Control(s.Printer.T(label)).(*widgets.Button)
		if !ok || !b.Disabled() {
			t.Errorf("%s can be pressed", label)
			continue
		}
		s.Hover(b)
		s.Advance(time.Second)
		s.ExpectText(s.Printer.T("federation.offline"))
		s.MoveTo(fyne.NewPos(1, 1))
	}
	if b := s.Control(s.Printer.T("building.dossier.pdf")).(*widgets.Button); b.Disabled() {
		t.Error("the dossier is written from the copy of this computer")
	}
}
