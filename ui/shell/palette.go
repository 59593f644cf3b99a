package shell

import (
	"fyne.io/fyne/v2"

	"pupitre/ui/widgets"
)

// paletteLines is how many results are in view at once; typing narrows them down.
const paletteLines = 8

// palette is the open search over everything: pages, settings and commands. The keyboard stays in its field.
type palette struct {
	shell  *Shell
	canvas fyne.Canvas
	finder *finder
	found  []Entry
	at     int // the marked result
	top    int // the first result in view
	view   *paletteView
}

// OpenPalette opens the search over everything.
func (s *Shell) OpenPalette() {
	canvas := s.deps.Window.Canvas()
	if s.palette != nil || canvas.Overlays().Top() != nil {
		return
	}
	p := &palette{shell: s, canvas: canvas, finder: newFinder(s.entries())}
	s.palette = p
	p.view = newPaletteView(s.p, p)
	p.typed("")
	canvas.Overlays().Add(p.view)
	p.view.Resize(canvas.Size())
	canvas.Focus(p.view.field)
}

// close takes the palette away; nil is closed already.
func (p *palette) close() {
	if p == nil || p.shell.palette != p {
		return
	}
	p.shell.palette = nil
	p.canvas.Overlays().Remove(p.view)
}

// typed searches anew.
func (p *palette) typed(query string) {
	p.found = p.finder.search(query, len(p.finder.entries))
	p.at, p.top = 0, 0
	p.view.show(query)
}

// key answers the keys that the field has no use for.
func (p *palette) key(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeyDown:
		p.mark(p.at + 1)
	case fyne.KeyUp:
		p.mark(p.at - 1)
	case fyne.KeyPageDown:
		p.mark(min(p.at+paletteLines, len(p.found)-1))
	case fyne.KeyPageUp:
		p.mark(max(p.at-paletteLines, 0))
	case fyne.KeyEscape:
		p.close()
	}
}

// mark moves the mark, around the ends, and keeps it in view.
func (p *palette) mark(at int) {
	if len(p.found) == 0 {
		return
	}
	p.at = (at + len(p.found)) % len(p.found)
	p.top = min(p.top, p.at)
	p.top = max(p.top, p.at-paletteLines+1)
	p.view.refreshLines()
}

// choose closes the palette and goes to the marked result, or does it.
func (p *palette) choose() {
	if len(p.found) == 0 {
		return
	}
	e := p.found[p.at]
	p.close()
	if e.Run != nil {
		e.Run()
		return
	}
	p.shell.Open(e.Place)
}

// visible are the results in view.
func (p *palette) visible() []Entry { return p.found[p.top:min(p.top+paletteLines, len(p.found))] }

// typedKey is what the window does with keys that nothing inside it wanted.
func (s *Shell) typedKey(key *fyne.KeyEvent) {
	switch {
	case s.palette != nil:
		s.palette.key(key)
	case widgets.OverlayKey(s.deps.Window.Canvas(), key):
	case key.Name == fyne.KeyEscape:
		s.deps.Stage.DismissToast()
	case key.Name == fyne.KeyF5:
		s.RetryNow()
	case key.Name == fyne.KeyF1:
		s.Help()
	}
}
