package words_test

import (
	"strings"
	"testing"

	"pupitre/data/branding"
	"pupitre/data/branding/words"
	"pupitre/data/wire"
	"pupitre/i18n"
)

func TestImage(t *testing.T) {
	logo := branding.StoredImage(&wire.BlobRef{SHA256: strings.Repeat("ab", 32), Type: "image/png", Size: 12345, Width: 143, Height: 59})
	icon := branding.StoredImage(&wire.BlobRef{SHA256: strings.Repeat("cd", 32), Type: "image/x-icon", Size: 1, Width: 48, Height: 48})
	plain := strings.NewReplacer("\u00a0", " ", "\u202f", " ")
	for _, tt := range []struct {
		value  wire.Value
		fr, en string
	}{
		{logo, "143 × 59 PNG, 12 345 octets", "143 × 59 PNG, 12,345 bytes"},
		{icon, "48 × 48 ICO, 1 octet", "48 × 48 ICO, 1 byte"},
		{nil, "rien", "none"},
		{wire.Value("null"), "rien", "none"},
	} {
		for lang, want := range map[i18n.Language]string{i18n.French: tt.fr, i18n.English: tt.en} {
			if got, ok := words.Image(i18n.For(lang), tt.value); !ok || plain.Replace(got) != want {
				t.Errorf("%s: %q, want %q", tt.value, got, want)
			}
		}
	}
	for _, value := range []string{`"#1f5fd6"`, `{}`, `{"sha256":"x","type":"text/html"}`} {
		if got, ok := words.Image(i18n.For(i18n.French), wire.Value(value)); ok {
			t.Errorf("%s: %q", value, got)
		}
	}
}
