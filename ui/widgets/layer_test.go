package widgets_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"pupitre/ui/look"
	"pupitre/ui/uitest"
	"pupitre/ui/widgets"
)

func TestToastGoesAwayAfterTenSeconds(t *testing.T) {
	s := open(t, widgets.NewButton("OK", nil))
	s.Stage.Toast(s.Printer, widgets.Toast{Text: "Enregistré."})
	s.Settle()
	s.ExpectText("Enregistré.")
	s.Advance(widgets.ToastTime - 1)
	s.ExpectText("Enregistré.")
	s.Advance(1)
	s.ExpectNoText("Enregistré.")
	if s.Runner.Pending() != 0 {
		t.Error("a timer is left")
	}
}

func TestToastUndoes(t *testing.T) {
	var undone count
	s := open(t, widgets.NewButton("OK", nil))
	s.Stage.Toast(s.Printer, widgets.Toast{Text: "Retirée.", Action: "Annuler", OnAction: undone.up})
	s.Settle()
	s.TapLabel("Annuler")
	undone.expect(t, 1, "undone")
	s.ExpectNoText("Retirée.")
	s.Advance(widgets.ToastTime)
	undone.expect(t, 1, "undone")
}

func TestToastIsReachedWithTheKeyboard(t *testing.T) {
	var undone count
	s := open(t, widgets.NewButton("OK", nil))
	s.Stage.Toast(s.Printer, widgets.Toast{Text: "Retirée.", Action: "Annuler", OnAction: undone.up})
	s.Settle()
	s.Tab()
	s.Tab()
	s.Tab()
	s.Key(fyne.KeyReturn)
	undone.expect(t, 1, "undone")
	if s.Canvas.Focused() != nil {
		t.Error("a toast that is gone keeps no keyboard")
	}
}

func TestToastLeavesTheSaveBarFree(t *testing.T) {
	var saved count
	save := widgets.NewPrimaryButton("Enregistrer", saved.up)
	bar := widgets.NewSaveBar(nil, widgets.NewButton("Annuler", nil), save)
	s := uitest.Open(t, uitest.Setup{Size: fyne.NewSize(500, 400)}, func(*uitest.Screen) fyne.CanvasObject {
		return widgets.Page(widgets.Title("Paramètres"), widgets.Body("corps"), bar)
	})
	bar.Show()
	s.Settle()
	s.Stage.Toast(s.Printer, widgets.Toast{Text: strings.Repeat("Un long message. ", 6)})
	s.Settle()
	s.Tap(save)
	saved.expect(t, 1, "saved")
}

func TestAtMostThreeToasts(t *testing.T) {
	s := open(t, widgets.NewButton("OK", nil))
	for _, text := range []string{"un.", "deux.", "trois.", "quatre."} {
		s.Stage.Toast(s.Printer, widgets.Toast{Text: text})
	}
	s.Settle()
	s.ExpectNoText("un.")
	s.ExpectText("quatre.")
	if !s.Stage.DismissToast() {
		t.Error("Esc takes the newest away")
	}
	s.Settle()
	s.ExpectNoText("quatre.")
	s.ExpectText("trois.")
	s.TapLabel("Fermer ce message")
	s.ExpectNoText("trois.")
	s.Stage.DismissToast()
	if s.Stage.DismissToast() {
		t.Error("none is left")
	}
}

// dialogScreen shows a button that opens a dialog.
func dialogScreen(t *testing.T) (s *uitest.Screen, d *widgets.Dialog, done *[]string) {
	done = &[]string{}
	say := func(word string) func() { return func() { *done = append(*done, word) } }
	opener := widgets.NewButton("Ouvrir", nil)
	opener.SetFieldID("opener")
	s = openWith(t, uitest.Setup{}, func(s *uitest.Screen) []fyne.CanvasObject {
		password := widgets.NewEntry("Mot de passe")
		password.SetFieldID("password")
		accept, cancel := widgets.NewDangerButton("Retirer", say("accept")), widgets.NewButton("Annuler", nil)
		choice := widgets.NewSelect(s.Printer, "Raison", modes()...)
		choice.SetFieldID("reason")
		d = widgets.NewDialog("Retirer Marie Tremblay des délégués?", widgets.Column(look.Space12, widgets.Body("Elle ne pourra plus modifier les paramètres."), password, choice), accept, cancel)
		cancel.OnTapped = func() { say("cancel")(); d.Close() }
		password.OnSubmitted = func(string) { d.Submit() }
		d.OnClosed = say("closed")
		opener.OnTapped = func() { d.Show(s.Canvas, password) }
		return []fyne.CanvasObject{opener, widgets.NewEntry("dessous")}
	})
	s.Tap(opener)
	return s, d, done
}

