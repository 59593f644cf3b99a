package kioskpage

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"pupitre/data/schedule"
	"pupitre/data/schedule/words"
	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// monthsAhead and monthsBack are how far the calendar turns.
const (
	monthsAhead = 24
	monthsBack  = 12
	minuteStep  = 15
)

// moment is the moment that a visitor asks about.
type moment struct {
	day    schedule.Date
	minute int           // of the day
	month  schedule.Date // the first of the month shown
	first  schedule.Date // of the month in which the visit began
}

// momentOf is the last quarter of an hour before now, in a zone.
func momentOf(now time.Time, zone string) moment {
	local := schedule.LocalOf(now.In(zoneOf(zone)))
	year, month, _ := local.Date().Civil()
	first := schedule.DateOf(year, month, 1)
	return moment{day: local.Date(), minute: local.Minute() / minuteStep * minuteStep, month: first, first: first}
}

// turned is the calendar some months further; the bounds stop it.
func (m moment) turned(months int) moment {
	year, month, _ := m.month.Civil()
	to := schedule.DateOf(year, month+time.Month(months), 1)
	if from, until := shifted(m.first, -monthsBack), shifted(m.first, monthsAhead); to >= from && to <= until {
		m.month = to
	}
	return m
}

func shifted(first schedule.Date, months int) schedule.Date {
	year, month, _ := first.Civil()
	return schedule.DateOf(year, month+time.Month(months), 1)
}

// askScreen is a calendar, a clock, and the verdict for both languages of the service.
func (k *Kiosk) askScreen() fyne.CanvasObject {
	if !k.facts.known {
		return k.unknown()
	}
	pickers := pair(k.calendar(), k.clockPicker())
	verdicts := pair(k.verdict(i18n.French, k.p.T("kiosk.ask.french")), k.verdict(i18n.English, k.p.T("kiosk.ask.english")))
	return scrolled(placed(tilesWidth, widgets.Column(look.Space12, pickers, verdicts)))
}

// pick changes the moment.
func (k *Kiosk) pick(m moment) {
	k.visit.moment = m
	k.show()
}

// calendar is the month, a place to touch for each day.
func (k *Kiosk) calendar() fyne.CanvasObject {
	p, m := k.p, k.visit.moment
	year, month, _ := m.month.Civil()
	title := widgets.NewText(capital(p.T("kiosk.ask.month", "Month", p.Month(month), "Year", strconv.Itoa(year))),
		widgets.TextStyle{Bold: true, Align: fyne.TextAlignCenter, Overflow: widgets.Ellipsis})
	before := iconKey(resources.ChevronLeft, p.T("kiosk.ask.month_before"), func() { k.pick(m.turned(-1)) })
	after := iconKey(resources.ChevronRight, p.T("kiosk.ask.month_after"), func() { k.pick(m.turned(1)) })
	rows := []fyne.CanvasObject{row([]float32{1, 5, 1}, before, title, after)}
	names := make([]fyne.CanvasObject, 7)
	for i := range names {
		names[i] = widgets.NewText(initial(p.Weekday(time.Weekday((i+1)%7))), widgets.TextStyle{Size: theme.SizeNameCaptionText, Color: look.ColorMuted, Align: fyne.TextAlignCenter})
	}
	rows = append(rows, even(names...))
	next := shifted(m.month, 1)
	for monday := m.month - schedule.Date(m.month.Weekday()-1); monday < next; monday += 7 {
		rows = append(rows, k.week(monday, m.month, next))
	}
	return widgets.Column(look.Space4, rows...)
}

