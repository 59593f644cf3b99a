package settingspage

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"pupitre/data/settings"
	"pupitre/data/wire"
	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/draft"
	"pupitre/ui/editing"
	"pupitre/ui/fieldwords"
	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// longestName is how much of a name the button of a row shows, in letters.
const longestName = 32

// serverRow is one application server: health, role, name, address, what can be done.
type serverRow struct {
	view   *serversView
	entity string
	place  int // in the order of all rows

	name    *widgets.Button
	role    *widgets.Badge
	serves  *widgets.Badge
	state   *widgets.Badge
	icon    *widgets.Icon
	text    *widgets.Text
	spark   *spark
	problem *widgets.Banner
	told    *fyne.Container // around problem
	badges  *fyne.Container
	fields  []*editing.Row
	root    *fyne.Container
}

func newServerRow(v *serversView, entity string, place int) *serverRow {
	r := &serverRow{view: v, entity: entity, place: place, spark: newSpark(), problem: widgets.NewBanner(widgets.Caution, "")}
	r.name = widgets.NewQuietButton("", func() { v.toggle(entity) })
	r.name.SetFieldID(entity)
	r.role = widgets.NewBadge("", widgets.Information)
	r.serves = widgets.NewBadge(v.page.p.T("sections.servers.serves"), widgets.Success)
	r.state = widgets.NewBadge("", widgets.Caution)
	r.icon = widgets.NewIcon(resources.Help, look.IconSmall, look.ColorMuted)
	r.text = widgets.Muted("")
	menu := widgets.NewIconButton(resources.MoreVert, v.page.p.T("sections.servers.menu", "Name", v.name(entity)), nil)
	menu.SetFieldID(entity + ".menu")
	menu.OnTapped = func() { widgets.ShowMenu(menu, r.menu()...) }
	r.badges = widgets.WrapLine(look.Space8, r.name, tall(r.role), tall(r.serves), tall(r.state))
	r.told = widgets.Padded(look.Space4, look.Space16, r.problem)
	left := widgets.Column(look.Space4, r.badges, widgets.Padded("", look.Space12, widgets.Lead(r.icon, r.text)))
	line := widgets.Ends(left, widgets.Line(look.Space12, r.spark, menu))
	r.root = widgets.Column("", widgets.Padded(look.Space8, look.Space4, line), r.told)
	r.open()
	return r
}

// open adds the fields of the row when they are open.
func (r *serverRow) open() {
	v := r.view
	if v.page.editor.open != r.entity || v.page.editor.Draft().Dying(r.entity) {
		return
	}
	m := v.page.editor.Model()
	for _, c := range []draft.Cell{
		{Entity: r.entity, Field: settings.FieldName},
		{Entity: r.entity, Field: settings.FieldAddress, Part: editing.PartIP},
		{Entity: r.entity, Field: settings.FieldAddress, Part: editing.PartPort},
	} {
		row := editing.NewRow(v.page.host, m.ID(c))
		r.fields = append(r.fields, row)
		r.root.Objects = append(r.root.Objects, widgets.Padded("", look.Space16, row.Root))
	}
}

// refresh shows the draft and the health as they are.
func (r *serverRow) refresh() (moved bool) {
	d, p := r.view.page.editor.Draft(), r.view.page.p
	name := []rune(r.view.name(r.entity))
	label := string(name)
	if len(name) > longestName {
		label = string(name[:longestName-1]) + "…"
	}
	r.name.SetLabel(label)
	r.name.SetTooltip(p.T("sections.servers.edit"))
	dying := d.Dying(r.entity)
	role, tone := p.T("sections.servers.slave"), widgets.Neutral
	if editing.Master(d) == r.entity {
		role, tone = p.T("sections.servers.master"), widgets.Information
	}
	r.role.Set(role, tone)
	status, known := r.view.page.editor.health.of(r.entity)
	state := r.stateText()
	r.state.Set(state, widgets.Caution)
	for i, hidden := range []bool{dying || d.Gone(r.entity), !known || !status.Serves, state == ""} {
		around := r.badges.Objects[i+1].(*fyne.Container)
		moved = moved || around.Hidden != hidden
		around.Hidden = hidden
	}
	r.refreshHealth(status, known)
	moved = say(r.problem, p.Err(d.Error(draft.Cell{Entity: r.entity}))) || moved
	r.told.Hidden = r.problem.Hidden
	for _, row := range r.fields {
		moved = row.Refresh() || moved
	}
	r.badges.Refresh()
	return moved
}

// tall puts a badge in the middle of the height of a button, beside which it stands.
func tall(badge fyne.CanvasObject) *fyne.Container { return container.New(tallLayout{}, badge) }

type tallLayout struct{}

// MinSize is as high as a button.
func (tallLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(o[0].MinSize().Width, look.Size(look.ControlHeight))
}

// Layout centres the badge in height.
func (tallLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	least := o[0].MinSize()
	o[0].Move(fyne.NewPos(0, (size.Height-least.Height)/2))
	o[0].Resize(least)
}

// stateText is what the draft does to the server, "" when nothing.
func (r *serverRow) stateText() string {
	d, p := r.view.page.editor.Draft(), r.view.page.p
	switch {
	case d.Dying(r.entity):
		return p.T("sections.servers.dying")
	case d.Born(r.entity):
		return p.T("sections.servers.new")
	case d.Changed(draft.Cell{Entity: r.entity}):
		return p.T("sections.servers.changed")
	}
	return ""
}

