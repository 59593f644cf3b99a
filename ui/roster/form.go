package roster

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"pupitre/data/fault"
	"pupitre/ui/look"
	"pupitre/ui/task"
	"pupitre/ui/widgets"
)

// form is a dialog whose button asks the server: it stays open, with what was typed, until the server has agreed.
type form struct {
	host    *Host
	dialog  *widgets.Dialog
	accept  *widgets.Button
	problem *widgets.Banner
	rows    *fyne.Container
	places  []formRow
}

// formRow shows the refusals that are about it.
type formRow struct {
	row      *widgets.Row
	refusals []string // catalogue ids
}

// newForm makes the dialog; send runs with its button and Enter.
func newForm(h *Host, title, intro, accept string, send func()) *form {
	f := &form{host: h, problem: widgets.NewBanner(widgets.Failure, ""), rows: widgets.Column(look.Space4)}
	f.problem.Hide()
	f.accept = widgets.NewPrimaryButton(accept, send)
	cancel := widgets.NewButton(h.P.T("people_page.cancel"), func() { f.dialog.Close() })
	body := widgets.Column(look.Space12, f.problem, f.rows)
	if intro != "" {
		body = widgets.Column(look.Space12, widgets.Muted(intro), f.problem, f.rows)
	}
	f.dialog = widgets.NewDialog(title, body, f.accept, cancel)
	return f
}

// add puts a row at the end; the refusals of the ids given are said there.
func (f *form) add(label, help string, control fyne.CanvasObject, refusals ...string) {
	row := widgets.NewRow(label, help, control, look.ControlWide)
	f.rows.Add(row)
	f.places = append(f.places, formRow{row, refusals})
}

// entry adds a text field.
func (f *form) entry(id, label, help string, most int, refusals ...string) *widgets.Entry {
	e := widgets.NewEntry(label)
	e.SetFieldID(id)
	e.SetMaxLength(most)
	e.OnSubmitted = func(string) { f.dialog.Submit() }
	f.add(label, help, e, refusals...)
	return e
}

// pick adds a list of choices; changed may be nil.
func (f *form) pick(id, label, help, chosen string, options []widgets.Option, refusals ...string) *widgets.Select {
	s := widgets.NewSelect(f.host.P, label, options...)
	s.SetFieldID(id)
	s.SetSelected(chosen)
	f.add(label, help, s, refusals...)
	return s
}

func (f *form) show(first fyne.Focusable) {
	if c := f.host.Canvas(); c != nil {
		f.dialog.Show(c, first)
	}
}

// refuse says what is wrong, at its field where there is one; nil takes everything back.
func (f *form) refuse(err error) {
	key, _ := fault.KeyOf(err)
	said := err == nil
	for _, place := range f.places {
		sentence := ""
		if !said && slices.Contains(place.refusals, key) && !place.row.Hidden {
			sentence, said = f.host.P.Err(err), true
		}
		place.row.SetError(sentence)
	}
	f.problem.Hidden = said
	if !said {
		f.problem.SetText(f.host.P.Err(err))
	}
	f.relayout()
}

// relayout places the dialog anew after something came or went.
func (f *form) relayout() {
	f.rows.Refresh()
	if c := f.host.Canvas(); c != nil && f.dialog.Shown() {
		for _, o := range c.Overlays().List() {
			o.Refresh()
		}
	}
}

// ask sends what the form says, then closes it; a refusal stays on it.
func ask[T any](f *form, send func(context.Context) (T, error), done func(T)) {
	if f.accept.Busy() {
		return
	}
	f.refuse(nil)
	f.accept.SetBusy(true)
	r := f.host.Roster
	task.Go(context.Background(), r.deps.Run, send, func(answer T, err error) {
		f.accept.SetBusy(false)
		if err != nil {
			if f.dialog.Shown() {
				f.refuse(err)
			} else { // closed meanwhile
				r.deps.Window.Fail(f.host.P.Err(err))
			}
			return
		}
		f.dialog.Close()
		r.Load()
		done(answer)
	})
}
