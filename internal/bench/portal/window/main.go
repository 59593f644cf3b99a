// Command window opens the portal's home page over a generated directory, for internal/bench/portal to type in. The rows come from
// memory: what reading a page of rows from the disk takes is measured by internal/bench/directory.
package main

import (
	"flag"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"

	"pupitre/data/access"
	"pupitre/i18n"
	"pupitre/ui/look"
	"pupitre/ui/native"
	"pupitre/ui/portal"
	"pupitre/ui/portal/sample"
	"pupitre/ui/portalpage"
	"pupitre/ui/task"
	"pupitre/ui/widgets"
)

func main() {
	entries := flag.Int("entries", 1_000_000, "entries of the directory, in 50 accounts")
	flag.Parse()
	finder := sample.NewFinder(50, *entries)
	a := app.NewWithID("ca.pupitre.Bench")
	a.Settings().SetTheme(look.New(look.Options{Mode: look.Light, Zoom: look.Zoom100}))
	run := task.New()
	hook := native.New(run, time.Now)
	w := a.NewWindow("directory")
	w.SetPadded(false)
	a.Lifecycle().SetOnStarted(func() {
		if err := look.ApplyLanguage(i18n.French); err != nil {
			fyne.LogError("language", err)
		}
		p := i18n.For(i18n.French)
		state := portal.New(portal.Deps{Source: sample.NewSource(finder, access.EnterpriseAdmin), Run: run, Role: access.Primary})
		page := portalpage.New(portalpage.NewPresenter(portalpage.Deps{
			Portal: state, Window: quiet{p}, Run: run, Memory: nothing{}, Copy: func(string) {},
		}), p)
		w.SetContent(hook.Wrap(widgets.NewStage(run, page.Content())))
		w.Resize(fyne.NewSize(1100, 760)) // the size of Pupitre's first start
		w.Show()
		state.Start()
		page.Aim("", "")
	})
	a.Run()
}

// quiet is a window that says nothing.
type quiet struct{ p *i18n.Printer }

// Printer implements portalpage.Window.
func (q quiet) Printer() *i18n.Printer { return q.p }

// Toast implements portalpage.Window.
func (quiet) Toast(string, string, func()) {}

// Fail implements portalpage.Window.
func (quiet) Fail(string) {}

// nothing keeps no searches.
type nothing struct{}

// Searches implements portalpage.Memory.
func (nothing) Searches() (portalpage.Searches, error) { return portalpage.Searches{}, nil }

// KeepSearches implements portalpage.Memory.
func (nothing) KeepSearches(portalpage.Searches) error { return nil }
