// Package poster makes a sheet of paper of the chat's hours: one layout, written as PDF and as a picture.
//
// On a sheet in two languages French takes two thirds of the room, in letters twice as large: public signs may add another
// language where French is markedly predominant (Charter of the French language, CQLR c. C-11, s. 58; Regulation defining
// the scope of the expression "markedly predominant", CQLR c. C-11, r. 11, s. 2).
package poster

import (
	"image"
	"image/color"
	"time"

	"pupitre/data/branding"
	"pupitre/data/fault"
	"pupitre/data/schedule"
	"pupitre/i18n"
)

// Paper is a size of paper.
type Paper string

// The papers.
const (
	Letter Paper = "letter" // 8.5 × 11 in
	A4     Paper = "a4"     // 210 × 297 mm
)

// size is the paper's in points, 1/72 in.
func (p Paper) size() (width, height float64) {
	if p == A4 {
		return 595.28, 841.89
	}
	return 612, 792
}

// Languages says in which languages a sheet is.
type Languages string

// The choices.
const (
	Both    Languages = "both" // French predominates
	French  Languages = "fr"
	English Languages = "en"
)

// Content is what a sheet says.
type Content struct {
	Provider string
	Chat     schedule.Chat
	Brand    branding.Brand
	Logo     image.Image // nil for none
	Now      time.Time
}

// Sheet is a page that is laid out.
type Sheet struct {
	width, height float64 // points
	language      i18n.Language
	title         string
	made          time.Time
	items         []item
}

// item is something on the sheet: a rectangle, a picture in it, or a line of text on a base line that begins at x, y.
type item struct {
	x, y, w, h float64 // points from the upper left corner
	colour     color.NRGBA
	text       string
	bold       bool
	size       float64 // of the type, points
	picture    image.Image
}

// Colours of the sheet beside those of the brand.
var (
	ink   = color.NRGBA{0x1a, 0x20, 0x2c, 0xff}
	muted = color.NRGBA{0x4a, 0x55, 0x68, 0xff} // 7.5:1 on white
	line  = color.NRGBA{0xd5, 0xdb, 0xe5, 0xff}
	white = color.NRGBA{0xff, 0xff, 0xff, 0xff}
)

// Measures, in points.
const (
	margin     = 42.0
	bandHeight = 88.0
	bandRule   = 5.0
	footHeight = 26.0
	logoWidth  = 143.0 * 0.75 // a logo has 143 × 59 px, at 96 to the inch
	logoHeight = 59.0 * 0.75
	plate      = 7.0 // white around the logo
)

// Lay makes a sheet. Hours are those that are served while the chat is turned on. It fails with settings.time_zone_unknown,
// and with poster.too_much when the hours do not fit even in small letters.
func Lay(c Content, paper Paper, languages Languages) (*Sheet, error) {
	zone, err := schedule.LoadZone(c.Chat.Zone)
	if err != nil {
		return nil, err
	}
	s := &Sheet{language: i18n.French, made: c.Now}
	if languages == English {
		s.language = i18n.English
	}
	s.width, s.height = paper.size()
	s.title = i18n.For(s.language).T("poster.document", "Provider", c.Provider)
	s.band(c)
	s.foot(c, zone)
	c.Chat.Enabled = true
	texts := map[i18n.Language]told{}
	for _, language := range i18n.Languages {
		if texts[language], err = tell(c, language); err != nil {
			return nil, err
		}
	}
	if !s.body(texts, languages) {
		return nil, fault.New(fault.Invalid, "poster.Lay", "poster.too_much")
	}
	return s, nil
}

// body lays the hours out as large as they fit.
func (s *Sheet) body(texts map[i18n.Language]told, languages Languages) bool {
	const steps, smallest = 0.05, 0.3
	room := s.height - bandHeight - bandRule - footHeight
	for unit := largest(languages); unit >= smallest; unit -= steps {
		whole := unit > cutsBelow*largest(languages)
		for _, events := range []int{6, 4, 3} {
			if items, ok := s.blocks(texts, languages, unit, room, events, whole); ok {
				s.items = append(s.items, items...)
				return true
			}
		}
	}
	return false
}

// cutsBelow is the part of the largest unit from which on a word that is wider than its column is cut in two, rather than
// the letters made smaller yet.
const cutsBelow = 0.6

// largest is the unit to begin with: 1 is the size of English beside French.
func largest(languages Languages) float64 {
	if languages == Both {
		return 1
	}
	return 2.4
}

// blocks lays the languages out in a unit, with so many events; whole refuses to cut a word.
func (s *Sheet) blocks(texts map[i18n.Language]told, languages Languages, unit, room float64, events int, whole bool) (items []item, ok bool) {
	top := bandHeight + bandRule
	one := func(language i18n.Language, unit, top, room float64) bool {
		b := newBlock(texts[language], unit, s.width-2*margin, events)
		if whole && b.cuts() {
			return false
		}
		laid, height := b.lay(margin, top+margin*0.6)
		items = append(items, laid...)
		return height+margin*0.8 <= room
	}
	switch languages {
	case French:
		return items, one(i18n.French, unit, top, room)
	case English:
		return items, one(i18n.English, unit, top, room)
	case Both:
	}
	const share = 2.0 / 3 // of the room that French has
	if !one(i18n.French, 2*unit, top, room*share) {
		return nil, false
	}
	split := top + room*share
	items = append(items, item{x: margin, y: split, w: s.width - 2*margin, h: 0.75, colour: line})
	return items, one(i18n.English, unit, split, room*(1-share))
}

// band is the head of the sheet: logo, name, colours.
func (s *Sheet) band(c Content) {
	back := nrgba(c.Brand.Color1)
	s.items = append(s.items,
		item{w: s.width, h: bandHeight, colour: back},
		item{y: bandHeight, w: s.width, h: bandRule, colour: nrgba(c.Brand.Color2)})
	x := margin
	if c.Logo != nil {
		y := (bandHeight - logoHeight) / 2
		s.items = append(s.items,
			item{x: x - plate, y: y - plate, w: logoWidth + 2*plate, h: logoHeight + 2*plate, colour: white},
			item{x: x, y: y, w: logoWidth, h: logoHeight, picture: c.Logo})
		x += logoWidth + 3*plate
	}
	const size, most = 22.0, 2
	lines := wrap(c.Provider, true, size, s.width-margin-x)
	if len(lines) > most {
		lines = append(lines[:most-1], lines[most-1]+"…")
	}
	y := (bandHeight-float64(len(lines))*size*leading)/2 + size*ascent
	for _, text := range lines {
		s.items = append(s.items, item{x: x, y: y, text: text, bold: true, size: size, colour: nrgba(branding.TextOn(c.Brand.Color1))})
		y += size * leading
	}
}

// foot tells the zone and the day, in a form that is of no language.
func (s *Sheet) foot(c Content, zone *time.Location) {
	const size = 7.5
	day := c.Now.In(zone).Format(time.DateOnly)
	y := s.height - footHeight/2
	s.items = append(s.items,
		item{x: margin, y: y, text: zone.String(), size: size, colour: muted},
		item{x: s.width - margin - widthOf(day, false, size), y: y, text: day, size: size, colour: muted})
}

func nrgba(c branding.Colour) color.NRGBA { return color.NRGBA{c.R, c.G, c.B, 0xff} }

// Texts are the lines of text on the sheet, in the order of reading after the name.
func (s *Sheet) Texts() (out []string) {
	for _, i := range s.items {
		if i.text != "" {
			out = append(out, i.text)
		}
	}
	return out
}
