//go:build linux && !android

package native_test

import (
	"bytes"
	"context"
	"testing"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"

	"pupitre/internal/screen"
	"pupitre/ui/native"
)

// owner is a program of another display connection that has copied an image. It ends with the connection.
type owner struct {
	conn   *xgb.Conn
	window xproto.Window
	atoms  map[string]xproto.Atom
	body   []byte
	pieces int // how many bytes it gives at once; 0 for all
	left   []byte
	asked  xproto.SelectionRequestEvent
}

func copyImage(t *testing.T, display, kind string, body []byte, pieces int) {
	t.Helper()
	conn, err := xgb.NewConnDisplay(display)
	if err != nil {
		t.Fatal(err)
	}
	o := &owner{conn: conn, atoms: map[string]xproto.Atom{}, body: body, pieces: pieces}
	for _, name := range []string{"CLIPBOARD", "TARGETS", "INCR", kind} {
		reply, err := xproto.InternAtom(conn, false, uint16(len(name)), name).Reply()
		if err != nil {
			t.Fatal(err)
		}
		o.atoms[name] = reply.Atom
	}
	if o.window, err = xproto.NewWindowId(conn); err != nil {
		t.Fatal(err)
	}
	root := xproto.Setup(conn).DefaultScreen(conn).Root
	if err := xproto.CreateWindowChecked(conn, 0, o.window, root, 0, 0, 1, 1, 0, xproto.WindowClassInputOnly, 0, 0, nil).Check(); err != nil {
		t.Fatal(err)
	}
	if err := xproto.SetSelectionOwnerChecked(conn, o.window, o.atoms["CLIPBOARD"], xproto.TimeCurrentTime).Check(); err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			event, err := conn.WaitForEvent()
			if event == nil && err == nil {
				return
			}
			o.answer(event, kind)
		}
	}()
	t.Cleanup(func() { conn.Close(); <-done })
}

func (o *owner) answer(event xgb.Event, kind string) {
	switch e := event.(type) {
	case xproto.SelectionRequestEvent:
		o.asked = e
		switch {
		case e.Target == o.atoms["TARGETS"]:
			list := make([]byte, 4)
			xgb.Put32(list, uint32(o.atoms[kind]))
			xproto.ChangeProperty(o.conn, xproto.PropModeReplace, e.Requestor, e.Property, xproto.AtomAtom, 32, 1, list)
		case o.pieces == 0:
			o.put(o.body)
		default: // it announces the length, and gives a piece each time that the last one was taken away
			o.left = o.body
			xproto.ChangeWindowAttributes(o.conn, e.Requestor, xproto.CwEventMask, []uint32{xproto.EventMaskPropertyChange})
			length := make([]byte, 4)
			xgb.Put32(length, uint32(len(o.body)))
			xproto.ChangeProperty(o.conn, xproto.PropModeReplace, e.Requestor, e.Property, o.atoms["INCR"], 32, 1, length)
		}
		note := xproto.SelectionNotifyEvent{Requestor: e.Requestor, Selection: e.Selection, Target: e.Target, Property: e.Property}
		xproto.SendEvent(o.conn, false, e.Requestor, 0, string(note.Bytes()))
	case xproto.PropertyNotifyEvent:
		if o.pieces > 0 && e.State == xproto.PropertyDelete && e.Atom == o.asked.Property && o.asked.Target == o.atoms[kind] {
			piece := o.left[:min(o.pieces, len(o.left))]
			o.left = o.left[len(piece):]
			o.put(piece)
		}
	}
}

func (o *owner) put(piece []byte) {
	xproto.ChangeProperty(o.conn, xproto.PropModeReplace, o.asked.Requestor, o.asked.Property, o.asked.Target, 8, uint32(len(piece)), piece)
}

func TestTheImageThatWasCopied(t *testing.T) {
	display, err := screen.Start(screen.Options{Home: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = display.Close() })
	t.Setenv("DISPLAY", display.Name)
	body := bytes.Repeat([]byte("not quite a picture. "), 40_000)
	for _, c := range []struct {
		name, kind string
		pieces     int
		want       []byte
	}{
		{"whole", "image/png", 0, body[:4000]},
		{"in pieces", "image/jpeg", 65_000, body},
		{"a text", "UTF8_STRING", 0, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			given := c.want
			if given == nil {
				given = []byte("bonjour")
			}
			copyImage(t, display.Name, c.kind, given, c.pieces)
			got, err := native.ClipboardImage(context.Background())
			if err != nil || !bytes.Equal(got, c.want) {
				t.Errorf("%d bytes of %d, %v", len(got), len(c.want), err)
			}
		})
	}
	t.Run("cancelled", func(t *testing.T) {
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		if _, err := native.ClipboardImage(ctx); err == nil {
			t.Error("a question that is not wanted any more is answered")
		}
	})
}

func TestWithoutADisplayThereIsNoClipboard(t *testing.T) {
	t.Setenv("DISPLAY", "")
	if body, err := native.ClipboardImage(context.Background()); err == nil || body != nil {
		t.Errorf("%d bytes, %v", len(body), err)
	}
}
