package brandpage_test

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/color"
	"image/gif"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"

	"pupitre/data/access"
	"pupitre/data/blob"
	"pupitre/data/branding"
	"pupitre/data/branding/picture"
	"pupitre/data/fault"
	"pupitre/data/wire"
	"pupitre/ui/editing"
	"pupitre/ui/editing/sample"
	"pupitre/ui/shell"
	"pupitre/ui/uitest"
)

var large = uitest.Setup{Size: fyne.NewSize(1600, 1000)}

// choose opens the dialog of files at a card.
func (s *scene) choose(field string) {
	s.Focus("branding." + field)
	s.Key(fyne.KeyReturn)
	s.Settle()
}

// body is what is kept of an image of the draft.
func (s *scene) body(t *testing.T, ref *wire.BlobRef) []byte {
	t.Helper()
	if ref == nil {
		t.Fatal("there is no image in the draft")
	}
	return s.images.Kept[ref.SHA256].Body
}

// animation is a GIF of the dimensions of a logo with two frames.
func animation() []byte {
	frame := func(c color.Color) *image.Paletted {
		img := image.NewPaletted(image.Rect(0, 0, branding.LogoWidth, branding.LogoHeight), color.Palette{color.White, c})
		for i := range img.Pix {
			img.Pix[i] = uint8(i / 500 % 2)
		}
		return img
	}
	var b bytes.Buffer
	first, second := frame(color.NRGBA{R: 0xc6, A: 0xff}), frame(color.NRGBA{B: 0xc6, A: 0xff})
	if err := gif.EncodeAll(&b, &gif.GIF{Image: []*image.Paletted{first, second}, Delay: []int{10, 10}}); err != nil {
		panic(err)
	}
	return b.Bytes()
}

func TestAPhotographIsCroppedAndSaved(t *testing.T) {
	s := open(t, large, access.Primary, sample.Branded)
	before := s.look()
	s.file("aurore.png", sample.Photograph(1200, 900))
	s.choose(branding.FieldLogo)
	s.ExpectText(s.Printer.T("brandpage.crop.title_logo"))
	if got := s.look(); *got.Logo != *before.Logo {
		t.Fatal("nothing is taken before it is accepted")
	}
	s.Key(fyne.KeyReturn)
	after := s.look()
	info, err := blob.Check(s.body(t, after.Logo))
	if err != nil || info.Width != branding.LogoWidth || info.Height != branding.LogoHeight || info.Size >= branding.ImageBytesBelow {
		t.Fatalf("%+v, %v", info, err)
	}
	s.ExpectText(s.Printer.T("brandpage.image.before"))
	s.editor.Undo()
	if got := s.look(); *got.Logo != *before.Logo {
		t.Error("undo brings the old logo back")
	}
	s.editor.Redo()
	s.Shortcut(fyne.KeyS, fyne.KeyModifierShortcutDefault)
	if stored := editing.StoredBrand(s.editor.Draft()); *stored.Logo != *after.Logo || s.editor.Dirty() {
		t.Errorf("saved %+v, dirty %v", stored.Logo, s.editor.Dirty())
	}
}

// Everything of the cropper by the keys, with what each does to the image that is made.
func TestTheCropperByTheKeys(t *testing.T) {
	s := open(t, large, access.Primary)
	s.file("aurore.png", sample.Photograph(900, 1200))
	s.choose(branding.FieldLogo)
	said := func(want string) {
		t.Helper()
		if !s.Sees(want) {
			t.Errorf("%q is not said", want)
		}
	}
	said("Zoom 100\u00a0%, rotation 0°")
	s.Type("+")
	said("Zoom 110\u00a0%, rotation 0°")
	s.Key(fyne.KeyRight, fyne.KeyDown)
	s.Type("r")
	said("rotation 90°")
	s.Key(fyne.KeyHome)
	said("Zoom 100\u00a0%, rotation 0°")
	s.Type("-") // a frame that is filled stays filled
	said("Zoom 100\u00a0%, rotation 0°")
	s.Focus("cropper.mode")
	s.Key(fyne.KeyRight)
	s.Focus("cropper.backdrop")
	s.Focus("cropper.zoom")
	s.Key(fyne.KeyHome)
	said("Zoom 25\u00a0%, rotation 0°")
	s.Focus("cropper.view")
	s.Key(fyne.KeyEscape)
	if s.HasControl(s.Printer.T("brandpage.crop.accept")) || s.look().Logo != nil {
		t.Error("Esc leaves everything as it was")
	}
}

