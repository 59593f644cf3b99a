package i18n_test

import (
	"testing"

	"pupitre/i18n"
)

func TestPhone(t *testing.T) {
	for _, c := range []struct{ stored, fr, en string }{
		{"+15145550123", "514" + nb + "555-0123", "514-555-0123"},
		{"+18005550199", "800" + nb + "555-0199", "800-555-0199"},
		{"+33199001234", "+33" + nb + "1" + nb + "99" + nb + "00" + nb + "12" + nb + "34", "+33" + nb + "1" + nb + "99" + nb + "00" + nb + "12" + nb + "34"},
		{"", "", ""},
		{"soutien", "soutien", "soutien"},
	} {
		both(t, "Phone "+c.stored, func(p *i18n.Printer) string { return p.Phone(c.stored) }, c.fr, c.en)
	}
}
