//go:build linux

package screen

import (
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"strconv"

	"github.com/jezek/xgb/xproto"
)

// Window is a window that a program has opened, as the window manager lists it.
type Window struct {
	ID        uint32
	Title     string
	PID       int
	Bounds    image.Rectangle // of its content, without the frame, in pixels of the screen
	Maximised bool
	Active    bool // it has the keyboard
}

// Windows lists the windows, the oldest first.
func (d *Display) Windows() ([]Window, error) {
	ids, err := d.numbers(d.root, "_NET_CLIENT_LIST")
	if errors.Is(err, errNoProperty) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	active, err := d.numbers(d.root, "_NET_ACTIVE_WINDOW")
	if err != nil && !errors.Is(err, errNoProperty) {
		return nil, err
	}
	var all []Window
	for _, id := range ids {
		w, err := d.window(id)
		if err != nil {
			continue // closed since it was listed
		}
		w.Active = len(active) > 0 && active[0] == id
		all = append(all, w)
	}
	return all, nil
}

// WindowsOf lists the windows of one process.
func (d *Display) WindowsOf(pid int) ([]Window, error) {
	all, err := d.Windows()
	var own []Window
	for _, w := range all {
		if w.PID == pid {
			own = append(own, w)
		}
	}
	return own, err
}

func (d *Display) window(id uint32) (Window, error) {
	title, err := d.property(xproto.Window(id), "_NET_WM_NAME")
	if err != nil {
		return Window{}, err
	}
	pids, err := d.numbers(xproto.Window(id), "_NET_WM_PID")
	if err != nil {
		return Window{}, err
	}
	bounds, err := d.bounds(xproto.Window(id))
	if err != nil {
		return Window{}, err
	}
	maximised, err := d.maximised(xproto.Window(id))
	return Window{ID: id, Title: string(title), PID: int(pids[0]), Bounds: bounds, Maximised: maximised}, err
}

func (d *Display) bounds(w xproto.Window) (image.Rectangle, error) {
	size, err := xproto.GetGeometry(d.conn, xproto.Drawable(w)).Reply()
	if err != nil {
		return image.Rectangle{}, err
	}
	at, err := xproto.TranslateCoordinates(d.conn, w, d.root, 0, 0).Reply()
	if err != nil {
		return image.Rectangle{}, err
	}
	corner := image.Pt(int(at.DstX), int(at.DstY))
	return image.Rectangle{Min: corner, Max: corner.Add(image.Pt(int(size.Width), int(size.Height)))}, nil
}

func (d *Display) maximised(w xproto.Window) (bool, error) {
	states, err := d.numbers(w, "_NET_WM_STATE")
	if errors.Is(err, errNoProperty) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	found := 0
	for _, state := range states {
		for _, name := range []string{"_NET_WM_STATE_MAXIMIZED_VERT", "_NET_WM_STATE_MAXIMIZED_HORZ"} {
			atom, err := d.atom(name)
			if err != nil {
				return false, err
			}
			if uint32(atom) == state {
				found++
			}
		}
	}
	return found == 2, nil
}

var errNoProperty = errors.New("no such property")

// property reads a property whole.
func (d *Display) property(w xproto.Window, name string) ([]byte, error) {
	atom, err := d.atom(name)
	if err != nil {
		return nil, err
	}
	const most = 1 << 16 // 32-bit units
	p, err := xproto.GetProperty(d.conn, false, w, atom, xproto.GetPropertyTypeAny, 0, most).Reply()
	if err != nil {
		return nil, err
	}
	if p.Type == xproto.AtomNone {
		return nil, fmt.Errorf("%s: %w", name, errNoProperty)
	}
	return p.Value, nil
}

// numbers reads a property made of 32-bit numbers; at least one.
func (d *Display) numbers(w xproto.Window, name string) ([]uint32, error) {
	raw, err := d.property(w, name)
	if err != nil {
		return nil, err
	}
	var all []uint32
	for ; len(raw) >= 4; raw = raw[4:] {
		all = append(all, binary.LittleEndian.Uint32(raw))
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("%s: %w", name, errNoProperty)
	}
	return all, nil
}

func (d *Display) atom(name string) (xproto.Atom, error) {
	if atom, ok := d.atoms[name]; ok {
		return atom, nil
	}
	reply, err := xproto.InternAtom(d.conn, false, uint16(len(name)), name).Reply()
	if err != nil {
		return 0, err
	}
	d.atoms[name] = reply.Atom
	return reply.Atom, nil
}

// ask sends the window manager a request about a window, as a task bar does (EWMH, root window messages).
func (d *Display) ask(window uint32, request string, data ...uint32) error {
	atom, err := d.atom(request)
	if err != nil {
		return err
	}
	var five [5]uint32
	copy(five[:], data)
	event := xproto.ClientMessageEvent{
		Format: 32, Window: xproto.Window(window), Type: atom, Data: xproto.ClientMessageDataUnionData32New(five[:]),
	}
	const mask = xproto.EventMaskSubstructureRedirect | xproto.EventMaskSubstructureNotify
	return xproto.SendEventChecked(d.conn, false, d.root, mask, string(event.Bytes())).Check()
}

// fromTaskBar says that the request comes from the person, through a task bar (EWMH, "source indication").
const fromTaskBar = 2

// Activate brings a window to the front and gives it the keyboard.
func (d *Display) Activate(w Window) error { return d.ask(w.ID, "_NET_ACTIVE_WINDOW", fromTaskBar) }

// AskToClose is the cross of the window's frame.
func (d *Display) AskToClose(w Window) error { return d.ask(w.ID, "_NET_CLOSE_WINDOW", 0, fromTaskBar) }

// Maximise is the middle button of the window's frame.
func (d *Display) Maximise(w Window) error {
	vertical, err := d.atom("_NET_WM_STATE_MAXIMIZED_VERT")
	if err != nil {
		return err
	}
	horizontal, err := d.atom("_NET_WM_STATE_MAXIMIZED_HORZ")
	if err != nil {
		return err
	}
	const add = 1
	return d.ask(w.ID, "_NET_WM_STATE", add, uint32(vertical), uint32(horizontal), fromTaskBar)
}

// Minimise is the first button of the window's frame (ICCCM 4.1.4, IconicState).
func (d *Display) Minimise(w Window) error {
	const iconic = 3
	return d.ask(w.ID, "WM_CHANGE_STATE", iconic)
}

// Place moves and sizes a window's content.
func (d *Display) Place(w Window, to image.Rectangle) error {
	const static, allFour = 10, 0xf << 8 // gravity; x, y, width and height are given
	return d.ask(w.ID, "_NET_MOVERESIZE_WINDOW", static|allFour|fromTaskBar<<12,
		uint32(to.Min.X), uint32(to.Min.Y), uint32(to.Dx()), uint32(to.Dy()))
}

// String names the window in a test's message.
func (w Window) String() string {
	return strconv.Quote(w.Title) + " " + w.Bounds.String()
}
