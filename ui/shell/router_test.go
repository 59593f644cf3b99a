package shell

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"pupitre/i18n"
)

func routes(names ...Route) *router {
	pages := []Registration{}
	for _, name := range names {
		pages = append(pages, Registration{Route: name, Group: GroupSystem, Title: func(*i18n.Printer) string { return string(name) }})
	}
	return newRouter(pages)
}

func TestRouterKeepsTheWay(t *testing.T) {
	r := routes("settings", "history")
	settings, history := Place{Route: "settings"}, Place{Route: "history"}
	field := Place{Route: "settings", Section: "profile", Field: "name"}
	for _, p := range []Place{settings, field, field, history} {
		if !r.open(p) {
			t.Fatalf("%v is registered", p)
		}
	}
	way := []Place{r.current()}
	for r.back() {
		way = append(way, r.current())
	}
	if diff := cmp.Diff([]Place{history, field, settings}, way); diff != "" {
		t.Error("a place opened twice in a row is one step", diff)
	}
	r.forward()
	r.open(settings)
	if r.forward() || r.current() != settings {
		t.Errorf("a new step forgets what was ahead, at %v", r.current())
	}
}

func TestRouterRefusesWhatIsNotRegistered(t *testing.T) {
	r := routes("settings")
	r.open(Place{Route: "settings"})
	if r.open(Place{Route: "nowhere"}) || r.current().Route != "settings" {
		t.Errorf("at %v", r.current())
	}
}

func TestRouterForgetsTheOldest(t *testing.T) {
	r := routes("a", "b")
	for i := range 3 * maxTrail {
		r.open(Place{Route: []Route{"a", "b"}[i%2]})
	}
	steps := 0
	for r.back() {
		steps++
	}
	if steps != maxTrail-1 {
		t.Errorf("%d steps back, want %d", steps, maxTrail-1)
	}
}

func TestGroupsInTheOrderOfTheSideBar(t *testing.T) {
	r := newRouter([]Registration{{Route: "t", Group: GroupTracking}, {Route: "p", Group: GroupPortal}, {Route: "q", Group: GroupPortal}})
	if diff := cmp.Diff([]Group{GroupPortal, GroupTracking}, r.groups()); diff != "" {
		t.Error("groups without a page are not shown", diff)
	}
	if got := r.inGroup(GroupPortal); len(got) != 2 || got[0].Route != "p" {
		t.Errorf("got %v", got)
	}
}
