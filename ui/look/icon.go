package look

import (
	"bytes"
	"fmt"
	"image/color"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"pupitre/resources"
)

// Icon is an icon in the colour of text.
func Icon(name resources.IconName) fyne.Resource {
	return ColoredIcon(name, theme.ColorNameForeground)
}

// ColoredIcon is an icon in a colour of the theme; it follows the theme when that changes.
func ColoredIcon(name resources.IconName, color fyne.ThemeColorName) fyne.Resource {
	return theme.NewColoredResource(iconFile(name), color)
}

var iconFiles sync.Map // resources.IconName → fyne.Resource

func iconFile(name resources.IconName) fyne.Resource {
	if r, ok := iconFiles.Load(name); ok {
		return r.(fyne.Resource)
	}
	r, _ := iconFiles.LoadOrStore(name, fyne.NewStaticResource(string(name)+".svg", resources.Icon(name)))
	return r.(fyne.Resource)
}

// TintedIcon is an icon in a colour as it is now: the same resource each time, so that a drawing that has it already need not be
// read and drawn again.
func TintedIcon(name resources.IconName, tint color.Color) fyne.Resource {
	ink := color.NRGBAModel.Convert(tint).(color.NRGBA)
	key := tintedIcon{name, ink}
	if r, ok := tintedIcons.Load(key); ok {
		return r.(fyne.Resource)
	}
	fill := fmt.Sprintf(` fill="#%02x%02x%02x" fill-opacity="%.6f"`, ink.R, ink.G, ink.B, float64(ink.A)/0xff)
	file := fmt.Sprintf("%s-%02x%02x%02x%02x.svg", name, ink.R, ink.G, ink.B, ink.A)
	r, _ := tintedIcons.LoadOrStore(key, fyne.NewStaticResource(file, lighten(resources.Icon(name), fill)))
	return r.(fyne.Resource)
}

type tintedIcon struct {
	name resources.IconName
	ink  color.NRGBA
}

var tintedIcons sync.Map // tintedIcon → fyne.Resource; as many as there are icons in colours of the themes that were worn

// The box that Material Symbols are drawn in, and one of a 32nd into which paths are brought: a power of two, which changes no
// bit of a coordinate.
const (
	symbolBox = `viewBox="0 -960 960 960"`
	smallBox  = `viewBox="0 -30 30 30"`
	intoSmall = ` transform="matrix(0.03125 0 0 0.03125 0 0)"`
)

// lighten gives a drawing a small box, and its paths more attributes. Fyne makes a canvas of the size of the box before it
// draws at the size of the screen: nearly four megabytes for each icon in a box of 960 × 960, a few kilobytes in a small one.
func lighten(svg []byte, attributes string) []byte {
	if bytes.Contains(svg, []byte(symbolBox)) {
		svg = bytes.Replace(svg, []byte(symbolBox), []byte(smallBox), 1)
		attributes += intoSmall
	}
	return bytes.ReplaceAll(svg, []byte("<path"), []byte("<path"+attributes))
}