// week is seven days; those of other months are left empty.
func (k *Kiosk) week(monday, from, to schedule.Date) fyne.CanvasObject {
	today := k.facts.today(k.deps.Clock.Now())
	days := make([]fyne.CanvasObject, 7)
	for i := range days {
		day := monday + schedule.Date(i)
		if day < from || day >= to {
			days[i] = widgets.Body("")
			continue
		}
		_, _, number := day.Civil()
		key := newKey(strconv.Itoa(number), func() {
			m := k.visit.moment
			m.day = day
			k.pick(m)
		})
		switch day {
		case k.visit.moment.day:
			key.setInk(chosen)
		case today:
			key.setInk(soft)
		}
		days[i] = key
	}
	return even(days...)
}

// clockPicker is the hours of the day and the quarters of an hour.
func (k *Kiosk) clockPicker() fyne.CanvasObject {
	p, m := k.p, k.visit.moment
	const perRow = 6
	rows := []fyne.CanvasObject{widgets.NewText(p.T("kiosk.ask.hour"), widgets.TextStyle{Size: theme.SizeNameCaptionText, Color: look.ColorMuted})}
	for first := 0; first < 24; first += perRow {
		hours := make([]fyne.CanvasObject, perRow)
		for i := range hours {
			hours[i] = k.timeKey(p.T("kiosk.ask.hour_key", "Hour", strconv.Itoa(first+i)), (first+i)*60+m.minute%60)
		}
		rows = append(rows, even(hours...))
	}
	rows = append(rows, widgets.NewText(p.T("kiosk.ask.minute"), widgets.TextStyle{Size: theme.SizeNameCaptionText, Color: look.ColorMuted}))
	quarters := []fyne.CanvasObject{}
	for minute := 0; minute < 60; minute += minuteStep {
		quarters = append(quarters, k.timeKey(twoDigits(minute), m.minute/60*60+minute))
	}
	return widgets.Column(look.Space4, append(rows, even(quarters...))...)
}

// capital is a text with a capital at its beginning; initial is that capital alone.
func capital(text string) string {
	_, size := utf8.DecodeRuneInString(text)
	return strings.ToUpper(text[:size]) + text[size:]
}

func initial(text string) string {
	_, size := utf8.DecodeRuneInString(text)
	return strings.ToUpper(text[:size])
}

// twoDigits writes a minute as on a clock.
func twoDigits(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

// timeKey chooses a minute of the day; it is chosen when it shares its part with the moment.
func (k *Kiosk) timeKey(label string, minute int) *touch {
	key := newKey(label, func() {
		m := k.visit.moment
		m.minute = minute
		k.pick(m)
	})
	if minute == k.visit.moment.minute {
		key.setInk(chosen)
	}
	return key
}

// verdict is whether the chat is open at the moment in a language of the service, and why.
func (k *Kiosk) verdict(service i18n.Language, title string) fyne.CanvasObject {
	p, m := k.p, k.visit.moment
	plan, err := k.facts.chat.Plan(string(service))
	if err != nil {
		return widgets.NewCard(look.Space12, widgets.Body(p.Err(err)))
	}
	e := plan.Explain(schedule.Resolve(m.day.At(m.minute), plan.Zone, false))
	icon, name := resources.Close, theme.ColorNameError
	if e.Open {
		icon, name = resources.CheckCircle, theme.ColorNameSuccess
	}
	return widgets.NewCard(look.Space12, widgets.Column(look.Space4,
		widgets.Lead(widgets.NewIcon(icon, theme.SizeNameInlineIcon, name), widgets.NewText(title, widgets.TextStyle{Bold: true})),
		widgets.NewText(words.Verdict(p, plan, e), widgets.TextStyle{Size: theme.SizeNameCaptionText}),
		widgets.NewText(words.Next(p, e.Open, e), widgets.TextStyle{Size: theme.SizeNameCaptionText, Color: look.ColorMuted})))
}

// iconKey is a place to touch with an icon.
func iconKey(icon resources.IconName, label string, onTap func()) *touch {
	t := newTouch(label, widgets.NewIcon(icon, theme.SizeNameInlineIcon, theme.ColorNameForeground), onTap)
	t.air = look.Space4
	return t
}
