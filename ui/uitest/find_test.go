package uitest_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"pupitre/ui/uitest"
	"pupitre/ui/widgets"
)

// What is scrolled away is not seen, whichever the direction.
func TestTextScrolledAwayIsNotSeen(t *testing.T) {
	for _, tt := range []struct {
		name        string
		far, offset fyne.Position
	}{
		{"down", fyne.NewPos(0, 900), fyne.NewPos(0, 800)},
		{"right", fyne.NewPos(2000, 0), fyne.NewPos(1900, 0)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var scroll *container.Scroll
			s := uitest.Open(t, uitest.Setup{}, func(*uitest.Screen) fyne.CanvasObject {
				near, far := widgets.Body("near"), widgets.Body("far")
				near.Resize(fyne.NewSize(200, 40))
				far.Resize(fyne.NewSize(200, 40))
				far.Move(tt.far)
				scroll = container.NewScroll(container.New(fixed{}, near, far))
				return scroll
			})
			s.ExpectText("near")
			s.ExpectUnseen("far")
			scroll.ScrollToOffset(tt.offset)
			s.Settle()
			s.ExpectText("far")
			s.ExpectUnseen("near")
		})
	}
}

// failures counts what a test would say.
type failures struct {
	testing.TB
	n int
}

// Errorf implements uitest.T.
func (f *failures) Errorf(string, ...any) { f.n++ }

// A text that must not be there is looked for on the whole page, however long it is; what is hidden is not there.
func TestATextThatMustNotBeThereIsLookedForEverywhere(t *testing.T) {
	said := &failures{TB: t}
	far := widgets.Body("far")
	s := uitest.Open(said, uitest.Setup{}, func(*uitest.Screen) fyne.CanvasObject {
		far.Resize(fyne.NewSize(200, 40))
		far.Move(fyne.NewPos(0, 900))
		return container.NewScroll(container.New(fixed{}, far))
	})
	s.ExpectNoText("far")
	if said.n != 1 {
		t.Errorf("it was not found below the screen")
	}
	s.ExpectNoText("nowhere")
	far.Hide()
	s.ExpectNoText("far")
	if said.n != 1 {
		t.Errorf("what is not there was found")
	}
}

// fixed leaves its objects where they are, on a wide ground.
type fixed struct{}

// Layout implements fyne.Layout.
func (fixed) Layout([]fyne.CanvasObject, fyne.Size) {}

// MinSize implements fyne.Layout.
func (fixed) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(3000, 3000) }