// The wheel keeps what is under the pointer where it is; dragging moves the picture.
func TestTheCropperByTheMouse(t *testing.T) {
	make := func(act func(s *scene, at fyne.Position)) []byte {
		s := open(t, large, access.Primary)
		s.file("aurore.png", sample.Photograph(1200, 900))
		s.choose(branding.FieldLogo)
		view := s.Field("cropper.view")
		act(s, fyne.CurrentApp().Driver().AbsolutePositionForObject(view).AddXY(view.Size().Width/2, view.Size().Height/2))
		s.Focus("cropper.view")
		s.Key(fyne.KeyReturn)
		return s.body(t, s.look().Logo)
	}
	still := make(func(*scene, fyne.Position) {})
	moved := make(func(s *scene, at fyne.Position) { s.Drag(at, at.AddXY(0, 40)) })
	zoomed := make(func(s *scene, _ fyne.Position) { s.Scroll(s.Field("cropper.view"), 75) })
	if bytes.Equal(still, moved) || bytes.Equal(still, zoomed) || bytes.Equal(moved, zoomed) {
		t.Error("dragging and the wheel change what is made")
	}
}

func TestALogoOfTheRightSizeNeedsNoCropper(t *testing.T) {
	s := open(t, large, access.Primary)
	s.file("logo.png", sample.LogoPNG())
	s.choose(branding.FieldLogo)
	src, err := picture.Reader{}.Decode(context.Background(), s.body(t, s.look().Logo))
	if err != nil {
		t.Fatal(err)
	}
	want, err := picture.Reader{}.Decode(context.Background(), sample.LogoPNG())
	if err != nil || !bytes.Equal(src.Image.Pix, want.Image.Pix) {
		t.Errorf("the very pixels are kept (%v)", err)
	}
}

func TestAnAnimationKeepsItsFirstFrameAndSaysSo(t *testing.T) {
	s := open(t, large, access.Primary)
	s.file("logo.gif", animation())
	s.choose(branding.FieldLogo)
	if s.look().Logo == nil {
		t.Fatal("no logo")
	}
	s.ExpectText(s.Printer.N("brandpage.image.animated", 2))
}

