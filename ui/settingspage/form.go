package settingspage

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"pupitre/ui/editing"
	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// form is the page when it is ready: notices, section cards, and an index beside them on a wide window.
type form struct {
	page     *Page
	root     *fyne.Container
	scroll   *widgets.Scroll
	notices  *editing.Notices
	lead     []Rows // cards above the sections
	sections []*sectionView
	index    *sectionIndex
	ringed   func() // ends the ring around a row
}

// sectionView is one card.
type sectionView struct {
	id   SectionID
	card *widgets.Section
	rows []*editing.Row
	more []Rows
}

func newForm(pg *Page) *form {
	f := &form{page: pg, notices: editing.NewNotices(pg.host), ringed: func() {}}
	parts := []fyne.CanvasObject{f.notices.Root}
	for _, cards := range pg.editor.lead {
		lead := cards(pg.host)
		f.lead = append(f.lead, lead)
		parts = append(parts, lead.Objects()...)
	}
	for _, id := range pg.editor.ListSections() {
		s := newSectionView(pg, id)
		f.sections = append(f.sections, s)
		parts = append(parts, s.card)
	}
	column := widgets.MaxWidth(look.ContentWidth, widgets.Column(look.Space16, parts...))
	f.scroll = widgets.NewScroll(widgets.Padded(look.Space4, look.Space24, widgets.Padded(look.Space4, "", column)))
	f.scroll.SetFieldID(fieldScroll)
	f.index = newSectionIndex(f)
	f.root = container.New(indexLayout{}, f.scroll, f.index.root)
	return f
}

func newSectionView(pg *Page, id SectionID) *sectionView {
	s := &sectionView{id: id}
	rows := []fyne.CanvasObject{}
	fields := pg.editor.Model().Fields(string(id))
	if pg.editor.Model().ReadOnly(fields[0]) {
		banner := widgets.NewBanner(widgets.Information, readOnlyReason(pg.p, id))
		rows = append(rows, widgets.Padded(look.Space12, look.Space16, banner))
	}
	switch id {
	case SectionServers: // the servers come before how they stand in for each other
		s.more = append(s.more, newServersView(pg))
	case SectionBranding: // a summary: the fields have a page of their own
		s.more, fields = append(s.more, newBrandRows(pg)), nil
	case SectionChat: // likewise
		s.more, fields = append(s.more, newChatRows(pg)), nil
	case SectionProfile, SectionAdministrator, SectionSupport, SectionPhone:
	}
	for _, more := range s.more {
		rows = append(rows, more.Objects()...)
	}
	for _, field := range fields {
		row := editing.NewRow(pg.host, field)
		s.rows = append(s.rows, row)
		rows = append(rows, row.Root)
	}
	rows = append(rows, s.added(pg)...)
	s.card = widgets.NewSection(sectionIcon(id), sectionTitle(pg.p, id), sectionSummary(pg.p, id), rows...)
	s.card.SetFieldID("section." + string(id))
	s.card.SetOpen(pg.editor.deps.Sections.SectionOpen(string(id)))
	s.card.OnToggled = func(open bool) { pg.editor.deps.Sections.SetSectionOpen(string(id), open) }
	if help := pg.editor.deps.Help; help != nil {
		s.card.SetHelp("help."+string(id), pg.p.T("guide.help"), func() { help(id) })
	}
	return s
}

// added are the rows under those of the fields.
func (s *sectionView) added(pg *Page) (rows []fyne.CanvasObject) {
	if s.id == SectionPhone && pg.editor.deps.OpenTelephony != nil {
		rows = append(rows, telephonyLink(pg))
	}
	for _, x := range pg.editor.extrasOf(s.id) {
		more := x.New(pg.host)
		s.more = append(s.more, more)
		rows = append(rows, more.Objects()...)
	}
	return rows
}

// telephonyLink leads to the page where the list is kept.
func telephonyLink(pg *Page) fyne.CanvasObject {
	link := widgets.NewButton(pg.p.T("sections.phone.link"), pg.editor.deps.OpenTelephony)
	link.SetFieldID(fieldTelephonyLink)
	text := widgets.Muted(pg.p.T("sections.phone.missing"))
	return widgets.Padded(look.Space12, look.Space16, widgets.Ends(text, link))
}

// refresh shows the model as it is, and tells whether the page has to be placed anew.
func (f *form) refresh() (moved bool) {
	m := f.page.editor.Model()
	sections := []string{}
	for _, s := range f.sections {
		sections = append(sections, string(s.id))
	}
	moved = f.notices.Refresh(sections...)
	for _, lead := range f.lead {
		moved = lead.Refresh() || moved
	}
	for _, s := range f.sections {
		for _, row := range s.rows {
			moved = row.Refresh() || moved
		}
		for _, more := range s.more {
			moved = more.Refresh() || moved
		}
		n, tip := m.SectionChanges(string(s.id)), ""
		if n > 0 {
			tip = f.page.p.N("settings.bar.changes", n)
		}
		s.card.SetChanged(n > 0, tip)
		s.card.SetSummary(f.summary(s.id))
		f.index.setChanged(s.id, n)
	}
	return moved
}

func (f *form) leave() {
	for _, lead := range f.lead {
		lead.Leave()
	}
	for _, s := range f.sections {
		for _, more := range s.more {
			more.Leave()
		}
	}
}

// summary is the line under a section's title: who else is at work there, else what it holds.
func (f *form) summary(id SectionID) string {
	if names := f.page.editor.Others(string(id)); len(names) > 0 {
		return f.page.p.T("settings.presence.others", "Names", f.page.p.List(names...))
	}
	return sectionSummary(f.page.p, id)
}

// aim opens a section and gives its field, or its head, the keyboard.
func (f *form) aim(section SectionID, field FieldID) {
	i := slices.IndexFunc(f.sections, func(s *sectionView) bool { return s.id == section })
	if i < 0 {
		return
	}
	s := f.sections[i]
	if !s.card.Open() {
		s.card.SetOpen(true)
		f.page.editor.deps.Sections.SetSectionOpen(string(section), true)
	}
	f.root.Refresh()
	if row := s.row(field); row != nil {
		f.ring(row)
		return
	}
	if field != "" && slices.ContainsFunc(s.more, func(more Rows) bool { return more.Aim(string(field)) }) {
		return
	}
	if c := f.page.canvas(); c != nil {
		c.Focus(s.card.Head())
		f.scroll.ShowTop(s.card) // what was asked for is the section, not its title
	}
}

// focused is the section that holds what has the keyboard, "" for none.
func (f *form) focused() SectionID {
	c := f.page.canvas()
	if c == nil {
		return ""
	}
	target, ok := c.Focused().(fyne.CanvasObject)
	if !ok {
		return ""
	}
	for _, s := range f.sections {
		found := false
		widgets.Walk(s.card, func(o fyne.CanvasObject) bool {
			found = found || o == target
			return !found
		})
		if found {
			return s.id
		}
	}
	return ""
}

// ring gives a field the keyboard and rings its row for a moment.
func (f *form) ring(row *editing.Row) {
	f.ringed()
	if c := f.page.canvas(); c != nil {
		widgets.FocusField(c, string(row.ID()))
	}
	row.SetMarked(true)
	cancel := f.page.editor.deps.Run.After(ringFor, func() { row.SetMarked(false) })
	f.ringed = func() { cancel(); row.SetMarked(false) }
}

func (s *sectionView) row(id FieldID) *editing.Row {
	for _, row := range s.rows {
		if row.ID() == id {
			return row
		}
	}
	return nil
}
