package account

import (
	"slices"

	"fyne.io/fyne/v2"

	"pupitre/resources"
	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// line is a row with a value and a button that opens a dialog.
type line struct {
	row    *widgets.Row
	value  *widgets.Text
	button *widgets.Button
}

func newLine(id, label, help, action string, press func()) *line {
	l := &line{value: widgets.Body(""), button: widgets.NewButton(action, press)}
	l.button.SetFieldID(id)
	l.row = widgets.NewRow(label, help, widgets.Ends(l.value, l.button), look.ControlWide)
	return l
}

// set writes the value and lets the button be pressed or not.
func (l *line) set(value string, can bool) {
	l.value.SetText(value)
	able(l.button, can)
}

// offer shows or hides the button.
func (l *line) offer(offered bool) { l.button.Hidden = !offered }

// note writes a remark under the row, "" for none, and tells whether it was another.
func (l *line) note(text string) (moved bool) {
	moved = l.row.Notice() != text
	l.row.SetNotice(text)
	return moved
}

func able(b *widgets.Button, can bool) {
	if can {
		b.Enable()
		return
	}
	b.Disable()
}

// item is a line of a list.
type item struct {
	id, title, badge, detail string
	icon                     resources.IconName
	action                   string // what the button does, naming the thing
	do                       func() // nil offers no button
}

// same tells whether two lines look the same.
func (i item) same(o item) bool {
	return i.id == o.id && i.title == o.title && i.badge == o.badge && i.detail == o.detail && i.action == o.action && (i.do == nil) == (o.do == nil)
}

// list is a row with a button, and things listed under it.
type list struct {
	id     string
	row    *widgets.Row
	button *widgets.Button
	lines  *fyne.Container
	root   fyne.CanvasObject
	shown  []item
	help   string
	empty  string
	able   bool
	built  bool
}

func newList(id, label, action string, press func()) *list {
	l := &list{id: id, button: widgets.NewButton(action, press), lines: widgets.Column("")}
	l.button.SetFieldID(id)
	l.row = widgets.NewRow(label, "", widgets.LineEnd("", l.button), look.ControlWide)
	l.root = widgets.Column("", l.row, widgets.Padded(look.Space4, look.Space16, l.lines))
	return l
}

// explain writes what stands under the label, and tells whether it was something else.
func (l *list) explain(text string) (moved bool) {
	moved = l.help != text
	l.help = text
	l.row.SetHelp(text)
	return moved
}

// set shows the things, or a sentence where there are none, and tells whether the page has to be placed anew.
func (l *list) set(items []item, empty string, offered, can bool) (moved bool) {
	moved = l.button.Hidden == offered
	l.button.Hidden = !offered
	able(l.button, can)
	if l.built && l.able == can && l.empty == empty && slices.EqualFunc(l.shown, items, item.same) {
		return moved
	}
	l.built, l.shown, l.empty, l.able = true, items, empty, can
	l.lines.Objects = nil
	if empty != "" {
		l.lines.Objects = []fyne.CanvasObject{widgets.Padded(look.Space8, "", widgets.Muted(empty))}
	}
	for _, it := range items {
		l.lines.Objects = append(l.lines.Objects, l.line(it, can))
	}
	return true
}

func (l *list) line(it item, can bool) fyne.CanvasObject {
	var title fyne.CanvasObject = widgets.Body(it.title)
	if it.badge != "" {
		title = widgets.Lead(widgets.NewBadge(it.badge, widgets.Information), title)
	}
	text := widgets.Column("", title, widgets.Muted(it.detail))
	if it.do == nil {
		return widgets.Padded(look.Space8, "", text)
	}
	button := widgets.NewIconButton(it.icon, it.action, it.do)
	button.SetFieldID(l.id + "." + it.id)
	if !can {
		button.Disable()
	}
	return widgets.Padded(look.Space8, "", widgets.Ends(text, button))
}
