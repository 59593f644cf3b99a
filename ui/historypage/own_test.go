package historypage_test

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"pupitre/data/access"
	"pupitre/data/settings"
	"pupitre/data/wire"
	"pupitre/i18n"
	"pupitre/ui/fieldwords"
	"pupitre/ui/historypage"
	"pupitre/ui/historypage/sample"
	"pupitre/ui/look"
	"pupitre/ui/uitest"
)

// theirs is the history of Marie as somebody of a reseller: what she did herself, and what others did, which the server would
// not tell.
func theirs() *sample.Source {
	s := sample.NewSource()
	s.Change(sample.Luc, "profile", settings.FieldName, "Boréale", sample.Now.Add(-9*24*time.Hour))
	s.Change(sample.Marie, settings.PersonEntity(sample.Marie), settings.FieldLanguage, "fr", sample.Now.Add(-50*time.Hour))
	s.Set(sample.Marie, wire.MemberEntity(sample.Luc), wire.StateField, settings.Text("disabled"), sample.Now.Add(-30*time.Hour))
	s.Change(sample.Marie, settings.PersonEntity(sample.Marie), settings.FieldLanguage, "en", sample.Now.Add(-26*time.Hour))
	return s
}

func ofAReseller(_ *scene, d *historypage.Deps) {
	d.Role = access.Reseller
	d.Name = func(person string) string { return map[string]string{sample.Luc: "Luc Côté"}[person] }
}

// The people of a reseller see their own changes, are told so, and are offered neither other people nor a comparison, which
// takes what everybody did.
func TestTheOwnChangesOnly(t *testing.T) {
	s := open(t, uitest.Setup{Size: fyne.NewSize(1600, 1000)}, theirs(), ofAReseller)
	s.ExpectText(s.Printer.T("history.own.notice"))
	if got := s.table().Count(); got != 3 {
		t.Errorf("3 changes are hers, the list has %d", got)
	}
	for _, q := range s.source.Queries {
		if q.Person != sample.Marie {
			t.Errorf("the changes of %q are asked for", q.Person)
		}
	}
	s.ExpectNoText("Boréale\u00a0»")
	s.ExpectText("Luc Côté") // whom it was done to, though nothing that he did is told
	for _, id := range []string{"history.mode.label", "history.filter.person"} {
		if s.HasControl(s.Printer.T(id)) {
			t.Errorf("%s is offered", id)
		}
	}
	s.Focus("history.section")
	s.Key(fyne.KeyReturn)
	s.ExpectText(fieldwords.Section(s.Printer, fieldwords.Support))
	for _, kind := range []fieldwords.Kind{fieldwords.Telephony, fieldwords.Reseller, fieldwords.Server} {
		s.ExpectNoText(fieldwords.Section(s.Printer, kind))
	}
	s.Key(fyne.KeyEscape)
	s.choose("history.section", string(fieldwords.Support))
	s.ExpectText(s.Printer.T("history.empty.none_title"))
	s.TapLabel(s.Printer.T("history.empty.show_all"))
	if got := s.table().Count(); got != 3 {
		t.Errorf("hers are shown again, not all: %d", got)
	}
}

// What one may write can be brought back; the place of somebody is changed on the page of the people.
func TestOwnValuesComeBack(t *testing.T) {
	s := open(t, uitest.Setup{}, theirs(), ofAReseller)
	s.table().Select(1)
	s.Settle()
	if s.HasControl(s.Printer.T("history.restore.field")) {
		t.Error("the place of a colleague is offered to be brought back")
	}
	s.table().Select(0)
	s.Settle()
	s.TapLabel(s.Printer.T("history.restore.field"))
	s.TapLabel(s.Printer.T("history.restore.accept"))
	if len(s.source.Saves) != 1 || string(s.source.Saves[0][0].Value) != `"fr"` {
		t.Errorf("saved %+v", s.source.Saves)
	}
}

func TestNothingOfOnesOwnYet(t *testing.T) {
	s := open(t, uitest.Setup{}, sample.NewSource(), ofAReseller)
	s.ExpectText(s.Printer.T("history.own.empty"))
}

func TestOwnMasters(t *testing.T) {
	for _, setup := range []uitest.Setup{
		{Size: fyne.NewSize(1100, 760)},
		{Language: i18n.English, Mode: look.Dark},
	} {
		t.Run("own", func(t *testing.T) {
			s := open(t, setup, theirs(), ofAReseller)
			s.Focus("history.table")
			s.table().Select(0)
			s.Settle()
			s.ExpectImage("own")
		})
	}
}