func TestDialogTrapsTheKeyboardAndGivesItBack(t *testing.T) {
	s, d, done := dialogScreen(t)
	s.ExpectText("Retirer Marie Tremblay des délégués?")
	seen := map[string]bool{}
	for range 8 {
		if l, ok := s.Canvas.Focused().(interface{ Label() string }); ok {
			seen[l.Label()] = true
		}
		s.Tab()
	}
	if len(seen) != 4 || seen["dessous"] {
		t.Errorf("Tab goes through %v", seen)
	}
	s.Key(fyne.KeyEscape)
	if strings.Join(*done, " ") != "cancel closed" || d.Shown() {
		t.Errorf("got %v, shown %v", *done, d.Shown())
	}
	if f, ok := s.Canvas.Focused().(widgets.Identified); !ok || f.FieldID() != "opener" {
		t.Error("the keyboard returns to where it was")
	}
}

func TestDialogIsModal(t *testing.T) {
	s, d, _ := dialogScreen(t)
	s.TapAt(fyne.NewPos(5, 5))
	if !d.Shown() {
		t.Error("a click outside closes it")
	}
	if s.Canvas.Focused() == nil {
		t.Error("a click outside takes the keyboard away")
	}
}

func TestEnterInAFieldOfADialogAccepts(t *testing.T) {
	s, d, done := dialogScreen(t)
	s.Type("secret")
	s.Key(fyne.KeyReturn)
	if strings.Join(*done, " ") != "accept" || !d.Shown() {
		t.Errorf("got %v, shown %v: the page closes it once the work is done", *done, d.Shown())
	}
}

// Esc closes the top thing only: first the list, then the dialog.
func TestEscapeClosesTheTopThingOnly(t *testing.T) {
	s, d, _ := dialogScreen(t)
	s.Focus("reason")
	s.Key(fyne.KeySpace)
	s.ExpectText("Sombre")
	s.Key(fyne.KeyEscape)
	s.ExpectNoText("Sombre")
	if !d.Shown() {
		t.Error("the dialog is still there")
	}
	if f, ok := s.Canvas.Focused().(widgets.Identified); !ok || f.FieldID() != "reason" {
		t.Error("the keyboard returns to the list's owner")
	}
	s.Key(fyne.KeyEscape)
	if d.Shown() {
		t.Error("then the dialog")
	}
}

func TestDialogFollowsTheWindow(t *testing.T) {
	s, _, _ := dialogScreen(t)
	s.Resize(fyne.NewSize(420, 260))
	s.ExpectText("Retirer Marie")
	s.TapLabel("Annuler") // in view, although the window is small
}

func TestDialogWithoutFocusStandsOnCancel(t *testing.T) {
	s := open(t, widgets.NewButton("OK", nil))
	cancel := widgets.NewButton("Annuler", nil)
	d := widgets.NewDialog("Tout effacer?", widgets.Body("Rien ne pourra être repris."), widgets.NewDangerButton("Effacer", nil), cancel)
	cancel.OnTapped = d.Close
	d.Show(s.Canvas, nil)
	if !cancel.Focused() {
		t.Error("Enter by habit must destroy nothing")
	}
	s.Key(fyne.KeyReturn)
	if d.Shown() {
		t.Error("Enter on Annuler cancels")
	}
}

// menuScreen shows a button that opens a menu.
func menuScreen(t *testing.T) (*uitest.Screen, *widgets.Button, *[]string) {
	chosen := &[]string{}
	choose := func(word string) func() { return func() { *chosen = append(*chosen, word) } }
	b := widgets.NewButton("Marie Tremblay", nil)
	b.OnTapped = func() {
		widgets.ShowMenu(b, widgets.MenuItem{Label: "Thème", OnTapped: choose("theme")},
			widgets.MenuItem{Label: "Verrouiller", Disabled: true, OnTapped: choose("lock")},
			widgets.MenuItem{Label: "Fermer la session", Separated: true, OnTapped: choose("out")})
	}
	s := open(t, b)
	s.Tap(b)
	return s, b, chosen
}

