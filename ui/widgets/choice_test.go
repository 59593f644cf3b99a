package widgets_test

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"pupitre/ui/look"
	"pupitre/ui/uitest"
	"pupitre/ui/widgets"
)

func modes() []widgets.Option {
	return []widgets.Option{{Value: "system", Label: "Système"}, {Value: "light", Label: "Clair"}, {Value: "dark", Label: "Sombre"}}
}

func manyZones() (all []widgets.Option) {
	for i := range 400 {
		all = append(all, widgets.Option{Value: fmt.Sprintf("Zone/%03d", i), Label: fmt.Sprintf("Ville %03d", i)})
	}
	return append(all, widgets.Option{Value: "America/Toronto", Label: "Montréal", Note: "UTC−5"})
}

// openSelect shows a choice and counts what it says.
func openSelect(t *testing.T, selected string, options []widgets.Option) (*uitest.Screen, *widgets.Select, *[]string) {
	var s *widgets.Select
	said := &[]string{}
	screen := openWith(t, uitest.Setup{}, func(screen *uitest.Screen) []fyne.CanvasObject {
		s = widgets.NewSelect(screen.Printer, "Thème", options...)
		s.SetFieldID("choice")
		s.SetSelected(selected)
		s.OnChanged = func(v string) { *said = append(*said, v) }
		return []fyne.CanvasObject{widgets.FixedWidth(look.ControlMedium, s), widgets.NewButton("après", nil)}
	})
	return screen, s, said
}

func TestSelectIsChosenWithThePointer(t *testing.T) {
	screen, s, said := openSelect(t, "light", modes())
	screen.Tap(s)
	screen.ExpectText("Système")
	screen.ExpectText("Sombre")
	screen.TapText("Sombre")
	if s.Selected() != "dark" || strings.Join(*said, " ") != "dark" {
		t.Errorf("selected %q, said %v", s.Selected(), *said)
	}
	if s.Opened() || !s.Focused() {
		t.Error("the list closes and the keyboard comes back")
	}
}

func TestSelectKeyboard(t *testing.T) {
	for _, test := range []struct {
		name string
		keys []fyne.KeyName
		want string
	}{
		{"down and enter", []fyne.KeyName{fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn}, "dark"},
		{"space takes too", []fyne.KeyName{fyne.KeySpace, fyne.KeyUp, fyne.KeySpace}, "system"},
		{"end", []fyne.KeyName{fyne.KeyReturn, fyne.KeyEnd, fyne.KeyEnter}, "dark"},
		{"home", []fyne.KeyName{fyne.KeyReturn, fyne.KeyHome, fyne.KeyEnter}, "system"},
		{"never beyond the end", []fyne.KeyName{fyne.KeyReturn, fyne.KeyDown, fyne.KeyDown, fyne.KeyDown, fyne.KeyDown, fyne.KeyEnter}, "dark"},
		{"escape changes nothing", []fyne.KeyName{fyne.KeyReturn, fyne.KeyDown, fyne.KeyEscape}, "light"},
		{"tab takes", []fyne.KeyName{fyne.KeyReturn, fyne.KeyDown, fyne.KeyTab}, "dark"},
		{"right without opening", []fyne.KeyName{fyne.KeyRight}, "dark"},
		{"left without opening", []fyne.KeyName{fyne.KeyLeft, fyne.KeyLeft}, "system"},
	} {
		t.Run(test.name, func(t *testing.T) {
			screen, s, _ := openSelect(t, "light", modes())
			screen.Focus("choice")
			screen.Key(test.keys...)
			if s.Selected() != test.want {
				t.Errorf("got %q, want %q", s.Selected(), test.want)
			}
			if s.Opened() || !s.Focused() {
				t.Errorf("open %v, focused %v: the keyboard should be back on the closed list", s.Opened(), s.Focused())
			}
		})
	}
}

func TestShortListJumpsToWhatIsTyped(t *testing.T) {
	screen, s, _ := openSelect(t, "dark", modes())
	screen.Focus("choice")
	screen.Type("c")
	screen.Key(fyne.KeyReturn)
	if s.Selected() != "light" {
		t.Errorf("got %q, want Clair", s.Selected())
	}
}

