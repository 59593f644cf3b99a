package schedulefiles

import (
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"

	"pupitre/data/fault"
	"pupitre/data/schedule"
	"pupitre/data/schedule/words"
	"pupitre/data/syncing"
	"pupitre/i18n"
	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// Stable ids of the dialogs' controls.
const (
	fieldClose = "schedulefiles.close"
	fieldMend  = "schedulefiles.mend"
)

// Parity shows what is served in English and not in French, and offers to serve it in French too (Charter of the French
// language, CQLR c. C-11, ss. 5 and 50.2).
func (x *Exchange) Parity() {
	p, chat := x.p(), x.chat()
	french, english, err := plans(chat)
	if err != nil {
		x.notWritten(err)
		return
	}
	gaps := schedule.EnglishGaps(french, english)
	var dialog *widgets.Dialog
	if len(gaps) == 0 {
		dialog = widgets.NewDialog(p.T("schedulefiles.parity_title"), widgets.Lead(
			widgets.NewBadge(p.T("schedulefiles.parity_good"), widgets.Success), widgets.Body(p.T("schedulefiles.parity_whole"))), nil, x.closeButton(&dialog))
		dialog.Show(x.deps.Canvas(), nil)
		return
	}
	body := []fyne.CanvasObject{widgets.Body(words.Warning(p, french, schedule.EnglishOnly(french, english)[0]))}
	body = append(body, gapRows(p, french, gaps)...)
	var mend *widgets.Button
	if !x.deps.Editor.Draft().ReadOnly(schedule.EntityChat) {
		body = append(body, widgets.Muted(p.T("schedulefiles.parity_how")))
		mend = widgets.NewPrimaryButton(p.T("schedulefiles.parity_mend"), func() {
			dialog.Close()
			x.mend()
		})
		mend.SetFieldID(fieldMend)
	}
	dialog = widgets.NewDialog(p.T("schedulefiles.parity_title"), widgets.Column(look.Space8, body...), mend, x.closeButton(&dialog))
	dialog.Show(x.deps.Canvas(), mend)
}

func plans(chat schedule.Chat) (french, english schedule.Plan, err error) {
	if french, err = chat.Plan(string(i18n.French)); err != nil {
		return french, english, err
	}
	english, err = chat.Plan(string(i18n.English))
	return french, english, err
}

// gapRows says each stretch on a line, stretches of the same hours on one.
func gapRows(p *i18n.Printer, french schedule.Plan, gaps []schedule.Block) (rows []fyne.CanvasObject) {
	type hours struct {
		start, end int
		by         schedule.Ref
	}
	on, order := map[hours]schedule.Days{}, []hours{}
	for _, g := range gaps {
		h := hours{g.Start, g.End, g.By}
		if on[h] == schedule.NoDay {
			order = append(order, h)
		}
		on[h] |= schedule.DaysOf(g.Day)
	}
	for _, h := range order {
		span := schedule.Between(h.start, h.end)
		if h.start == 0 && h.end == schedule.MinutesPerDay {
			span = schedule.AllDay
		}
		days := on[h]
		title := capital(p.T("schedulefiles.parity_line", "Days", words.Days(p, days), "Hours", words.Span(p, span)))
		detail := p.T("schedulefiles.parity_why", "Reason", words.Reason(p, french, h.by), "Duration", words.Duration(p, days.Count()*(h.end-h.start)))
		rows = append(rows, widgets.Column("", widgets.Strong(title), widgets.Muted(detail)))
	}
	return rows
}

// capital is a text as it begins a line.
func capital(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}

// mend adds the schedules that are missing in French to the draft, in one step.
func (x *Exchange) mend() {
	p, chat := x.p(), x.chat()
	french, english, err := plans(chat)
	if err != nil {
		x.notWritten(err)
		return
	}
	added := schedule.CloseGaps(french, english, i18n.For(i18n.French).T("schedulefiles.parity_name"), x.deps.Editor.NewID)
	if len(chat.French)+len(chat.English)+len(added) > schedule.MaxWeekly {
		x.deps.Editor.Window.Fail(p.Err(fault.New(fault.Invalid, "schedulefiles.mend", "schedule.file_too_many",
			"Weekly", schedule.MaxWeekly, "Special", schedule.MaxEvents)))
		return
	}
	var edits []syncing.FieldEdit
	for _, w := range added {
		fields := w.Fields(string(i18n.French))
		for _, f := range schedule.ScheduleFields() {
			edits = append(edits, syncing.FieldEdit{Entity: schedule.ScheduleEntity(w.ID), Field: f.Name, Value: fields[f.Name]})
		}
	}
	x.deps.Editor.Take(edits)
	x.deps.Editor.OfferUndo(p.N("schedulefiles.parity_mended", len(added)), p.T("schedulefiles.undo"))
}
