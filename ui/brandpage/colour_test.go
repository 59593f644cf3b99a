package brandpage_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"pupitre/data/access"
	"pupitre/data/branding"
	"pupitre/data/syncing"
	"pupitre/i18n"
	"pupitre/ui/editing/sample"
)

type viewOf = syncing.View

// typed puts a text into a hex field.
func (s *scene) typed(field, text string) {
	s.Focus("branding." + field)
	s.Key(fyne.KeyEnd)
	for range 9 {
		s.Key(fyne.KeyBackspace)
	}
	s.Type(text)
	s.Settle()
}

func TestAHexValueIsTyped(t *testing.T) {
	s := open(t, large, access.Primary, sample.Branded)
	s.typed(branding.FieldColor1, "#C62828")
	if got := s.look().Color1.Hex(); got != "#c62828" {
		t.Fatalf("the look has %s before the field is left", got)
	}
	s.ExpectText("Rouge")
	s.editor.Undo()
	if got := s.look().Color1.Hex(); got != "#1b4d3e" {
		t.Errorf("undo gives %s", got)
	}
}

// Half a value is kept over a switch of language, says so at its field, and is not saved.
func TestHalfAValueIsKeptAndRefused(t *testing.T) {
	s := open(t, large, access.Primary, sample.Branded)
	s.typed(branding.FieldColor1, "#c62")
	s.typed(branding.FieldColor1, "#c6")
	s.shell.SetLanguage(i18n.English)
	s.Settle()
	s.ExpectText("#c6")
	s.Shortcut(fyne.KeyS, fyne.KeyModifierShortcutDefault)
	s.Settle()
	s.ExpectText(i18n.For(i18n.English).T("branding.colour_unreadable"))
	if len(s.source.Saves) != 0 || s.look().Color1.Hex() != "#1b4d3e" {
		t.Errorf("saved %d times, %s", len(s.source.Saves), s.look().Color1.Hex())
	}
}

// The failing pair is named, and its button takes the nearest shade that passes.
func TestAFailingPairOffersTheNearestShade(t *testing.T) {
	s := open(t, large, access.Primary)
	s.typed(branding.FieldColor1, "#777777")
	p := s.Printer
	s.ExpectText(p.T("brandpage.contrast.fails", "Pair", p.T("branding.pair.link_on_white"), "Ratio", "4,47", "Least", "4,5"))
	s.Focus("brand.shade.link_on_white")
	s.Key(fyne.KeyReturn)
	s.Settle()
	if got := s.look().Color1.Hex(); got != "#767676" {
		t.Errorf("took %s, want #767676", got)
	}
	s.ExpectText(p.T("brandpage.contrast.passes", "Pair", p.T("branding.pair.link_on_white"), "Ratio", "4,54"))
}

// Dragging in the picker is one step of undo, and the look follows at each move.
func TestDraggingInThePickerIsOneStep(t *testing.T) {
	s := open(t, large, access.Primary, sample.Branded)
	s.Focus("brand.swatch.color1")
	s.Key(fyne.KeySpace)
	s.Settle()
	square := s.Field("brand.picker.color1.square")
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(square)
	at = at.Subtract(fyne.CurrentApp().Driver().AbsolutePositionForObject(s.Canvas.Content()))
	s.Drag(at.AddXY(30, 20), at.AddXY(square.Size().Width-20, square.Size().Height-20))
	dragged := s.look().Color1
	if dragged.Hex() == "#1b4d3e" {
		t.Fatal("nothing has changed")
	}
	s.editor.Undo()
	if got := s.look().Color1.Hex(); got != "#1b4d3e" {
		t.Errorf("one step back is %s", got)
	}
	s.editor.Redo()
	if got := s.look().Color1; got != dragged {
		t.Errorf("again %s, want %s", got.Hex(), dragged.Hex())
	}
}

// Each part of the picker by the keys.
func TestThePickerByTheKeys(t *testing.T) {
	s := open(t, large, access.Primary, sample.Branded)
	s.Focus("brand.swatch.color2")
	s.Key(fyne.KeyReturn)
	s.Settle()
	last := s.look().Color2
	for _, step := range []struct {
		field string
		keys  []fyne.KeyName
	}{
		{"brand.picker.color2.square", []fyne.KeyName{fyne.KeyLeft, fyne.KeyDown}},
		{"brand.picker.color2.hue", []fyne.KeyName{fyne.KeyPageUp}},
		{"brand.picker.color2.palette", []fyne.KeyName{fyne.KeyRight, fyne.KeyReturn}},
	} {
		s.Focus(step.field)
		s.Key(step.keys...)
		if now := s.look().Color2; now == last {
			t.Errorf("%s does nothing", step.field)
		} else {
			last = now
		}
	}
	if want := branding.Palette()[1].Colour; last != want {
		t.Errorf("the palette gave %s, want %s", last.Hex(), want.Hex())
	}
	if s.look().Color1.Hex() != "#1b4d3e" {
		t.Error("the other colour has changed")
	}
}

func TestTheLogosColoursAreUsed(t *testing.T) {
	s := open(t, large, access.Primary, sample.Branded)
	s.Focus("brand.logo_colours")
	s.Key(fyne.KeyReturn)
	if got := s.look(); got.Color1.Hex() != "#ef6c00" || got.Color2.Hex() != "#f2b105" {
		t.Errorf("%s and %s", got.Color1.Hex(), got.Color2.Hex())
	}
	s.editor.Undo() // one step for both
	if got := s.look(); got.Color1.Hex() != "#1b4d3e" || got.Color2.Hex() != "#f2b105" {
		t.Errorf("undone: %s and %s", got.Color1.Hex(), got.Color2.Hex())
	}
}

func TestAPointOfTheLogoIsTaken(t *testing.T) {
	s := open(t, large, access.Primary, sample.Branded)
	s.Focus("brand.dropper.open")
	s.Key(fyne.KeyReturn)
	s.Settle()
	s.Focus("brand.dropper")
	s.ExpectText(s.Printer.T("brandpage.logo_colours.pointed", "Hex", "#ffe082"))
	s.Key(fyne.KeyReturn)
	if got := s.look().Color1.Hex(); got != "#ffe082" {
		t.Errorf("took %s", got)
	}
}

// What the drawing shows is said in words, in the language of the window.
func TestThePreviewIsSaidInWords(t *testing.T) {
	s := open(t, large, access.Primary, sample.Branded)
	p := s.Printer
	s.ExpectText(p.T("brandpage.preview.says_header", "Colour", "Sapin (#1b4d3e)", "Text", "blanc"))
	s.Focus("brand.preview.language")
	s.Key(fyne.KeyRight)
	s.Settle()
	s.ExpectText(i18n.For(i18n.English).T("portal.lead"))
	for _, kind := range []string{"login.title", "brandpage.preview.call", "mail.forgot.subject"} {
		s.Focus("brand.preview.kind")
		s.Key(fyne.KeyRight)
		s.Settle()
		s.ExpectText(i18n.For(i18n.English).T(kind))
	}
}

func TestTabGoesRound(t *testing.T) {
	s := open(t, large, access.Primary, sample.Branded)
	s.Focus("branding.color1")
	if n := len(s.ExpectTabGoesRound()); n < 20 {
		t.Errorf("only %d controls were visited", n)
	}
}