func TestMenuKeyboard(t *testing.T) {
	for _, test := range []struct {
		name string
		keys []fyne.KeyName
		want string
	}{
		{"enter takes the first", []fyne.KeyName{fyne.KeyReturn}, "theme"},
		{"down skips what is disabled", []fyne.KeyName{fyne.KeyDown, fyne.KeySpace}, "out"},
		{"up goes round", []fyne.KeyName{fyne.KeyUp, fyne.KeyReturn}, "out"},
		{"end", []fyne.KeyName{fyne.KeyEnd, fyne.KeyReturn}, "out"},
		{"home", []fyne.KeyName{fyne.KeyEnd, fyne.KeyHome, fyne.KeyReturn}, "theme"},
		{"escape", []fyne.KeyName{fyne.KeyDown, fyne.KeyEscape}, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			s, b, chosen := menuScreen(t)
			s.Key(test.keys...)
			if got := strings.Join(*chosen, " "); got != test.want {
				t.Errorf("chose %q, want %q", got, test.want)
			}
			s.ExpectNoText("Fermer la session")
			if !b.Focused() {
				t.Error("the keyboard returns to the button")
			}
		})
	}
}

func TestMenuPointer(t *testing.T) {
	s, _, chosen := menuScreen(t)
	s.TapLabel("Verrouiller")
	s.ExpectText("Verrouiller") // disabled: nothing happens
	s.TapLabel("Fermer la session")
	s.Tap(s.Control("Marie Tremblay"))
	s.TapAt(fyne.NewPos(900, 600))
	s.ExpectNoText("Fermer la session")
	if strings.Join(*chosen, " ") != "out" {
		t.Errorf("chose %v", *chosen)
	}
}

func TestFocusKeeper(t *testing.T) {
	build := func(text string) fyne.CanvasObject {
		var fields []fyne.CanvasObject
		for range 20 {
			fields = append(fields, widgets.NewEntry("champ"))
		}
		e := widgets.NewEntry("Nom")
		e.SetFieldID("name")
		e.SetText(text)
		scroll := widgets.NewScroll(widgets.Column(look.Space8, append(fields, e)...))
		scroll.SetFieldID("page")
		return scroll
	}
	s := uitest.Open(t, uitest.Setup{Size: fyne.NewSize(400, 300)}, func(*uitest.Screen) fyne.CanvasObject { return build("") })
	s.Focus("name")
	s.Type("Rive-Nord")
	s.Key(fyne.KeyLeft, fyne.KeyLeft)
	offset := s.Field("page").(*widgets.Scroll).Offset()
	if offset == 0 {
		t.Fatal("the page should be scrolled")
	}

	keeper := widgets.KeepFocus(s.Canvas)
	s.Show(build("Rive-Nord"))
	keeper.Restore(s.Canvas)
	s.Settle()

	if got := s.Field("page").(*widgets.Scroll).Offset(); got != offset {
		t.Errorf("scrolled to %v, want %v", got, offset)
	}
	s.Type("x")
	if e := s.Field("name").(*widgets.Entry); e.Text() != "Rive-Noxrd" || !e.Focused() {
		t.Errorf("typing goes on in %q", e.Text())
	}
}

// What is not shown any more does not keep the keyboard.
func TestAKeptFocusThatIsGoneIsLetGo(t *testing.T) {
	name, other := widgets.NewEntry("Nom"), widgets.NewEntry("Code")
	name.SetFieldID("name")
	other.SetFieldID("code")
	s := open(t, name)
	s.Focus("name")
	keeper := widgets.KeepFocus(s.Canvas)
	s.Show(other)
	keeper.Restore(s.Canvas)
	if s.Canvas.Focused() != nil {
		t.Errorf("%v has the keyboard", s.Canvas.Focused())
	}
	s.Focus("code")
	widgets.FocusKeeper{}.Restore(s.Canvas) // of a page where nothing had it
	if !other.Focused() {
		t.Error("what is shown has lost the keyboard")
	}
}

func TestFocusFieldFindsVisibleFieldsOnly(t *testing.T) {
	e := widgets.NewEntry("Nom")
	e.SetFieldID("name")
	s := open(t, e)
	if !widgets.FocusField(s.Canvas, "name") || widgets.FocusField(s.Canvas, "") || widgets.FocusField(s.Canvas, "none") {
		t.Error("only what exists")
	}
	e.Hide()
	if widgets.FocusField(s.Canvas, "name") {
		t.Error("not what is hidden")
	}
}
