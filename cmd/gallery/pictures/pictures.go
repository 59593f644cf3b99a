// Package pictures makes the pictures of the guides: every page of the program on sample data, in both languages, drawn in
// memory, so that they come out the same everywhere and a test can tell when one is old.
package pictures

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/png"
	"path"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"github.com/spf13/afero"

	"pupitre/cmd/gallery/catalog"
	"pupitre/data/access"
	"pupitre/i18n"
	"pupitre/ui/editing"
	"pupitre/ui/editing/sample"
	"pupitre/ui/lock"
	"pupitre/ui/look"
	"pupitre/ui/shell"
	"pupitre/ui/uitest"
)

// Picture is one picture of the guides.
type Picture struct {
	Name   string // of its file, without folder and ending
	height float32
	zoom   look.Zoom
	open   func(*uitest.Screen) fyne.CanvasObject
}

// The size of the pictures, in pixels. They are as wide as the smallest window, which the guide's own column shows nearly at its
// size, and as high as what they show.
const (
	width  = 1024
	low    = 480
	middle = 700
	high   = 960
)

// All are the pictures.
func All() []Picture {
	return []Picture{
		entry("first-start", "live-first-start", look.Zoom100),
		section("settings", editing.SectionProfile, middle),
		section("account", editing.SectionAdministrator, high),
		section("support", editing.SectionSupport, middle),
		section("phone", editing.SectionPhone, middle),
		section("servers", editing.SectionServers, high),
		page("appearance", pageBrand, high),
		page("chat", pageChat, high),
		page("telephony", pageTelephony, low),
		page("resellers", pageResellers, low),
		page("people", pagePeople, low),
		asReseller("own", pageSupport, middle),
		asReseller("my-account", pageAccount, middle),
		page("portal", pagePortal, middle),
		page("accounts", pageAccounts, low),
		page("administrators", pageAdministrators, low),
		page("building", pageBuilding, high),
		page("import", pageImport, high),
		page("history", pageHistory, middle),
		page("conflicts", pageConflicts, middle),
		page("sync", pageSync, high),
		entry("kiosk", "live-kiosk", look.Zoom150),
		{Name: "lock", height: low, open: locked},
	}
}

// page is a page of the window, as the primary administrator sees it.
func page(name string, route shell.Route, height float32) Picture {
	return Picture{Name: name, height: height, open: func(s *uitest.Screen) fyne.CanvasObject {
		return newWindow(s, access.Primary, "").shown(route)
	}}
}

// section is the settings page with one section open.
func section(name, section string, height float32) Picture {
	return Picture{Name: name, height: height, open: func(s *uitest.Screen) fyne.CanvasObject {
		return newWindow(s, access.Primary, section).shown(pageSettings)
	}}
}

// asReseller is a page of the window, as a reseller sees it.
func asReseller(name string, route shell.Route, height float32) Picture {
	return Picture{Name: name, height: height, open: func(s *uitest.Screen) fyne.CanvasObject {
		return newWindow(s, access.Reseller, "").shown(route)
	}}
}

// entry is one of the gallery's.
func entry(name, id string, zoom look.Zoom) Picture {
	return Picture{Name: name, height: middle, zoom: zoom, open: func(s *uitest.Screen) fyne.CanvasObject {
		all := catalog.Entries()
		i := slices.IndexFunc(all, func(e catalog.Entry) bool { return e.ID == id })
		return all[i].Build(catalog.Env{Printer: s.Printer, Runner: s.Runner, Stage: s.Stage})
	}}
}

// locked is the window while it is locked.
func locked(s *uitest.Screen) fyne.CanvasObject {
	lock.New(lock.Deps{
		Window: s.Window, Stage: s.Stage, Run: s.Runner, Language: s.Printer.Language(), Name: "Marie Tremblay", Email: sample.Email,
		Unlock: func(context.Context, string) error { return nil }, Unlocked: func() {}, Other: func() {}, Quit: func() {},
		Wait: func() time.Duration { return 0 }, Spoke: func(i18n.Language) {},
	}).Show()
	return s.Stage.Content()
}

// Draw draws a picture in a language.
func (p Picture) Draw(t uitest.T, language i18n.Language) image.Image {
	t.Helper()
	s := uitest.Open(t, uitest.Setup{Language: language, Zoom: p.zoom, Size: fyne.NewSize(width, p.height)}, p.open)
	s.Canvas.Unfocus()
	s.Settle()
	return s.Image()
}

// File is where a picture stands in the folder of the guides.
func (p Picture) File(language i18n.Language) string {
	return path.Join(string(language), "pictures", p.Name+".png")
}

// Encode writes a picture as a PNG of at most 256 colours: of a window, nobody sees the difference, and it takes a third.
func Encode(img image.Image) ([]byte, error) {
	var b bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestCompression}
	if err := encoder.Encode(&b, paletted(img)); err != nil {
		return nil, fmt.Errorf("encode: %w", err)
	}
	return b.Bytes(), nil
}

// Write draws all pictures, in every language, into the folder of the guides.
func Write(t uitest.T, fs afero.Fs) error {
	for _, p := range All() {
		for _, language := range i18n.Languages {
			content, err := Encode(p.Draw(t, language))
			if err != nil {
				return fmt.Errorf("%s: %w", p.Name, err)
			}
			name := p.File(language)
			if err := fs.MkdirAll(path.Dir(name), 0o755); err != nil {
				return fmt.Errorf("folder of %s: %w", name, err)
			}
			if err := afero.WriteFile(fs, name, content, 0o644); err != nil {
				return fmt.Errorf("write %s: %w", name, err)
			}
		}
	}
	return nil
}
