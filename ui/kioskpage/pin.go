package kioskpage

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"pupitre/data/gate"
	"pupitre/data/wire"
	"pupitre/resources"
	"pupitre/ui/look"
	"pupitre/ui/task"
	"pupitre/ui/widgets"
)

// padWidth is the width of the pad of digits, in Fyne units.
const padWidth = 420

// pinEntry is a PIN as it is being typed.
type pinEntry struct {
	digits string
	wrong  bool // the last one was
	busy   bool
	fault  error
}

// pinView is the pad of digits.
type pinView struct {
	k      *Kiosk
	dots   *widgets.Text
	words  *widgets.Text
	keys   []*touch
	accept *touch
}

// exitScreen asks for the PIN. Its way back is the one of every screen.
func (k *Kiosk) exitScreen() fyne.CanvasObject {
	p := k.p
	v := &pinView{k: k}
	k.pad = v
	centred := fyne.TextAlignCenter
	v.dots = widgets.NewText("", widgets.TextStyle{Size: theme.SizeNameHeadingText, Bold: true, Align: centred, Overflow: widgets.Keep})
	v.words = widgets.NewText("", widgets.TextStyle{Align: centred})
	rows := []fyne.CanvasObject{}
	for _, digits := range []string{"123", "456", "789"} {
		rows = append(rows, even(v.digits(digits)...))
	}
	v.accept = iconKey(resources.Check, p.T("kiosk.exit.accept"), v.submit)
	erase := iconKey(resources.Backspace, p.T("kiosk.keyboard.erase"), v.erase)
	v.keys = append(v.keys, erase)
	rows = append(rows, even(append([]fyne.CanvasObject{erase}, append(v.digits("0"), v.accept)...)...))
	parts := []fyne.CanvasObject{v.words, v.dots}
	if k.deps.DemoPIN != "" {
		parts = append(parts, widgets.NewText(p.T("kiosk.exit.demo", "Pin", k.deps.DemoPIN),
			widgets.TextStyle{Size: theme.SizeNameCaptionText, Color: look.ColorMuted, Align: centred}))
	}
	v.refresh()
	return middle(padWidth, widgets.Column(look.Space12, append(parts, widgets.Column(look.Space4, rows...))...))
}

func (v *pinView) digits(digits string) []fyne.CanvasObject {
	out := []fyne.CanvasObject{}
	for _, d := range digits {
		key := newKey(string(d), func() { v.digit(d) })
		key.air = look.Space12
		v.keys = append(v.keys, key)
		out = append(out, key)
	}
	return out
}

// digit adds a digit.
func (v *pinView) digit(d rune) {
	e := &v.k.visit.pin
	if e.busy || v.k.deps.Gate.Wait() > 0 || len(e.digits) >= wire.MaxPin {
		return
	}
	e.digits, e.wrong, e.fault = e.digits+string(d), false, nil
	v.refresh()
}

func (v *pinView) erase() {
	e := &v.k.visit.pin
	if !e.busy && e.digits != "" {
		e.digits = e.digits[:len(e.digits)-1]
		v.refresh()
	}
}

// submit checks the PIN, away from the window: it takes a while on purpose.
func (v *pinView) submit() {
	k, e := v.k, &v.k.visit.pin
	if e.busy || len(e.digits) < wire.MinPin {
		return
	}
	pin := e.digits
	e.busy = true
	v.refresh()
	task.GoLatest(context.Background(), k.deps.Run, &k.checks, func(ctx context.Context) (bool, error) {
		return k.deps.Gate.Try(func() (bool, error) { return k.deps.CheckPIN(ctx, pin) })
	}, func(ok bool, err error) {
		if k.ended {
			return
		}
		if ok {
			k.visit.pin = pinEntry{}
			k.open(Care)
			return
		}
		k.visit.pin = pinEntry{wrong: err == nil, fault: err}
		if k.pad != nil {
			k.pad.refresh()
		}
	})
}

// refresh shows how many digits there are, and why nothing can be typed.
func (v *pinView) refresh() {
	e, wait := v.k.visit.pin, v.k.deps.Gate.Wait()
	v.dots.SetText(strings.Repeat("●", len(e.digits)) + strings.Repeat("○", max(wire.MinPin-len(e.digits), 0)))
	v.words.SetText(v.sentence(e, gate.Seconds(wait)))
	for _, key := range v.keys {
		enable(key, wait == 0 && !e.busy)
	}
	ready := wait == 0 && !e.busy && len(e.digits) >= wire.MinPin
	enable(v.accept, ready)
}

func (v *pinView) sentence(e pinEntry, seconds int) string {
	p := v.k.p
	switch {
	case seconds > 0:
		return p.N("gate.wait", seconds)
	case e.busy:
		return p.T("kiosk.exit.checking")
	case e.fault != nil:
		return p.Err(e.fault)
	case e.wrong:
		return p.T("kiosk.exit.wrong")
	}
	return p.T("kiosk.exit.intro")
}
