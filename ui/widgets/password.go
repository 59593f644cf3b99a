package widgets

import (
	"fyne.io/fyne/v2"

	"pupitre/i18n"
	"pupitre/resources"
)

// CapsLock tells whether Caps Lock is on; known is false where the system does not say.
type CapsLock interface {
	CapsLock() (on, known bool)
}

// PasswordEntry is a field that hides its text, with a button to show it.
type PasswordEntry struct {
	Entry
	// OnCapsLock runs when a warning about Caps Lock is to be shown or taken away.
	OnCapsLock func(warn bool)

	printer *i18n.Printer
	reveal  *IconButton
	caps    CapsLock
	warned  bool
}

// NewPasswordEntry makes a password field called label. caps may be nil.
func NewPasswordEntry(p *i18n.Printer, label string, caps CapsLock) *PasswordEntry {
	e := &PasswordEntry{printer: p, caps: caps}
	e.label = label
	e.Password = true
	e.reveal = NewIconButton(resources.Visibility, p.T("widgets.password.show"), e.toggle)
	e.ActionItem = e.reveal
	e.onFocus = func(bool) { e.checkCaps() }
	e.onKeyTyped = e.checkCaps
	e.init(e)
	return e
}

// Children are the objects inside.
func (e *PasswordEntry) Children() []fyne.CanvasObject { return []fyne.CanvasObject{e.reveal} }

// Revealed tells whether the text is shown.
func (e *PasswordEntry) Revealed() bool { return !e.Password }

// Enable lets the field be used.
func (e *PasswordEntry) Enable() {
	e.Entry.Enable()
	e.reveal.Enable()
}

// Disable keeps the field from being used.
func (e *PasswordEntry) Disable() {
	e.Entry.Disable()
	e.reveal.Disable()
}

// TypedRune types, and looks at Caps Lock.
func (e *PasswordEntry) TypedRune(r rune) {
	e.Entry.TypedRune(r)
	e.checkCaps()
}

func (e *PasswordEntry) toggle() {
	e.Password = !e.Password
	if e.Password {
		e.reveal.SetIcon(resources.Visibility, e.printer.T("widgets.password.show"))
	} else {
		e.reveal.SetIcon(resources.VisibilityOff, e.printer.T("widgets.password.hide"))
	}
	e.Refresh()
}

func (e *PasswordEntry) checkCaps() {
	warn := false
	if e.caps != nil && e.hasFocus {
		on, known := e.caps.CapsLock()
		warn = on && known
	}
	if warn == e.warned {
		return
	}
	e.warned = warn
	if e.OnCapsLock != nil {
		e.OnCapsLock(warn)
	}
}

// CapsLockWarning is the sentence to show when OnCapsLock warns.
func (e *PasswordEntry) CapsLockWarning() string { return e.printer.T("widgets.password.caps_lock") }
