package settingspage_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"github.com/google/go-cmp/cmp"

	"pupitre/i18n"
	"pupitre/ui/brand"
	"pupitre/ui/editing/sample"
	"pupitre/ui/settingspage"
	"pupitre/ui/uitest"
)

// The “?” of each section opens the guide at that section, open or closed, and is reached by the keyboard.
func TestEachSectionLeadsToTheGuide(t *testing.T) {
	for name, parts := range map[string][]part{"open": nil, "closed": {closed()}} {
		t.Run(name, func(t *testing.T) {
			var asked []string
			s := open(t, uitest.Setup{}, append(parts, func(s *scene, d *settingspage.Deps) {
				s.hours = func() {}
				d.Help = func(id settingspage.SectionID) { asked = append(asked, string(id)) }
			})...)
			s.editor.Brand(brand.NewAlbum(sample.NewImages(), s.Runner), func() {})
			s.shell.SetLanguage(i18n.English) // the page is built anew
			s.Settle()
			want := []string{"profile", "administrator", "support", "phone", "branding", "chat", "servers"}
			for _, id := range want {
				s.Focus("help." + id)
				s.Key(fyne.KeyReturn)
			}
			if diff := cmp.Diff(want, asked); diff != "" {
				t.Error(diff)
			}
		})
	}
}