// Each refusal stands at its card, in the language of the window, and the image that was there stays.
func TestRefusalsAreSaidAndChangeNothing(t *testing.T) {
	damaged := sample.Photograph(300, 200)
	for name, c := range map[string]struct {
		body []byte
		want string
	}{
		"drawing.svg":   {[]byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`), "branding.refused_svg"},
		"empty.png":     {nil, "branding.file_empty"},
		"pointer.ico":   {[]byte("\x00\x00\x02\x00\x01\x00"), "branding.refused_cursor"},
		"letter.jpg":    {[]byte("Chère Marie, voici le logo."), "branding.refused_unknown"},
		"truncated.png": {damaged[:len(damaged)/2], "branding.picture_truncated"},
	} {
		t.Run(name, func(t *testing.T) {
			s := open(t, large, access.Primary, sample.Branded)
			kept, before := len(s.images.Kept), s.look()
			s.file(name, c.body)
			s.choose(branding.FieldLogo)
			s.ExpectText(s.Printer.T(c.want))
			if got := s.look(); *got.Logo != *before.Logo || s.editor.Dirty() || len(s.images.Kept) != kept {
				t.Error("the image that is there stays")
			}
		})
	}
}

func TestWhatIsPasted(t *testing.T) {
	s := open(t, large, access.Primary)
	s.Focus("branding.logo.paste")
	s.Key(fyne.KeyReturn)
	s.ExpectText(s.Printer.T("brandpage.clipboard_empty"))
	s.copied = sample.LogoPNG()
	s.Focus("branding.logo")
	s.SendShortcut(&fyne.ShortcutPaste{Clipboard: fyne.CurrentApp().Clipboard()})
	if s.look().Logo == nil {
		t.Error("an image that was copied becomes the logo")
	}
	s.ExpectNoText(s.Printer.T("brandpage.clipboard_empty"))
}

func TestWhatIsDropped(t *testing.T) {
	s := open(t, large, access.Primary)
	s.file("logo.png", sample.LogoPNG())
	files := []fyne.URI{storage.NewFileURI(s.chosen)}
	if !s.page.Drop(fyne.NewPos(1200, 400), files) || s.look().Logo == nil {
		t.Error("what is dropped anywhere is for the logo")
	}
	s.file("icon.ico", sample.FaviconICO())
	s.Focus("branding.favicon") // scrolls there
	s.Settle()
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(s.Field("branding.favicon"))
	s.page.Drop(at.AddXY(20, 20), []fyne.URI{storage.NewFileURI(s.chosen)})
	if got := s.look().Favicon; got == nil || got.Type != blob.ICO {
		t.Errorf("what is dropped on the favicon is for it: %+v", got)
	}
}

func TestAFaviconFromTheLogo(t *testing.T) {
	s := open(t, large, access.Primary, sample.Branded, func(v viewOf) { delete(v[branding.Entity], branding.FieldFavicon) })
	if s.look().Favicon != nil {
		t.Fatal("there is one already")
	}
	s.Focus("branding.favicon.from_logo")
	s.Key(fyne.KeyReturn)
	s.ExpectText(s.Printer.T("brandpage.crop.title_favicon"))
	s.Key(fyne.KeyReturn)
	src, err := picture.Reader{}.Decode(context.Background(), s.body(t, s.look().Favicon))
	if err != nil || len(src.Entries) != len(picture.FaviconSides()) {
		t.Errorf("%d images, %v", len(src.Entries), err)
	}
}

func TestAnImageIsTakenAwayAndComesBack(t *testing.T) {
	s := open(t, large, access.Primary, sample.Branded)
	s.Focus("branding.logo.remove")
	s.Key(fyne.KeyReturn)
	if s.look().Logo != nil {
		t.Fatal("it is still there")
	}
	s.ExpectText(s.Printer.T("brandpage.image.none"))
	s.editor.Undo()
	if s.look().Logo == nil {
		t.Error("undo brings it back")
	}
}

// While a file is read the page goes on: progress is said, and Cancel leaves everything as it was.
func TestReadingCanBeCancelled(t *testing.T) {
	s := open(t, large, access.Primary, sample.Branded)
	before := s.look()
	s.file("logo.png", sample.LogoPNG())
	s.Focus("branding.logo")
	s.Runner.Hold = true
	s.Key(fyne.KeyReturn)
	s.Settle()
	s.ExpectText(s.Printer.T("brandpage.work.reading", "Share", s.Printer.Percent(0)))
	s.Focus("branding.logo.cancel")
	s.Key(fyne.KeyReturn)
	s.Runner.Release()
	if got := s.look(); *got.Logo != *before.Logo || s.editor.Dirty() {
		t.Error("a cancelled file changes nothing")
	}
	if !s.HasControl(s.Printer.T("brandpage.image.choose_logo")) {
		t.Error("another file can be chosen")
	}
}

// A file that is read while another page is shown is not lost: the window says so, and the cropper opens on return.
func TestAPictureReadWhileThePageIsAwayWaits(t *testing.T) {
	for name, back := range map[string]func(*scene){
		"by the toast":    func(s *scene) { s.TapLabel(s.Printer.T("brandpage.crop.open")) },
		"by the side bar": func(s *scene) { s.shell.Open(shell.Place{Route: "branding"}) },
	} {
		t.Run(name, func(t *testing.T) {
			s := open(t, large, access.Primary)
			s.file("aurore.png", sample.Photograph(900, 1200))
			s.Focus("branding.logo")
			s.Runner.Hold = true
			s.Key(fyne.KeyReturn)
			s.Settle()
			s.shell.Open(shell.Place{Route: "elsewhere"})
			s.Runner.Hold = false
			s.Runner.Release()
			s.ExpectText(s.Printer.T("brandpage.crop.waits"))
			s.ExpectNoText(s.Printer.T("brandpage.crop.title_logo"))
			back(s)
			s.Advance(0)
			s.ExpectText(s.Printer.T("brandpage.crop.title_logo"))
			s.Key(fyne.KeyEscape)
			s.shell.Open(shell.Place{Route: "elsewhere"})
			s.shell.Open(shell.Place{Route: "branding"})
			s.Advance(0)
			s.ExpectNoText(s.Printer.T("brandpage.crop.title_logo"))
		})
	}
}

func TestAFullDiskIsSaidAtTheCard(t *testing.T) {
	s := open(t, large, access.Primary, sample.Branded)
	before := s.look()
	s.images.Err = fault.As(fault.Unavailable, "test", "branding.file_unreadable", errors.New("full"))
	s.file("logo.gif", animation())
	s.choose(branding.FieldLogo)
	s.ExpectText(s.Printer.T("branding.file_unreadable"))
	if got := s.look(); *got.Logo != *before.Logo || s.editor.Dirty() {
		t.Error("nothing has changed")
	}
}

func TestWhoMayOnlyReadChangesNothing(t *testing.T) {
	s := open(t, large, access.Support, sample.Branded)
	s.ExpectText(s.Printer.T("brandpage.read_only"))
	if s.HasControl(s.Printer.T("brandpage.image.choose_logo")) || s.HasControl(s.Printer.T("brandpage.image.remove")) {
		t.Error("what would be refused is offered")
	}
	s.file("logo.png", sample.LogoPNG())
	if s.page.Drop(fyne.NewPos(1200, 400), []fyne.URI{storage.NewFileURI(s.chosen)}) || s.editor.Dirty() {
		t.Error("a dropped file is not for them")
	}
}
