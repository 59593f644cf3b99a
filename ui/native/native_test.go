package native

import (
	"testing"
	"time"

	"fyne.io/fyne/v2/widget"
)

func TestAClickMayWander(t *testing.T) {
	for _, test := range []struct {
		name  string
		touch bool
		x, y  float64
		pass  bool
	}{
		{"still", false, 100, 100, false},
		{"3 px with a mouse", false, 103, 100, false},
		{"4 px with a mouse", false, 100, 104, true},
		{"11 px with a finger", true, 100, 111, false},
		{"12 px with a finger", true, 112, 100, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := pointer{touch: test.touch}
			p.press(at(100, 100))
			if pass, _ := p.move(test.x, test.y); pass != test.pass {
				t.Errorf("pass %v, want %v", pass, test.pass)
			}
		})
	}
}

// at is a system that says where the pointer is.
func at(x, y float64) func() (float64, float64) { return func() (float64, float64) { return x, y } }

func TestAPressIsWhereThePointerWasToldToBe(t *testing.T) {
	p := pointer{touch: true}
	p.move(100, 300)
	p.press(at(100, 285)) // a slow program: the finger is further by now
	_, first := p.move(100, 285)
	_, second := p.move(100, 270)
	if first+second != -30 {
		t.Errorf("a finger that moved by 30 scrolled by %v", -first-second)
	}
}

func TestOnceFarEveryMovementPasses(t *testing.T) {
	var p pointer
	p.press(at(100, 100))
	p.move(120, 100)
	if pass, _ := p.move(101, 100); !pass {
		t.Error("a drag that comes back is still a drag")
	}
	p.release()
	if pass, _ := p.move(101, 100); !pass {
		t.Error("without a button every movement passes")
	}
}

func TestAFingerScrollsUnlessTheDragIsClaimed(t *testing.T) {
	p := pointer{touch: true}
	p.press(at(100, 300))
	_, first := p.move(100, 280)
	_, second := p.move(100, 250)
	if first != -20 || second != -30 {
		t.Errorf("scrolled %v and %v, want -20 and -30", first, second)
	}
	p.press(at(100, 300))
	p.claimed = true
	if _, scroll := p.move(100, 200); scroll != 0 {
		t.Errorf("scrolled %v although the drag is claimed", scroll)
	}
	p.press(at(100, 300))
	if _, scroll := p.move(100, 200); scroll != -100 {
		t.Errorf("scrolled %v: the claim must end with its drag", scroll)
	}
}

func TestReachable(t *testing.T) {
	screens := []screen{{0, 0, 1920, 1080}, {1920, 0, 1280, 1024}}
	for _, test := range []struct {
		name string
		at   Placement
		want bool
	}{
		{"in the middle", Placement{X: 300, Y: 200, Width: 1024, Height: 700}, true},
		{"second monitor", Placement{X: 2000, Y: 100, Width: 1024, Height: 700}, true},
		{"monitor gone", Placement{X: 4000, Y: 100, Width: 1024, Height: 700}, false},
		{"a sliver at the left", Placement{X: -1000, Y: 100, Width: 1024, Height: 700}, false},
		{"title bar above", Placement{X: 100, Y: -30, Width: 1024, Height: 700}, false},
		{"title bar at the bottom", Placement{X: 100, Y: 1060, Width: 1024, Height: 700}, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := reachable(test.at, screens); got != test.want {
				t.Errorf("got %v, want %v", got, test.want)
			}
		})
	}
}

func TestNoneDoesNothingSafely(t *testing.T) {
	now := time.Date(2026, time.November, 21, 19, 30, 0, 0, time.UTC)
	w := None(func() time.Time { return now })
	content := widget.NewLabel("")
	if w.Wrap(content) != content || w.Placement().Known || w.Place(Placement{Known: true}) {
		t.Error("there is no native window")
	}
	if _, known := w.CapsLock(); known || w.Held() || !w.LastActivity().Equal(now) {
		t.Error("nothing is known, and somebody may be there")
	}
}
