// Command window opens the portal's home page over the directory of a file, for internal/bench/portal to type in; or, to compare
// with, a window of the same size that does nothing but change its colour with a key.
package main

import (
	"context"
	"flag"
	"fmt"
	"image/color"
	"os"
	"runtime/pprof"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/canvas"

	"pupitre/data/access"
	"pupitre/data/directory"
	"pupitre/data/settings"
	"pupitre/data/syncing"
	"pupitre/i18n"
	"pupitre/ui/look"
	"pupitre/ui/native"
	"pupitre/ui/portal"
	"pupitre/ui/portal/sample"
	"pupitre/ui/portalpage"
	"pupitre/ui/task"
	"pupitre/ui/widgets"
)

// size is that of Pupitre's first start.
var size = fyne.NewSize(1100, 760)

func main() {
	path := flag.String("directory", "", "file of a directory with its index; none for the window that only changes its colour")
	account := flag.String("account", "", "account to filter, beside a sort column; none for no filter")
	profile := flag.String("profile", "", "file for a profile of the processor's time")
	flag.Parse()
	if err := run(*path, *account, *profile); err != nil {
		fmt.Fprintln(os.Stderr, "window:", err)
		os.Exit(1)
	}
}

func run(path, account, profile string) error {
	a := app.NewWithID("ca.pupitre.Bench")
	w := a.NewWindow("directory")
	w.SetPadded(false)
	w.Resize(size)
	show := blank
	if path != "" {
		f, err := openFinder(context.Background(), path)
		if err != nil {
			return err
		}
		a.Settings().SetTheme(look.New(look.Options{Mode: look.Light, Zoom: look.Zoom100}))
		show = func(w fyne.Window) { home(w, f, account) }
	}
	if profile != "" {
		stop, err := profiled(profile)
		if err != nil {
			return err
		}
		defer stop()
	}
	a.Lifecycle().SetOnStarted(func() { show(w) })
	a.Run()
	return nil
}

// profiled notes where the processor's time goes, for half a minute at most.
func profiled(path string) (stop func(), err error) {
	const most = 30 * time.Second
	f, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	if err := pprof.StartCPUProfile(f); err != nil {
		return nil, err
	}
	time.AfterFunc(most, pprof.StopCPUProfile)
	return pprof.StopCPUProfile, nil
}

// blank changes the colour of all its pixels with each key: the least that a key can cost with this toolkit.
func blank(w fyne.Window) {
	shades := []color.Gray{{0xff}, {0xee}}
	ground := canvas.NewRectangle(shades[0])
	n := 0
	w.Canvas().SetOnTypedRune(func(rune) {
		n++
		ground.FillColor = shades[n%len(shades)]
		ground.Refresh()
	})
	w.SetContent(ground)
	w.Show()
}

// home is the page, over f; with an account, its people by their extension.
func home(w fyne.Window, f *finder, account string) {
	run := task.New()
	hook := native.New(run, time.Now)
	if err := look.ApplyLanguage(i18n.French); err != nil {
		fyne.LogError("language", err)
	}
	p := i18n.For(i18n.French)
	source := source{sample.NewSource(nil, access.EnterpriseAdmin), f}
	state := portal.New(portal.Deps{Source: source, Run: run, Role: access.Primary})
	saved := settings.SearchEntity(sample.Marie, "bench")
	page := portalpage.New(portalpage.NewPresenter(portalpage.Deps{
		Portal: state, Window: quiet{p}, Run: run, Memory: memory{}, Copy: func(string) {},
		Kept: kept{view: byExtension(saved, account)}, Person: sample.Marie,
	}), p)
	w.SetContent(hook.Wrap(widgets.NewStage(run, page.Content())))
	w.Show()
	state.Start()
	page.Aim("", "")
	if account != "" { // when the searches that were kept are there
		run.After(time.Second, func() { page.Aim("saved", saved) })
	}
}

// source is a session with one federation, whose directory is f.
type source struct {
	*sample.Source
	f *finder
}

// Finder implements portal.Source.
func (s source) Finder(string) portal.Finder { return s.f }

// quiet is a window that says nothing.
type quiet struct{ p *i18n.Printer }

// Printer implements portalpage.Window.
func (q quiet) Printer() *i18n.Printer { return q.p }

// Toast implements portalpage.Window.
func (quiet) Toast(string, string, func()) {}

// Fail implements portalpage.Window.
func (quiet) Fail(string) {}

// memory keeps no searches.
type memory struct{}

// Searches implements portalpage.Memory.
func (memory) Searches() (portalpage.Searches, error) { return portalpage.Searches{}, nil }

// KeepSearches implements portalpage.Memory.
func (memory) KeepSearches(portalpage.Searches) error { return nil }

// byExtension is a person's saved search: the people of an account, by their extension.
func byExtension(entity, account string) syncing.View {
	one := settings.Search{Name: "bench", Query: settings.SearchQuery{
		Federation: sample.ID, Category: directory.User, Sort: directory.ByExtension, Filters: map[directory.Column][]string{directory.ByAccount: {account}},
	}}
	fields := syncing.Entity{}
	for name, value := range one.Fields() {
		fields[name] = syncing.FieldState{Value: value}
	}
	return syncing.View{entity: fields}
}

// kept has the searches that bear a name, and takes no others.
type kept struct{ view syncing.View }

// View implements portalpage.Kept.
func (k kept) View(context.Context) (syncing.View, error) { return k.view, nil }

// Save implements portalpage.Kept.
func (kept) Save(context.Context, []syncing.FieldEdit, ...syncing.Deletion) error { return nil }

// Subscribe implements portalpage.Kept.
func (kept) Subscribe(func()) (cancel func()) { return func() {} }
