//go:build linux

package main

import (
	"errors"
	"fmt"
	"image"
	"slices"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
	"github.com/jezek/xgb/xtest"

	"pupitre/internal/proc"
	"pupitre/internal/screen"
)

// keyBackspace is an X11 keysym (keysymdef.h); those of letters and digits are their codes in Latin-1.
const keyBackspace = 0xff08

// hand types in the window under test.
type hand struct {
	display *screen.Display
	process *proc.Process
	conn    *xgb.Conn
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
	time.Sleep(10 * rest)
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

// press presses and releases a key.
func (h *hand) press(symbol uint32) error {
	code, ok := h.keys[symbol]
	if !ok {
		return fmt.Errorf("no key gives %#x", symbol)
	}
	for _, kind := range []byte{xproto.KeyPress, xproto.KeyRelease} {
		if err := xtest.FakeInputChecked(h.conn, kind, byte(code), 0, 0, 0, 0, 0).Check(); err != nil {
			return err
		}
	}
	return nil
}

// rows is a part of the first rows of the table: names with what was found in them, phones, extensions.
func (h *hand) rows() image.Rectangle {
	at := h.bounds.Min.Add(image.Pt(36, 190))
	return image.Rectangle{Min: at, Max: at.Add(image.Pt(420, 480))}
}

// typeAll types every word, each key from a screen at rest, and gives the milliseconds of the keys that changed the rows.
func (h *hand) typeAll() (took []float64, same int, err error) {
	for _, word := range typed {
		for _, r := range word {
			one, changed, err := h.key(uint32(r))
			switch {
			case err != nil:
				return nil, 0, err
			case changed:
				took = append(took, float64(one)/float64(time.Millisecond))
			default:
				same++
			}
		}
		for range word {
			if err := h.press(keyBackspace); err != nil {
				return nil, 0, err
			}
		}
		time.Sleep(2 * rest)
	}
	if len(took) < 20 {
		return nil, 0, fmt.Errorf("%d keys changed the rows only", len(took))
	}
	return took, same, nil
}

// key presses a key and waits for other rows.
func (h *hand) key(symbol uint32) (took time.Duration, changed bool, err error) {
	before, err := h.display.Picture(h.rows())
	if err != nil {
		return 0, false, err
	}
	begun := time.Now()
	if err := h.press(symbol); err != nil {
		return 0, false, err
	}
	for time.Since(begun) < nothing {
		now, err := h.display.Picture(before.Rect)
		if err != nil {
			return 0, false, err
		}
		if !slices.Equal(before.Pix, now.Pix) {
			took = time.Since(begun)
			time.Sleep(rest)
			return took, true, nil
		}
		time.Sleep(glance)
	}
	return 0, false, nil
}
