package settingspage_test

import (
	"testing"

	"pupitre/i18n"
	"pupitre/ui/brand"
	"pupitre/ui/editing/sample"
	"pupitre/ui/settingspage"
	"pupitre/ui/uitest"
)

// The card of the look is a summary of the draft, with its images, and leads to their page.
func TestTheCardOfTheLook(t *testing.T) {
	opened := 0
	s := open(t, uitest.Setup{}, with(func(src *sample.Source) { sample.Branded(src.Fields) }),
		func(_ *scene, d *settingspage.Deps) { d.Sections = sample.Only("branding") })
	s.editor.Brand(brand.NewAlbum(sample.NewImages(), s.Runner), func() { opened++ })
	s.shell.SetLanguage("en")
	s.shell.SetLanguage("fr") // the page is built anew
	s.Settle()
	p := s.shell.Printer()
	s.ExpectText(p.List("Sapin (#1b4d3e)", "Or (#f2b105)"))
	s.editor.Choose("branding.color2", "#c62828")
	s.ExpectText(p.List("Sapin (#1b4d3e)", "Rouge (#c62828)"))
	s.Focus("settings.brand_link")
	s.Key("Return")
	if opened != 1 {
		t.Errorf("opened %d times, want once", opened)
	}
	s.ExpectImage("branding")
}

// Without images the card says so, each in the gender of its name in French.
func TestTheCardOfTheLookWithoutImages(t *testing.T) {
	s := open(t, uitest.Setup{}, func(_ *scene, d *settingspage.Deps) { d.Sections = sample.Only("branding") })
	s.editor.Brand(brand.NewAlbum(sample.NewImages(), s.Runner), func() {})
	for _, tt := range []struct {
		language i18n.Language
		says     string
	}{
		{i18n.English, "Logo: none. Favicon: none."},
		{i18n.French, "Logo\u00a0: aucun. Favicône\u00a0: aucune."},
	} {
		s.shell.SetLanguage(tt.language) // the page is built anew
		s.Settle()
		s.ExpectText(tt.says)
	}
}
