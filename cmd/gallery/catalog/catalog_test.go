package catalog_test

import (
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"pupitre/cmd/gallery/catalog"
	"pupitre/i18n"
	"pupitre/ui/look"
	"pupitre/ui/uitest"
)

func show(t *testing.T, e catalog.Entry, setup uitest.Setup) *uitest.Screen {
	var env catalog.Env
	s := uitest.Open(t, setup, func(s *uitest.Screen) fyne.CanvasObject {
		env = catalog.Env{Printer: s.Printer, Runner: s.Runner, Stage: s.Stage}
		return e.Build(env)
	})
	if e.Ready != nil {
		e.Ready(env, s.Canvas)
		s.Settle()
	}
	return s
}

func TestRenderAll(t *testing.T) {
	dir := os.Getenv("OUT")
	if dir == "" {
		t.Skip()
	}
	for _, e := range catalog.Entries() {
		for _, setup := range []uitest.Setup{{Language: i18n.French}, {Mode: look.Dark, Language: i18n.English}, {Mode: look.HighContrast}, {Zoom: look.Zoom150}} {
			s := show(t, e, setup)
			f, _ := os.Create(filepath.Join(dir, s.MasterName(e.ID)+".png"))
			png.Encode(f, s.Image())
			f.Close()
		}
	}
}
