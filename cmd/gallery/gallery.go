package main

import (
	"fmt"

	"fyne.io/fyne/v2"

	"pupitre/cmd/gallery/catalog"
	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/look"
	"pupitre/ui/native"
	"pupitre/ui/task"
	"pupitre/ui/widgets"
)

// gallery is the window: the list of entries, the switches, and the entry chosen.
type gallery struct {
	runner   task.Runner
	hook     native.Window
	stage    *widgets.Stage
	canvas   fyne.Canvas
	entries  []catalog.Entry
	current  int
	language i18n.Language
	look     look.Options
}

func newGallery(runner task.Runner, hook native.Window, language i18n.Language, first string) *gallery {
	g := &gallery{
		runner: runner, hook: hook, language: language, entries: catalog.Entries(),
		look: look.Options{Mode: look.System, Zoom: look.Zoom100},
	}
	for i, e := range g.entries {
		if e.ID == first {
			g.current = i
		}
	}
	g.stage = widgets.NewStage(runner, widgets.Column(""))
	return g
}

// show begins to show entries on a canvas.
func (g *gallery) show(c fyne.Canvas) {
	g.canvas = c
	c.SetOnTypedKey(func(key *fyne.KeyEvent) {
		if !widgets.OverlayKey(c, key) && key.Name == fyne.KeyEscape {
			g.stage.DismissToast()
		}
	})
	g.rebuild()
}

// rebuild makes everything anew, in the language and look chosen, and puts the keyboard where it was.
func (g *gallery) rebuild() {
	keeper := widgets.KeepFocus(g.canvas)
	env := catalog.Env{Printer: i18n.For(g.language), Runner: g.runner, Stage: g.stage}
	entry := g.entries[g.current]
	page := widgets.Page(g.switches(), entry.Build(env), widgets.Column(""))
	g.stage.SetContent(widgets.SideBySide(g.list(), page))
	keeper.Restore(g.canvas)
}

func (g *gallery) list() fyne.CanvasObject {
	lines := []fyne.CanvasObject{widgets.Padded(look.Space4, look.Space12, widgets.Heading("Gallery"))}
	group := ""
	for i, e := range g.entries {
		if e.Group != group {
			group = e.Group
			lines = append(lines, widgets.NewNavGroup(group))
		}
		item := widgets.NewNavItem(resources.ChevronRight, e.Title, func() { g.choose(i) })
		item.SetFieldID("entry." + e.ID)
		item.SetSelected(i == g.current)
		lines = append(lines, item)
	}
	return widgets.NewSidebar(widgets.Column(look.Space4, lines...), widgets.Column(""))
}

func (g *gallery) choose(i int) {
	g.current = i
	g.rebuild()
	if e := g.entries[i]; e.Ready != nil {
		e.Ready(catalog.Env{Printer: i18n.For(g.language), Runner: g.runner, Stage: g.stage}, g.canvas)
	}
}

// switches are the language, theme, zoom and touch of what is shown.
func (g *gallery) switches() fyne.CanvasObject {
	language := segmented("switch.language", string(g.language), func(v string) { g.setLanguage(i18n.Language(v)) },
		widgets.Option{Value: "fr", Label: "FR"}, widgets.Option{Value: "en", Label: "EN"})
	mode := segmented("switch.mode", fmt.Sprint(int(g.look.Mode)), func(v string) {
		_, _ = fmt.Sscan(v, &g.look.Mode)
		g.restyle()
	}, widgets.Option{Value: "0", Label: "System"}, widgets.Option{Value: "1", Label: "Light"},
		widgets.Option{Value: "2", Label: "Dark"}, widgets.Option{Value: "3", Label: "Contrast"})
	zoom := segmented("switch.zoom", fmt.Sprint(int(g.look.Zoom)), func(v string) {
		_, _ = fmt.Sscan(v, &g.look.Zoom)
		g.restyle()
	}, widgets.Option{Value: "100", Label: "100"}, widgets.Option{Value: "125", Label: "125"}, widgets.Option{Value: "150", Label: "150"})
	touch := widgets.NewCheck("Touch")
	touch.SetFieldID("switch.touch")
	touch.SetChecked(g.look.Touch)
	touch.OnChanged = func(on bool) {
		g.look.Touch = on
		g.hook.SetTouch(on)
		g.restyle()
	}
	bar := widgets.Padded(look.Space8, look.Space16, widgets.Line(look.Space16, language, mode, zoom, touch))
	return widgets.NewSurface(look.ColorSurface, bar)
}

func segmented(id, selected string, onChanged func(string), options ...widgets.Option) *widgets.Segmented {
	s := widgets.NewSegmented(id, options...)
	s.SetFieldID(id)
	s.SetSelected(selected)
	s.OnChanged = onChanged
	return s
}

func (g *gallery) setLanguage(language i18n.Language) {
	g.language = language
	if err := look.ApplyLanguage(language); err != nil {
		fyne.LogError("language", err)
	}
	g.rebuild()
}

func (g *gallery) restyle() {
	fyne.CurrentApp().Settings().SetTheme(look.New(g.look))
	g.rebuild()
}
