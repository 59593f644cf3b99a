package widgets_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"pupitre/resources"
	"pupitre/ui/look"
	"pupitre/ui/uitest"
	"pupitre/ui/widgets"
)

func openRow(t *testing.T, setup uitest.Setup) (*uitest.Screen, *widgets.Row, *widgets.Entry) {
	e := widgets.NewEntry("Nom du fournisseur")
	r := widgets.NewRow(e.Label(), "Paraît dans la signature des courriels et sur la page du portail.", e, look.ControlWide)
	s := openWith(t, setup, func(s *uitest.Screen) []fyne.CanvasObject {
		e.SetMaxLength(10)
		e.SayRemaining(s.Printer)
		e.SetFieldID("name")
		return []fyne.CanvasObject{widgets.NewCard("", widgets.Rows(r, widgets.NewRow("Suivant", "", widgets.NewButton("OK", nil), look.ControlMedium)))}
	})
	return s, r, e
}

func TestRowKeepsItsControlAtTheRightInAFixedWidth(t *testing.T) {
	_, r, e := openRow(t, uitest.Setup{Size: fyne.NewSize(1024, 700)})
	if e.Size().Width != look.Size(look.ControlWide) {
		t.Errorf("the field is %v wide", e.Size().Width)
	}
	if right := e.Position().X + e.Size().Width; right != r.Size().Width-look.Size(look.Space16) {
		t.Errorf("the field ends at %v of %v", right, r.Size().Width)
	}
}

func TestRowStacksWhenNarrow(t *testing.T) {
	_, wide, e := openRow(t, uitest.Setup{})
	if e.Position().X < wide.Size().Width/2 {
		t.Error("wide: beside the label")
	}
	_, narrow, e := openRow(t, uitest.Setup{Size: fyne.NewSize(480, 700)})
	if e.Position().X != look.Size(look.Space16) || e.Position().Y < 30 {
		t.Errorf("narrow: under the label, got %v", e.Position())
	}
	if narrow.Size().Height <= wide.Size().Height {
		t.Error("narrow: higher")
	}
}

func TestRowError(t *testing.T) {
	s, r, e := openRow(t, uitest.Setup{})
	before := r.Size().Height
	r.SetError("Le nom ne peut pas être vide. Écrivez de 1 à 80 caractères, ou reprenez le nom précédent.")
	s.Settle()
	s.ExpectText("Écrivez de 1 à 80 caractères")
	if !e.Failed() || r.Size().Height <= before {
		t.Errorf("field marked %v, height %v then %v", e.Failed(), before, r.Size().Height)
	}
	r.SetError("")
	s.Settle()
	s.ExpectNoText("Écrivez")
	if e.Failed() || r.Size().Height != before {
		t.Error("all is as before")
	}
}

func TestRowSaysHowManyCharactersAreLeft(t *testing.T) {
	s, _, _ := openRow(t, uitest.Setup{})
	s.Focus("name")
	s.Type("abcd")
	s.ExpectNoText("Il reste")
	s.Type("e")
	s.ExpectText("Il reste 5 caractères.")
	s.Type("fghijk")
	s.ExpectText("1 caractère de trop.")
}

func TestRowDotAndNotice(t *testing.T) {
	s, r, _ := openRow(t, uitest.Setup{})
	before := s.Image()
	r.SetChanged(true)
	if uitest.SameImage(before, s.Image()) || !r.Changed() {
		t.Error("the dot shows")
	}
	r.SetChanged(false)
	if !uitest.SameImage(before, s.Image()) {
		t.Error("the dot is gone")
	}
	r.SetNotice("Modifié par Luc Côté il y a 2 minutes.")
	s.Settle()
	s.ExpectText("Modifié par Luc Côté")
	r.SetMarked(true)
	if marked := s.Image(); uitest.SameImage(before, marked) {
		t.Error("what a search finds is ringed")
	}
}

// No text is cut in French at 1024 × 700 and 150 %.
func TestRowCutsNothingInFrenchAt150(t *testing.T) {
	s, r, _ := openRow(t, uitest.Setup{Zoom: look.Zoom150})
	r.SetError("Ce nom est déjà utilisé par un autre fournisseur. Choisissez-en un autre.")
	s.Settle()
	all := strings.Join(s.Texts(), " ")
	for _, want := range []string{"sur la page du portail.", "Choisissez-en un autre."} {
		if !strings.Contains(all, want) {
			t.Errorf("%q is cut: %q", want, s.Texts())
		}
	}
	if strings.Contains(all, "…") {
		t.Errorf("cut: %q", s.Texts())
	}
}

func TestSectionOpensAndCloses(t *testing.T) {
	var told []bool
	e := widgets.NewEntry("Nom")
	section := widgets.NewSection(resources.Badge, "Profil", "Nom, langue, fuseau", widgets.NewRow("Nom", "", e, look.ControlWide))
	section.SetFieldID("profile")
	section.OnToggled = func(open bool) { told = append(told, open) }
	below := widgets.NewButton("après", nil)
	s := openWith(t, uitest.Setup{}, func(*uitest.Screen) []fyne.CanvasObject { return []fyne.CanvasObject{section, below} })
	closed := section.Size().Height
	s.Tab()
	s.Tab()
	if !below.Focused() {
		t.Error("Tab does not enter a closed section")
	}
	s.Focus("profile")
	s.Key(fyne.KeySpace)
	if !section.Open() || section.Size().Height <= closed || below.Position().Y < section.Size().Height {
		t.Errorf("open %v, height %v, next at %v", section.Open(), section.Size().Height, below.Position().Y)
	}
	s.Tab()
	if !e.Focused() {
		t.Error("Tab enters an open section")
	}
	s.Focus("profile")
	s.Key(fyne.KeyRight) // already open
	s.Key(fyne.KeyLeft, fyne.KeyRight, fyne.KeyReturn)
	s.Tap(section.Head().(fyne.CanvasObject))
	if got := len(told); got != 5 || !told[4] || section.Open() != told[4] {
		t.Errorf("told %v", told)
	}
	section.SetOpen(false)
	if len(told) != 5 {
		t.Error("SetOpen tells nobody")
	}
}

