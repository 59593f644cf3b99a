package settingspage

import (
	"context"
	"slices"
	"time"

	"pupitre/data/desk"
	"pupitre/data/wire"
	"pupitre/ui/draft"
	"pupitre/ui/task"
)

// Health is what the server knows of the application servers.
type Health interface {
	// AppServersHealth tells how they are; fault.Unavailable off line.
	AppServersHealth(ctx context.Context) (wire.AppServersHealth, error)
	// RehearseFailover asks what would happen if the server with the id fell, "" for the one that serves. Nothing is switched.
	RehearseFailover(ctx context.Context, server string) (wire.FailoverRehearsal, error)
}

// healthEvery is how often the health is asked for while the page is on the screen.
const healthEvery = 5 * time.Second

// health follows the application servers while somebody looks.
type health struct {
	editor  *Editor
	known   wire.AppServersHealth
	fault   error // of the last question, nil when it was answered
	asked   bool  // at least one answer has come
	watched int   // how many views look
	loads   task.Latest
	stop    func() // of the next question

	rehearsing bool
	told       string // what the last rehearsal said, by sentence; "" for none
	rehearsal  wire.FailoverRehearsal
	failed     error // of the last rehearsal
	changed    func()
}

func newHealth(e *Editor) *health { return &health{editor: e, changed: func() {}} }

// offers tells whether there is anybody to ask.
func (h *health) offers() bool { return h.editor.deps.Health != nil }

// mayRehearse tells whether a rehearsal would be answered: it makes the server probe, which is for those who may change how.
func (h *health) mayRehearse() bool { return h.offers() && h.editor.deps.Role.MayEditSettings() }

func (h *health) online() bool { return h.editor.deps.Source.State().Connection == desk.Online }

// watch asks now and again until unwatch.
func (h *health) watch(changed func()) {
	h.changed = changed
	h.watched++
	if h.watched == 1 && h.offers() {
		h.ask()
	}
}

func (h *health) unwatch() {
	h.watched--
	if h.watched > 0 {
		return
	}
	h.changed = func() {}
	h.loads.Cancel()
	if h.stop != nil {
		h.stop()
	}
}

// ask asks for the health; off line there is nobody to ask, and the next time tries again.
func (h *health) ask() {
	h.stop = h.editor.deps.Run.After(healthEvery, h.ask)
	if !h.online() {
		return
	}
	task.GoLatest(context.Background(), h.editor.deps.Run, &h.loads, h.editor.deps.Health.AppServersHealth,
		func(known wire.AppServersHealth, err error) {
			h.fault = err
			if err == nil {
				h.known, h.asked = known, true
			}
			h.changed()
		})
}

// of is the health of an application server; ok is false while it is not known.
func (h *health) of(entity string) (status wire.AppServerStatus, ok bool) {
	if !h.asked || !h.online() || h.fault != nil {
		return wire.AppServerStatus{}, false
	}
	i := slices.IndexFunc(h.known.Servers, func(s wire.AppServerStatus) bool { return s.ID == draft.IDOf(entity) })
	if i < 0 {
		return wire.AppServerStatus{}, false
	}
	return h.known.Servers[i], true
}

// rehearse asks what would happen if the server that serves fell.
func (h *health) rehearse() {
	if h.rehearsing || !h.mayRehearse() {
		return
	}
	h.rehearsing, h.told, h.failed = true, "", nil
	h.changed()
	task.Go(context.Background(), h.editor.deps.Run, func(ctx context.Context) (wire.FailoverRehearsal, error) {
		return h.editor.deps.Health.RehearseFailover(ctx, "")
	}, func(r wire.FailoverRehearsal, err error) {
		h.rehearsing, h.failed, h.rehearsal = false, err, r
		if err == nil {
			h.told = h.sentence(r)
		}
		h.changed()
	})
}

// The sentences of a rehearsal.
const (
	toldResult = "result"
	toldNobody = "nobody"
	toldOff    = "off"
)

func (h *health) sentence(r wire.FailoverRehearsal) string {
	switch {
	case r.Serves == "" || r.Serves == r.Falls:
		return toldNobody
	case !r.Enabled:
		return toldOff
	}
	return toldResult
}
