package shell

import (
	"testing"

	"fyne.io/fyne/v2"
	"github.com/google/go-cmp/cmp"

	"pupitre/ui/uitest"
)

// The “?” of a page and F1 open the guide at the page that is shown.
func TestTheGuideIsOpenedWhereOneIs(t *testing.T) {
	var asked []Place
	s := open(t, uitest.Setup{}, func(d *Deps) { d.Help = func(at Place) { asked = append(asked, at) } })
	s.TapLabel(s.Printer.T("guide.help"))
	s.TapLabel("Historique")
	s.Key(fyne.KeyF1)
	if diff := cmp.Diff([]Place{{Route: "settings"}, {Route: "history"}}, asked); diff != "" {
		t.Error(diff)
	}
}

func TestWithoutAGuideThereIsNoQuestionMark(t *testing.T) {
	s := open(t, uitest.Setup{})
	s.Key(fyne.KeyF1)
	if s.HasControl(s.Printer.T("guide.help")) {
		t.Error("a question mark that opens nothing")
	}
}
