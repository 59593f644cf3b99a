package kioskpage

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"pupitre/data/schedule"
	"pupitre/data/schedule/words"
	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// hoursScreen is today in both languages of the service, each in its own words, whatever the visitor has chosen.
func (k *Kiosk) hoursScreen() fyne.CanvasObject {
	if !k.facts.known {
		return k.unknown()
	}
	now := k.deps.Clock.Now()
	day := widgets.NewText(k.p.T("kiosk.hours.today", "Day", k.p.LongDate(now.In(k.facts.zone()))), widgets.TextStyle{Align: fyne.TextAlignCenter})
	cards := pair(k.todayCard(i18n.For(i18n.French), now), k.todayCard(i18n.For(i18n.English), now))
	return scrolled(placed(tilesWidth, widgets.Column(look.Space16, day, cards)))
}

// todayCard is the state of the chat and today's hours, in the language of p.
func (k *Kiosk) todayCard(p *i18n.Printer, now time.Time) fyne.CanvasObject {
	plan, err := k.facts.chat.Plan(string(p.Language()))
	if err != nil {
		return widgets.NewCard(look.Space16, widgets.Body(p.Err(err)))
	}
	e := plan.Explain(now)
	return widgets.NewCard(look.Space16, widgets.Column(look.Space12,
		widgets.NewText(p.T("kiosk.hours.service"), widgets.TextStyle{Size: theme.SizeNameCaptionText, Color: look.ColorMuted}),
		stateLine(p, e.Open),
		widgets.NewText(p.T("kiosk.hours.reason", "Reason", words.Reason(p, plan, e.By)), widgets.TextStyle{}),
		widgets.NewSeparator(),
		widgets.NewText(p.T("kiosk.hours.hours"), widgets.TextStyle{Size: theme.SizeNameCaptionText, Color: look.ColorMuted}),
		widgets.NewText(dayHours(p, plan, k.facts.today(now)), widgets.TextStyle{Size: theme.SizeNameSubHeadingText, Bold: true}),
		widgets.NewText(words.Next(p, e.Open, e), widgets.TextStyle{Size: theme.SizeNameCaptionText, Color: look.ColorMuted})))
}

// stateLine is open or closed, by a word, a shape and a colour.
func stateLine(p *i18n.Printer, open bool) fyne.CanvasObject {
	icon, name, text := resources.Close, theme.ColorNameError, p.T("kiosk.hours.closed")
	if open {
		icon, name, text = resources.CheckCircle, theme.ColorNameSuccess, p.T("kiosk.hours.open")
	}
	return widgets.Lead(widgets.NewIcon(icon, theme.SizeNameInlineIcon, name),
		widgets.NewText(text, widgets.TextStyle{Size: theme.SizeNameHeadingText, Bold: true}))
}

// dayHours lists the open hours of a day: "De 9 h à 12 h et de 13 h à 17 h".
func dayHours(p *i18n.Printer, plan schedule.Plan, day schedule.Date) string {
	from, to := schedule.Resolve(day.Start(), plan.Zone, false), schedule.Resolve((day+1).Start(), plan.Zone, false)
	var parts []string
	for _, open := range merged(plan.OpenIntervals(from, to)) {
		if open.Start.Equal(from) && open.End.Equal(to) {
			return p.T("kiosk.hours.all_day")
		}
		end := p.Time(open.End)
		if open.End.Equal(to) {
			end = words.Minute(p, schedule.MinutesPerDay)
		}
		parts = append(parts, p.T("kiosk.hours.span", "Start", p.Time(open.Start), "End", end))
	}
	if len(parts) == 0 {
		return p.T("kiosk.hours.none")
	}
	return capital(p.List(parts...))
}

// merged joins stretches that touch: who waits at a door does not care which schedule opens it.
func merged(list []schedule.Interval) (out []schedule.Interval) {
	for _, i := range list {
		if n := len(out); n > 0 && out[n-1].End.Equal(i.Start) {
			out[n-1].End = i.End
			continue
		}
		out = append(out, i)
	}
	return out
}
