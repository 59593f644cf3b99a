package editing

import (
	"pupitre/data/syncing"
	"pupitre/ui/draft"
)

// Take puts stored values into the draft, as one step of undo.
func (e *Editor) Take(edits []syncing.FieldEdit) {
	e.Edit(func(d *draft.Draft) { d.Take(edits) })
}
