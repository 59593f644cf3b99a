package editing

import (
	"bytes"
	"time"
)

// keepAfter is how long after an edit the draft is written: typing must not write at each letter, and a crash loses no more
// than this.
const keepAfter = time.Second

// Keeper is where the draft of this person survives a crash.
type Keeper interface {
	// Kept reads what was kept last, nothing when there is none. It may block.
	Kept() ([]byte, error)
	// Keep replaces it, in the order of the calls; nothing removes it. It returns at once.
	Keep(text []byte)
}

// keeping is how the draft is written to disk and found again.
type keeping struct {
	recalled bool   // what the last start left was looked for
	last     []byte // what was written last
	cancel   func() // of the write that waits
}

// read gives what the last start left, once.
func (k *keeping) read(from Keeper) []byte {
	if from == nil || k.recalled {
		return nil
	}
	text, err := from.Kept()
	if err != nil {
		return nil // a draft that cannot be read is lost; nothing that was saved is
	}
	return text
}

// recall takes up what the last start left, and says so.
func (e *Editor) recall(kept []byte) {
	if e.keeping.recalled || e.model.phase != Ready {
		return
	}
	e.keeping.recalled = true
	if len(kept) == 0 || e.model.Dirty() {
		return
	}
	e.keeping.last = kept
	p := e.Window.Printer()
	switch changed, err := e.model.draft.Recall(kept); {
	case err != nil:
		e.Window.Fail(p.Err(err))
	case changed:
		n := len(e.model.Changes())
		e.Window.Toast(p.N("draft.restored", n), p.T("draft.drop"), e.Revert)
	}
}

// keepSoon writes the draft a moment after the last edit, and forgets one that is empty at once.
func (e *Editor) keepSoon() {
	if e.Keeper == nil || !e.keeping.recalled {
		return
	}
	if !e.model.Dirty() {
		e.keepNow()
		return
	}
	if e.keeping.cancel == nil {
		e.keeping.cancel = e.Run.After(keepAfter, e.keepNow)
	}
}

// keepNow writes the draft.
func (e *Editor) keepNow() {
	if e.keeping.cancel != nil {
		e.keeping.cancel()
		e.keeping.cancel = nil
	}
	if e.Keeper == nil || !e.keeping.recalled {
		return
	}
	text, err := e.model.draft.Keep()
	if err != nil || bytes.Equal(text, e.keeping.last) {
		return
	}
	e.keeping.last = text
	e.Keeper.Keep(text)
}
