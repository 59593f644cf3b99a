package portal

import (
	"context"

	"fyne.io/fyne/v2"

	"pupitre/i18n"
	"pupitre/ui/look"
	"pupitre/ui/task"
	"pupitre/ui/widgets"
)

// Order is a dialog that asks the server for something: busy meanwhile, gone once it is done, and with the reason while it is
// refused.
type Order struct {
	*widgets.Dialog
	Accept  *widgets.Button
	p       *i18n.Printer
	run     task.Runner
	problem *widgets.Banner
	busy    bool
	refused func()
}

// OrderSpec says what an order asks.
type OrderSpec struct {
	Title  string
	Accept string // label of the button
	Danger bool   // it takes something away
	Body   []fyne.CanvasObject
	Do     func() // the button was pressed
	Back   func() // nil for an order without a step before
	// Refused, when it is not nil, runs after the server has said no: what is shown may be out of date.
	Refused func()
}

// NewOrder makes the dialog; Show opens it.
func NewOrder(p *i18n.Printer, run task.Runner, spec OrderSpec) *Order {
	o := &Order{p: p, run: run, problem: widgets.NewBanner(widgets.Failure, ""), refused: spec.Refused}
	o.problem.Hide()
	press := func() {
		if !o.busy {
			spec.Do()
		}
	}
	o.Accept = widgets.NewPrimaryButton(spec.Accept, press)
	if spec.Danger {
		o.Accept = widgets.NewDangerButton(spec.Accept, press)
	}
	cancel := widgets.NewButton(p.T("enterprise.cancel"), nil)
	body := widgets.Column(look.Space12, append(append([]fyne.CanvasObject{}, spec.Body...), o.problem)...)
	o.Dialog = widgets.NewDialog(spec.Title, body, o.Accept, cancel)
	cancel.OnTapped = o.Close
	if spec.Back != nil {
		o.SetOther(widgets.NewButton(p.T("enterprise.back"), func() {
			o.Close()
			spec.Back()
		}))
	}
	return o
}

// Refuse says why it cannot be done, also under a body that is higher than the window.
func (o *Order) Refuse(err error) {
	o.problem.SetText(o.p.Err(err))
	o.problem.Show()
	o.Relayout()
	o.ShowEnd()
}

// Correct leaves it to the person to mend what a field says, which has the keyboard now.
func (o *Order) Correct(field *widgets.Entry) {
	o.problem.Hide()
	o.Relayout()
	if c := fyne.CurrentApp().Driver().CanvasForObject(field); c != nil {
		c.Focus(field)
	}
}

// Send asks the server, and closes the dialog once it is done; a dialog that was closed meanwhile says nothing more, but done runs.
func Send[T any](o *Order, ask func(ctx context.Context) (T, error), done func(T)) {
	o.busy = true
	o.Accept.SetBusy(true)
	o.problem.Hide()
	task.Go(context.Background(), o.run, ask, func(out T, err error) {
		o.busy = false
		o.Accept.SetBusy(false)
		if err != nil {
			o.Refuse(err)
			if o.refused != nil {
				o.refused()
			}
			return
		}
		o.Close()
		done(out)
	})
}
