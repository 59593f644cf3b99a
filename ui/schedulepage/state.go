package schedulepage

import (
	"strconv"

	"fyne.io/fyne/v2"

	"pupitre/data/schedule"
	"pupitre/data/schedule/words"
	"pupitre/i18n"
	"pupitre/ui/draft"
	"pupitre/ui/editing"
	"pupitre/ui/fieldwords"
	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// stateCard tells whether the chat is open now in each language, why and until when, as it is stored, and has the box that
// turns it on.
type stateCard struct {
	page  *Page
	root  fyne.CanvasObject
	box   *widgets.Check
	lines []*stateLine
}

// stateLine is one language.
type stateLine struct {
	language string
	badge    *widgets.Badge
	text     *widgets.Text
}

func newStateCard(pg *Page) *stateCard {
	s := &stateCard{page: pg}
	p := pg.P
	s.box = widgets.NewCheck(fieldwords.Label(p, schedule.EntityChat, schedule.FieldEnabled))
	s.box.SetFieldID("chat.enabled")
	s.box.SetChecked(s.stored())
	s.box.OnChanged = func(checked bool) {
		if !pg.Left && checked != s.stored() {
			pg.Editor.Choose("chat.enabled", strconv.FormatBool(checked))
		}
	}
	if pg.presenter.readOnly() {
		s.box.Disable()
	}
	objects := []fyne.CanvasObject{}
	for _, language := range []string{string(i18n.French), string(i18n.English)} {
		line := &stateLine{language: language, badge: widgets.NewBadge("", widgets.Information), text: small("")}
		s.lines = append(s.lines, line)
		objects = append(objects, widgets.Lead(line.badge, widgets.Padded("", look.Space4, line.text)))
	}
	help := oneLine(fieldwords.ControlHelp(p, schedule.EntityChat, schedule.FieldEnabled, ""))
	inner := widgets.Column(look.Space4, widgets.Aside(s.box, help), widgets.Column(look.Space4, objects...))
	s.root = widgets.NewCard(look.Space8, inner)
	return s
}

// stored is whether the box is ticked in the draft.
func (s *stateCard) stored() bool {
	text := s.page.presenter.draft().Text(draft.Cell{Entity: schedule.EntityChat, Field: schedule.FieldEnabled})
	return text == strconv.FormatBool(true)
}

// refresh looks at the clock.
func (s *stateCard) refresh() {
	p := s.page.P
	s.box.SetChecked(s.stored())
	chat := editing.StoredChat(s.page.presenter.draft())
	for _, line := range s.lines {
		plan := planOf(chat, line.language)
		e := plan.Explain(s.page.Editor.Clock.Now())
		label, tone := p.T("schedulepage.now.closed_fr"), widgets.Information
		switch {
		case e.Open && line.language == string(i18n.French):
			label, tone = p.T("schedulepage.now.open_fr"), widgets.Success
		case e.Open:
			label, tone = p.T("schedulepage.now.open_en"), widgets.Success
		case line.language == string(i18n.English):
			label = p.T("schedulepage.now.closed_en")
		}
		line.badge.Set(label, tone)
		reason := words.Reason(p, plan, e.By)
		if plan.Enabled {
			reason = p.T("schedulepage.now.why", "Reason", reason, "Next", words.Next(p, e.Open, e))
		}
		line.text.SetText(reason)
	}
}
