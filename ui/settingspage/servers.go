package settingspage

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"pupitre/resources"
	"pupitre/ui/draft"
	"pupitre/ui/editing"
	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// FieldAddServer is the stable id of the button that adds an application server.
const FieldAddServer = "servers.add"

// fieldRehearse is that of the button of the rehearsal.
const fieldRehearse = "servers.rehearse"

// serversView is the list of application servers: one row each, with its fields under it while they are open.
type serversView struct {
	page  *Page
	list  *fyne.Container
	empty fyne.CanvasObject
	foot  *fyne.Container
	rows  []*serverRow
	built string // what the rows were built for

	offline  *widgets.Banner // why the health is not known
	outcome  *widgets.Banner // of the rehearsal
	add      *widgets.Button
	rehearse *widgets.Button
	root     *fyne.Container
}

func newServersView(pg *Page) *serversView {
	p := pg.p
	v := &serversView{page: pg, list: widgets.Rows()}
	v.empty = widgets.Padded(look.Space16, look.Space16, widgets.Column(look.Space4,
		widgets.Strong(p.T("sections.servers.empty_title")), widgets.Muted(p.T("sections.servers.empty_body"))))
	v.offline = widgets.NewBanner(widgets.Information, "")
	v.outcome = widgets.NewBanner(widgets.Information, "")
	v.add = widgets.NewButton(p.T("sections.servers.add"), v.addServer)
	v.add.SetIcon(resources.Add)
	v.add.SetFieldID(FieldAddServer)
	v.rehearse = widgets.NewButton(p.T("sections.health.rehearse"), pg.editor.health.rehearse)
	v.rehearse.SetTooltip(p.T("sections.health.rehearse_help"))
	v.rehearse.SetFieldID(fieldRehearse)
	buttons := []fyne.CanvasObject{v.add}
	if pg.editor.Draft().ReadOnly(draft.EntityOf(editing.KindServer, "")) {
		buttons = nil
	}
	if pg.editor.health.mayRehearse() {
		buttons = append(buttons, v.rehearse)
	}
	under := []fyne.CanvasObject{v.outcome, v.offline}
	if len(buttons) > 0 {
		under = append([]fyne.CanvasObject{widgets.WrapLine(look.Space8, buttons...)}, under...)
	}
	v.foot = widgets.Padded(look.Space12, look.Space16, widgets.Column(look.Space8, under...))
	v.root = widgets.Column("", v.empty, v.list, v.foot)
	pg.editor.health.watch(pg.refresh)
	return v
}

// Objects are the rows.
func (v *serversView) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{v.root} }

// Leave stops asking for the health.
func (v *serversView) Leave() { v.page.editor.health.unwatch() }

// Refresh shows the draft and the health as they are.
func (v *serversView) Refresh() (moved bool) {
	d := v.page.editor.Draft()
	entities := d.Entities(editing.KindServer)
	if built := v.signature(entities); built != v.built {
		v.built = built
		v.build(entities)
		moved = true
	}
	for _, r := range v.rows {
		moved = r.refresh() || moved
	}
	return v.refreshFoot() || moved
}

// signature changes when rows come, go, move, open or close.
func (v *serversView) signature(entities []string) string {
	parts := []string{v.page.editor.open}
	for _, e := range entities {
		state := ""
		if v.page.editor.Draft().Dying(e) {
			state = " dying"
		}
		parts = append(parts, e+state)
	}
	return strings.Join(parts, "\n")
}

// build makes the rows anew and leaves the keyboard where it was.
func (v *serversView) build(entities []string) {
	keep := widgets.FocusKeeper{}
	c := v.page.canvas()
	if c != nil {
		keep = widgets.KeepFocus(c)
	}
	v.rows = nil
	objects := []fyne.CanvasObject{}
	for i, e := range entities {
		r := newServerRow(v, e, i)
		v.rows = append(v.rows, r)
		if i > 0 {
			objects = append(objects, widgets.NewSeparator())
		}
		objects = append(objects, r.root)
	}
	v.list.Objects = objects
	v.list.Hidden = len(entities) == 0
	v.empty.(*fyne.Container).Hidden = len(entities) > 0
	v.root.Refresh()
	if c != nil {
		v.page.root.Refresh()
		keep.Restore(c)
	}
}

