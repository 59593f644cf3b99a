package settingspage

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"pupitre/data/desk"
	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// form is the page when it is ready: notices, section cards, and an index beside them on a wide window.
type form struct {
	page     *Page
	root     *fyne.Container
	scroll   *widgets.Scroll
	notices  *fyne.Container
	told     []desk.Notice // what notices was built for
	sections []*sectionView
	index    *sectionIndex
	ringed   func() // ends the ring around a row
}

// sectionView is one card.
type sectionView struct {
	id   SectionID
	card *widgets.Section
	rows []*fieldView
}

func newForm(pg *Page) *form {
	f := &form{page: pg, notices: widgets.Column(look.Space8), ringed: func() {}}
	f.notices.Hide()
	parts := []fyne.CanvasObject{f.notices}
	for _, id := range pg.editor.Model().Sections() {
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
	fields := pg.editor.Model().Fields(id)
	if pg.editor.Model().ReadOnly(fields[0]) {
		banner := widgets.NewBanner(widgets.Information, readOnlyReason(pg.p, id))
		rows = append(rows, widgets.Padded(look.Space12, look.Space16, banner))
	}
	for _, field := range fields {
		row := newFieldView(pg, field)
		s.rows = append(s.rows, row)
		rows = append(rows, row.root)
	}
	s.card = widgets.NewSection(sectionIcon(id), sectionTitle(pg.p, id), sectionSummary(pg.p, id), rows...)
	s.card.SetFieldID("section." + string(id))
	s.card.SetOpen(pg.editor.deps.Sections.SectionOpen(string(id)))
	s.card.OnToggled = func(open bool) { pg.editor.deps.Sections.SetSectionOpen(string(id), open) }
	return s
}

// refresh shows the model as it is.
func (f *form) refresh() {
	m := f.page.editor.Model()
	f.refreshNotices(m.Notices())
	for _, s := range f.sections {
		for _, row := range s.rows {
			row.refresh()
		}
		n := 0
		for _, c := range m.Changes() {
			if m.Section(c.Field) == s.id {
				n++
			}
		}
		tip := ""
		if n > 0 {
			tip = f.page.p.N("settings.bar.changes", n)
		}
		s.card.SetChanged(n > 0, tip)
		s.card.SetSummary(f.summary(s.id))
		f.index.setChanged(s.id, n)
	}
}

// summary is the line under a section's title: who else is at work there, else what it holds.
func (f *form) summary(id SectionID) string {
	if names := f.page.editor.Others(id); len(names) > 0 {
		return f.page.p.T("settings.presence.others", "Names", f.page.p.List(names...))
	}
	return sectionSummary(f.page.p, id)
}

// aim opens a section and gives its field, or its head, the keyboard.
func (f *form) aim(section SectionID, field FieldID) {
	for _, s := range f.sections {
		if s.id != section {
			continue
		}
		if !s.card.Open() {
			s.card.SetOpen(true)
			f.page.editor.deps.Sections.SetSectionOpen(string(section), true)
		}
		f.root.Refresh()
		if row := s.row(field); row != nil {
			f.ring(row)
			return
		}
		if c := f.page.canvas(); c != nil {
			c.Focus(s.card.Head())
		}
	}
}

// ring gives a field the keyboard and rings its row for a moment.
func (f *form) ring(row *fieldView) {
	f.ringed()
	if c := f.page.canvas(); c != nil {
		widgets.FocusField(c, string(row.id))
	}
	row.row.SetMarked(true)
	cancel := f.page.editor.deps.Run.After(ringFor, func() { row.row.SetMarked(false) })
	f.ringed = func() { cancel(); row.row.SetMarked(false) }
}

func (s *sectionView) row(id FieldID) *fieldView {
	for _, row := range s.rows {
		if row.id == id {
			return row
		}
	}
	return nil
}
