package brandpage

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"pupitre/data/branding"
	"pupitre/resources"
	"pupitre/ui/brand"
	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

const (
	successInk = theme.ColorNameSuccess
	warningInk = theme.ColorNameWarning
)

// pairs are those that may be judged, in the order of their lines.
var pairs = []branding.Pair{branding.TextOnColor1, branding.TextOnColor2, branding.LinkOnWhite, branding.LogoOnHeader}

// verdictList says for each pair of colours whether it can be read, and offers the nearest shade that can.
type verdictList struct {
	page  *Page
	root  *fyne.Container
	lines map[branding.Pair]*verdictLine
}

// verdictLine is one pair.
type verdictLine struct {
	root   *fyne.Container
	icon   *widgets.Icon
	says   *widgets.Text
	fix    *fyne.Container
	shade  *brand.Swatch
	button *widgets.Button
	shown  branding.Verdict
}

func newVerdictList(pg *Page) *verdictList {
	v := &verdictList{page: pg, lines: map[branding.Pair]*verdictLine{}}
	objects := []fyne.CanvasObject{widgets.Strong(pg.P.T("brandpage.contrast.title"))}
	for _, pair := range pairs {
		line := v.newLine(pair)
		v.lines[pair] = line
		objects = append(objects, line.root)
	}
	v.root = widgets.Padded(look.Space12, look.Space16, widgets.Column(look.Space8, objects...))
	return v
}

func (v *verdictList) newLine(pair branding.Pair) *verdictLine {
	l := &verdictLine{
		icon: widgets.NewIcon(resources.CheckCircle, theme.SizeNameInlineIcon, successInk), says: widgets.Body(""),
		shade: brand.NewSwatch(branding.White, look.Space24),
	}
	l.button = widgets.NewButton("", func() {
		if !v.page.Left && l.shown.Fixable {
			v.page.presenter.take(l.shown.Field, l.shown.Nearest)
		}
	})
	l.button.SetFieldID("brand.shade." + string(pair))
	l.fix = widgets.Lead(l.shade, widgets.Line(look.Space8, l.button))
	l.root = widgets.Column(look.Space4, widgets.Lead(l.icon, l.says), l.fix)
	l.root.Hide()
	return l
}

// refresh writes the verdicts, and tells whether lines came or went.
func (v *verdictList) refresh(found []branding.Verdict) (moved bool) {
	judged := map[branding.Pair]branding.Verdict{}
	for _, verdict := range found {
		judged[verdict.Pair] = verdict
	}
	for _, pair := range pairs {
		l := v.lines[pair]
		verdict, seen := judged[pair]
		if l.root.Hidden == seen {
			l.root.Hidden, moved = !seen, true
		}
		if seen && verdict != l.shown {
			moved = v.write(l, verdict) || moved
		}
	}
	return moved
}

func (v *verdictList) write(l *verdictLine, verdict branding.Verdict) (moved bool) {
	p := v.page.P
	before := l.says.Text()
	l.shown = verdict
	icon, ink := rowIcon(verdict.Passes)
	l.icon.Set(icon, ink)
	ratio, least := truncated(verdict.Ratio), p.Decimal(verdict.Least, 1)
	if verdict.Passes {
		l.says.SetText(p.T("brandpage.contrast.passes", "Pair", p.T(verdict.Name), "Ratio", p.Decimal(ratio, 2)))
	} else {
		l.says.SetText(p.T("brandpage.contrast.fails", "Pair", p.T(verdict.Name), "Ratio", p.Decimal(ratio, 2), "Least", least))
	}
	offers := verdict.Fixable && !v.page.presenter.readOnly()
	if offers {
		l.shade.Set(verdict.Nearest)
		l.button.SetLabel(p.T("brandpage.contrast.take", "Hex", verdict.Nearest.Hex()))
	}
	moved = l.fix.Hidden == offers || len(before) != len(l.says.Text())
	l.fix.Hidden = !offers
	return moved
}

// truncated cuts a ratio to two decimals: 4.4999 is not shown as the 4.5 that it is not.
func truncated(ratio float64) float64 { return math.Floor(ratio*100) / 100 }
