//go:build linux

package main

import (
	"errors"
	"fmt"
	"image"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
	"github.com/jezek/xgb/xtest"
)

// Keys by their X11 keysyms (keysymdef.h).
const (
	keyHome     = 0xff50
	keyPageDown = 0xff56
	keyEnd      = 0xff57
)

// Buttons of an X11 mouse: the wheel is one of them.
const (
	buttonLeft      = 1
	buttonWheelDown = 5
)

// input is mouse and keyboard, through the X server's own test extension. A program of its own for each event, as the
// end-to-end tests have, would be too slow for a wheel.
type input struct {
	conn *xgb.Conn
	keys map[uint32]byte // keycodes by keysym
	held bool
}

func connect(display string) (*input, error) {
	conn, err := xgb.NewConnDisplay(display)
	if err != nil {
		return nil, err
	}
	if err := xtest.Init(conn); err != nil {
		return nil, err
	}
	setup := xproto.Setup(conn)
	count := byte(setup.MaxKeycode-setup.MinKeycode) + 1
	mapping, err := xproto.GetKeyboardMapping(conn, setup.MinKeycode, count).Reply()
	if err != nil {
		return nil, err
	}
	in := &input{conn: conn, keys: map[uint32]byte{}}
	per := int(mapping.KeysymsPerKeycode)
	for i, sym := range mapping.Keysyms {
		if _, known := in.keys[uint32(sym)]; !known {
			in.keys[uint32(sym)] = byte(setup.MinKeycode) + byte(i/per)
		}
	}
	return in, nil
}

func (in *input) fake(kind, detail byte, at image.Point) error {
	root := xproto.Setup(in.conn).DefaultScreen(in.conn).Root
	return xtest.FakeInputChecked(in.conn, kind, detail, 0, root, int16(at.X), int16(at.Y), 0).Check()
}

// press presses a key and lets go.
func (in *input) press(keysym uint32) error {
	code, ok := in.keys[keysym]
	if !ok {
		return fmt.Errorf("the keyboard has no key %#x", keysym)
	}
	return errors.Join(in.fake(xproto.KeyPress, code, image.Point{}), in.fake(xproto.KeyRelease, code, image.Point{}))
}

// wheelDown turns the wheel by so many notches.
func (in *input) wheelDown(notches int) (err error) {
	for range notches {
		err = errors.Join(err, in.fake(xproto.ButtonPress, buttonWheelDown, image.Point{}), in.fake(xproto.ButtonRelease, buttonWheelDown, image.Point{}))
	}
	return err
}

// moveTo moves the pointer to a point of the screen.
func (in *input) moveTo(at image.Point) error { return in.fake(xproto.MotionNotify, 0, at) }

// hold presses the left button; release lets go.
func (in *input) hold() error {
	in.held = true
	return in.fake(xproto.ButtonPress, buttonLeft, image.Point{})
}

func (in *input) release() error {
	if !in.held {
		return nil
	}
	in.held = false
	return in.fake(xproto.ButtonRelease, buttonLeft, image.Point{})
}
