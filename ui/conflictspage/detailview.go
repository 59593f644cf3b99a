package conflictspage

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"pupitre/data/settings"
	"pupitre/data/wire"
	"pupitre/i18n"
	"pupitre/ui/fieldwords"
	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// detailView is the conflict looked at: what happened, the three values, and what can be decided.
type detailView struct {
	page  *Page
	card  *widgets.Card
	lines *fyne.Container
	built string // what lines was built for

	pressed *widgets.Button // has begun the decision under way; nil when none has
}

func newDetailView(pg *Page) *detailView {
	v := &detailView{page: pg, lines: widgets.Column(look.Space12)}
	v.card = widgets.NewCard(look.Space16, v.lines)
	v.card.Hide()
	return v
}

// show shows the conflict looked at, if any.
func (v *detailView) show(m *Model) {
	n := m.Selected()
	v.card.Hidden = n < 0
	if n < 0 {
		return
	}
	x := m.Conflicts()[n]
	if built := v.signature(x); built != v.built {
		v.built, v.pressed = built, nil
		v.build(x)
	}
	if v.pressed != nil {
		v.pressed.SetBusy(m.Busy())
	}
}

// signature changes when what is shown does.
func (v *detailView) signature(x Conflict) string {
	state := []string{
		x.ID, string(x.Base), string(x.Server), string(x.Proposed), x.ServerBy, x.ServerAt.Format(time.RFC3339Nano),
		v.page.presenter.name(v.page.p, x.Person), v.page.presenter.book().Label(v.page.p, x.Entity, x.Field),
	}
	for _, value := range []wire.Value{x.Base, x.Server, x.Proposed} { // what they refer to may be called otherwise now
		state = append(state, v.page.presenter.value(v.page.p, x, value))
	}
	for _, yes := range []bool{x.Gone, x.Decided} {
		if yes {
			state = append(state, "+")
		} else {
			state = append(state, "-")
		}
	}
	return strings.Join(state, "\x00")
}

func (v *detailView) build(x Conflict) {
	focused := v.focusedID()
	p, c := v.page.p, v.page.presenter
	section, label := fieldwords.Section(p, fieldwords.KindOf(x.Entity)), c.book().Label(p, x.Entity, x.Field)
	v.lines.Objects = []fyne.CanvasObject{
		widgets.Column(look.Space4, widgets.Heading(label), widgets.Muted(section)),
		widgets.Body(c.story(p, x)),
	}
	if x.Field != "" {
		v.lines.Objects = append(v.lines.Objects,
			widgets.NewSeparator(),
			v.value(p.T("conflicts.value.base"), "", x, x.Base),
			widgets.NewSeparator(),
			v.value(p.T("conflicts.value.server"), c.whoWhen(p, x.ServerBy, x.ServerAt), x, x.Server),
			widgets.NewSeparator(),
			v.value(c.proposedTitle(p, x), c.whoWhen(p, x.Person, x.At), x, x.Proposed),
			widgets.NewSeparator())
	}
	v.lines.Objects = append(v.lines.Objects, v.choices(x)...)
	v.lines.Refresh()
	v.refocus(focused)
}

// value is one of the values, with who wrote it and when.
func (v *detailView) value(title, remark string, x Conflict, value wire.Value) fyne.CanvasObject {
	caption := widgets.TextStyle{Size: theme.SizeNameCaptionText, Bold: true, Overflow: widgets.Keep}
	quiet := widgets.TextStyle{Size: theme.SizeNameCaptionText, Color: look.ColorMuted, Overflow: widgets.Keep}
	head := widgets.WrapLine(look.Space8, widgets.NewText(title, caption), widgets.NewText(remark, quiet))
	return widgets.Column(look.Space4, head, widgets.Body(v.page.presenter.value(v.page.p, x, value)))
}

// choices are the buttons, or why there are none.
func (v *detailView) choices(x Conflict) []fyne.CanvasObject {
	p, c, m := v.page.p, v.page.presenter, v.page.presenter.model
	switch {
	case x.Decided:
		return []fyne.CanvasObject{widgets.NewBanner(widgets.Information, p.T("conflicts.waiting"))}
	case !m.MayDecide(x):
		return []fyne.CanvasObject{widgets.NewBanner(widgets.Information, p.T("conflicts.not_allowed"))}
	}
	keep := v.button(fieldKeep, keepLabel(p, x), func() { c.Decide(x.ID, x.Server) })
	line := []fyne.CanvasObject{keep}
	var why []fyne.CanvasObject
	if code, ok := m.TakeRefusal(x); ok && !c.secret(x.Entity, x.Field) {
		take := v.button(fieldTake, c.takeLabel(p, x), func() { c.Decide(x.ID, x.Proposed) })
		if code != "" {
			take.Disable()
			why = append(why, widgets.Muted(refusal(v.page, x, code)))
		}
		line = append(line, take)
	}
	if m.MayWrite(x) && !c.secret(x.Entity, x.Field) {
		line = append(line, v.button(fieldWrite, p.T("conflicts.write"), func() { v.page.write(x) }))
	}
	return append(why, widgets.WrapLine(look.Space8, line...))
}

// refusal says why the value proposed cannot stand: by the rule itself where it has more to say than its code.
func refusal(pg *Page, x Conflict, code string) string {
	if fieldwords.Editable(x.Entity, x.Field) {
		if err := fieldwords.Check(x.Entity, x.Field, settings.String(x.Proposed)); err != nil {
			return pg.p.Err(err)
		}
	}
	if i18n.Known(code) {
		return pg.p.T(code)
	}
	return pg.p.T("conflicts.refused")
}

func (v *detailView) button(id, label string, run func()) *widgets.Button {
	b := widgets.NewButton(label, nil)
	b.SetFieldID(id)
	b.OnTapped = func() {
		v.pressed = b // the model takes one decision at a time, so the others need not be shut
		run()
	}
	return b
}

func (v *detailView) focusedID() string {
	if c := v.page.canvas(); c != nil {
		if f, ok := c.Focused().(widgets.Identified); ok {
			return f.FieldID()
		}
	}
	return ""
}

// refocus keeps the keyboard where it was: on the same button of the next conflict, or on the list.
func (v *detailView) refocus(id string) {
	c := v.page.canvas()
	switch id {
	case fieldKeep, fieldTake, fieldWrite:
		if c != nil && !widgets.FocusField(c, id) {
			widgets.FocusField(c, fieldTable)
		}
	}
}