// healthWord is a state in words, with its sign. A server that fails is not down at once, nor up at once when it answers again: the
// delays of the fail-over run meanwhile.
func healthWord(p *i18n.Printer, status string) (resources.IconName, fyne.ThemeColorName, []string) {
	switch status {
	case wire.AppServerUp:
		return resources.CheckCircle, theme.ColorNameSuccess, []string{p.T("sections.health.healthy")}
	case wire.AppServerFailing:
		return resources.Warning, theme.ColorNameWarning, []string{p.T("sections.health.failing")}
	case wire.AppServerRecovering:
		return resources.Warning, theme.ColorNameWarning, []string{p.T("sections.health.recovering")}
	case wire.AppServerDown:
		return resources.Error, theme.ColorNameError, []string{p.T("sections.health.down")}
	}
	return resources.Help, look.ColorMuted, []string{p.T("sections.health.unknown")}
}

// refreshHealth writes the second line: health in words, latency, when it was last seen, address.
func (r *serverRow) refreshHealth(status wire.AppServerStatus, known bool) {
	p, d := r.view.page.p, r.view.page.editor.Draft()
	icon, color := resources.Help, look.ColorMuted
	parts := []string{p.T("sections.health.unknown")}
	switch {
	case d.Born(r.entity):
		parts = []string{p.T("sections.health.new")}
	case !known:
	default:
		icon, color, parts = healthWord(p, status.Status)
	}
	if known && status.Latency >= 0 && status.Status != wire.AppServerUnknown {
		parts = append(parts, p.T("sections.health.latency", "Millis", status.Latency))
	}
	if known && !status.LastSeen.IsZero() {
		parts = append(parts, p.T("sections.health.seen", "Time", p.Time(status.LastSeen.In(r.view.page.editor.zone()))))
	}
	parts = append(parts, r.address())
	r.icon.Set(icon, color)
	r.text.SetText(strings.Join(parts, " · "))
	r.spark.Hidden = !known || len(status.Samples) == 0
	if known {
		r.spark.set(status.Samples)
	}
}

func (r *serverRow) address() string {
	d, p := r.view.page.editor.Draft(), r.view.page.p
	value := d.Value(r.entity, settings.FieldAddress)
	if len(value) == 0 || string(value) == "null" {
		return p.T("sections.servers.no_address")
	}
	return fieldwords.Value(p, r.entity, settings.FieldAddress, value)
}

// menu is what can be done with the server.
func (r *serverRow) menu() []widgets.MenuItem {
	v, p, d := r.view, r.view.page.p, r.view.page.editor.Draft()
	e := v.page.editor
	living := d.Living(editing.KindServer)
	at := -1
	for i, other := range living {
		if other == r.entity {
			at = i
		}
	}
	readOnly := d.ReadOnly(r.entity)
	move := func(to int) func() {
		return func() { e.Edit(func(d *draft.Draft) { editing.MoveServer(d, r.entity, to) }) }
	}
	if d.Dying(r.entity) || d.Gone(r.entity) {
		back := func() { e.Edit(func(d *draft.Draft) { d.TakeTheirs(draft.Cell{Entity: r.entity}) }) }
		return []widgets.MenuItem{{Label: p.T("sections.servers.restore"), Icon: resources.Undo, Disabled: readOnly, OnTapped: back}}
	}
	return []widgets.MenuItem{
		{Label: p.T("sections.servers.edit"), Icon: resources.Edit, Disabled: readOnly, OnTapped: func() { v.Aim(r.entity + "." + settings.FieldName) }},
		{Label: p.T("sections.servers.promote"), Icon: resources.CheckCircle, Disabled: readOnly || at == 0, OnTapped: move(0)},
		{Label: p.T("sections.servers.up"), Icon: resources.KeyboardArrowUp, Disabled: readOnly || at <= 0, OnTapped: move(at - 1)},
		{Label: p.T("sections.servers.down"), Icon: resources.KeyboardArrowDown, Disabled: readOnly || at == len(living)-1, OnTapped: move(at + 1)},
		{Label: p.T("sections.servers.delete"), Icon: resources.Delete, Disabled: readOnly, Separated: true, OnTapped: r.confirm},
	}
}

// confirm asks before a server is put down for deletion, and says what follows.
func (r *serverRow) confirm() {
	v, p := r.view, r.view.page.p
	d := v.page.editor.Draft()
	lines := []fyne.CanvasObject{}
	living := d.Living(editing.KindServer)
	switch {
	case len(living) == 1:
		lines = append(lines, widgets.Body(p.T("sections.servers.delete_last")))
	case living[0] == r.entity:
		lines = append(lines, widgets.Body(p.T("sections.servers.delete_master", "Next", v.name(living[1]))))
	}
	if !d.Born(r.entity) {
		lines = append(lines, widgets.Body(p.T("sections.servers.delete_body")))
	}
	var dialog *widgets.Dialog
	accept := widgets.NewDangerButton(p.T("sections.servers.delete_accept"), func() {
		dialog.Close()
		v.page.editor.Edit(func(d *draft.Draft) { _ = d.Remove(r.entity) }) // nothing names a server: it is never refused
		v.Aim(r.entity)
	})
	cancel := widgets.NewButton(p.T("sections.servers.delete_cancel"), func() { dialog.Close() })
	dialog = widgets.NewDialog(p.T("sections.servers.delete_title", "Name", v.name(r.entity)), widgets.Column(look.Space8, lines...), accept, cancel)
	dialog.Show(v.page.canvas(), nil)
}
