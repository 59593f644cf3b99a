package gate_test

import (
	"errors"
	"testing"
	"time"

	"pupitre/data/fault"
	"pupitre/data/gate"
)

// disk is a file in memory; full refuses to be written.
type disk struct {
	text []byte
	full bool
}

func (d *disk) Read() ([]byte, error) { return d.text, nil }

func (d *disk) Write(text []byte) error {
	if d.full {
		return errors.New("no space left on device")
	}
	d.text = append([]byte(nil), text...)
	return nil
}

// clock is a time that the test moves.
type clock struct{ t time.Time }

func (c *clock) now() time.Time          { return c.t }
func (c *clock) advance(d time.Duration) { c.t = c.t.Add(d) }

func wrong() (bool, error) { return false, nil }
func right() (bool, error) { return true, nil }

func setUp() (*disk, *clock) {
	return &disk{}, &clock{time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)}
}

func fails(t *testing.T, g *gate.Gate, n int) {
	t.Helper()
	for range n {
		if ok, err := g.Try(wrong); ok || err != nil {
			t.Fatalf("a wrong one: %v %v", ok, err)
		}
	}
}

func TestFiveTriesThenAWaitThatGrowsAndIsBounded(t *testing.T) {
	file, clk := setUp()
	g := gate.Open(file, clk.now)
	fails(t, g, gate.FreeTries-1)
	if g.Wait() != 0 {
		t.Fatalf("a wait of %s after four", g.Wait())
	}
	for _, want := range []time.Duration{30 * time.Second, time.Minute, 2 * time.Minute, 4 * time.Minute, 5 * time.Minute, 5 * time.Minute} {
		fails(t, g, 1)
		if g.Wait() != want {
			t.Fatalf("the wait is %s, want %s", g.Wait(), want)
		}
		checked := false
		ok, err := g.Try(func() (bool, error) { checked = true; return true, nil })
		if key, args := fault.KeyOf(err); ok || checked || key != "gate.wait" || args["N"] != int(want.Seconds()) {
			t.Fatalf("within the wait: %v %v %v", ok, checked, err)
		}
		clk.advance(want)
	}
	if ok, err := g.Try(right); !ok || err != nil {
		t.Fatalf("the right one: %v %v", ok, err)
	}
	fails(t, g, gate.FreeTries-1)
	if g.Wait() != 0 || len(file.text) == 0 {
		t.Errorf("the count begins anew: wait %s, file %q", g.Wait(), file.text)
	}
}

func TestARestartGivesNoFurtherTry(t *testing.T) {
	file, clk := setUp()
	fails(t, gate.Open(file, clk.now), gate.FreeTries)
	clk.advance(10 * time.Second)
	g := gate.Open(file, clk.now)
	if g.Wait() != 20*time.Second {
		t.Errorf("after a restart the wait is %s, want 20 s", g.Wait())
	}
	clk.advance(-24 * time.Hour)
	if g.Wait() != 30*time.Second {
		t.Errorf("with the clock set back it is %s, want the whole wait and no more", g.Wait())
	}
}

// Ending the program while a PIN is being checked must not make the try free.
func TestATryCountsBeforeItIsChecked(t *testing.T) {
	file, clk := setUp()
	g := gate.Open(file, clk.now)
	fails(t, g, gate.FreeTries-1)
	ok, err := g.Try(func() (bool, error) {
		if again := gate.Open(&disk{text: file.text}, clk.now); again.Wait() != 30*time.Second {
			t.Errorf("while it is checked a restart finds a wait of %s", again.Wait())
		}
		return true, nil
	})
	if !ok || err != nil || len(file.text) != 0 {
		t.Errorf("right: %v %v, file %q", ok, err, file.text)
	}
}

func TestWhatCouldNotBeCheckedCountsForNothing(t *testing.T) {
	file, clk := setUp()
	g := gate.Open(file, clk.now)
	fails(t, g, 2)
	before := string(file.text)
	if _, err := g.Try(func() (bool, error) { return false, errors.New("damaged") }); err == nil || string(file.text) != before {
		t.Errorf("err %v, file %q, want %q", err, file.text, before)
	}
}

func TestAFullOrDamagedDiskLocksNobodyOut(t *testing.T) {
	file, clk := setUp()
	file.full = true
	g := gate.Open(file, clk.now)
	fails(t, g, gate.FreeTries)
	if g.Wait() != 30*time.Second {
		t.Errorf("with a full disk the wait is %s", g.Wait())
	}
	for _, text := range []string{"{", "null", `{"failures":-9}`, `[]`} {
		g := gate.Open(&disk{text: []byte(text)}, clk.now)
		if ok, err := g.Try(right); !ok || err != nil {
			t.Errorf("file %q: %v %v", text, ok, err)
		}
	}
	g = gate.Open(&disk{text: []byte(`{"failures":1000000,"until":"9999-01-01T00:00:00Z"}`)}, clk.now)
	if g.Wait() != 5*time.Minute {
		t.Errorf("a count without end waits %s", g.Wait())
	}
}

func TestClearForgets(t *testing.T) {
	file, clk := setUp()
	g := gate.Open(file, clk.now)
	fails(t, g, gate.FreeTries)
	g.Clear()
	if g.Wait() != 0 || len(file.text) != 0 {
		t.Errorf("wait %s, file %q", g.Wait(), file.text)
	}
}
