package uitest

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"pupitre/ui/widgets"
)

// drawn are the objects that o draws.
func drawn(o fyne.CanvasObject) []fyne.CanvasObject {
	switch o := o.(type) {
	case *fyne.Container:
		return o.Objects
	case fyne.Widget:
		return test.WidgetRenderer(o).Objects()
	}
	return nil
}

// area is a rectangle of the canvas.
type area struct {
	at   fyne.Position
	size fyne.Size
}

func (a area) holds(p fyne.Position) bool {
	return p.X >= a.at.X && p.Y >= a.at.Y && p.X < a.at.X+a.size.Width && p.Y < a.at.Y+a.size.Height
}

// cut is the part of a that lies in b.
func (a area) cut(b area) area {
	x, y := max(a.at.X, b.at.X), max(a.at.Y, b.at.Y)
	right := min(a.at.X+a.size.Width, b.at.X+b.size.Width)
	bottom := min(a.at.Y+a.size.Height, b.at.Y+b.size.Height)
	return area{fyne.NewPos(x, y), fyne.NewSize(max(right-x, 0), max(bottom-y, 0))}
}

// visit walks over all that is drawn in root, with where it stands and the part of the window through which it is seen.
func visit(root fyne.CanvasObject, f func(o fyne.CanvasObject, where, clip area)) {
	everywhere := area{size: fyne.NewSquareSize(1 << 20)}
	var walk func(o fyne.CanvasObject, offset fyne.Position, clip area)
	walk = func(o fyne.CanvasObject, offset fyne.Position, clip area) {
		if o == nil || !o.Visible() {
			return
		}
		where := area{offset.Add(o.Position()), o.Size()}
		if _, scrolls := o.(fyne.Scrollable); scrolls {
			clip = where.cut(clip)
		}
		f(o, where, clip)
		for _, child := range drawn(o) {
			walk(child, where.at, clip)
		}
	}
	walk(root, fyne.Position{}, everywhere)
}

// empty tells whether nothing of a can be seen: one side of zero is enough.
func (a area) empty() bool { return a.size.Width <= 0 || a.size.Height <= 0 }

// where is the place of o on the canvas.
func (s *Screen) where(o fyne.CanvasObject) (found area, ok bool) {
	for _, root := range s.roots() {
		visit(root, func(other fyne.CanvasObject, where, _ area) {
			if other == o {
				found, ok = where, true
			}
		})
	}
	return found, ok
}

// written calls f with each text that o itself draws, and where it stands.
func written(o fyne.CanvasObject, where area, f func(text string, where area)) {
	switch o := o.(type) {
	case *canvas.Text:
		f(o.Text, where)
	case widgets.Lettered:
		for _, l := range o.Letterings() {
			f(l.Text, area{where.at.Add(l.At), l.Size})
		}
	}
}

// Texts are all the texts seen, from bottom to top and in reading order; what is scrolled away is not seen.
func (s *Screen) Texts() []string {
	return s.texts(func(where, clip area) bool { return !where.cut(clip).empty() })
}

func (s *Screen) texts(wanted func(where, clip area) bool) (texts []string) {
	for _, root := range s.roots() {
		visit(root, func(o fyne.CanvasObject, where, clip area) {
			written(o, where, func(text string, where area) {
				if text != "" && wanted(where, clip) {
					texts = append(texts, text)
				}
			})
		})
	}
	return texts
}

// Sees tells whether the screen shows text, over as many lines as it may take.
func (s *Screen) Sees(text string) bool {
	return strings.Contains(strings.Join(s.Texts(), " "), text)
}

// ExpectText fails the test unless the screen shows text.
func (s *Screen) ExpectText(text string) {
	s.t.Helper()
	if !s.Sees(text) {
		s.t.Errorf("the screen does not show %q; it shows %q", text, s.Texts())
	}
}

// ExpectNoText fails the test when the screen shows text, or would once it is scrolled: a page that is longer than the screen
// hides nothing from it.
func (s *Screen) ExpectNoText(text string) {
	s.t.Helper()
	all := s.texts(func(area, area) bool { return true })
	if strings.Contains(strings.Join(all, " "), text) {
		s.t.Errorf("the screen shows %q", text)
	}
}

// ExpectUnseen fails the test when the screen shows text as it is scrolled now.
func (s *Screen) ExpectUnseen(text string) {
	s.t.Helper()
	if s.Sees(text) {
		s.t.Errorf("the screen shows %q", text)
	}
}

// Field is the visible widget of a field id; the test stops when there is none.
func (s *Screen) Field(id string) fyne.CanvasObject {
	s.t.Helper()
	var found fyne.CanvasObject
	widgets.Walk(s.top(), func(o fyne.CanvasObject) bool {
		if f, ok := o.(widgets.Identified); ok && f.FieldID() == id && o.Visible() {
			found = o
		}
		return found == nil && o.Visible()
	})
	if found == nil {
		s.t.Fatalf("no visible field %q", id)
	}
	return found
}

// labelled is a control that knows what it is called.
type labelled interface{ Label() string }

// Control is the visible control called label on the top layer, the last one drawn; the test stops when there is none.
func (s *Screen) Control(label string) fyne.CanvasObject {
	s.t.Helper()
	found := s.control(label)
	if found == nil {
		s.t.Fatalf("no control called %q", label)
	}
	return found
}

// HasControl tells whether the top layer has a visible control called label.
func (s *Screen) HasControl(label string) bool { return s.control(label) != nil }

func (s *Screen) control(label string) (found fyne.CanvasObject) {
	visit(s.top(), func(o fyne.CanvasObject, _, _ area) {
		if l, ok := o.(labelled); ok && l.Label() == label {
			found = o
		}
	})
	return found
}

// FindText is the innermost widget of the top layer that draws text as one of its lines, or nil.
func (s *Screen) FindText(text string) (found fyne.CanvasObject) {
	var search func(o fyne.CanvasObject, owner fyne.CanvasObject)
	search = func(o, owner fyne.CanvasObject) {
		if o == nil || !o.Visible() || found != nil {
			return
		}
		if w, ok := o.(fyne.Widget); ok {
			owner = w
		}
		written(o, area{}, func(drawn string, _ area) {
			if drawn == text {
				found = owner
			}
		})
		if found != nil {
			return
		}
		for _, child := range drawn(o) {
			search(child, owner)
		}
	}
	search(s.top(), s.top())
	return found
}

// Table is the table that is shown with a label, nil when there is none.
func (s *Screen) Table(label string) *widgets.Table {
	return s.table(func(t *widgets.Table) bool { return t.Label() == label })
}

// OnlyTable is the table of a page that has one, nil while it shows none.
func (s *Screen) OnlyTable() *widgets.Table {
	return s.table(func(*widgets.Table) bool { return true })
}

func (s *Screen) table(wanted func(*widgets.Table) bool) (found *widgets.Table) {
	widgets.Walk(s.Canvas.Content(), func(o fyne.CanvasObject) bool {
		if t, ok := o.(*widgets.Table); ok && t.Visible() && wanted(t) {
			found = t
		}
		return true
	})
	return found
}

// Names are the first column of the only table.
func (s *Screen) Names() (names []string) {
	table := s.OnlyTable()
	for row := range table.Count() {
		cell, _ := table.Cell(row, 0)
		names = append(names, cell.Text)
	}
	return names
}
