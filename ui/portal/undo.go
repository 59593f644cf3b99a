package portal

import (
	"context"

	"fyne.io/fyne/v2"

	"pupitre/data/wire"
	"pupitre/i18n"
	"pupitre/ui/task"
	"pupitre/ui/widgets"
)

// LastChange says what Undo takes back, "" when nothing can be.
func (h *Portal) LastChange(p *i18n.Printer, undo *wire.FederationUndo) string {
	if undo == nil {
		return ""
	}
	return p.T("building.undo.last", "What", ChangeWord(p, undo.Change), "By", undo.By, "When", p.Moment(undo.At.In(h.zone())))
}

// ChangeWord is what a change of a whole directory is called.
func ChangeWord(p *i18n.Printer, c wire.DirectoryChange) string {
	switch c {
	case wire.ChangeAccounts:
		return p.T("building.undo.accounts")
	case wire.ChangeImport:
		return p.T("building.undo.import")
	case wire.ChangePlan:
		return p.T("building.undo.plan")
	case wire.ChangeUndo:
		return p.T("building.undo.undo")
	case wire.ChangeLoad:
	}
	return p.T("building.undo.load")
}

// Undo is the question whether the last change of a directory is taken back.
type Undo struct {
	P    *i18n.Printer
	Run  task.Runner
	What wire.DirectoryChange
	Send func(ctx context.Context) (wire.FederationState, error)
	Done func(wire.FederationState)
}

// Ask names what is taken back, and takes it back.
func (u Undo) Ask(c fyne.Canvas) {
	var o *Order
	o = NewOrder(u.P, u.Run, OrderSpec{
		Title: u.P.T("building.undo.title", "What", ChangeWord(u.P, u.What)), Accept: u.P.T("building.undo.accept"), Danger: true,
		Body: []fyne.CanvasObject{widgets.Body(u.P.T("building.undo.body"))},
		Do:   func() { Send(o, u.Send, u.Done) },
	})
	o.Show(c, nil)
}
