package widgets_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"pupitre/ui/uitest"
	"pupitre/ui/widgets"
)

func TestTextBreaksBetweenWordsOnly(t *testing.T) {
	text := widgets.Body("Le service ouvre à 9\u00a0h\u00a030 et ferme à 17\u00a0h.")
	s := uitest.Open(t, uitest.Setup{Size: fyne.NewSize(140, 300)}, func(*uitest.Screen) fyne.CanvasObject { return text })
	for _, line := range s.Texts() {
		if strings.HasPrefix(line, "h") || strings.HasSuffix(line, "9") || strings.HasSuffix(line, "17") {
			t.Errorf("a line breaks at a non-breaking space: %q", s.Texts())
		}
	}
	if got := strings.Join(s.Texts(), " "); got != text.Text() {
		t.Errorf("lost or changed: %q", got)
	}
	if len(s.Texts()) < 2 {
		t.Error("the text should take several lines here")
	}
}

func TestTextHeightFollowsTheWidth(t *testing.T) {
	open(t, widgets.Body(""))
	text := widgets.Body(strings.Repeat("bonjour ", 30))
	wide, narrow := text.HeightFor(600), text.HeightFor(200)
	if narrow < 2.5*wide {
		t.Errorf("600 units: %v high, 200 units: %v", wide, narrow)
	}
	text.Resize(fyne.NewSize(200, narrow))
	if got := text.MinSize().Height; got != narrow {
		t.Errorf("once placed it asks for %v, want %v", got, narrow)
	}
}

func TestAWordWiderThanTheLineIsCut(t *testing.T) {
	text := widgets.Body("anticonstitutionnellement")
	s := uitest.Open(t, uitest.Setup{Size: fyne.NewSize(80, 300)}, func(*uitest.Screen) fyne.CanvasObject { return text })
	if got := strings.Join(s.Texts(), ""); got != text.Text() || len(s.Texts()) < 2 {
		t.Errorf("got %q", s.Texts())
	}
}

func TestEllipsis(t *testing.T) {
	text := widgets.NewText("Langue par défaut des nouveaux abonnés", widgets.TextStyle{Overflow: widgets.Ellipsis})
	s := uitest.Open(t, uitest.Setup{Size: fyne.NewSize(150, 40)}, func(*uitest.Screen) fyne.CanvasObject { return text })
	if got := s.Texts()[0]; !strings.HasSuffix(got, "…") || !strings.HasPrefix(got, "Langue") {
		t.Errorf("got %q", got)
	}
	s.Resize(fyne.NewSize(600, 40))
	if got := s.Texts()[0]; got != text.Text() {
		t.Errorf("with room enough: %q", got)
	}
}

func TestScrollGivesItsExactWidthWhenTheWindowShrinks(t *testing.T) {
	text := widgets.Body(strings.Repeat("bonjour ", 60))
	after := widgets.NewButton("après", nil)
	s := uitest.Open(t, uitest.Setup{Size: fyne.NewSize(700, 400)}, func(*uitest.Screen) fyne.CanvasObject {
		return widgets.NewScroll(widgets.Column("app.space8", text, after))
	})
	for _, width := range []float32{700, 300, 500} {
		s.Resize(fyne.NewSize(width, 400))
		if got := text.Size(); got.Width != width || got.Height != text.HeightFor(width) {
			t.Errorf("at %v the text is %v, want %v high", width, got, text.HeightFor(width))
		}
		if after.Position().Y < text.Size().Height {
			t.Error("the button lies over the text")
		}
	}
}
