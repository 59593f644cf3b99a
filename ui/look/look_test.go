package look_test

import (
	"image/color"
	"math"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/look"
)

var modes = map[string]look.Mode{"light": look.Light, "dark": look.Dark, "contrast": look.HighContrast}

// luminance is the relative luminance of an opaque colour (WCAG 2.2, definition).
func luminance(c color.NRGBA) float64 {
	linear := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
}

// contrast is the contrast ratio of two opaque colours (WCAG 2.2, definition), unrounded.
func contrast(a, b color.NRGBA) float64 {
	l1, l2 := luminance(a), luminance(b)
	return (max(l1, l2) + 0.05) / (min(l1, l2) + 0.05)
}

// over is what is seen of a colour with alpha laid on an opaque one.
func over(top, bottom color.NRGBA) color.NRGBA {
	mix := func(t, b uint8) uint8 {
		a := float64(top.A) / 255
		return uint8(math.Round(float64(t)*a + float64(b)*(1-a)))
	}
	return color.NRGBA{R: mix(top.R, bottom.R), G: mix(top.G, bottom.G), B: mix(top.B, bottom.B), A: 255}
}

func TestContrastFormula(t *testing.T) {
	white := color.NRGBA{R: 255, G: 255, B: 255, A: 255}
	for hex, want := range map[uint8]float64{0x76: 4.5422, 0x77: 4.4781, 0x94: 3.0335, 0x95: 2.9953} {
		got := contrast(color.NRGBA{R: hex, G: hex, B: hex, A: 255}, white)
		if math.Abs(got-want) > 0.0001 {
			t.Errorf("#%x on white: %.4f, want %.4f", hex, got, want)
		}
	}
}

type pair struct{ ink, ground fyne.ThemeColorName }

// textPairs are every text on every ground where it stands (WCAG 2.2, 1.4.3: 4.5:1).
var textPairs = pairs(
	[]fyne.ThemeColorName{theme.ColorNameForeground, look.ColorMuted, theme.ColorNamePlaceHolder, theme.ColorNameHyperlink, theme.ColorNameError},
	theme.ColorNameBackground, look.ColorSurface, look.ColorSidebar, theme.ColorNameInputBackground,
	theme.ColorNameOverlayBackground, theme.ColorNameMenuBackground,
)

func init() {
	textPairs = append(textPairs,
		pair{theme.ColorNameForeground, theme.ColorNameButton}, pair{look.ColorMuted, theme.ColorNameHeaderBackground},
		pair{theme.ColorNameForegroundOnPrimary, theme.ColorNamePrimary}, pair{theme.ColorNameForegroundOnError, theme.ColorNameError},
		pair{theme.ColorNameForegroundOnSuccess, theme.ColorNameSuccess}, pair{theme.ColorNameForegroundOnWarning, theme.ColorNameWarning},
		pair{look.ColorOnAccent, look.ColorAccentSoft}, pair{look.ColorOnTip, look.ColorTip}, pair{look.ColorTipAction, look.ColorTip},
		pair{theme.ColorNamePrimary, look.ColorInfoSoft}, pair{theme.ColorNameWarning, look.ColorWarningSoft},
		pair{theme.ColorNameError, look.ColorErrorSoft}, pair{theme.ColorNameSuccess, look.ColorSuccessSoft},
		pair{theme.ColorNameForeground, look.ColorInfoSoft}, pair{theme.ColorNameForeground, look.ColorWarningSoft},
		pair{theme.ColorNameForeground, look.ColorErrorSoft}, pair{theme.ColorNameForeground, look.ColorSuccessSoft},
	)
}

// controlPairs are what one must see to use a control (WCAG 2.2, 1.4.11: 3:1): edges of fields, the ring, ticks, marks.
var controlPairs = append(pairs(
	[]fyne.ThemeColorName{theme.ColorNameInputBorder, look.ColorFocusRing, theme.ColorNamePrimary, theme.ColorNameError},
	theme.ColorNameBackground, look.ColorSurface, look.ColorSidebar, theme.ColorNameInputBackground, theme.ColorNameOverlayBackground,
), pair{theme.ColorNamePrimary, theme.ColorNameButton}, pair{theme.ColorNamePrimary, look.ColorAccentSoft},
	pair{look.ColorTipAction, look.ColorTip}, pair{look.ColorFocusRing, look.ColorAccentSoft})

func pairs(inks []fyne.ThemeColorName, grounds ...fyne.ThemeColorName) (all []pair) {
	for _, ground := range grounds {
		for _, ink := range inks {
			all = append(all, pair{ink, ground})
		}
	}
	return all
}

func TestEveryPairCanBeRead(t *testing.T) {
	for name, mode := range modes {
		th := look.New(look.Options{Mode: mode})
		get := func(n fyne.ThemeColorName) color.NRGBA { return color.NRGBAModel.Convert(th.Color(n, 0)).(color.NRGBA) }
		check := func(kind string, p pair, least float64) {
			ink, ground := get(p.ink), get(p.ground)
			if ink.A != 255 || ground.A != 255 {
				t.Errorf("%s: %s on %s: not opaque, so its contrast depends on what lies under it", name, p.ink, p.ground)
			}
			if got := contrast(ink, ground); got < least {
				t.Errorf("%s: %s %s on %s: %.4f < %.1f", name, kind, p.ink, p.ground, got, least)
			}
		}
		for _, p := range textPairs {
			check("text", p, 4.5)
		}
		for _, p := range controlPairs {
			check("control", p, 3)
		}
	}
}

