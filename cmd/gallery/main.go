// Command gallery shows every widget and page of Pupitre on sample data, in any language, theme and size.
//
//	gallery                   open the window
//	gallery --render DIR      write a PNG of every entry × language × theme, without a display
package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"github.com/alecthomas/kong"

	"pupitre/data/workstation"
	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/look"
	"pupitre/ui/native"
	"pupitre/ui/task"
)

type options struct {
	Render string `help:"Write a PNG of every entry, language and theme into this folder, without a display." placeholder:"DIR" type:"path"`
	Entry  string `help:"Begin with the entry of this id." placeholder:"ID"`
	Lang   string `help:"Begin in this language." enum:"fr,en" default:"fr"`
}

func main() {
	var o options
	kong.Parse(&o, kong.Name("gallery"), kong.Description("Every widget and page of Pupitre on sample data."))
	if err := run(o, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "gallery:", err)
		os.Exit(1)
	}
}

func run(o options, out io.Writer) error {
	if o.Render != "" {
		return render(o.Render, out)
	}
	if err := workstation.PrepareSessionBus(); err != nil {
		return err
	}
	language, _ := i18n.Parse(o.Lang)
	if err := look.ApplyLanguage(language); err != nil {
		return err
	}
	a := app.NewWithID("io.pupitre.gallery")
	a.SetIcon(fyne.NewStaticResource("pupitre.png", resources.AppIcon()))
	runner := task.New()
	hook := native.New(runner, time.Now)
	g := newGallery(runner, hook, language, o.Entry)
	w := a.NewWindow("Pupitre – gallery")
	w.SetPadded(false)
	// Fyne follows the system's light and dark only when the theme is set before the window is shown, once the app has
	// started (fyne #6056).
	a.Lifecycle().SetOnStarted(func() {
		a.Settings().SetTheme(look.New(g.look))
		w.SetContent(hook.Wrap(g.stage))
		w.Resize(fyne.NewSize(1280, 800))
		g.show(w.Canvas())
		w.Show()
	})
	a.Run()
	return nil
}