func (v *serversView) refreshFoot() (moved bool) {
	p, h := v.page.p, v.page.editor.health
	moved = say(v.offline, v.healthProblem())
	text := ""
	name := func(id string) string { return v.name(draft.EntityOf(editing.KindServer, id)) }
	switch {
	case h.failed != nil:
		text = p.Err(h.failed)
	case h.told == toldResult:
		text = p.T("sections.health.rehearse_result", "Master", name(h.rehearsal.Falls), "Next", name(h.rehearsal.Serves), "Seconds", h.rehearsal.Within)
	case h.told == toldOff:
		text = p.T("sections.health.rehearse_off", "Master", name(h.rehearsal.Falls))
	case h.told == toldNobody:
		text = p.T("sections.health.rehearse_nobody", "Master", name(h.rehearsal.Falls))
	}
	moved = say(v.outcome, text) || moved
	label := p.T("sections.health.rehearse")
	if h.rehearsing {
		label = p.T("sections.health.rehearsing")
	}
	v.rehearse.SetLabel(label)
	v.rehearse.SetBusy(h.rehearsing)
	if stored := len(v.page.editor.Draft().Base()) > 0 && h.online() && len(v.rows) > 0; stored {
		v.rehearse.Enable()
	} else {
		v.rehearse.Disable()
	}
	return moved
}

// healthProblem says why nothing is known of the servers' health, "" when it is or when there are none.
func (v *serversView) healthProblem() string {
	p, h := v.page.p, v.page.editor.health
	switch {
	case !h.offers() || len(v.rows) == 0:
		return ""
	case !h.online():
		return p.T("sections.health.offline")
	case h.fault != nil:
		return p.T("sections.health.failed", "Reason", p.Err(h.fault))
	}
	return ""
}

// say shows a sentence in a banner, or hides it, and tells whether it came or went.
func say(b *widgets.Banner, text string) (moved bool) {
	hidden := text == ""
	moved = b.Hidden != hidden
	if !hidden && b.Text() != text {
		b.SetText(text)
		moved = true
	}
	b.Hidden = hidden
	return moved
}

// name is what a server is called, also before it has a name.
func (v *serversView) name(entity string) string {
	if name := v.page.editor.Model().Name(entity); name != "" {
		return name
	}
	return v.page.p.T("sections.servers.unnamed")
}

// addServer makes a server and opens its fields.
func (v *serversView) addServer() {
	e := v.page.editor
	var entity string
	e.Edit(func(d *draft.Draft) {
		d.Act(func() {
			entity = d.Add(editing.KindServer, e.NewID(), nil)
			editing.MoveServer(d, entity, len(d.Living(editing.KindServer)))
		})
	})
	v.Aim(entity + ".name")
}

// toggle opens the fields of a server, or closes them.
func (v *serversView) toggle(entity string) {
	e := v.page.editor
	if e.open == entity {
		e.open = ""
	} else {
		e.open = entity
	}
	v.page.refresh()
}

// Aim opens the fields of a server and gives one the keyboard; without a field, the server's name.
func (v *serversView) Aim(field string) bool {
	if field == FieldAddServer {
		c := v.page.canvas()
		return c != nil && widgets.FocusField(c, field)
	}
	entity, part, _ := strings.Cut(field, ".")
	entities := v.page.editor.Draft().Entities(editing.KindServer)
	if !slices.Contains(entities, entity) {
		return false
	}
	if part != "" && !v.page.editor.Draft().Dying(entity) {
		v.page.editor.open = entity
	}
	v.page.refresh()
	c := v.page.canvas()
	return c != nil && (widgets.FocusField(c, field) || widgets.FocusField(c, entity))
}
