package loginpage

import (
	"fyne.io/fyne/v2"

	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// inset aligns an object with the fields.
func (v *view) inset(o fyne.CanvasObject) fyne.CanvasObject {
	return widgets.Padded(look.Space4, look.Space16, o)
}

func (v *view) row(id FieldID, label, help, hint string) *widgets.Row {
	e := widgets.NewEntry(label)
	e.SetHint(hint)
	return v.place(id, label, help, e, e)
}

func (v *view) secret(id FieldID, label string) *widgets.Row {
	e := widgets.NewPasswordEntry(v.p, label, v.page.deps.CapsLock)
	row := v.place(id, label, "", e, &e.Entry)
	e.OnCapsLock = func(warn bool) {
		warning := ""
		if warn {
			warning = e.CapsLockWarning()
		}
		row.SetNotice(warning)
		v.root.Refresh()
	}
	return row
}

// place joins a field to the model.
func (v *view) place(id FieldID, label, help string, control fyne.CanvasObject, e *widgets.Entry) *widgets.Row {
	e.SetFieldID(string(id))
	e.SetText(v.page.model.Text(id))
	e.OnChanged = func(text string) {
		if !v.left {
			v.page.typed(id, text)
		}
	}
	e.OnCommitted = func(string) {
		if !v.left {
			v.page.leave(id)
		}
	}
	e.OnSubmitted = func(string) {
		if !v.left {
			v.page.submit()
		}
	}
	row := widgets.NewRow(label, help, control, look.ControlWide)
	v.rows[id] = row
	return row
}

func (v *view) buttons(label string) fyne.CanvasObject {
	v.submit = widgets.NewPrimaryButton(label, v.page.submit)
	v.submit.SetFieldID(fieldSubmit)
	v.cancel = widgets.NewButton(v.p.T("login.cancel"), v.page.giveUp)
	v.cancel.Hide()
	return widgets.Padded(look.Space8, look.Space16, widgets.Column(look.Space8, v.submit, v.cancel))
}
