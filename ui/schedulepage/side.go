package schedulepage

import (
	"slices"

	"fyne.io/fyne/v2"

	"pupitre/data/schedule"
	"pupitre/data/schedule/words"
	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/fieldwords"
	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// sideView is the schedules by priority, what is probably not meant, and the selected one with exact values.
type sideView struct {
	page     *Page
	root     *widgets.Scroll
	list     *ruleList
	card     *widgets.Card
	content  fyne.CanvasObject
	empty    *fyne.Container
	order    *widgets.Text
	add      *widgets.Button
	full     *widgets.Text // that no more can be kept
	warnings *fyne.Container
	told     []string
	slot     *fyne.Container
	form     *form
}

func newSideView(pg *Page) *sideView {
	p := pg.P
	s := &sideView{page: pg, list: newRuleList(p.T("schedulepage.list.title"), fieldList), warnings: widgets.Column(look.Space8), slot: widgets.Column("")}
	s.list.readOnly = pg.presenter.readOnly()
	s.list.onSelected = pg.choose
	s.list.onGrabbed = pg.presenter.grab
	s.list.onMoved = pg.presenter.move
	s.list.onOpened = func(int) { pg.focusName() }
	s.list.onRemoved = func(index int) { pg.remove(pg.entity(index)) }
	s.list.onMenu = func(index int, anchor fyne.CanvasObject) { pg.week.offer(index, 0, anchor) }
	title := fyne.CanvasObject(widgets.Strong(p.T("schedulepage.list.title")))
	if !pg.presenter.readOnly() {
		s.add = widgets.NewButton(p.T("schedulepage.list.add"), pg.add)
		s.add.SetIcon(resources.Add)
		s.add.SetFieldID(fieldAdd)
		title = widgets.Ends(title, s.add)
	}
	s.empty = widgets.Padded(look.Space8, look.Space8, small(p.T("schedulepage.list.empty")))
	s.card = widgets.NewCard(look.Space4, widgets.Column("", s.list, s.empty))
	s.order = small(p.T("schedulepage.list.order"))
	s.full = small(p.T("schedulepage.list.full", "Max", schedule.MaxWeekly))
	s.content = widgets.Padded("", look.Space8, widgets.Column(look.Space8, title, s.full, s.card, s.order, s.slot, s.warnings))
	s.root = widgets.NewScroll(s.content)
	s.root.SetFieldID(fieldSide)
	return s
}

// refresh shows the set of the language, and tells whether the page has to be placed anew.
func (s *sideView) refresh(chat schedule.Chat) (moved bool) {
	h := s.page.presenter
	plan := planOf(chat, h.language)
	warnings := s.warningsOf(chat, plan)
	moved = len(s.list.rules) != len(plan.Weekly)
	s.list.set(s.rules(plan, warnings), h.index(plan.Weekly))
	moved = s.tell(plan, warnings) || moved
	full := len(chat.French)+len(chat.English) >= schedule.MaxWeekly
	moved = moved || s.full.Hidden == full
	s.full.Hidden = !full
	if s.add != nil {
		setEnabled(s.add, !full)
	}
	s.list.Hidden = len(plan.Weekly) == 0
	s.empty.Hidden = !s.list.Hidden
	s.order.Hidden = len(plan.Weekly) < 2 || h.readOnly()
	entity := ""
	if s.form != nil {
		entity = s.form.entity
	}
	if entity != h.selected {
		moved, s.form, s.slot.Objects = true, nil, nil
		if h.selected != "" {
			s.form = newForm(s.page, h.selected)
			s.slot.Objects = []fyne.CanvasObject{s.form.root}
		}
		s.slot.Refresh()
	}
	if s.form != nil {
		moved = s.form.refresh() || moved
	}
	if moved {
		s.root.Refresh()
	}
	return moved
}

// rules are the lines of the list.
func (s *sideView) rules(plan schedule.Plan, warnings []schedule.Warning) (out []rule) {
	p, places := s.page.P, map[schedule.Type]int{}
	for _, i := range schedule.StrongestFirst(plan.Weekly) {
		w := plan.Weekly[i]
		out = append(out, rule{
			index: i, place: places[w.Type], name: w.Name, open: w.State == schedule.Open,
			kind:  p.T("schedulepage.list.kind", "Type", typeName(p, w.Type), "State", words.State(p, w.State)),
			hours: p.T("schedulepage.list.hours", "Days", words.Days(p, w.Days), "Hours", words.Span(p, w.Span)),
			warned: slices.ContainsFunc(warnings, func(x schedule.Warning) bool {
				return x.By == (schedule.Ref{Kind: schedule.ByWeekly, Index: i})
			}),
		})
		places[w.Type]++
	}
	return out
}

func typeName(p *i18n.Printer, t schedule.Type) string {
	for _, o := range fieldwords.ChatTypes(p) {
		if o.Value == string(t) {
			return o.Label
		}
	}
	return string(t)
}

// warningsOf lists what is probably not meant in the set that is shown.
func (s *sideView) warningsOf(chat schedule.Chat, plan schedule.Plan) []schedule.Warning {
	if len(plan.Weekly) == 0 {
		return nil
	}
	weekly := slices.DeleteFunc(plan.Warnings(s.page.Editor.Clock.Now()), func(w schedule.Warning) bool { return w.By.Kind == schedule.BySpecial })
	return append(weekly,
		schedule.EnglishOnly(planOf(chat, string(i18n.French)), planOf(chat, string(i18n.English)))...)
}

// tell writes the warnings, and tells whether they have changed.
func (s *sideView) tell(plan schedule.Plan, warnings []schedule.Warning) bool {
	lines := []string{}
	for _, w := range warnings {
		lines = append(lines, words.Warning(s.page.P, plan, w))
	}
	if slices.Equal(lines, s.told) {
		return false
	}
	s.told, s.warnings.Objects = lines, nil
	for _, line := range lines {
		s.warnings.Objects = append(s.warnings.Objects, widgets.NewBanner(widgets.Caution, line))
	}
	s.warnings.Refresh()
	return true
}
