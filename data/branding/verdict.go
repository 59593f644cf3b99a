package branding

// The least contrast ratios of WCAG 2.1: 1.4.3 for text of usual size, 1.4.11 for graphical objects.
const (
	LeastText    = 4.5
	LeastGraphic = 3.0
)

// Pair names two colours that are seen beside each other.
type Pair string

// The pairs that are judged.
const (
	TextOnColor1 Pair = "text_on_color1"
	TextOnColor2 Pair = "text_on_color2"
	LinkOnWhite  Pair = "link_on_white"  // colour 1
	LogoOnHeader Pair = "logo_on_header" // the edge of the logo on colour 1
)

// Verdict is what is found about a pair. It never keeps anybody from saving.
type Verdict struct {
	Pair   Pair
	Name   string // catalogue id of the pair's name, without arguments
	Front  Colour // text, link or edge
	Back   Colour
	Ratio  float64 // unrounded, 1 to 21
	Least  float64
	Passes bool
	// Field is the colour that would be changed, and Nearest the shade of it that passes; Fixable is false when none does,
	// or none is needed.
	Field   string
	Nearest Colour
	Fixable bool
}

// Judge compares all pairs of a brand. edge is the colour of the logo's edge, nil without a logo (see picture.Edge).
func Judge(b Brand, edge *Colour) []Verdict {
	out := []Verdict{
		judge(Verdict{Pair: TextOnColor1, Name: "branding.pair.text_on_color1", Front: TextOn(b.Color1), Back: b.Color1, Least: LeastText, Field: FieldColor1}),
		judge(Verdict{Pair: TextOnColor2, Name: "branding.pair.text_on_color2", Front: TextOn(b.Color2), Back: b.Color2, Least: LeastText, Field: FieldColor2}),
		judge(Verdict{Pair: LinkOnWhite, Name: "branding.pair.link_on_white", Front: b.Color1, Back: White, Least: LeastText, Field: FieldColor1}),
	}
	if edge != nil {
		out = append(out, judge(Verdict{Pair: LogoOnHeader, Name: "branding.pair.logo_on_header", Front: *edge, Back: b.Color1, Least: LeastGraphic, Field: FieldColor1}))
	}
	return out
}

// judge fills in the figures. What would change is the brand's own colour, whichever side it is on.
func judge(v Verdict) Verdict {
	v.Ratio = Contrast(v.Front, v.Back)
	v.Passes = v.Ratio >= v.Least
	if !v.Passes {
		own, other := v.Back, v.Front
		if v.Pair == LinkOnWhite {
			own, other = v.Front, v.Back
		}
		v.Nearest, v.Fixable = NearestPassing(own, other, v.Least)
	}
	return v
}
