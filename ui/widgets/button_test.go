package widgets_test

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"pupitre/resources"
	"pupitre/ui/uitest"
	"pupitre/ui/widgets"
)

func TestButtonIsPressedByPointerSpaceAndEnter(t *testing.T) {
	var pressed count
	b := widgets.NewButton("Enregistrer", pressed.up)
	s := open(t, b)
	s.Tap(b)
	s.Key(fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter)
	pressed.expect(t, 4, "pressed")
	s.Key(fyne.KeyA, fyne.KeyEscape)
	pressed.expect(t, 4, "pressed by other keys")
}

// fyne #5107: a field must commit before the button acts.
func TestButtonTakesTheFocusBeforeItActs(t *testing.T) {
	var order []string
	e := widgets.NewEntry("Nom")
	e.OnCommitted = func(text string) { order = append(order, "committed "+text) }
	b := widgets.NewPrimaryButton("Enregistrer", func() { order = append(order, "pressed") })
	s := openWith(t, uitest.Setup{}, func(*uitest.Screen) []fyne.CanvasObject {
		e.SetFieldID("name")
		return []fyne.CanvasObject{e, b}
	})
	s.Focus("name")
	s.Type("Rive-Nord")
	s.Tap(b)
	if len(order) != 2 || order[0] != "committed Rive-Nord" || order[1] != "pressed" {
		t.Errorf("got %v", order)
	}
	if !b.Focused() {
		t.Error("the button should have the keyboard")
	}
}

func TestButtonDisabledAndBusyDoNothing(t *testing.T) {
	var pressed count
	b := widgets.NewButton("Enregistrer", pressed.up)
	s := open(t, b)
	b.SetBusy(true)
	s.Tap(b)
	s.Key(fyne.KeySpace)
	if !b.Focused() {
		t.Error("a busy button keeps the keyboard")
	}
	b.SetBusy(false)
	b.Disable()
	s.Canvas.Unfocus()
	s.Tap(b)
	pressed.expect(t, 0, "pressed")
	if b.Focused() {
		t.Error("a disabled button takes no focus")
	}
}

func TestTabSkipsADisabledButton(t *testing.T) {
	first, off, last := widgets.NewButton("1", nil), widgets.NewButton("2", nil), widgets.NewButton("3", nil)
	off.Disable()
	s := open(t, widgets.Line("app.space8", first, off, last))
	s.Tab()
	s.Tab()
	if !last.Focused() {
		t.Error("Tab goes from the first to the last")
	}
	s.ShiftTab()
	if !first.Focused() {
		t.Error("Shift+Tab goes back")
	}
}

func TestButtonSettersDoNothingWhenNothingChanges(t *testing.T) {
	b := widgets.NewButton("Enregistrer", nil)
	s := open(t, b)
	before := s.Image()
	b.SetLabel("Enregistrer")
	b.SetIcon("")
	b.SetKind(widgets.Secondary)
	b.SetBusy(false)
	if !uitest.SameImage(before, s.Image()) {
		t.Error("the picture changed")
	}
	b.SetKind(widgets.Primary)
	if uitest.SameImage(before, s.Image()) {
		t.Error("another kind looks different")
	}
}

func TestTooltipOfAnIconButton(t *testing.T) {
	b := widgets.NewIconButton(resources.Edit, "Modifier le nom", nil)
	s := open(t, b)
	s.Hover(b)
	s.ExpectNoText("Modifier le nom")
	s.Advance(500 * time.Millisecond)
	s.ExpectText("Modifier le nom")
	s.MoveTo(fyne.NewPos(800, 600))
	s.ExpectNoText("Modifier le nom")

	s.Tab()
	s.Advance(250 * time.Millisecond)
	s.ExpectText("Modifier le nom") // for the keyboard too
	s.Tab()
	s.ExpectNoText("Modifier le nom")

	s.Hover(b)
	s.Tap(b)
	s.Advance(time.Second)
	s.ExpectNoText("Modifier le nom") // a click says that one knows
}