func TestLongListIsFilteredWithoutAccents(t *testing.T) {
	screen, s, _ := openSelect(t, "Zone/200", manyZones())
	screen.Focus("choice")
	screen.Key(fyne.KeySpace)
	screen.ExpectText("Ville 200") // opens at the choice in force
	screen.Type("montreal")
	screen.ExpectText("Montréal")
	screen.ExpectNoText("Ville 001")
	screen.Key(fyne.KeyReturn)
	if s.Selected() != "America/Toronto" {
		t.Errorf("got %q", s.Selected())
	}
}

func TestTypingOnAClosedLongListFilters(t *testing.T) {
	screen, s, _ := openSelect(t, "", manyZones())
	screen.Focus("choice")
	screen.Type("tor")
	screen.Key(fyne.KeyReturn)
	if s.Selected() != "America/Toronto" {
		t.Errorf("the value is searched too: got %q", s.Selected())
	}
}

func TestFilterWithoutResultSaysSoAndTakesNothing(t *testing.T) {
	screen, s, said := openSelect(t, "Zone/001", manyZones())
	screen.Tap(s)
	screen.Type("qqq")
	screen.ExpectText("Aucun choix ne correspond.")
	screen.Key(fyne.KeyReturn)
	if !s.Opened() || len(*said) != 0 {
		t.Error("nothing to take: the list stays open")
	}
	screen.Key(fyne.KeyEscape)
	if s.Opened() || s.Selected() != "Zone/001" {
		t.Error("Esc leaves and keeps")
	}
}

func TestClickOutsideClosesTheList(t *testing.T) {
	screen, s, said := openSelect(t, "light", modes())
	screen.Tap(s)
	screen.TapAt(fyne.NewPos(900, 600))
	if s.Opened() || len(*said) != 0 {
		t.Errorf("open %v, said %v", s.Opened(), *said)
	}
}

func TestSelectShowsAValueThatTheListLacks(t *testing.T) {
	screen, _, _ := openSelect(t, "sepia", modes())
	screen.ExpectText("sepia")
}

func TestSelectOpensAboveAtTheBottom(t *testing.T) {
	var s *widgets.Select
	screen := uitest.Open(t, uitest.Setup{}, func(screen *uitest.Screen) fyne.CanvasObject {
		s = widgets.NewSelect(screen.Printer, "Thème", modes()...)
		return widgets.Page(widgets.Body("tête"), widgets.Body("corps"), s)
	})
	screen.Tap(s)
	screen.TapText("Sombre")
	if s.Selected() != "dark" {
		t.Errorf("got %q", s.Selected())
	}
}

func TestSelectDisabled(t *testing.T) {
	screen, s, _ := openSelect(t, "light", modes())
	s.Disable()
	screen.Tap(s)
	if s.Opened() {
		t.Error("a disabled list opens")
	}
}

func TestSegmented(t *testing.T) {
	var said []string
	s := widgets.NewSegmented("Langue", widgets.Option{Value: "fr", Label: "FR"}, widgets.Option{Value: "en", Label: "EN"})
	s.SetSelected("fr")
	s.OnChanged = func(v string) { said = append(said, v) }
	screen := open(t, s)
	screen.TapAt(fyne.NewPos(s.Size().Width*0.75, s.Size().Height/2+screen.Stage.Position().Y))
	screen.Key(fyne.KeyRight, fyne.KeyLeft, fyne.KeyLeft, fyne.KeySpace)
	if got := strings.Join(said, " "); got != "en fr en" {
		t.Errorf("said %q, want each change once", got)
	}
	s.SetSelected("en")
	if len(said) != 3 {
		t.Error("the same choice says nothing")
	}
	s.Disable()
	screen.Tap(s)
	if s.Selected() != "en" {
		t.Error("disabled, yet it changes")
	}
}

func TestCheck(t *testing.T) {
	var said []bool
	c := widgets.NewCheck("Toute la journée")
	c.OnChanged = func(v bool) { said = append(said, v) }
	screen := open(t, c)
	screen.Tap(c)
	screen.Key(fyne.KeySpace, fyne.KeyReturn)
	c.SetChecked(false)
	if len(said) != 2 || !said[0] || said[1] || c.Checked() {
		t.Errorf("said %v", said)
	}
	c.Disable()
	screen.Tap(c)
	if c.Checked() {
		t.Error("disabled, yet it changes")
	}
}
