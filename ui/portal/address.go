package portal

import (
	"pupitre/data/settings"
	"pupitre/i18n"
	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// Address asks for the e-mail address to which somebody is invited, when the directory has none. What is wrong with it is said
// under it, and gone with the next letter.
type Address struct {
	Row   *widgets.Row
	entry *widgets.Entry
	p     *i18n.Printer
	moved func()
}

// NewAddress makes a field of a stable id; submit runs at Enter, moved when its height may be another one.
func NewAddress(p *i18n.Printer, label, field string, submit, moved func()) *Address {
	a := &Address{entry: widgets.NewEntry(label), p: p, moved: moved}
	a.entry.SetFieldID(field)
	a.entry.SetMaxLength(settings.MaxEmail)
	a.entry.OnSubmitted = func(string) { submit() }
	a.entry.OnChanged = func(string) { a.say("") }
	a.Row = widgets.NewRow(a.entry.Label(), p.T("enterprise.pick.email_help"), a.entry, look.ControlWide)
	return a
}

// Read is the address that was typed; ok is false when it is none, and the field says why.
func (a *Address) Read() (address string, ok bool) {
	address, err := settings.ParseEmail(a.entry.Text())
	if err != nil {
		a.say(a.p.Err(err))
		return "", false
	}
	a.say("")
	return address, true
}

// Field is what takes the keyboard.
func (a *Address) Field() *widgets.Entry { return a.entry }

func (a *Address) say(sentence string) {
	if a.Row.Error() != sentence {
		a.Row.SetError(sentence)
		a.moved()
	}
}
