package enterprisepage_test

import (
	"context"
	"fmt"
	"testing"

	"fyne.io/fyne/v2"

	"pupitre/data/access"
	"pupitre/data/directory"
	"pupitre/data/fault"
	"pupitre/ui/uitest"
	"pupitre/ui/widgets"
)

// Two people of one name are told apart, by extension and account, among the chosen and where their addresses are asked for.
func TestNamesakesAreToldApart(t *testing.T) {
	s := open(t, uitest.Setup{}, access.EnterpriseSuperAdmin)
	one, other := s.namesakes()
	s.Focus("administrators.add")
	s.Key(fyne.KeyReturn)
	s.Type(one.Name)
	s.Focus("enterprise.pick.table")
	s.Key(fyne.KeyDown, fyne.KeySpace, fyne.KeyDown, fyne.KeySpace)
	s.Settle()
	names, err := s.source.Found.Names(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	called := func(e directory.Entry) string {
		return s.Printer.T("enterprise.pick.namesake", "Name", e.Name, "Apart", e.Extension+", "+names.Of(directory.ByAccount, e.Account))
	}
	for _, e := range []directory.Entry{one, other} {
		if name := called(e); !s.HasControl(s.Printer.T("enterprise.pick.remove", "Name", name)) {
			t.Errorf("%q is not among the chosen", name)
		}
	}
	s.TapLabel(s.Printer.T("administrators.next"))
	s.Settle()
	for _, e := range []directory.Entry{one, other} {
		s.ExpectText(s.Printer.T("administrators.email_of", "Name", called(e)))
	}
}

// namesakes are two users of one name, of whom the directory has no address.
func (s *scene) namesakes() (one, other directory.Entry) {
	byName := map[string]directory.Entry{}
	for e, err := range s.source.Found.Entries(context.Background()) {
		if err != nil || e.Kind != directory.User {
			continue
		}
		if one, twice := byName[e.Name]; twice && one.Email == "" && e.Email == "" {
			return one, e
		}
		byName[e.Name] = e
	}
	panic("all names differ")
}

// Enter before the answer has come means the text as it stands, not what was found for the one before.
func TestEnterWaitsForTheAnswer(t *testing.T) {
	s := open(t, uitest.Setup{}, access.EnterpriseSuperAdmin)
	someone := s.source.Found.WithoutEmail()
	s.Focus("administrators.add")
	s.Key(fyne.KeyReturn)
	s.Settle()
	s.Runner.Hold = true
	s.Type(someone.Extension + " " + someone.Name)
	s.Key(fyne.KeyReturn)
	s.Runner.Release()
	s.Settle()
	s.TapLabel(s.Printer.T("administrators.next"))
	s.Settle()
	s.ExpectText(s.Printer.T("administrators.email_of", "Name", someone.Name))
}

// A dialog that asks for many addresses is higher than the window: what is wrong is on the screen all the same.
func TestARefusalIsSeenUnderManyAddresses(t *testing.T) {
	s := open(t, uitest.Setup{Size: fyne.NewSize(1024, 700)}, access.EnterpriseSuperAdmin)
	s.Focus("administrators.add")
	s.Key(fyne.KeyReturn)
	s.Settle()
	s.Focus("enterprise.pick.table")
	for range 12 {
		s.Key(fyne.KeyDown, fyne.KeySpace)
	}
	s.Settle()
	s.TapLabel(s.Printer.T("administrators.next"))
	s.Settle()
	var fields []*widgets.Entry
	widgets.Walk(s.Canvas.Overlays().Top(), func(o fyne.CanvasObject) bool {
		if e, ok := o.(*widgets.Entry); ok {
			fields = append(fields, e)
		}
		return true
	})
	if len(fields) < 6 {
		t.Fatalf("%d addresses are asked for", len(fields))
	}
	for i, e := range fields {
		s.Canvas.Focus(e)
		s.Type(fmt.Sprintf("a%d@exemple.ca", i))
	}
	s.Canvas.Focus(fields[0])
	s.server.Refuses = fault.New(fault.Conflict, "test", "federation.last_super_admin")
	s.TapLabel(s.Printer.T("administrators.add_accept"))
	s.Settle()
	s.ExpectText(s.Printer.T("federation.last_super_admin"))
}
