// Package look is how Pupitre looks: colours, sizes, fonts and icons, as one Fyne theme that knows light, dark and high
// contrast, the size of the interface and fingers.
package look

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Mode is the person's choice of colours.
type Mode int

// The modes. System follows the light or dark of the operating system.
const (
	System Mode = iota
	Light
	Dark
	HighContrast
)

// Zoom is the size of the interface, in percent.
type Zoom int

// The zooms offered.
const (
	Zoom100 Zoom = 100
	Zoom125 Zoom = 125
	Zoom150 Zoom = 150
)

// Options are what a person may choose about the look. The zero value is System at 100 % for a mouse.
type Options struct {
	Mode  Mode
	Zoom  Zoom // 0 means Zoom100
	Touch bool // targets of 48 units, for fingers
}

// Theme is the Fyne theme of given options. It is immutable: to change the look, give Fyne another one.
type Theme struct {
	options Options
	factor  float32
}

var _ fyne.Theme = (*Theme)(nil)

// New makes the theme of options.
func New(options Options) *Theme {
	if options.Zoom <= 0 {
		options.Zoom = Zoom100
	}
	return &Theme{options: options, factor: float32(options.Zoom) / 100}
}

// Options are those the theme was made with.
func (t *Theme) Options() Options { return t.options }

// Color is the colour of name; variant counts only while the mode is System.
func (t *Theme) Color(name fyne.ThemeColorName, variant fyne.ThemeVariant) color.Color {
	if c, ok := t.palette(variant)[name]; ok {
		return c
	}
	return theme.DefaultTheme().Color(name, variant)
}

func (t *Theme) palette(variant fyne.ThemeVariant) palette {
	switch t.options.Mode {
	case HighContrast:
		return contrastPalette
	case Dark:
		return darkPalette
	case System:
		if variant == theme.VariantDark {
			return darkPalette
		}
	}
	return lightPalette
}

// Icon is Fyne's own icon of name, for the few of its widgets that we keep; ours come from [Icon].
func (t *Theme) Icon(name fyne.ThemeIconName) fyne.Resource { return theme.DefaultTheme().Icon(name) }

// fallback is in force until the program has given Fyne a theme of ours.
var fallback = New(Options{Mode: Light})

// Current is the theme in force.
func Current() *Theme {
	if app := fyne.CurrentApp(); app != nil {
		if t, ok := app.Settings().Theme().(*Theme); ok {
			return t
		}
	}
	return fallback
}

// Color is the colour of name in the theme in force.
func Color(name fyne.ThemeColorName) color.Color {
	t := Current()
	if t.options.Mode != System {
		return t.Color(name, theme.VariantLight)
	}
	return t.Color(name, fyne.CurrentApp().Settings().ThemeVariant())
}

// Size is the size of name in the theme in force, in Fyne units, zoom included.
func Size(name fyne.ThemeSizeName) float32 { return Current().Size(name) }
