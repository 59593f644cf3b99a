package listing

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/look"
	"pupitre/ui/uitest"
	"pupitre/ui/widgets"
)

// shown is what a toolbar shows, by label, "⋮" for the menu and "+" for the icon of the first tool.
func shown(t *toolbar) string {
	out := []string{}
	for _, o := range t.box.Objects {
		switch {
		case !o.Visible() || o == t.box.Objects[0]:
		case o == fyne.CanvasObject(t.layout.more):
			out = append(out, "⋮")
		case o == fyne.CanvasObject(t.layout.short):
			out = append(out, "+")
		default:
			for i, b := range t.layout.buttons {
				if o == fyne.CanvasObject(b) {
					out = append(out, t.tools[i].Label)
				}
			}
		}
	}
	return strings.Join(out, " ")
}

// Tools give way from the last to the first, and none is ever out of reach.
func TestToolsWithoutRoomGoIntoTheMenu(t *testing.T) {
	var done []string
	do := func(what string) func() { return func() { done = append(done, what) } }
	tools := []*Tool{
		{Field: "test.add", Label: "Ajouter", Icon: resources.Add, Do: do("add")},
		{Field: "test.import", Label: "Importer", Quiet: true, Do: do("import")},
		{Field: "test.export", Label: "Exporter", Quiet: true, Do: do("export"), Enabled: func(lines int) bool { return lines > 0 }},
	}
	var bar *toolbar
	s := uitest.Open(t, uitest.Setup{}, func(s *uitest.Screen) fyne.CanvasObject {
		search := widgets.FixedWidth(look.ControlMedium, widgets.NewEntry("search"))
		bar = newToolbar(i18n.For(i18n.French), []fyne.CanvasObject{search}, tools)
		return widgets.Column("", bar)
	})
	search := look.Size(look.ControlMedium)
	for width, want := range map[float32]string{
		search + 500: "Ajouter Importer Exporter",
		search + 260: "Ajouter Importer ⋮",
		search + 180: "Ajouter ⋮",
		search + 90:  "+ ⋮",
		search:       "+ ⋮", // on a line of their own
	} {
		bar.Resize(fyne.NewSize(width, bar.HeightFor(width)))
		if got := shown(bar); got != want {
			t.Errorf("%.0f wide: %q, want %q", width, got, want)
		}
		lines := 1
		if width <= search {
			lines = 2
		}
		if high := int(bar.HeightFor(width) / look.Size(look.ControlHeight)); high != lines {
			t.Errorf("%.0f wide: %d lines, want %d", width, high, lines)
		}
	}
	bar.Resize(fyne.NewSize(search+180, bar.HeightFor(search+180)))
	bar.refresh(0)
	if bar.reach("test.add") != "test.add" || bar.reach("test.export") != fieldMore {
		t.Error("a tool that has no room is reached by the menu")
	}
	items := bar.folded()
	if len(items) != 2 || items[0].Disabled || !items[1].Disabled {
		t.Errorf("%+v", items)
	}
	bar.refresh(3)
	bar.folded()[1].OnTapped()
	if len(done) != 1 || done[0] != "export" || bar.folded()[1].Disabled {
		t.Errorf("%v", done)
	}
	s.Settle()
}
