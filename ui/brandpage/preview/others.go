package preview

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"pupitre/data/branding"
)

// signInSheet is a page where a subscriber signs in.
func signInSheet(s *sheet, f Facts) {
	p := f.printer
	back := s.box(page, 0)
	card := s.frame(paper, line, 10)
	head := newMasthead(s, f)
	title := s.words(p.T("login.title"), text, 20, true, 2)
	fields := []entry{newEntry(s, p.T("login.email"), f.Email), newEntry(s, p.T("login.password"), "••••••••")}
	button := s.box(second, 8)
	submit := s.words(p.T("login.submit"), onSecond, 15, true, 1)
	forgot := s.words(p.T("brandpage.preview.forgot"), link, 14, false, 1)
	s.plan = func(width float32) float32 {
		u := s.unit
		y := head.place(s, 0, width, 0)
		wide := min(width-2*margin*u, 360*u)
		left, top := (width-wide)/2, y+24*u
		inner := wide - 2*margin*u
		x := left + margin*u
		y = title.place(fyne.NewPos(x, top+20*u), inner, fyne.TextAlignLeading) + 12*u
		for _, e := range fields {
			y = e.place(s, x, y, inner)
		}
		place(button, x, y+4*u, inner, 40*u)
		submit.place(fyne.NewPos(x, y+13*u), inner, fyne.TextAlignCenter)
		y = forgot.place(fyne.NewPos(x, y+58*u), inner, fyne.TextAlignCenter) + 18*u
		place(card, left, top, wide, y-top)
		place(back, 0, 0, width, y+24*u)
		return y + 24*u
	}
}

// entry is a field to type into.
type entry struct {
	label *words
	box   *canvas.Rectangle
	value *words
}

func newEntry(s *sheet, label, value string) entry {
	return entry{s.words(label, text, 14, false, 1), s.frame(paper, muted, 8), s.words(value, text, 14, false, 1)}
}

func (e entry) place(s *sheet, x, y, width float32) (bottom float32) {
	u := s.unit
	bottom = e.label.place(fyne.NewPos(x, y), width, fyne.TextAlignLeading) + 4*u
	place(e.box, x, bottom, width, 38*u)
	e.value.place(fyne.NewPos(x+12*u, bottom+10*u), width-24*u, fyne.TextAlignLeading)
	return bottom + 38*u + 12*u
}

// Sizes of the telephone, in pixels.
const (
	phoneWide = 280
	statusBar = 26
	appBar    = 56
)

// mobileSheet is the bar of an application on a telephone.
func mobileSheet(s *sheet, f Facts) {
	p := f.printer
	body := s.frame(paper, muted, 22)
	status := s.box(header, 0)
	status.TopLeftCornerRadius, status.TopRightCornerRadius = 17*s.unit, 17*s.unit
	clock := s.words(p.Time(f.Now), onHeader, 12, true, 1)
	bar := s.box(header, 0)
	icon := s.image(f.Favicon.Side(branding.FaviconAdvised))
	name := s.words(f.Name, onHeader, 17, true, 1)
	rows := []*words{
		s.words(p.T("portal.support_title"), text, 15, true, 1), s.words(f.Email, link, 15, false, 1), s.words(f.Phone, link, 15, false, 1),
	}
	rule := s.box(line, 0)
	button := s.box(second, 22)
	call := s.words(p.T("brandpage.preview.call"), onSecond, 15, true, 1)
	s.plan = func(width float32) float32 {
		u := s.unit
		wide := min(phoneWide*u, width-2*margin*u)
		left, top, inset := (width-wide)/2, margin*u, 6*u
		x, inner := left+inset, wide-2*inset
		high := float32(430) * u
		place(body, left, top, wide, high)
		place(status, x, top+inset, inner, statusBar*u)
		clock.place(fyne.NewPos(x+12*u, top+inset+6*u), inner, fyne.TextAlignLeading)
		y := top + inset + statusBar*u
		place(bar, x, y, inner, appBar*u)
		from := x + 14*u
		if !icon.Hidden {
			side := float32(32) * u
			place(icon, from, y+(appBar*u-side)/2, side, side)
			from += side + 10*u
		}
		name.place(fyne.NewPos(from, y+(appBar-17*1.35)/2*u), x+inner-from-10*u, fyne.TextAlignLeading)
		y += appBar*u + 18*u
		for _, row := range rows {
			y = row.place(fyne.NewPos(x+14*u, y), inner-28*u, fyne.TextAlignLeading) + 12*u
		}
		place(rule, x, y, inner, 1)
		place(button, x+14*u, top+high-inset-62*u, inner-28*u, 44*u)
		call.place(fyne.NewPos(x+14*u, top+high-inset-51*u), inner-28*u, fyne.TextAlignCenter)
		return top + high + margin*u
	}
}

// mailSheet is a letter of the service.
func mailSheet(s *sheet, f Facts) {
	p := f.printer
	back := s.box(page, 0)
	strip := s.frame(paper, line, 0)
	sender := s.words(f.Name, text, 15, true, 1)
	subject := s.words(p.T("mail.forgot.subject"), text, 14, false, 2)
	card := s.frame(paper, line, 10)
	head := newMasthead(s, f)
	rule := s.box(second, 0)
	parts := []*words{
		s.words(p.T("mail.greeting"), text, 15, false, 1),
		s.words(p.T("mail.forgot.body", "Provider", f.Name, "Minutes", 15), text, 15, false, 6),
		s.words("482 915", text, 26, true, 1),
		s.words(p.T("mail.signature", "Provider", f.Name), muted, 13, false, 3),
	}
	s.plan = func(width float32) float32 {
		u := s.unit
		left := margin * u
		inner := width - 2*left
		y := sender.place(fyne.NewPos(left, 12*u), inner, fyne.TextAlignLeading)
		y = subject.place(fyne.NewPos(left, y+2*u), inner, fyne.TextAlignLeading) + 12*u
		place(strip, 0, 0, width, y)
		top := y + 16*u
		bottom := head.placeIn(s, left, top, inner)
		place(rule, left, bottom, inner, 4*u)
		y = bottom + 4*u + 20*u
		for _, w := range parts {
			y = w.place(fyne.NewPos(left+margin*u, y), inner-2*margin*u, fyne.TextAlignLeading) + 12*u
		}
		y += 8 * u
		place(card, left, top, inner, y-top)
		place(back, 0, 0, width, y+left)
		return y + left
	}
}

// placeIn sets the masthead within a card.
func (m masthead) placeIn(s *sheet, x, y, width float32) (bottom float32) {
	bottom = m.place(s, y, width, 0)
	for _, o := range []fyne.CanvasObject{m.band, m.logo, m.mark, m.abbr.lines[0], m.name.lines[0]} {
		o.Move(o.Position().AddXY(x, 0))
	}
	return bottom
}
