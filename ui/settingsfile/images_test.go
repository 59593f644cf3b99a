package settingsfile_test

import (
	"bytes"
	"encoding/base64"
	"image"
	"image/png"
	"strings"
	"testing"

	"pupitre/data/access"
	"pupitre/data/blob"
	"pupitre/data/branding"
	"pupitre/data/settings"
	"pupitre/ui/fieldwords"
	"pupitre/ui/uitest"
)

// An image comes in with its bytes, described in words; the export has them again, or says that it does not.
func TestImagesComeInAndGoOut(t *testing.T) {
	s := open(t, uitest.Setup{}, access.Primary)
	var logo bytes.Buffer
	if err := png.Encode(&logo, image.NewNRGBA(image.Rect(0, 0, branding.LogoWidth, branding.LogoHeight))); err != nil {
		t.Fatal(err)
	}
	text := base64.StdEncoding.EncodeToString(logo.Bytes())
	s.disk.text = "pupitre: 1\nbranding:\n  logo: " + text + "\n"
	s.exchange.Import()
	told := s.Printer.N("branding.words.image", logo.Len(), "Width", branding.LogoWidth, "Height", branding.LogoHeight, "Format", "PNG")
	s.ExpectText(s.Printer.T("draft.line", "Field", fieldwords.Label(s.Printer, branding.Entity, branding.FieldLogo), "Value", told))
	if len(s.shelf) > 0 {
		t.Error("an image is kept before anybody has said so")
	}
	s.TapLabel(s.Printer.T("settingsfile.take"))
	s.editor.Save(nil)
	hash := blob.Hash(logo.Bytes())
	if stored := settings.FromView(s.source.Fields).Branding(); stored.Logo == nil || stored.Logo.SHA256 != hash || !bytes.Equal(s.shelf[hash], logo.Bytes()) {
		t.Fatalf("stored %+v, kept %d images", stored, len(s.shelf))
	}
	s.exchange.Export()
	if got := strings.ReplaceAll(s.disk.String(), "\n    ", ""); !strings.Contains(got, text) {
		t.Errorf("the export lacks the image:\n%s", got)
	}
	delete(s.shelf, hash)
	s.exchange.Export()
	if got := s.window.toasts[len(s.window.toasts)-1]; got != s.Printer.N("settingsfile.exported_without_images", 1) {
		t.Errorf("told %q", got)
	}
}
