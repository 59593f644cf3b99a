package conflictspage_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"pupitre/data/settings"
	"pupitre/data/wire"
	"pupitre/ui/conflictspage/sample"
	"pupitre/ui/uitest"
	"pupitre/ui/widgets"
)

// look looks at a conflict.
func look(id string) func(*scene) {
	return func(s *scene) {
		s.presenter.Model().Reveal(id)
		s.source.Notify()
		s.Settle()
	}
}

func sections(t *testing.T, id string) *scene {
	t.Helper()
	s := open(t, uitest.Setup{Size: fyne.NewSize(1600, 1000)}, sample.Sections())
	look(id)(s)
	return s
}

// What is not a text is told in words: names for ids, an order as names, a group as a phrase.
func TestSectionsAreToldInWords(t *testing.T) {
	for id, texts := range map[string][]string{
		"provider": {"Horizon Télécom", "Lignes Laurier"},
		"address":  {"Adresse – Lignes Laurier", "sip.laurier.example", "203.0.113.40:5062"},
		"failover": {"après 60\u00a0s de panne, retour après 300\u00a0s", "arrêtée"},
		"order":    {"Montréal et Québec", "Québec et Montréal"},
		"gone":     {"Fournisseur téléphonique du revendeur – Télécom Rive-Sud", "une fiche supprimée"},
	} {
		s := sections(t, id)
		for _, text := range texts {
			s.ExpectText(text)
		}
		s.ExpectNoText("0190b2f0")
		s.ExpectNoText("{")
	}
}

// A group is one value: the whole of it is taken, or kept.
func TestAGroupIsDecidedAsOneValue(t *testing.T) {
	montreal, quebec := sample.Servers["Montréal"], sample.Servers["Québec"]
	for _, c := range []struct {
		id, button string
		want       wire.Value
	}{
		{"address", "conflicts.take_mine", settings.HostPort{Host: "203.0.113.40", Port: 5062}.Value()},
		{"failover", "conflicts.keep", settings.Failover{Enabled: true, DownAfter: 60, UpAfter: 300}.Value()},
		{"order", "conflicts.take_mine", settings.OrderValue([]string{quebec, montreal})},
		{"provider", "conflicts.keep", settings.Text(sample.Providers["Horizon Télécom"])},
		{"gone", "conflicts.keep", settings.Text(sample.Providers["Horizon Télécom"])},
	} {
		s := sections(t, c.id)
		s.TapLabel(s.Printer.T(c.button))
		if got := s.last(t); got.Conflict != c.id || string(got.Edit.Value) != string(c.want) {
			t.Errorf("%s: decided %s with %s, want %s", c.id, got.Conflict, got.Edit.Value, c.want)
		}
	}
}

func TestAReferenceToWhatIsNoMoreCannotBeTaken(t *testing.T) {
	s := sections(t, "gone")
	s.ExpectText(s.Printer.T("settings.telephony_gone"))
	if !s.Field("conflicts.take").(fyne.Disableable).Disabled() {
		t.Error("the server would refuse it")
	}
}

func TestAnOrderIsNotTyped(t *testing.T) {
	s := sections(t, "order")
	if s.HasControl(s.Printer.T("conflicts.write")) {
		t.Error("an order is made by dragging, on its own page")
	}
}

func TestAnotherGroupIsTypedInTheControlsOfItsPage(t *testing.T) {
	s := sections(t, "failover")
	s.TapLabel(s.Printer.T("conflicts.write"))
	if s.Field("conflicts.value.enabled").(*widgets.Check).Checked() {
		t.Error("it begins with the value proposed: off")
	}
	s.Focus("conflicts.value.down_after_s")
	s.Field("conflicts.value.down_after_s").(*widgets.Entry).SetText("1")
	s.Key(fyne.KeyReturn)
	if len(s.source.Decisions) != 0 {
		t.Fatal("what the rules refuse is not sent")
	}
	s.ExpectText(s.Printer.Err(settings.CheckHold(1)))
	s.Field("conflicts.value.down_after_s").(*widgets.Entry).SetText("45")
	s.Field("conflicts.value.enabled").(*widgets.Check).SetChecked(true)
	s.TapLabel(s.Printer.T("conflicts.write_accept"))
	want := settings.Failover{Enabled: true, DownAfter: 45, UpAfter: 120}.Value()
	if got := s.last(t); string(got.Edit.Value) != string(want) {
		t.Errorf("decided %s, want %s", got.Edit.Value, want)
	}
}

func TestAnotherProviderIsChosenByName(t *testing.T) {
	s := sections(t, "provider")
	s.TapLabel(s.Printer.T("conflicts.write"))
	list := s.Field("conflicts.value").(*widgets.Select)
	if list.Selected() != sample.Providers["Lignes Laurier"] {
		t.Errorf("it begins with the value proposed, got %q", list.Selected())
	}
	list.SetSelected("")
	s.TapLabel(s.Printer.T("conflicts.write_accept"))
	if got := s.last(t); string(got.Edit.Value) != "null" {
		t.Errorf("decided %s, want that none is used", got.Edit.Value)
	}
}
