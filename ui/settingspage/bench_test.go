package settingspage_test

import (
	"testing"

	"pupitre/i18n"
	"pupitre/ui/uitest"
)

// A switch of language builds frame and page anew; it has to feel immediate (50 ms is three frames).
func BenchmarkLanguageSwitch(b *testing.B) {
	s := open(b, uitest.Setup{})
	for i := 0; b.Loop(); i++ {
		s.shell.SetLanguage(i18n.Languages[(i+1)%2])
	}
}
