package account

import (
	"context"

	"fyne.io/fyne/v2"

	"pupitre/data/fault"
	"pupitre/i18n"
	"pupitre/ui/credentials"
	"pupitre/ui/editing"
	"pupitre/ui/look"
	"pupitre/ui/task"
	"pupitre/ui/widgets"
)

// form is a dialog of fields whose answer comes from the server. A refusal stands at the field that it is about, and what
// was typed stays.
type form struct {
	p      *i18n.Printer
	run    task.Runner
	canvas fyne.Canvas
	caps   widgets.CapsLock

	dialog *widgets.Dialog
	accept *widgets.Button
	fail   *widgets.Banner
	parts  []fyne.CanvasObject
	fields []*field
	rules  func(blamed bool) // brings the list of rules up to date; nil where there is none
	work   task.Latest

	// send does the work, away from the window; done is told on the window's goroutine that it has succeeded.
	send func(ctx context.Context) error
	done func()
	// place names the field that an answer is about, by its catalogue id; "" for none.
	place map[string]string
}

// field is one row of a form.
type field struct {
	id     string
	row    *widgets.Row
	text   func() string
	focus  fyne.Focusable
	check  func(text string) error
	strict bool // offered once: its fault is shown
}

// newForm makes a form on the page of h, with the button that sends it.
func (a *Account) newForm(h *editing.Host, accept *widgets.Button) *form {
	f := &form{p: h.P, run: a.deps.Run, canvas: h.Canvas(), caps: a.deps.CapsLock, accept: accept, place: map[string]string{}}
	f.fail = widgets.NewBanner(widgets.Failure, "")
	f.fail.Hide()
	accept.OnTapped = f.submit
	return f
}

// say adds a paragraph.
func (f *form) say(text string) *widgets.Text {
	t := widgets.Body(text)
	f.add(t)
	return t
}

func (f *form) add(o fyne.CanvasObject) { f.parts = append(f.parts, o) }

// entry adds a field of text.
func (f *form) entry(id, label, help, hint string, check func(string) error) *widgets.Entry {
	e := widgets.NewEntry(label)
	e.SetHint(hint)
	f.join(id, label, help, e, e, check)
	return e
}

// password adds a field that hides its text.
func (f *form) password(id, label string, check func(string) error) *widgets.PasswordEntry {
	e := widgets.NewPasswordEntry(f.p, label, f.caps)
	row := f.join(id, label, "", e, &e.Entry, check).row
	e.OnCapsLock = func(warn bool) {
		warning := ""
		if warn {
			warning = e.CapsLockWarning()
		}
		row.SetNotice(warning)
		f.relayout()
	}
	return e
}

// own adds the field of the person's password, which every change asks for.
func (f *form) own(label string) *widgets.PasswordEntry {
	f.place["lease.wrong_password"] = fieldOwnPassword
	return f.password(fieldOwnPassword, label, required("account.password_required"))
}

// join puts a field of text under the others.
func (f *form) join(id, label, help string, control fyne.Focusable, e *widgets.Entry, check func(string) error) *field {
	e.SetFieldID(id)
	x := &field{id: id, text: e.Text, focus: control, check: check}
	x.row = widgets.NewRow(label, help, control.(fyne.CanvasObject), look.DialogWidth)
	e.OnChanged = func(string) { f.typed(x) }
	e.OnSubmitted = func(string) { f.submit() }
	f.fields = append(f.fields, x)
	f.add(newFlush(x.row))
	return x
}

// choose adds a choice among a list.
func (f *form) choose(id, label, help string, options []widgets.Option, check func(string) error, changed func(value string)) {
	s := widgets.NewSelect(f.p, label, options...)
	s.SetFieldID(id)
	x := &field{id: id, text: s.Selected, focus: s, check: check}
	x.row = widgets.NewRow(label, help, s, look.DialogWidth)
	s.OnChanged = func(value string) {
		changed(value)
		f.typed(x)
	}
	f.fields = append(f.fields, x)
	f.add(newFlush(x.row))
}

// checklist adds the live list of the rules of a new password.
func (f *form) checklist(password func() string, broken func(string) []string) {
	list := credentials.NewChecklist(f.p)
	f.add(widgets.Padded(look.Space4, "", list.Content()))
	f.rules = func(blamed bool) { list.Set(credentials.Rules(broken, password()), blamed) }
	f.rules(false)
}

// typed takes away what was answered about the old text.
func (f *form) typed(x *field) {
	sentence := ""
	if x.strict {
		sentence = f.p.Err(x.check(x.text()))
	}
	x.row.SetError(sentence)
	f.fail.Hide()
	if f.rules != nil {
		f.rules(false)
	}
	f.relayout()
}

// open shows the dialog with the keyboard in its first field.
func (f *form) open(title string) {
	cancel := widgets.NewButton(f.p.T("account.cancel"), f.close)
	cancel.SetFieldID(fieldCancel)
	f.accept.SetFieldID(fieldAccept)
	body := widgets.Column(look.Space4, append(f.parts, f.fail)...)
	f.dialog = widgets.NewDialog(title, body, f.accept, cancel)
	f.dialog.OnClosed = f.work.Cancel
	var first fyne.Focusable
	if len(f.fields) > 0 {
		first = f.fields[0].focus
	}
	f.dialog.Show(f.canvas, first)
}

func (f *form) close() { f.dialog.Close() }

// relayout places the dialog anew after something came or went.
func (f *form) relayout() {
	if f.dialog != nil {
		f.dialog.Relayout()
	}
}

// submit sends the form, or shows its first fault.
func (f *form) submit() {
	if f.work.Running() {
		return
	}
	var faulty *field
	for _, x := range f.fields {
		x.strict = true
		err := x.check(x.text())
		x.row.SetError(f.p.Err(err))
		if err != nil && faulty == nil {
			faulty = x
		}
	}
	if faulty != nil {
		f.blame(faulty)
		return
	}
	f.accept.SetBusy(true)
	work := func(ctx context.Context) (struct{}, error) { return struct{}{}, f.send(ctx) }
	task.GoLatest(context.Background(), f.run, &f.work, work, func(_ struct{}, err error) {
		f.accept.SetBusy(false)
		if err != nil {
			f.refused(err)
			return
		}
		f.close()
		f.done()
	})
}

// refused shows why not, at the field that it is about or above the buttons.
func (f *form) refused(err error) {
	key, _ := fault.KeyOf(err)
	for _, x := range f.fields {
		if f.place[key] == x.id {
			x.row.SetError(f.p.Err(err))
			f.blame(x)
			return
		}
	}
	f.fail.SetText(f.p.Err(err))
	f.fail.Show()
	f.relayout()
}

// blame gives the keyboard to a field that has a fault, its text selected.
func (f *form) blame(x *field) {
	if f.rules != nil {
		f.rules(x.id == fieldNewPassword)
	}
	f.relayout()
	f.canvas.Focus(x.focus)
	if text, ok := x.focus.(interface{ SelectAll() }); ok {
		text.SelectAll()
	}
}

// required is the check of a field that must not stay empty.
func required(key string) func(string) error {
	return func(text string) error {
		if text != "" {
			return nil
		}
		return fault.New(fault.Invalid, "account.required", key)
	}
}
