package preview

import (
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"pupitre/data/branding"
)

// Sizes of the drawings, in pixels.
const (
	margin   = 16
	tabStrip = 36
	barHigh  = branding.LogoHeight + 16
	markSide = 36
	tabIcon  = 16
)

// initials are the letters of the mark that stands for a missing logo, as the portal has them.
func initials(name string) string {
	out := ""
	for _, word := range strings.Fields(name) {
		r, _ := utf8.DecodeRuneInString(word)
		if out += strings.ToUpper(string(r)); utf8.RuneCountInString(out) == 2 {
			break
		}
	}
	return out
}

// masthead is the provider's logo, or its mark and name, on a ground of colour 1.
type masthead struct {
	band *canvas.Rectangle
	logo *canvas.Image
	mark *canvas.Rectangle
	abbr *words
	name *words
}

func newMasthead(s *sheet, f Facts) masthead {
	return masthead{
		band: s.box(header, 0), logo: s.image(f.Logo.Largest()), mark: s.box(second, 10),
		abbr: s.words(initials(f.Name), onSecond, 14, true, 1), name: s.words(f.Name, onHeader, 15, true, 1),
	}
}

// place sets the masthead at a height; free is what other things take at its right.
func (m masthead) place(s *sheet, y, width, free float32) (bottom float32) {
	u := s.unit
	high := float32(barHigh) * u
	place(m.band, 0, y, width, high)
	left := float32(margin) * u
	real := s.real()
	place(m.logo, left, y+(high-branding.LogoHeight*real)/2, branding.LogoWidth*real, branding.LogoHeight*real)
	side := float32(markSide) * u
	place(m.mark, left, y+(high-side)/2, side, side)
	m.abbr.place(fyne.NewPos(left, y+(high-14*u*1.35)/2), side, fyne.TextAlignCenter)
	m.mark.Hidden = !m.logo.Hidden
	m.abbr.lines[0].Hidden = m.mark.Hidden
	from := left + side + 10*u
	if !m.logo.Hidden {
		from = left + branding.LogoWidth*real + 12*u
	}
	room := width - from - free - 8*u
	m.name.place(fyne.NewPos(from, y+(high-15*u*1.35)/2), room, fyne.TextAlignLeading)
	m.name.lines[0].Hidden = !m.logo.Hidden && m.name.width() > room // as the portal does on a narrow screen
	return y + high
}

// portalSheet is the public page in a browser.
func portalSheet(s *sheet, f Facts) {
	p := f.printer
	back := s.box(page, 0)
	strip := s.box(chrome, 0)
	tab := s.box(paper, 8)
	icon := s.image(f.Favicon.Side(tabIcon))
	title := s.words(p.T("portal.title", "Name", f.Name), text, 12, false, 1)
	head := newMasthead(s, f)
	switcher := s.box(paper, 8)
	current := s.words(strings.ToUpper(string(p.Language())), link, 13, true, 1)
	name := s.words(f.Name, text, 26, true, 2)
	lead := s.words(p.T("portal.lead"), muted, 15, false, 3)
	support := s.words(p.T("portal.support_title"), text, 16, true, 1)
	cards := []contact{
		newContact(s, p.T("portal.support_email"), f.Email), newContact(s, p.T("portal.support_phone"), f.Phone),
	}
	foot := s.words(p.T("portal.footer", "Name", f.Name), muted, 12, false, 2)
	s.plan = func(width float32) float32 {
		u := s.unit
		left := margin * u
		inner := width - 2*left
		place(strip, 0, 0, width, tabStrip*u)
		place(tab, 8*u, 6*u, min(240*u, width-16*u), (tabStrip+4)*u)
		place(icon, 18*u, 12*u, tabIcon*s.real(), tabIcon*s.real())
		title.place(fyne.NewPos(42*u, 12*u), min(240*u, width-16*u)-44*u, fyne.TextAlignLeading)
		y := head.place(s, tabStrip*u, width, 64*u)
		place(switcher, width-left-40*u, y-(barHigh+28)/2*u, 40*u, 28*u)
		current.place(fyne.NewPos(width-left-40*u, y-(barHigh+17)/2*u), 40*u, fyne.TextAlignCenter)
		y = name.place(fyne.NewPos(left, y+24*u), inner, fyne.TextAlignLeading)
		y = lead.place(fyne.NewPos(left, y+8*u), inner, fyne.TextAlignLeading)
		y = support.place(fyne.NewPos(left, y+24*u), inner, fyne.TextAlignLeading) + 10*u
		y = placeContacts(s, cards, left, y, inner)
		y = foot.place(fyne.NewPos(left, y+20*u), inner, fyne.TextAlignLeading) + margin*u
		place(back, 0, 0, width, y)
		return y
	}
}

// contact is a card with a link.
type contact struct {
	card  *canvas.Rectangle
	label *words
	value *words
}

func newContact(s *sheet, label, value string) contact {
	return contact{s.frame(paper, line, 10), s.words(label, muted, 13, false, 1), s.words(value, link, 16, true, 1)}
}

// placeContacts sets cards side by side, or below each other where there is no room.
func placeContacts(s *sheet, cards []contact, left, y, width float32) (bottom float32) {
	u := s.unit
	gap, high := 12*u, 72*u
	each, dx, dy := (width-gap)/2, float32(1), float32(0)
	if width < 420*u {
		each, dx, dy = width, 0, 1
	}
	bottom = y
	for i, c := range cards {
		at := fyne.NewPos(left+dx*float32(i)*(each+gap), y+dy*float32(i)*(high+gap))
		place(c.card, at.X, at.Y, each, high)
		c.label.place(at.AddXY(14*u, 12*u), each-28*u, fyne.TextAlignLeading)
		c.value.place(at.AddXY(14*u, 34*u), each-28*u, fyne.TextAlignLeading)
		bottom = at.Y + high
	}
	return bottom
}
