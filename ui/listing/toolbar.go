package listing

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// Tool is something to do with a list as a whole.
type Tool struct {
	Field string // id of its button
	Label string
	Icon  resources.IconName // may be empty for a quiet tool
	Quiet bool
	Adds  bool // makes a new line: an empty list offers it
	Do    func()
	// Enabled tells whether it can be used with so many lines in sight; nil for always.
	Enabled func(lines int) bool
}

// fieldMore is the menu of the tools that have no room.
const fieldMore = "listing.tools"

// toolbar stands above a list: search and filters, then the tools. Tools that have no room go into a menu, the last ones
// first; the first tool keeps its icon at least. So the head of a list is one line high in the smallest window too.
type toolbar struct {
	widget.BaseWidget
	box    *fyne.Container
	layout *toolbarLayout
	tools  []*Tool
}

func newToolbar(p *i18n.Printer, fixed []fyne.CanvasObject, tools []*Tool) *toolbar {
	l := &toolbarLayout{fixed: fixed}
	t := &toolbar{layout: l, tools: tools}
	for _, tool := range tools {
		b := widgets.NewButton(tool.Label, tool.Do)
		if tool.Quiet {
			b.SetKind(widgets.Quiet)
		}
		b.SetIcon(tool.Icon)
		b.SetFieldID(tool.Field)
		l.buttons = append(l.buttons, b)
	}
	l.more = widgets.NewIconButton(resources.MoreVert, p.T("listing.more"), nil)
	l.more.SetFieldID(fieldMore)
	l.more.OnTapped = func() { widgets.ShowMenu(l.more, t.folded()...) }
	objects := append([]fyne.CanvasObject{}, fixed...)
	if len(tools) > 0 && tools[0].Icon != "" {
		l.short = widgets.NewIconButton(tools[0].Icon, tools[0].Label, tools[0].Do)
		l.short.SetFieldID(tools[0].Field)
		objects = append(objects, l.short)
	}
	for _, b := range l.buttons {
		objects = append(objects, b)
	}
	t.box = &fyne.Container{Layout: l, Objects: append(objects, l.more)}
	t.ExtendBaseWidget(t)
	return t
}

// folded is the menu of the tools that have no room.
func (t *toolbar) folded() (items []widgets.MenuItem) {
	for i, tool := range t.tools {
		if t.reach(tool.Field) == fieldMore {
			items = append(items, widgets.MenuItem{Label: tool.Label, Icon: tool.Icon, Disabled: t.layout.buttons[i].Disabled(), OnTapped: tool.Do})
		}
	}
	return items
}

// reach is the control that leads to a tool: its button, or the menu where the button has no room.
func (t *toolbar) reach(field string) string {
	for i, tool := range t.tools {
		if tool.Field == field && !t.layout.buttons[i].Visible() && (i > 0 || t.layout.short == nil || !t.layout.short.Visible()) {
			return fieldMore
		}
	}
	return field
}

// refresh offers what can be done with so many lines in sight.
func (t *toolbar) refresh(lines int) {
	for i, tool := range t.tools {
		set := []fyne.Disableable{t.layout.buttons[i]}
		if i == 0 && t.layout.short != nil {
			set = append(set, t.layout.short)
		}
		for _, b := range set {
			if tool.Enabled == nil || tool.Enabled(lines) {
				b.Enable()
			} else {
				b.Disable()
			}
		}
	}
}

// Children are the objects inside.
func (t *toolbar) Children() []fyne.CanvasObject { return t.box.Objects }

// HeightFor is the height of its lines at a width.
func (t *toolbar) HeightFor(width float32) float32 { return t.layout.plan(width).height }

// CreateRenderer makes the parts.
func (t *toolbar) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(t.box) }

// toolbarLayout places the parts of a toolbar.
type toolbarLayout struct {
	fixed   []fyne.CanvasObject
	short   *widgets.IconButton // the first tool where its label has no room, nil when it has no icon
	buttons []*widgets.Button
	more    *widgets.IconButton
}

// placed is one object in its place.
type placed struct {
	object fyne.CanvasObject
	at     fyne.Position
	size   fyne.Size
}

// toolbarPlan is what a toolbar shows at a width. What is not in it is hidden.
type toolbarPlan struct {
	shown  []placed
	height float32
}

// plan lets search and filters wrap, and gives the tools what is left of their last line, or a line of their own where not
// even their icons fit.
func (l *toolbarLayout) plan(width float32) (plan toolbarPlan) {
	gap, x, y := look.Size(look.Space8), float32(0), float32(0)
	put := func(o fyne.CanvasObject) {
		size := o.MinSize()
		size.Width = min(size.Width, width)
		if x > 0 && x+size.Width > width {
			x, y = 0, plan.height+gap
		}
		plan.shown = append(plan.shown, placed{o, fyne.NewPos(x, y), size})
		x += size.Width + gap
		plan.height = max(plan.height, y+size.Height)
	}
	for _, o := range l.fixed {
		put(o)
	}
	tools := l.fitting(width - x)
	for _, o := range tools {
		put(o)
	}
	for i, p := range plan.shown { // centred in their line
		low := look.Size(look.ControlHeight)
		if p.size.Height < low {
			plan.shown[i].at.Y += (low - p.size.Height) / 2
		}
	}
	return plan
}

// fitting is the tools as they stand within a width: all by their labels, or the first ones and the menu of the rest, or the
// icon of the first and the menu.
func (l *toolbarLayout) fitting(width float32) (out []fyne.CanvasObject) {
	gap, whole := look.Size(look.Space8), float32(0)
	for _, b := range l.buttons {
		whole += b.MinSize().Width + gap
		out = append(out, b)
	}
	if whole-gap <= width {
		return out
	}
	for n := len(l.buttons) - 1; n > 0; n-- {
		whole -= l.buttons[n].MinSize().Width + gap
		if whole+l.more.MinSize().Width <= width {
			return append(out[:n:n], l.more)
		}
	}
	switch {
	case l.short == nil:
		return []fyne.CanvasObject{l.more}
	case len(l.buttons) == 1:
		return []fyne.CanvasObject{l.short}
	}
	return []fyne.CanvasObject{l.short, l.more}
}

// MinSize is as wide as its widest part that has to be there.
func (l *toolbarLayout) MinSize([]fyne.CanvasObject) (size fyne.Size) {
	for _, o := range l.fixed {
		size = size.Max(o.MinSize())
	}
	return size
}

// Layout places what has room and hides the rest.
func (l *toolbarLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	plan := l.plan(size.Width)
	for _, o := range objects {
		show := false
		for _, p := range plan.shown {
			if p.object == o {
				show = true
				o.Move(p.at)
				o.Resize(p.size)
			}
		}
		switch {
		case show && !o.Visible():
			o.Show()
		case !show && o.Visible():
			o.Hide()
		}
	}
}
