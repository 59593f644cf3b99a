package portal

import (
	"fmt"
	"strings"

	"pupitre/data/branding"
	"pupitre/data/wire"
)

// ColoursPath is where the style sheets of colours are served: their address says the colours, so that our pages need no
// style in their HTML, and a browser keeps the sheet until another colour is chosen.
const ColoursPath = AssetPath + "colours/"

// surfaces are the backgrounds that links are read on, as portal.css has them.
var (
	surfaceLight = branding.White
	surfaceDark  = branding.Colour{R: 0x1b, G: 0x21, B: 0x2b}
)

// brandView is a provider's look as the templates read it.
type brandView struct {
	Style   string // address
	Theme   string // "#rrggbb", of the browser's own frame
	Logo    *imageView
	Favicon *imageView
}

type imageView struct {
	Address, Type string
	Width, Height int
}

// ImageAddress is where everybody gets an image of a provider's look.
func ImageAddress(slug string, ref *wire.BlobRef) string {
	return "/p/" + slug + "/images/" + ref.SHA256
}

func coloursAddress(b branding.Brand) string {
	return ColoursPath + strings.TrimPrefix(b.Color1.Hex(), "#") + "-" + strings.TrimPrefix(b.Color2.Hex(), "#") + ".css"
}

// viewOf is nil for a provider without a look of its own.
func viewOf(v View) *brandView {
	if !v.Branded {
		return nil
	}
	image := func(ref *wire.BlobRef) *imageView {
		if ref == nil {
			return nil
		}
		return &imageView{Address: ImageAddress(v.Slug, ref), Type: ref.Type, Width: ref.Width, Height: ref.Height}
	}
	b := v.Brand
	return &brandView{Style: coloursAddress(b), Theme: b.Color1.Hex(), Logo: image(b.Logo), Favicon: image(b.Favicon)}
}

// Colours is the style sheet of a file's name, "1f5fd6-172b5e.css"; ok is false for another name. The header has colour 1 as
// it is, with the text that contrasts; links have the nearest shade of it that can be read, in the light and in the dark.
func Colours(file string) (sheet []byte, ok bool) {
	pair, isSheet := strings.CutSuffix(file, ".css")
	first, second, two := strings.Cut(pair, "-")
	color1, err1 := branding.ParseHex(first)
	color2, err2 := branding.ParseHex(second)
	brand := branding.Brand{Color1: color1, Color2: color2}
	if !isSheet || !two || err1 != nil || err2 != nil || coloursAddress(brand) != ColoursPath+file {
		return nil, false // one spelling for each sheet
	}
	light, _ := branding.NearestPassing(color1, surfaceLight, branding.LeastText)
	dark, _ := branding.NearestPassing(color1, surfaceDark, branding.LeastText)
	return fmt.Appendf(nil, `:root {
  --color-1: %[1]s;
  --on-color-1: %[2]s;
  --color-2: %[3]s;
  --on-color-2: %[4]s;
  --accent: %[5]s;
  --on-accent: %[6]s;
}

@media (prefers-color-scheme: dark) {
  :root {
    --accent: %[7]s;
    --on-accent: %[8]s;
  }
}
`, color1.Hex(), branding.TextOn(color1).Hex(), color2.Hex(), branding.TextOn(color2).Hex(),
		light.Hex(), branding.TextOn(light).Hex(), dark.Hex(), branding.TextOn(dark).Hex()), true
}
