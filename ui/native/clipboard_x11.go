//go:build linux && !android

package native

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
)

// imageTypes are asked for in this order: the first keeps every pixel.
var imageTypes = []string{"image/png", "image/jpeg", "image/gif"}

// readClipboardImage asks the owner of X11's selection CLIPBOARD (ICCCM 2.4), on a connection of its own. Under Wayland the
// compositor's X server answers. Large images come in pieces (ICCCM 2.7.2), which the usual library does not read.
func readClipboardImage(ctx context.Context) ([]byte, error) {
	if os.Getenv("DISPLAY") == "" {
		return nil, errNoClipboard
	}
	conn, err := xgb.NewConn()
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errNoClipboard, err)
	}
	// Close makes every wait return, once: at the end, or when the owner is silent for too long.
	stop := context.AfterFunc(ctx, conn.Close)
	defer func() {
		if stop() {
			conn.Close()
		}
	}()
	s, err := newSelection(conn)
	if err != nil {
		return nil, err
	}
	body, err := s.image()
	if ended := ctx.Err(); ended != nil {
		return nil, ended
	}
	return body, err
}

// selection asks for the clipboard by a window that is never shown.
type selection struct {
	conn   *xgb.Conn
	window xproto.Window
	atoms  map[string]xproto.Atom
}

var errClipboardClosed = errors.New("the connection to the clipboard has ended")

func newSelection(conn *xgb.Conn) (*selection, error) {
	s := &selection{conn: conn, atoms: map[string]xproto.Atom{}}
	for _, name := range append([]string{"CLIPBOARD", "TARGETS", "INCR", "PUPITRE_PASTE"}, imageTypes...) {
		reply, err := xproto.InternAtom(conn, false, uint16(len(name)), name).Reply()
		if err != nil {
			return nil, err
		}
		s.atoms[name] = reply.Atom
	}
	window, err := xproto.NewWindowId(conn)
	if err != nil {
		return nil, err
	}
	screen := xproto.Setup(conn).DefaultScreen(conn)
	s.window = window
	return s, xproto.CreateWindowChecked(conn, 0, window, screen.Root, 0, 0, 1, 1, 0, xproto.WindowClassInputOnly, 0,
		xproto.CwEventMask, []uint32{xproto.EventMaskPropertyChange}).Check()
}

// image is the clipboard in the best format that its owner offers, nothing when it offers none.
func (s *selection) image() ([]byte, error) {
	targets, err := s.convert("TARGETS")
	if err != nil {
		return nil, err
	}
	offered := map[xproto.Atom]bool{}
	for ; len(targets) >= 4; targets = targets[4:] {
		offered[xproto.Atom(xgb.Get32(targets))] = true
	}
	for _, name := range imageTypes {
		if offered[s.atoms[name]] {
			return s.convert(name)
		}
	}
	return nil, nil
}

// convert asks for the clipboard in a format, nothing when its owner refuses.
func (s *selection) convert(target string) ([]byte, error) {
	property := s.atoms["PUPITRE_PASTE"]
	xproto.ConvertSelection(s.conn, s.window, s.atoms["CLIPBOARD"], s.atoms[target], property, xproto.TimeCurrentTime)
	for {
		event, err := s.next()
		if err != nil {
			return nil, err
		}
		answer, ok := event.(xproto.SelectionNotifyEvent)
		switch {
		case !ok || answer.Requestor != s.window || answer.Target != s.atoms[target]:
		case answer.Property == xproto.AtomNone:
			return nil, nil
		default:
			return s.take(property)
		}
	}
}

func (s *selection) next() (xgb.Event, error) {
	event, err := s.conn.WaitForEvent()
	switch {
	case event != nil:
		return event, nil
	case err != nil:
		return nil, err
	}
	return nil, errClipboardClosed
}

// take reads what the owner has put into the property, in one piece or in many, and takes it away.
func (s *selection) take(property xproto.Atom) ([]byte, error) {
	whole, kind, err := s.piece(property)
	if err != nil || kind != s.atoms["INCR"] {
		return whole, err
	}
	for whole = nil; ; {
		event, err := s.next()
		if err != nil {
			return nil, err
		}
		change, ok := event.(xproto.PropertyNotifyEvent)
		if !ok || change.Window != s.window || change.Atom != property || change.State != xproto.PropertyNewValue {
			continue
		}
		piece, _, err := s.piece(property)
		if err != nil || len(piece) == 0 {
			return whole, err
		}
		if whole = append(whole, piece...); len(whole) > clipboardMost {
			return whole, nil // whoever decodes it refuses it by its size
		}
	}
}

// piece reads the property and deletes it, which asks for the next piece.
func (s *selection) piece(property xproto.Atom) (body []byte, kind xproto.Atom, err error) {
	const words = clipboardMost/4 + 1
	reply, err := xproto.GetProperty(s.conn, true, s.window, property, xproto.GetPropertyTypeAny, 0, words).Reply()
	if err != nil {
		return nil, 0, err
	}
	return reply.Value, reply.Type, nil
}
