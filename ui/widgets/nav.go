package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"

	"pupitre/resources"
	"pupitre/ui/look"
)

// NavItem is one line of the side bar: icon, label, badge.
type NavItem struct {
	control
	// OnTapped runs when the person goes there.
	OnTapped func()

	icon     resources.IconName
	badge    string
	selected bool
}

// NewNavItem makes a line of the side bar.
func NewNavItem(icon resources.IconName, label string, onTapped func()) *NavItem {
	n := &NavItem{icon: icon, OnTapped: onTapped}
	n.label = label
	n.extend(n)
	return n
}

// SetSelected shows that this is where one is.
func (n *NavItem) SetSelected(selected bool) {
	if n.selected == selected {
		return
	}
	n.selected = selected
	n.Refresh()
}

// Selected tells whether this is where one is.
func (n *NavItem) Selected() bool { return n.selected }

// SetBadge shows a short text, already written for people, at the right; empty takes it away.
func (n *NavItem) SetBadge(badge string) {
	if n.badge == badge {
		return
	}
	n.badge = badge
	n.Refresh()
}

// Tapped goes there.
func (n *NavItem) Tapped(*fyne.PointEvent) {
	if n.Disabled() {
		return
	}
	n.takeFocus()
	n.press()
}

// TypedKey goes there with Space or Enter; Up and Down move along the side bar.
func (n *NavItem) TypedKey(key *fyne.KeyEvent) {
	switch {
	case isActivation(key):
		n.press()
	case key.Name == fyne.KeyDown:
		n.move(fyne.Canvas.FocusNext)
	case key.Name == fyne.KeyUp:
		n.move(fyne.Canvas.FocusPrevious)
	default:
		n.control.TypedKey(key)
	}
}

func (n *NavItem) move(step func(fyne.Canvas)) {
	if c := canvasOf(n); c != nil {
		step(c)
	}
}

func (n *NavItem) press() {
	if !n.Disabled() && n.OnTapped != nil {
		n.OnTapped()
	}
}

// CreateRenderer makes the parts.
func (n *NavItem) CreateRenderer() fyne.WidgetRenderer {
	d := &navDrawing{
		item: n, back: newBox(), bar: newBox(), pill: newBox(), ring: newRing(), image: newImage(),
		text: NewText("", TextStyle{Overflow: Ellipsis}), badge: newLabel(fyne.TextAlignCenter),
	}
	return newRenderer(n, d)
}

type navDrawing struct {
	item            *NavItem
	back, bar, pill *canvas.Rectangle
	ring            *canvas.Rectangle
	image           *canvas.Image
	text            *Text
	badge           *canvas.Text
}

func (d *navDrawing) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{d.back, d.bar, d.image, d.text, d.pill, d.badge, d.ring}
}

func (d *navDrawing) paint() {
	n := d.item
	back, ink := fyne.ThemeColorName(""), theme.ColorNameForeground
	switch {
	case n.Disabled():
		ink = theme.ColorNameDisabled
	case n.selected:
		back, ink = look.ColorAccentSoft, look.ColorOnAccent
	case n.hovered:
		back = theme.ColorNameHover
	}
	paintBox(d.back, back, "", look.Space8)
	paintBox(d.bar, theme.ColorNamePrimary, "", look.Space4)
	d.bar.CornerRadius = look.Size(look.Space4) / 2
	d.bar.Hidden = !n.selected
	paintRing(d.ring, n.ringed(), look.Size(look.Space8))
	setIcon(d.image, n.icon, ink)
	d.text.SetText(n.label)
	d.text.SetStyle(TextStyle{Color: ink, Bold: n.selected, Overflow: Ellipsis})
	paintBox(d.pill, theme.ColorNameHover, "", look.Space12)
	d.pill.Hidden, d.badge.Hidden = n.badge == "", n.badge == ""
	setLabel(d.badge, n.badge, ink, false)
	d.badge.TextSize = look.Size(theme.SizeNameCaptionText)
}

func (d *navDrawing) measure() fyne.Size {
	return fyne.NewSize(d.left()+look.Size(look.Space48), look.Size(look.NavHeight))
}

func (d *navDrawing) left() float32 {
	return look.Size(look.Space12) + look.Size(theme.SizeNameInlineIcon) + look.Size(look.Space12)
}

func (d *navDrawing) arrange(size fyne.Size) {
	d.back.Resize(size)
	placeRing(d.ring, fyne.Position{}, size)
	d.bar.Move(fyne.NewPos(0, size.Height/4))
	d.bar.Resize(fyne.NewSize(look.Size(look.Space4), size.Height/2))
	placeIcon(d.image, look.Size(look.Space12), size.Height, look.Size(theme.SizeNameInlineIcon))
	right := size.Width - look.Size(look.Space8)
	if d.item.badge != "" {
		least := d.badge.MinSize()
		pill := fyne.NewSize(max(least.Width+look.Size(look.Space12), least.Height+4), least.Height+4)
		right -= pill.Width
		d.pill.Move(fyne.NewPos(right, (size.Height-pill.Height)/2))
		d.pill.Resize(pill)
		d.badge.Move(fyne.NewPos(right, (size.Height-least.Height)/2))
		d.badge.Resize(fyne.NewSize(pill.Width, least.Height))
		right -= look.Size(look.Space8)
	}
	d.text.Move(fyne.NewPos(d.left(), 0))
	d.text.Resize(fyne.NewSize(max(right-d.left(), 0), size.Height))
}

// NewNavGroup makes the title of a group of the side bar.
func NewNavGroup(title string) *fyne.Container {
	text := NewText(title, TextStyle{Size: theme.SizeNameCaptionText, Color: look.ColorMuted, Bold: true, Overflow: Ellipsis})
	return newContainer(navGroupLayout{}, text)
}

// navGroupLayout sets a group off from the one above.
type navGroupLayout struct{}

// MinSize is the line of the title with air above.
func (navGroupLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	return o[0].MinSize().AddWidthHeight(look.Size(look.Space24), look.Size(look.Space16)+look.Size(look.Space4))
}

// Layout puts the title at the bottom.
func (navGroupLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	side, above := look.Size(look.Space12), look.Size(look.Space16)
	o[0].Move(fyne.NewPos(side, above))
	o[0].Resize(fyne.NewSize(size.Width-2*side, o[0].MinSize().Height))
}

// NewSidebar makes the side bar: what is at its top, scrolls, and what stays at its foot.
func NewSidebar(top, foot fyne.CanvasObject) *fyne.Container {
	return newContainer(sidebarLayout{}, newTint(look.ColorSidebar), NewScroll(Padded(look.Space12, look.Space12, top)), foot)
}

type sidebarLayout struct{}

// MinSize is as wide as the side bar always is.
func (sidebarLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(look.Size(look.SidebarWidth), HeightOf(o[2], look.Size(look.SidebarWidth))+3*look.Size(look.NavHeight))
}

// Layout puts the foot at the bottom and gives the rest to the top.
func (sidebarLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	pad := look.Size(look.Space12)
	inner := size.Width - 2*pad
	foot := HeightOf(o[2], inner)
	o[0].Resize(size)
	o[1].Resize(fyne.NewSize(size.Width, size.Height-foot-pad))
	o[2].Move(fyne.NewPos(pad, size.Height-foot-pad))
	o[2].Resize(fyne.NewSize(inner, foot))
}
