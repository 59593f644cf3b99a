//go:build linux

// Package pixels sees when a window shows something new. The X server tells of each drawing by its DAMAGE extension, so that
// nothing is asked meanwhile: a measurement that looks at the screen all the time takes a processor from what it measures.
package pixels

import (
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/damage"
	"github.com/jezek/xgb/xproto"
)

// Watch tells when a window was drawn.
type Watch struct {
	conn  *xgb.Conn
	drawn chan time.Time
}

// queued is how many drawings may wait to be heard of.
const queued = 4096

// Open watches the window with an X id on a display, until Close.
func Open(display string, window uint32) (*Watch, error) {
	conn, err := xgb.NewConnDisplay(display)
	if err != nil {
		return nil, err
	}
	w := &Watch{conn: conn, drawn: make(chan time.Time, queued)}
	if err := w.begin(window); err != nil {
		conn.Close()
		return nil, err
	}
	go w.listen()
	return w, nil
}

func (w *Watch) begin(window uint32) error {
	if err := damage.Init(w.conn); err != nil {
		return err
	}
	if _, err := damage.QueryVersion(w.conn, 1, 1).Reply(); err != nil {
		return err
	}
	id, err := damage.NewDamageId(w.conn)
	if err != nil {
		return err
	}
	return damage.CreateChecked(w.conn, id, xproto.Drawable(window), damage.ReportLevelRawRectangles).Check()
}

// listen notes when each drawing is heard of, until the connection ends.
func (w *Watch) listen() {
	defer close(w.drawn)
	for {
		event, err := w.conn.WaitForEvent()
		if event == nil && err == nil {
			return
		}
		if _, drawing := event.(damage.NotifyEvent); !drawing {
			continue
		}
		select {
		case w.drawn <- time.Now():
		default: // nobody listens
		}
	}
}

// Close ends the watch.
func (w *Watch) Close() { w.conn.Close() }

// Forget drops the drawings that nobody has asked for.
func (w *Watch) Forget() {
	for len(w.drawn) > 0 {
		<-w.drawn
	}
}

// Next waits for a drawing, for so long at most; ok is false when none came.
func (w *Watch) Next(most time.Duration) (at time.Time, ok bool) {
	limit := time.NewTimer(most)
	defer limit.Stop()
	select {
	case at, ok = <-w.drawn:
		return at, ok
	case <-limit.C:
		return time.Time{}, false
	}
}

// Settle waits until nothing was drawn for so long; ok is false when that does not come within most.
func (w *Watch) Settle(quiet, most time.Duration) (ok bool) {
	for end := time.Now().Add(most); time.Now().Before(end); {
		if _, drawn := w.Next(quiet); !drawn {
			return true
		}
	}
	return false
}
