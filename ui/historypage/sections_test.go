package historypage_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"pupitre/data/settings"
	"pupitre/data/wire"
	"pupitre/ui/historypage/sample"
	"pupitre/ui/uitest"
)

// reveal selects the newest change of a field.
func (s *scene) reveal(entity, field string) {
	m := s.presenter.Model()
	for i := range m.Count() {
		if r := m.Row(i); r.Entity == entity && r.Field == field {
			s.table().Select(i)
			s.Settle()
			return
		}
	}
}

func sections(t *testing.T, entity, field string) *scene {
	t.Helper()
	s := open(t, uitest.Setup{Size: fyne.NewSize(1600, 1000)}, sample.Sections())
	s.reveal(entity, field)
	return s
}

// What is not a text is told in words: names for ids, an order as names, a group as a phrase.
func TestSectionsAreToldInWords(t *testing.T) {
	for _, c := range []struct {
		entity, field string
		title, text   string
	}{
		{settings.EntityTelephony, settings.FieldDefault, "Fournisseur des nouveaux revendeurs", "vous avez remplacé «\u00a0Lignes Laurier\u00a0» par «\u00a0Horizon Télécom\u00a0»."},
		{settings.EntityAppServers, settings.FieldOrder, "Ordre des serveurs", "Luc Côté a remplacé «\u00a0Montréal et Québec\u00a0» par «\u00a0Québec et Montréal\u00a0»."},
		{settings.EntityAppServers, settings.FieldFailover, "Relève automatique", "par «\u00a0arrêtée\u00a0»."},
		{settings.TelephonyEntity(sample.Horizon), settings.FieldAddress, "Adresse – Horizon Télécom", "a remplacé «\u00a0sip.horizon.example\u00a0» par «\u00a0203.0.113.60:5062\u00a0»."},
		{settings.TelephonyEntity(sample.Laurier), settings.FieldTransport, "Transport – Lignes Laurier", "vous avez retiré «\u00a0TCP\u00a0»."},
	} {
		s := sections(t, c.entity, c.field)
		s.ExpectText(c.title)
		s.ExpectText(c.text)
		s.ExpectNoText("0190b2f0")
		s.ExpectNoText("{")
	}
}

// A group comes back as the one value that it is.
func TestBringAGroupBack(t *testing.T) {
	for _, c := range []struct {
		entity, field string
		want          wire.Value
	}{
		{settings.TelephonyEntity(sample.Horizon), settings.FieldAddress, settings.HostPort{Host: "sip.horizon.example"}.Value()},
		{settings.EntityAppServers, settings.FieldFailover, settings.DefaultFailover().Value()},
		{settings.EntityAppServers, settings.FieldOrder, settings.OrderValue([]string{sample.Montreal, sample.Quebec})},
	} {
		s := sections(t, c.entity, c.field)
		s.TapLabel(s.Printer.T("history.restore.field"))
		s.TapLabel(s.Printer.T("history.restore.accept"))
		if len(s.source.Saves) != 1 || len(s.source.Saves[0]) != 1 {
			t.Fatalf("%s: saved %v", c.field, s.source.Saves)
		}
		if e := s.source.Saves[0][0]; e.Entity != c.entity || e.Field != c.field || string(e.Value) != string(c.want) {
			t.Errorf("%s %s becomes %s, want %s", e.Entity, e.Field, e.Value, c.want)
		}
	}
}

// Nothing is brought back into what was deleted, and nothing that refers to it.
func TestWhatIsNoMoreStaysSo(t *testing.T) {
	s := sections(t, settings.TelephonyEntity(sample.Laurier), settings.FieldAddress)
	if s.HasControl(s.Printer.T("history.restore.field")) || s.HasControl(s.Printer.T("history.restore.whole")) {
		t.Error("an edit cannot bring back what was deleted")
	}
	s = sections(t, settings.EntityTelephony, settings.FieldDefault)
	if !s.Field("history.restore").(fyne.Disableable).Disabled() {
		t.Error("the server would refuse a reference to what was deleted")
	}
	s.TapLabel(s.Printer.T("history.restore.section"))
	s.ExpectText(s.Printer.T("history.restore.nothing"))
	if len(s.source.Saves) != 0 {
		t.Errorf("saved %v", s.source.Saves)
	}
}

// One of several is brought back by its name, not as a section.
func TestBringOneOfSeveralBack(t *testing.T) {
	s := sections(t, settings.TelephonyEntity(sample.Horizon), settings.FieldAddress)
	s.TapLabel(s.Printer.T("history.restore.whole"))
	s.ExpectText(s.Printer.T("history.restore.title_whole", "Name", "Horizon Télécom"))
	s.TapLabel(s.Printer.T("history.restore.accept"))
	if len(s.source.Saves) != 1 || len(s.source.Saves[0]) != 1 {
		t.Errorf("saved %v, want the address", s.source.Saves)
	}
}
