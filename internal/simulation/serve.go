package simulation

import (
	"encoding/json"
	"errors"
	"time"

	"pupitre/data/access"
	"pupitre/data/fault"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// held is a pull that the server keeps until there are news.
type held struct {
	space string
	serve func(last bool) (answered bool)
}

// onPush is the server's answer to a push.
func (w *world) onPush(who syncing.Actor, space string, p wire.Push) (wire.PushResult, error) {
	if w.busy {
		w.count("server busy")
		return wire.PushResult{}, errBusy
	}
	if p.Device != who.Device {
		w.count("push of another device than the session's")
		return wire.PushResult{}, errForbidden
	}
	var out wire.PushResult
	var rec *recorder
	before := int64(0)
	err := w.server.Write(func(tx ServerTx) error {
		sp, err := tx.Space(space)
		if err != nil {
			return err
		}
		before = sp.Rev
		last, err := tx.LastSeq(space, who.Device)
		if err != nil {
			return err
		}
		gone, err := w.admit(space, last, p)
		if err != nil {
			return err
		}
		rec = &recorder{ServerTx: tx, w: w, space: space, push: p}
		out, err = syncing.Apply(rec, rules{gone}, w.now(), space, who, p)
		return err
	})
	if err != nil {
		w.refused(err)
		return out, err
	}
	w.oracle.log = append(w.oracle.log, rec.log...)
	for _, f := range rec.ended {
		f()
	}
	for range len(out.Results) - len(rec.ended) {
		w.count("answered from the ledger")
	}
	if out.Rev != before {
		w.checkSections(space)
		w.moved(space, out.Rev)
	}
	return out, nil
}

// ended notes the end of an edit; the transaction has committed.
func (w *world) ended(id identity, key saveKey, m wire.Mutation, res wire.MutationResult) {
	s := w.oracle.saves[key]
	s.under = append(s.under, id)
	w.oracle.whose[id] = key
	w.trace(uint64(id.seq), uint64(key.madeAt), uint64(len(res.Fields)))
	if len(m.Fields) > 0 && m.Fields[0].BaseRev == -1 {
		w.count("sent without revisions")
	}
	if m.Kind == wire.Resolve && res.Fields[0].Outcome != wire.Rejected {
		w.count("conflict resolved")
	}
	if s.acked {
		w.count("acknowledged by a lost history, offered again")
	}
}

func (w *world) refused(err error) {
	if r := asRefusal(err); r != nil {
		w.count("refused: " + r.Code)
	}
}

// onPull is a page of the feed.
func (w *world) onPull(person, device string, e syncing.Pull) (page wire.Pull, err error) {
	if w.busy {
		w.count("server busy")
		return page, errBusy
	}
	var member access.Member
	err = w.server.Read(func(r syncing.Reader) error {
		if member, err = r.Member(e.Space, person); err != nil && !fault.Is(err, fault.NotFound) {
			return err
		}
		page, err = syncing.Feed(r, e.Space, syncing.Actor{Person: person, Device: device}, e.Since, e.Epoch, w.mix.Page)
		return err
	})
	if err != nil {
		w.refused(err)
		return page, err
	}
	w.checkLeaks(member, page.Items)
	if page.More {
		w.count("page cut")
	}
	return page, nil
}

var (
	errForbidden = fault.As(fault.Forbidden, "simulation", "server.device_mismatch", errors.New("403"))

	errBusy = fault.As(fault.Unavailable, "simulation", "server.busy", errors.New("503"))
	errLost = fault.As(fault.Unavailable, "simulation", "remote.unreachable", errors.New("nothing came in time"))
)

// moved tells those who wait that a space has news.
func (w *world) moved(space string, rev int64) {
	for _, d := range w.desks {
		if !d.streaming || !d.follows(space) {
			continue
		}
		if w.faulty && w.r.Float64() < w.mix.PokeLoss || w.deaf {
			w.count("poke lost")
			continue
		}
		life := d.life
		w.send(&d.down, func() {
			if d.life == life {
				d.tell(syncing.Poked{Poke: wire.Poke{Space: space, Rev: rev}})
			}
		})
	}
	w.release(space, false)
}

// release answers the pulls that are held and have something to tell.
func (w *world) release(space string, last bool) {
	waiting := w.held
	w.held = nil
	for _, h := range waiting {
		if (space != "" && h.space != space) || !h.serve(last) {
			w.held = append(w.held, h)
		}
	}
}

// through sends a message as JSON, with a member that the reader does not know.
func through[T any](w *world, v T) T {
	if !w.mix.Messages {
		return v
	}
	text, err := json.Marshal(v)
	if err != nil {
		w.broken(UnknownFields, "message: %v", err)
	}
	text = append([]byte(`{"x_unknown":{"a":[1,2]},`), text[1:]...)
	var out T
	if err := json.Unmarshal(text, &out); err != nil {
		w.broken(UnknownFields, "message: %v", err)
	}
	w.count("message with unknown members")
	return out
}

// send delivers f never, once or twice over a link, some time from now.
func (w *world) send(l *link, f func()) {
	n := 1
	if w.faulty && w.r.Float64() < w.mix.Drop {
		w.count("message dropped")
		n = 0
	}
	if w.faulty && w.r.Float64() < w.mix.Duplicate {
		w.count("message doubled")
		n++
	}
	for range n {
		at := w.elapsed + time.Millisecond + w.delay()
		if w.mix.Reorder && at < l.latest {
			w.count("message overtaken")
		}
		if !w.mix.Reorder {
			at = max(at, l.latest)
		}
		l.latest = max(l.latest, at)
		w.after(at-w.elapsed, func() {
			if l.cut {
				w.count("message into a cut link")
				return
			}
			f()
		})
	}
}

func (w *world) delay() time.Duration {
	if !w.faulty {
		return time.Millisecond
	}
	return time.Duration(w.r.ExpFloat64() * float64(w.mix.Delay))
}

// link is one direction between a desktop and the server.
type link struct {
	cut    bool
	latest time.Duration
}