// Hover, press and selection lie over a ground: the text must still be read.
func TestTextCanBeReadUnderThePointer(t *testing.T) {
	for name, mode := range modes {
		th := look.New(look.Options{Mode: mode})
		get := func(n fyne.ThemeColorName) color.NRGBA { return color.NRGBAModel.Convert(th.Color(n, 0)).(color.NRGBA) }
		for _, p := range []pair{
			{theme.ColorNameForeground, theme.ColorNameButton},
			{theme.ColorNameForeground, look.ColorSurface},
			{theme.ColorNameForeground, look.ColorSidebar},
			{theme.ColorNameForegroundOnPrimary, theme.ColorNamePrimary},
			{theme.ColorNameForegroundOnError, theme.ColorNameError},
		} {
			for _, veil := range []fyne.ThemeColorName{theme.ColorNameHover, theme.ColorNamePressed} {
				if got := contrast(get(p.ink), over(get(veil), get(p.ground))); got < 4.5 {
					t.Errorf("%s: %s on %s under %s: %.4f", name, p.ink, p.ground, veil, got)
				}
			}
		}
		selected := over(get(theme.ColorNameSelection), get(theme.ColorNameInputBackground))
		if got := contrast(get(theme.ColorNameForeground), selected); got < 4.5 {
			t.Errorf("%s: selected text: %.4f", name, got)
		}
	}
}

func TestSystemFollowsTheVariant(t *testing.T) {
	system := look.New(look.Options{})
	for variant, mode := range map[fyne.ThemeVariant]look.Mode{theme.VariantLight: look.Light, theme.VariantDark: look.Dark} {
		want := look.New(look.Options{Mode: mode}).Color(theme.ColorNameBackground, 0)
		if got := system.Color(theme.ColorNameBackground, variant); got != want {
			t.Errorf("variant %d: %v, want %v", variant, got, want)
		}
	}
	dark := look.New(look.Options{Mode: look.Dark})
	if dark.Color(theme.ColorNameBackground, theme.VariantLight) != dark.Color(theme.ColorNameBackground, theme.VariantDark) {
		t.Error("a mode that was chosen does not follow the system")
	}
}

func TestZoomMultipliesEverythingButHairlines(t *testing.T) {
	at100, at150 := look.New(look.Options{}), look.New(look.Options{Zoom: look.Zoom150})
	for _, name := range []fyne.ThemeSizeName{
		theme.SizeNameText, theme.SizeNameInlineIcon, theme.SizeNameInnerPadding, theme.SizeNamePadding,
		look.SidebarWidth, look.ContentWidth, look.ControlWide, look.ControlHeight, look.NavHeight, look.Space16,
	} {
		if got, want := at150.Size(name), at100.Size(name)*1.5; got != want {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
	if at150.Size(look.Line) != 1 {
		t.Error("a hairline stays thin")
	}
}

func TestTouchTargets(t *testing.T) {
	touch := look.New(look.Options{Touch: true})
	for _, name := range []fyne.ThemeSizeName{look.ControlHeight, look.NavHeight} {
		if got := touch.Size(name); got < 48 {
			t.Errorf("%s is %v, want 48", name, got)
		}
	}
}

func TestFontsAreInter(t *testing.T) {
	th := look.New(look.Options{})
	if th.Font(fyne.TextStyle{}).Name() != "Inter-Regular.ttf" || th.Font(fyne.TextStyle{Bold: true}).Name() != "Inter-SemiBold.ttf" {
		t.Error("text is Inter, 400 and 600")
	}
	if th.Font(fyne.TextStyle{Symbol: true}).Name() == "Inter-Regular.ttf" {
		t.Error("Inter has no symbols")
	}
}

func TestIconsFollowTheTheme(t *testing.T) {
	app := test.NewTempApp(t)
	icon := look.Icon(resources.Settings)
	app.Settings().SetTheme(look.New(look.Options{Mode: look.Light}))
	light := string(icon.Content())
	app.Settings().SetTheme(look.New(look.Options{Mode: look.Dark}))
	if dark := string(icon.Content()); light == dark || len(light) == 0 {
		t.Error("an icon takes the colour of the theme in force")
	}
}

func TestFyneSpeaksTheChosenLanguage(t *testing.T) {
	for _, step := range []struct {
		language i18n.Language
		want     string
	}{{i18n.French, "Annuler"}, {i18n.English, "Cancel"}, {i18n.French, "Annuler"}} {
		if err := look.ApplyLanguage(step.language); err != nil {
			t.Fatal(err)
		}
		if got := lang.L("Cancel"); got != step.want {
			t.Errorf("%s: %q, want %q", step.language, got, step.want)
		}
	}
}

// Fyne picks one of the languages that it ships: one that we do not cover would bypass our words.
func TestEveryLanguageOfFyneIsCovered(t *testing.T) {
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "fyne.io/fyne/v2").Output()
	if err != nil {
		t.Skipf("the sources of Fyne are not at hand: %v", err)
	}
	files, err := filepath.Glob(filepath.Join(strings.TrimSpace(string(dir)), "lang", "translations", "base.*.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no translations found: %v", err)
	}
	for _, file := range files {
		tag := strings.TrimSuffix(strings.TrimPrefix(filepath.Base(file), "base."), ".json")
		if !slices.Contains(look.FyneTags, strings.ReplaceAll(tag, "_", "-")) {
			t.Errorf("Fyne ships %s and we do not cover it", tag)
		}
	}
}
