package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"pupitre/ui/look"
)

// Scroll shows a content that is higher than its place, and gives it the exact width of the place.
type Scroll struct {
	widget.BaseWidget
	id     string
	scroll *container.Scroll
	flow   *scrollFlow
}

// NewScroll makes a vertical scroll.
func NewScroll(content fyne.CanvasObject) *Scroll {
	s := &Scroll{flow: &scrollFlow{}}
	s.scroll = container.NewVScroll(newContainer(s.flow, content))
	s.ExtendBaseWidget(s)
	return s
}

// SetFieldID gives the scroll a stable id, by which its offset is found again after a page is rebuilt.
func (s *Scroll) SetFieldID(id string) { s.id = id }

// FieldID is the stable id of the scroll.
func (s *Scroll) FieldID() string { return s.id }

// Children are the objects inside.
func (s *Scroll) Children() []fyne.CanvasObject { return []fyne.CanvasObject{s.scroll.Content} }

// Offset is how far the content is scrolled, in Fyne units.
func (s *Scroll) Offset() float32 { return s.scroll.Offset.Y }

// ScrollTo scrolls the content to an offset.
func (s *Scroll) ScrollTo(offset float32) { s.scroll.ScrollToOffset(fyne.NewPos(0, offset)) }

// show scrolls as little as needed for the band from top to bottom, measured in the content, to be seen.
func (s *Scroll) show(top, bottom float32) {
	margin := look.Size(look.Space24)
	top, bottom = max(top-margin, 0), bottom+margin
	height := s.Size().Height
	switch offset := s.Offset(); {
	case top < offset:
		s.ScrollTo(top)
	case bottom > offset+height:
		s.ScrollTo(min(bottom-height, top))
	}
}

// showEnd scrolls to the end of the content, which may just have become longer.
func (s *Scroll) showEnd() {
	s.scroll.Refresh()
	s.ScrollTo(max(0, s.scroll.Content.Size().Height-s.Size().Height))
}

// ShowTop scrolls the head of something inside to the top, as far as there is content below it.
func (s *Scroll) ShowTop(o fyne.CanvasObject) {
	s.ScrollTo(max(0, s.topOf(o)-look.Size(look.Space12)))
}

// topOf is where o begins in the content.
func (s *Scroll) topOf(o fyne.CanvasObject) float32 {
	return positionOf(o).Y - positionOf(s).Y + s.Offset()
}

// CreateRenderer makes the parts.
func (s *Scroll) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(s, &scrollDrawing{scroll: s})
}

type scrollDrawing struct{ scroll *Scroll }

func (d *scrollDrawing) objects() []fyne.CanvasObject { return []fyne.CanvasObject{d.scroll.scroll} }
func (d *scrollDrawing) paint()                       {}
func (d *scrollDrawing) measure() fyne.Size           { return d.scroll.scroll.MinSize() }

func (d *scrollDrawing) arrange(size fyne.Size) {
	held := d.scroll.held()
	d.scroll.flow.width = size.Width
	if d.scroll.scroll.Size() == size {
		d.scroll.scroll.Refresh()
	} else {
		d.scroll.scroll.Resize(size)
	}
	if held != nil {
		reveal(held)
	}
}

// held is the control inside that has the keyboard while it is in view: it stays there when a bar takes a part of the place
// or rows come above it. One that the person has scrolled away from is left alone, and so is a picture that is larger than the
// place: it has no part that is more its own than another.
func (s *Scroll) held() fyne.CanvasObject {
	c := canvasOf(s)
	if c == nil {
		return nil
	}
	o, ok := c.Focused().(fyne.CanvasObject)
	if !ok || len(pathTo(s, o)) == 0 {
		return nil
	}
	top := positionOf(o).Y - positionOf(s).Y
	if top >= s.scroll.Size().Height || top+o.Size().Height <= 0 || o.Size().Height > s.scroll.Size().Height {
		return nil
	}
	return o
}

// scrollFlow measures the content at the width of the scroll, which Fyne's scroll would tell it too late.
type scrollFlow struct{ width float32 }

// MinSize is the height of the content at the width of the scroll.
func (f *scrollFlow) MinSize(o []fyne.CanvasObject) fyne.Size {
	if f.width <= 0 {
		return o[0].MinSize()
	}
	return fyne.NewSize(0, HeightOf(o[0], f.width))
}

// Layout gives the content the width of the scroll.
func (f *scrollFlow) Layout(o []fyne.CanvasObject, size fyne.Size) {
	o[0].Move(fyne.Position{})
	o[0].Resize(size)
}

// reveal scrolls what has the keyboard into view, with its label and what is said about it where it stands in a row.
func reveal(o fyne.CanvasObject) {
	path := pathTo(rootOf(o), o)
	var around fyne.CanvasObject
	for i := len(path) - 1; i >= 0; i-- {
		if row, ok := path[i].(*Row); ok {
			around = row
		}
		s, ok := path[i].(*Scroll)
		if !ok {
			continue
		}
		if around != nil && around.Size().Height+2*look.Size(look.Space24) <= s.Size().Height {
			o = around
		}
		top := s.topOf(o)
		s.show(top, top+o.Size().Height)
	}
}
