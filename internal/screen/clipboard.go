//go:build linux

package screen

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
)

// clipboardLimit is how long the program that has copied may take to hand it over.
const clipboardLimit = 5 * time.Second

// clipboardMost is the longest text that is read, in units of four bytes: one answer of the X server.
const clipboardMost = 1 << 14

// Clipboard is the text that a program of this display has copied: the selection CLIPBOARD (ICCCM 2.4).
func (d *Display) Clipboard() (string, error) {
	conn, err := xgb.NewConnDisplay(d.Name)
	if err != nil {
		return "", fmt.Errorf("clipboard: %w", err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), clipboardLimit)
	defer cancel()
	stop := context.AfterFunc(ctx, conn.Close) // makes the wait return
	defer func() {
		if stop() {
			conn.Close()
		}
	}()
	text, err := pasted(conn, d.root)
	return text, errors.Join(ctx.Err(), err)
}

// pasted asks the owner of the clipboard for text, through a window that is never shown.
func pasted(conn *xgb.Conn, root xproto.Window) (string, error) {
	atoms := map[string]xproto.Atom{}
	for _, name := range []string{"CLIPBOARD", "UTF8_STRING", "PUPITRE_SCREEN"} {
		reply, err := xproto.InternAtom(conn, false, uint16(len(name)), name).Reply()
		if err != nil {
			return "", err
		}
		atoms[name] = reply.Atom
	}
	window, err := xproto.NewWindowId(conn)
	if err != nil {
		return "", err
	}
	err = xproto.CreateWindowChecked(conn, 0, window, root, 0, 0, 1, 1, 0, xproto.WindowClassInputOnly, 0, 0, nil).Check()
	if err != nil {
		return "", err
	}
	to := atoms["PUPITRE_SCREEN"]
	xproto.ConvertSelection(conn, window, atoms["CLIPBOARD"], atoms["UTF8_STRING"], to, xproto.TimeCurrentTime)
	for {
		event, failure := conn.WaitForEvent()
		if failure != nil {
			return "", fmt.Errorf("clipboard: %v", failure)
		}
		if event == nil {
			return "", errors.New("clipboard: its owner does not answer")
		}
		notify, ok := event.(xproto.SelectionNotifyEvent)
		if !ok {
			continue
		}
		if notify.Property == xproto.AtomNone {
			return "", errors.New("clipboard: there is no text in it")
		}
		reply, err := xproto.GetProperty(conn, true, window, to, xproto.GetPropertyTypeAny, 0, clipboardMost).Reply()
		if err != nil {
			return "", err
		}
		return string(reply.Value), nil
	}
}
