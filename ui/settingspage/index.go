package settingspage

import (
	"fyne.io/fyne/v2"

	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// sectionIndex stands at the right of the cards on a wide window.
type sectionIndex struct {
	page  *Page
	root  *fyne.Container
	items map[SectionID]*widgets.NavItem
}

func newSectionIndex(f *form) *sectionIndex {
	x := &sectionIndex{page: f.page, items: map[SectionID]*widgets.NavItem{}}
	parts := []fyne.CanvasObject{widgets.NewNavGroup(f.page.p.T("settings.index.title"))}
	for _, s := range f.sections {
		item := widgets.NewNavItem(sectionIcon(s.id), sectionTitle(f.page.p, s.id), func() { f.aim(s.id, "") })
		item.SetFieldID("index." + string(s.id))
		x.items[s.id] = item
		parts = append(parts, item)
	}
	x.root = widgets.Column(look.Space4, parts...)
	return x
}

// setChanged says how many fields of a section are unsaved.
func (x *sectionIndex) setChanged(id SectionID, n int) {
	badge := ""
	if n > 0 {
		badge = x.page.p.Number(n)
	}
	x.items[id].SetBadge(badge)
}

// indexLayout keeps the cards in the middle and puts the index beside them where there is room.
type indexLayout struct{}

// MinSize is that of the cards.
func (indexLayout) MinSize(o []fyne.CanvasObject) fyne.Size { return o[0].MinSize() }

// Layout places both.
func (indexLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	o[0].Move(fyne.Position{})
	o[0].Resize(size)
	gap, least := look.Size(look.Space24), look.Size(look.SidebarWidth)
	free := (size.Width - look.Size(look.ContentWidth)) / 2
	if free < least+2*gap {
		o[1].Hide()
		return
	}
	width := min(free-2*gap, least*4/3) // the longest titles are those of no page
	o[1].Show()
	o[1].Move(fyne.NewPos(size.Width-free+gap, look.Size(look.Space8)))
	o[1].Resize(fyne.NewSize(width, o[1].MinSize().Height))
}
