package editing

import "pupitre/ui/draft"

// Undo takes back the last step and shows where.
func (e *Editor) Undo() { e.show(e.model.draft.Undo()) }

// offer is an undo that the window offers in passing.
type offer struct {
	step     int // the newest when it was made
	withdraw func()
}

// OfferUndo says what was just done, and offers to take it back until something else is done: Undo would take that back instead.
func (e *Editor) OfferUndo(text, action string) {
	if e.offer.withdraw != nil {
		e.offer.withdraw()
	}
	e.offer = offer{e.model.draft.Newest(), e.Window.Offer(text, action, e.Undo)}
}

func (e *Editor) withdrawOffer() {
	if e.offer.withdraw == nil || e.offer.step == e.model.draft.Newest() {
		return
	}
	e.offer.withdraw()
	e.offer = offer{}
}

// Redo brings back the last step undone and shows where.
func (e *Editor) Redo() { e.show(e.model.draft.Redo()) }

func (e *Editor) show(at draft.Cell, ok bool) {
	if !ok {
		return
	}
	e.tell()
	e.reveal(e.model.ID(at))
}
