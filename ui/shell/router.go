package shell

import "slices"

// router keeps the registered pages and the way a person came. It knows no widget.
type router struct {
	pages []Registration
	trail []Place // places visited, oldest first
	at    int     // index of the current one in trail
}

// maxTrail bounds the history; the oldest places are forgotten first.
const maxTrail = 50

func newRouter(pages []Registration) *router {
	return &router{pages: pages}
}

// page is the registration of a route; ok is false when there is none.
func (r *router) page(route Route) (Registration, bool) {
	i := slices.IndexFunc(r.pages, func(p Registration) bool { return p.Route == route })
	if i < 0 {
		return Registration{}, false
	}
	return r.pages[i], true
}

// groups lists the groups of the pages in the side bar, in its order, without empty groups.
func (r *router) groups() []Group {
	out := []Group{}
	for _, p := range r.pages {
		if !p.Unlisted && !slices.Contains(out, p.Group) {
			out = append(out, p.Group)
		}
	}
	slices.Sort(out)
	return out
}

// inGroup lists the pages of a group in the side bar.
func (r *router) inGroup(g Group) []Registration {
	return slices.DeleteFunc(slices.Clone(r.pages), func(p Registration) bool { return p.Group != g || p.Unlisted })
}

// current is where the person is; the zero place before the first step.
func (r *router) current() Place {
	if len(r.trail) == 0 {
		return Place{}
	}
	return r.trail[r.at]
}

// open goes to a place and forgets what Back had left ahead; false when its page is not registered.
func (r *router) open(to Place) bool {
	if _, ok := r.page(to.Route); !ok {
		return false
	}
	if len(r.trail) > 0 && r.current() == to {
		return true
	}
	if len(r.trail) > 0 {
		r.trail = r.trail[:r.at+1]
	}
	r.trail = append(r.trail, to)
	if len(r.trail) > maxTrail {
		r.trail = slices.Delete(r.trail, 0, len(r.trail)-maxTrail)
	}
	r.at = len(r.trail) - 1
	return true
}

// back returns to the place before; false at the beginning.
func (r *router) back() bool { return r.step(-1) }

// forward takes back a step of back; false at the end.
func (r *router) forward() bool { return r.step(1) }

func (r *router) step(by int) bool {
	to := r.at + by
	if to < 0 || to >= len(r.trail) {
		return false
	}
	r.at = to
	return true
}
