package brandpage_test

import (
	"context"
	"fmt"
	"io"
	"testing"

	"fyne.io/fyne/v2"
	"github.com/spf13/afero"

	"pupitre/data/access"
	"pupitre/data/branding"
	"pupitre/data/syncing"
	"pupitre/i18n"
	"pupitre/ui/brand"
	"pupitre/ui/brandpage"
	"pupitre/ui/editing"
	"pupitre/ui/editing/sample"
	"pupitre/ui/look"
	"pupitre/ui/shell"
	"pupitre/ui/uitest"
	"pupitre/ui/widgets"
)

// scene is the page in the whole window, over the sample provider.
type scene struct {
	*uitest.Screen
	source *sample.Source
	images *sample.Images
	disk   afero.Fs
	editor *editing.Editor
	shell  *shell.Shell
	page   *brandpage.Presenter
	chosen string // that the dialog of files answers with
	copied []byte // on the clipboard
}

// OpenFile implements brandpage.Files.
func (s *scene) OpenFile(_ string, _ []string, done func(r io.ReadCloser, err error)) {
	if s.chosen == "" {
		done(nil, nil)
		return
	}
	f, err := s.disk.Open(s.chosen)
	done(f, err)
}

func open(t testing.TB, setup uitest.Setup, role access.Role, changes ...func(syncing.View)) *scene {
	t.Helper()
	s := &scene{source: sample.NewSource(changes...), images: sample.NewImages(), disk: afero.NewMemMapFs()}
	s.Screen = uitest.Open(t, setup, func(screen *uitest.Screen) fyne.CanvasObject {
		s.Screen = screen
		s.build(setup, role)
		return screen.Stage.Content()
	})
	s.Settle()
	return s
}

func (s *scene) build(setup uitest.Setup, role access.Role) {
	s.shell = shell.New(shell.Deps{
		Window: s.Window, Stage: s.Stage, Run: s.Runner, Sync: s.source, Clock: sample.Clock{},
		Person:   shell.Person{Name: "Marie Tremblay", Email: sample.Email, Role: role},
		Language: s.Printer.Language(), Look: look.Options{Mode: setup.Mode, Zoom: setup.Zoom},
		PickLanguage: func(lang i18n.Language) { s.editor.SwitchLanguage(lang) },
	})
	s.shell.SetProvider(sample.Provider)
	s.editor = editing.NewEditor(editing.Deps{
		Source: s.source, Window: s.shell.For("branding"), Run: s.Runner, Clock: sample.Clock{}, Keys: "Ctrl+S",
		Who: editing.Who{Person: sample.Marie, Email: sample.Email, Role: role},
	})
	s.page = brandpage.NewPresenter(brandpage.Deps{
		Editor: s.editor, Album: brand.NewAlbum(s.images, s.Runner), Files: s, Disk: s.disk,
		Clipboard: func(context.Context) ([]byte, error) { return s.copied, nil },
	})
	s.shell.Register(s.page.Registration("branding"))
	s.shell.Register(shell.Registration{
		Route: "elsewhere", Unlisted: true, Title: func(*i18n.Printer) string { return "Ailleurs" },
		New: func(*i18n.Printer) shell.Page { return elsewhere{} },
	})
	s.shell.Guard(s.editor)
	s.editor.Start()
	s.shell.Start(shell.Place{Route: "branding"})
}

// elsewhere is another page, with nothing on it.
type elsewhere struct{}

func (elsewhere) Content() fyne.CanvasObject { return widgets.Column("") }
func (elsewhere) Aim(string, string)         {}
func (elsewhere) AimAt(int)                  {}
func (elsewhere) Leave()                     {}

// file puts a file on the disk and makes it the one that the dialog answers with.
func (s *scene) file(name string, body []byte) {
	s.chosen = "/home/marie/" + name
	if err := afero.WriteFile(s.disk, s.chosen, body, 0o600); err != nil {
		panic(err)
	}
}

// look is the look after the next save.
func (s *scene) look() branding.Brand { return editing.BrandOf(s.editor.Draft()) }

// states are what the page looks like at work, each with how to get there.
var states = []struct {
	name  string
	setup uitest.Setup
	reach func(s *scene)
}{
	{"look", uitest.Setup{}, func(*scene) {}},
	{"look", uitest.Setup{Language: i18n.English, Mode: look.Dark, Size: fyne.NewSize(1600, 1000)}, func(*scene) {}},
	{"look", uitest.Setup{Mode: look.HighContrast}, func(*scene) {}},
	{"look", uitest.Setup{Zoom: look.Zoom150}, func(*scene) {}},
	{"picker", uitest.Setup{Language: i18n.English, Size: fyne.NewSize(1024, 1300)}, func(s *scene) {
		s.Focus("brand.dropper.open")
		s.Key(fyne.KeyReturn)
		s.Focus("brand.swatch.color1")
		s.Key(fyne.KeyReturn)
		s.typed(branding.FieldColor1, "#f9ff00")
		s.typed(branding.FieldColor2, "#12")
		s.Focus("brand.picker.color1.square")
	}},
	{"images", uitest.Setup{Mode: look.Dark, Size: fyne.NewSize(1600, 1300)}, func(s *scene) {
		s.file("aurore.png", sample.Photograph(1200, 900))
		s.choose(branding.FieldLogo)
		s.Key(fyne.KeyReturn)
		s.file("dessin.svg", []byte("<svg xmlns='http://www.w3.org/2000/svg'/>"))
		s.choose(branding.FieldFavicon)
		s.Focus("brand.preview.kind")
		s.Key(fyne.KeyRight, fyne.KeyRight, fyne.KeyRight)
	}},
	{"cropper", uitest.Setup{}, func(s *scene) {
		s.file("aurore.png", sample.Photograph(1200, 900))
		s.choose(branding.FieldLogo)
	}},
	{"cropper", uitest.Setup{Language: i18n.English, Mode: look.HighContrast, Zoom: look.Zoom150, Size: fyne.NewSize(1280, 1000)}, func(s *scene) {
		s.file("petite.png", sample.Photograph(90, 60))
		s.choose(branding.FieldFavicon)
	}},
}

func TestMasters(t *testing.T) {
	for _, c := range states {
		t.Run(c.name+fmt.Sprint(c.setup), func(t *testing.T) {
			s := open(t, c.setup, access.Primary, sample.Branded)
			c.reach(s)
			s.ExpectImage(c.name)
		})
	}
}