func TestSectionSaysItsChangesInWords(t *testing.T) {
	section := widgets.NewSection(resources.Badge, "Profil", "")
	section.SetFieldID("profile")
	s := openWith(t, uitest.Setup{}, func(*uitest.Screen) []fyne.CanvasObject { return []fyne.CanvasObject{section} })
	section.SetChanged(true, "2 modifications non enregistrées")
	s.Focus("profile")
	s.Advance(widgets.ToastTime)
	s.ExpectText("2 modifications non enregistrées")
}

func TestNavItem(t *testing.T) {
	var gone []string
	item := func(label string) *widgets.NavItem {
		return widgets.NewNavItem(resources.Settings, label, func() { gone = append(gone, label) })
	}
	first, second := item("Accueil"), item("Paramètres")
	second.SetBadge("3")
	s := uitest.Open(t, uitest.Setup{}, func(*uitest.Screen) fyne.CanvasObject {
		return widgets.SideBySide(widgets.NewSidebar(widgets.Column("", first, second), widgets.Column("")), widgets.Body("page"))
	})
	s.ExpectText("3")
	s.Tap(first)
	s.Key(fyne.KeyDown, fyne.KeyReturn, fyne.KeyUp, fyne.KeySpace)
	if strings.Join(gone, " ") != "Accueil Paramètres Accueil" {
		t.Errorf("went %v", gone)
	}
	if first.Size().Width != look.Size(look.SidebarWidth)-2*look.Size(look.Space12) {
		t.Errorf("width %v", first.Size().Width)
	}
}

func TestFocusScrollsIntoView(t *testing.T) {
	var fields []fyne.CanvasObject
	s := openWith(t, uitest.Setup{Size: fyne.NewSize(400, 300)}, func(*uitest.Screen) []fyne.CanvasObject {
		for range 30 {
			fields = append(fields, widgets.NewEntry("champ"))
		}
		return fields
	})
	for range fields {
		s.Tab()
	}
	last := fields[29].(*widgets.Entry)
	if !last.Focused() {
		t.Fatal("Tab should have reached the last field")
	}
	s.Tap(last) // fails when it is not in view
	s.ShiftTab()
	for range 28 {
		s.ShiftTab()
	}
	s.Tap(fields[0])
}

func TestSaveBar(t *testing.T) {
	var saved count
	save := widgets.NewPrimaryButton("Enregistrer", saved.up)
	bar := widgets.NewSaveBar(nil, widgets.NewButton("Annuler", nil), save)
	s := uitest.Open(t, uitest.Setup{}, func(*uitest.Screen) fyne.CanvasObject {
		return widgets.Page(widgets.Title("Paramètres"), widgets.Body("corps"), bar)
	})
	s.ExpectNoText("Enregistrer")
	bar.SetText("3 modifications")
	bar.Show()
	s.Settle()
	s.ExpectText("3 modifications")
	s.Tap(save)
	bar.SetSaving(true)
	s.Tap(save)
	saved.expect(t, 1, "saved")
	bar.SetSaving(false)
	s.Tap(save)
	saved.expect(t, 2, "saved")
}

func TestBannerPutsItsActionsUnderWhenNarrow(t *testing.T) {
	retry := widgets.NewButton("Réessayer", nil)
	b := widgets.NewBanner(widgets.Caution, "Le serveur ne répond pas. Vos modifications sont gardées sur cet ordinateur.", retry)
	s := openWith(t, uitest.Setup{}, func(*uitest.Screen) []fyne.CanvasObject { return []fyne.CanvasObject{b} })
	wide := b.Size().Height
	s.Resize(fyne.NewSize(420, 600))
	if b.Size().Height < wide+look.Size(look.ControlHeight)/2 {
		t.Errorf("height %v then %v", wide, b.Size().Height)
	}
	s.Tap(retry)
	b.SetTone(widgets.Failure)
	b.SetText("Le disque est plein.")
	s.Settle()
	s.ExpectText("Le disque est plein.")
}

func TestEmptyAndErrorStates(t *testing.T) {
	var retried, added count
	s := openWith(t, uitest.Setup{}, func(s *uitest.Screen) []fyne.CanvasObject {
		return []fyne.CanvasObject{
			widgets.NewEmptyState(resources.Event, "Aucun événement", "Ajoutez-en un.", widgets.NewPrimaryButton("Ajouter", added.up)),
			widgets.NewErrorState(s.Printer, "Non chargé", "Le serveur ne répond pas.", retried.up),
		}
	})
	s.TapLabel("Ajouter")
	s.TapLabel("Réessayer")
	added.expect(t, 1, "added")
	retried.expect(t, 1, "retried")
}
