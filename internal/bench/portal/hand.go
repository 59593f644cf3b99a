//go:build linux

package main

import (
	"errors"
	"fmt"
	"image"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
	"github.com/jezek/xgb/xtest"

	"pupitre/internal/bench/pixels"
	"pupitre/internal/proc"
	"pupitre/internal/screen"
)

// X11 keysyms (keysymdef.h); those of letters and digits are their codes in Latin-1.
const (
	keyBackspace = 0xff08
	keyControl   = 0xffe3
)

// hand types in the window under test.
type hand struct {
	display *screen.Display
	process *proc.Process
	conn    *xgb.Conn
	watch   *pixels.Watch
	keys    map[uint32]xproto.Keycode
	bounds  image.Rectangle
}

// ready waits for the window and its first rows, and gives it the keyboard.
func (h *hand) ready() error {
	var found screen.Window
	err := proc.Until(patience, func() error {
		all, err := h.display.WindowsOf(h.process.PID())
		if err == nil && len(all) != 1 {
			err = fmt.Errorf("the windows are %v\n%s", all, h.process.Report())
		}
		if err == nil {
			found = all[0]
			err = h.display.Activate(found)
		}
		if err == nil && !found.Active {
			err = errors.New("the window does not get the keyboard")
		}
		return err
	})
	if err != nil {
		return err
	}
	h.bounds = found.Bounds
	if h.watch, err = pixels.Open(h.display.Name, found.ID); err != nil {
		return err
	}
	time.Sleep(arrival)
	return h.connect()
}

func (h *hand) connect() (err error) {
	if h.conn, err = xgb.NewConnDisplay(h.display.Name); err != nil {
		return err
	}
	if err := xtest.Init(h.conn); err != nil {
		return err
	}
	setup := xproto.Setup(h.conn)
	count := byte(setup.MaxKeycode - setup.MinKeycode + 1)
	mapping, err := xproto.GetKeyboardMapping(h.conn, setup.MinKeycode, count).Reply()
	if err != nil {
		return err
	}
	h.keys = map[uint32]xproto.Keycode{}
	for i := range int(count) {
		symbol := uint32(mapping.Keysyms[i*int(mapping.KeysymsPerKeycode)])
		if _, known := h.keys[symbol]; !known {
			h.keys[symbol] = setup.MinKeycode + xproto.Keycode(i)
		}
	}
	return nil
}

func (h *hand) close() {
	if h.watch != nil {
		h.watch.Close()
	}
	if h.conn != nil {
		h.conn.Close()
	}
}

// press presses and releases a key.
func (h *hand) press(symbol uint32) error {
	return errors.Join(h.send(xproto.KeyPress, symbol), h.send(xproto.KeyRelease, symbol))
}

// send presses a key or lets it go.
func (h *hand) send(kind byte, symbol uint32) error {
	code, ok := h.keys[symbol]
	if !ok {
		return fmt.Errorf("no key gives %#x", symbol)
	}
	return xtest.FakeInputChecked(h.conn, kind, byte(code), 0, 0, 0, 0, 0).Check()
}

// rows is a part of the first rows of the table: names with what was found in them, phones, extensions.
func (h *hand) rows() image.Rectangle {
	at := h.bounds.Min.Add(image.Pt(36, 190))
	return image.Rectangle{Min: at, Max: at.Add(image.Pt(420, 480))}
}
