package portal_test

import (
	"regexp"
	"strings"
	"testing"

	"pupitre/data/branding"
	"pupitre/data/server/portal"
	"pupitre/data/wire"
	"pupitre/i18n"
)

// Whatever colours are chosen, the text on them and the links can be read (WCAG 2.1, 1.4.3), in the light and in the dark.
func TestColoursCanBeRead(t *testing.T) {
	variable := regexp.MustCompile(`--([a-z0-9-]+): #([0-9a-f]{6});`)
	for r := 0; r < 256; r += 51 {
		for g := 0; g < 256; g += 51 {
			for b := 0; b < 256; b += 51 {
				c := branding.Colour{R: uint8(r), G: uint8(g), B: uint8(b)}
				name := strings.TrimPrefix(c.Hex(), "#") + "-f2b105.css"
				sheet, ok := portal.Colours(name)
				light, dark, both := strings.Cut(string(sheet), "@media")
				if !ok || !both {
					t.Fatalf("%s: %s", name, sheet)
				}
				for scheme, surface := range map[string]string{light: "ffffff", dark: "1b212b"} {
					colour := map[string]float64{"surface": luminance(t, surface)}
					for _, m := range variable.FindAllStringSubmatch(scheme, -1) {
						colour[m[1]] = luminance(t, m[2])
					}
					for _, pair := range [][2]string{{"accent", "surface"}, {"on-accent", "accent"}, {"on-color-1", "color-1"}, {"on-color-2", "color-2"}} {
						front, known := colour[pair[0]]
						back := colour[pair[1]]
						if ratio := (max(front, back) + 0.05) / (min(front, back) + 0.05); known && ratio < branding.LeastText {
							t.Errorf("%s: %s on %s is %.2f", c.Hex(), pair[0], pair[1], ratio)
						}
					}
				}
			}
		}
	}
}

// The surfaces of the style sheet are those that links are judged on.
func TestSurfacesAreThoseOfTheStyle(t *testing.T) {
	p := newPortal(t)
	file := regexp.MustCompile(`/assets/(portal[^"]+)`).FindSubmatch(page(t, boreale(), i18n.French))
	css, _, ok := p.Asset(string(file[1]))
	if !ok || strings.Count(string(css), "--surface: #ffffff;") != 1 || strings.Count(string(css), "--surface: #1b212b;") != 1 {
		t.Error("portal.css has other surfaces than brand.go")
	}
}

func TestGoldenBranded(t *testing.T) {
	v := boreale()
	v.Branded = true
	v.Brand = branding.Brand{
		Color1:  branding.Colour{G: 0x79, B: 0x6b},
		Logo:    &wire.BlobRef{SHA256: strings.Repeat("ab", 32), Type: "image/png", Width: 143, Height: 59},
		Favicon: &wire.BlobRef{SHA256: strings.Repeat("cd", 32), Type: "image/x-icon", Width: 48, Height: 48},
	}
	golden(t, "branded_fr.html", page(t, v, i18n.French))
	v.Brand.Logo, v.Brand.Favicon = nil, nil
	golden(t, "branded_colours_en.html", page(t, v, i18n.English))
}
