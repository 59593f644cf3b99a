package schedulepage

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"pupitre/data/schedule"
	"pupitre/data/schedule/words"
	"pupitre/i18n"
	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// Stable ids of the dialog.
const (
	fieldVerify     = "chat.verify"
	fieldVerifyDate = "chat.verify.date"
	fieldVerifyTime = "chat.verify.time"
)

// maxDate bounds what can be typed as a date, in code points.
const maxDate = 10

// verify answers "is the chat open on … at …?" for both languages, with the whole reasoning, as the hours are after the
// next save.
type verify struct {
	page       *Page
	date, time *widgets.Row
	day, hour  *widgets.Entry
	answers    *fyne.Container
	dialog     *widgets.Dialog
}

// showVerify opens the dialog at the current time.
func (pg *Page) showVerify() {
	p := pg.P
	now := pg.Editor.Clock.Now().In(planOf(pg.presenter.chat(), pg.presenter.language).Zone)
	v := &verify{page: pg, answers: widgets.Column(look.Space12)}
	v.day, v.hour = widgets.NewEntry(p.T("schedulepage.verify.date")), widgets.NewEntry(p.T("schedulepage.verify.time"))
	v.day.SetFieldID(fieldVerifyDate)
	v.day.SetMaxLength(maxDate)
	v.day.SetText(p.ISODate(now))
	v.hour.SetFieldID(fieldVerifyTime)
	v.hour.SetMaxLength(maxTime)
	v.hour.SetText(p.Time(now))
	v.day.OnChanged = func(string) { v.answer() }
	v.hour.OnChanged = func(string) { v.answer() }
	v.date = widgets.NewRow(v.day.Label(), p.T("schedulepage.verify.date_help"), v.day, look.ControlMedium)
	v.time = widgets.NewRow(v.hour.Label(), p.T("schedulepage.verify.time_help", "Zone", now.Location().String()), v.hour, look.ControlMedium)
	body := widgets.Column("", widgets.Rows(v.date, v.time), widgets.Padded(look.Space12, look.Space16, v.answers))
	v.dialog = widgets.NewDialog(p.T("schedulepage.verify.title"), body, nil, widgets.NewButton(p.T("schedulepage.verify.close"), func() { v.dialog.Close() }))
	v.answer()
	v.dialog.Show(pg.Canvas(), v.day)
}

// instant is the moment that is asked for; what cannot be read is told at its field.
func (v *verify) instant(zone *time.Location) (at time.Time, ok bool) {
	p := v.page.P
	date, dateErr := schedule.ParseDate(strings.TrimSpace(v.day.Text()))
	minute, timeErr := schedule.ParseTime(v.hour.Text())
	v.date.SetError(p.Err(dateErr))
	v.time.SetError(p.Err(timeErr))
	if dateErr != nil || timeErr != nil {
		return time.Time{}, false
	}
	return schedule.Resolve(date.At(minute), zone, false), true
}

// answer writes the reasoning for each language of the service.
func (v *verify) answer() {
	p, chat := v.page.P, v.page.presenter.chat()
	v.answers.Objects = nil
	for _, language := range []string{string(i18n.French), string(i18n.English)} {
		plan := planOf(chat, language)
		at, ok := v.instant(plan.Zone)
		if !ok {
			break
		}
		title := p.T("schedulepage.set.fr")
		if language == string(i18n.English) {
			title = p.T("schedulepage.set.en")
		}
		lines := []fyne.CanvasObject{widgets.Strong(title)}
		for _, line := range words.Explain(p, plan, plan.Explain(at)) {
			lines = append(lines, widgets.Body(line))
		}
		v.answers.Objects = append(v.answers.Objects, widgets.Column(look.Space4, lines...))
	}
	v.answers.Refresh()
}
