package native

import "math"

// pointer decides what becomes of the mouse's movements while its button is down. It is pure, so that it can be tested.
type pointer struct {
	touch   bool
	claimed bool // a widget has taken the drag
	down    bool
	far     bool    // moved beyond the slop since the press
	x, y    float64 // of the press
	lastY   float64 // scrolled to
	at      place
}

// place is where the pointer was told to be since it was let go, in screen pixels.
type place struct {
	x, y  float64
	known bool
}

// press begins a click where the pointer was told to be last. Where it is now, which asking the system would tell, may be
// further along a movement that is still to come.
func (p *pointer) press(now func() (x, y float64)) {
	at := p.at
	if !at.known {
		at.x, at.y = now()
	}
	*p = pointer{touch: p.touch, down: true, x: at.x, y: at.y}
}

// release ends it.
func (p *pointer) release() { p.down, p.far = false, false }

// move tells whether Fyne may see the movement, and by how many pixels a finger scrolls.
func (p *pointer) move(x, y float64) (pass bool, scroll float64) {
	if !p.down {
		p.at = place{x, y, true}
		return true, 0
	}
	if !p.far {
		if math.Hypot(x-p.x, y-p.y) < p.slop() {
			return false, 0
		}
		p.far, p.lastY = true, p.y
	}
	if !p.touch || p.claimed {
		return true, 0
	}
	scroll, p.lastY = y-p.lastY, y
	return true, scroll
}

func (p *pointer) slop() float64 {
	if p.touch {
		return touchSlop
	}
	return mouseSlop
}

// screen is a monitor's work area, in screen pixels.
type screen struct{ x, y, width, height int }

// grip is how much of a window's title bar must be on a monitor for a person to drag it, in screen pixels.
const grip = 80

// reachable tells whether a person could take hold of a window at the placement.
func reachable(p Placement, screens []screen) bool {
	for _, s := range screens {
		left, right := max(p.X, s.x), min(p.X+p.Width, s.x+s.width)
		top := p.Y >= s.y && p.Y < s.y+s.height-grip/2
		if top && right-left >= grip {
			return true
		}
	}
	return false
}
