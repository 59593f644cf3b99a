package importpage

import (
	"context"
	"io"
	"sync/atomic"
	"time"

	"pupitre/data/fault"
	"pupitre/data/wire"
	"pupitre/i18n"
	"pupitre/ui/shell"
	"pupitre/ui/task"
)

const (
	askEvery  = 500 * time.Millisecond // while the server reads
	askSlower = 5 * time.Second        // after it could not be reached
	tellEvery = 200 * time.Millisecond // how much is sent
)

// send sends the file to be read; from then on the import is the server's.
func (h *Presenter) send() {
	c := h.file
	if h.phase != Mapping || c == nil || !h.online || h.reads.Running() {
		return
	}
	h.awaited()
	if h.fault = c.check(); h.fault != nil {
		h.Tell()
		return
	}
	h.phase, h.sent = Sending, 0
	var sent atomic.Int64
	h.stopTelling = h.tellSent(&sent)
	of, options := h.of, c.options()
	task.GoLatest(context.Background(), h.deps.Run, &h.sends, func(ctx context.Context) (wire.Import, error) {
		return h.deps.Source.StartImport(ctx, of, counting{c.reader(), &sent}, c.size, options)
	}, func(i wire.Import, err error) {
		h.stopTelling()
		if err != nil {
			h.phase, h.fault = Mapping, err // the columns stay as they were chosen
			h.Tell()
			return
		}
		h.drop()
		h.job, h.phase = i, Running
		h.list.clear()
		h.ask()
		h.Tell()
	})
	h.Tell()
}

// counting counts what is read of a file.
type counting struct {
	io.Reader
	n *atomic.Int64
}

// Read implements io.Reader.
func (c counting) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.n.Add(int64(n))
	return n, err
}

// tellSent shows now and then how much was sent, until stop.
func (h *Presenter) tellSent(sent *atomic.Int64) (stop func()) {
	over := false
	cancel := func() {}
	var again func()
	again = func() {
		if over {
			return
		}
		if n := sent.Load(); n != h.sent {
			h.sent = n
			h.Tell()
		}
		cancel = h.deps.Run.After(tellEvery, again)
	}
	cancel = h.deps.Run.After(tellEvery, again)
	return func() {
		over = true
		cancel()
	}
}

// stopSending ends an upload; the server forgets it.
func (h *Presenter) stopSending() {
	if h.phase == Sending {
		h.sends.Cancel()
		h.stopTelling()
		h.phase = Mapping
		h.Tell()
	}
}

// ask asks the server how far it is, again and again until it has read the file.
func (h *Presenter) ask() {
	h.stopAsking()
	of, id := h.of, h.job.ID
	task.GoLatest(context.Background(), h.deps.Run, &h.asks, func(ctx context.Context) (wire.Import, error) {
		return h.deps.Source.ImportState(ctx, of, id)
	}, func(i wire.Import, err error) {
		switch {
		case fault.CodeOf(err) == fault.Unavailable: // the server goes on meanwhile
			h.stopAsk = h.deps.Run.After(askSlower, h.ask)
			return
		case err != nil:
			h.fail(err)
			return
		}
		h.took(i)
	})
}

func (h *Presenter) stopAsking() {
	h.asks.Cancel()
	if h.stopAsk != nil {
		h.stopAsk()
		h.stopAsk = nil
	}
}

// took takes what the server says of the import.
func (h *Presenter) took(i wire.Import) {
	h.job = i
	switch i.State {
	case wire.ImportRunning:
		h.stopAsk = h.deps.Run.After(askEvery, h.ask)
	case wire.ImportReady:
		h.phase = Ready
		h.list.show(i.Refused)
		h.away()
	case wire.ImportFailed:
		h.phase, h.fault = Failed, failureOf(i)
		h.away()
	case wire.ImportCancelled: // by somebody else, or elsewhere
		h.again()
		return
	case wire.ImportAccepted:
		h.phase = Done
	}
	h.Tell()
}

// away tells who looks at another page that the server has come to its end.
func (h *Presenter) away() {
	if h.looking > 0 {
		return
	}
	p := h.deps.Window.Printer()
	text := p.N("importpage.toast_ready", h.job.Refused)
	if h.phase == Failed {
		text = p.T("importpage.toast_failed", "Reason", p.Err(h.fault))
	}
	h.deps.Window.Toast(text, p.T("importpage.toast_show"), func() { h.deps.Window.Open(shell.Place{Route: h.deps.Route}) })
}

// failureOf is why the server has given an import up.
func failureOf(i wire.Import) error {
	const op = "importpage.failureOf"
	if i.Failure == nil {
		return fault.New(fault.Unavailable, op, "federation.import_interrupted")
	}
	return &fault.Error{Code: fault.Code(i.Failure.Code), Op: op, Key: i.Failure.Key, Args: i.Failure.Args}
}

// accept puts what was read into the place of the directory.
func (h *Presenter) accept() {
	if h.phase != Ready || h.orders.Running() {
		return
	}
	h.phase, h.fault = Accepting, nil
	of, id := h.of, h.job.ID
	h.order(func(ctx context.Context) error { return h.deps.Source.AcceptImport(ctx, of, id) }, func(err error) {
		if err != nil {
			h.phase, h.fault = Ready, err
			return
		}
		h.phase = Done
		h.refresh() // it can be taken back
	})
}

// cancelImport gives the import up; nothing has changed.
func (h *Presenter) cancelImport() { h.giveUp(func() {}) }

// giveUp is cancelImport, and runs then once the server knows.
func (h *Presenter) giveUp(then func()) {
	if h.phase != Running && h.phase != Ready || h.orders.Running() {
		return
	}
	of, id := h.of, h.job.ID
	h.order(func(ctx context.Context) error { return h.deps.Source.CancelImport(ctx, of, id) }, func(err error) {
		if err != nil {
			h.fault = err
			return
		}
		h.stopAsking()
		h.again()
		h.deps.Window.Toast(h.deps.Window.Printer().T("importpage.cancelled"), "", nil)
		then()
	})
}

// order asks the server for something that changes.
func (h *Presenter) order(do func(context.Context) error, done func(error)) {
	task.GoLatest(context.Background(), h.deps.Run, &h.orders, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, do(ctx)
	}, func(_ struct{}, err error) {
		done(err)
		h.Tell()
	})
	h.Tell()
}

// undone takes what the server has answered after a change was taken back.
func (h *Presenter) undone(s wire.FederationState) {
	h.state = s
	if h.phase == Done {
		h.phase, h.job = Idle, wire.Import{}
	}
	h.deps.Window.Toast(h.deps.Window.Printer().T("importpage.undone"), "", nil)
	h.Tell()
}

// UnderWay implements shell.Work: closing the window ends the sending of a file, and leaves the server alone with one.
func (h *Presenter) UnderWay(p *i18n.Printer) (w shell.Underway, ok bool) {
	switch h.phase {
	case Sending:
		return shell.Underway{Title: p.T("importpage.leave.sending_title"), Body: p.T("importpage.leave.sending_body")}, true
	case Running:
		return shell.Underway{
			Title: p.T("importpage.leave.running_title"), Body: p.T("importpage.leave.running_body"), GiveUp: p.T("importpage.leave.give_up"),
		}, true
	case Idle, Looking, Mapping, Ready, Accepting, Done, Failed:
	}
	return w, false
}

// GiveUp implements shell.Work. There may be nothing left to give up: the server has gone on while the person read the question.
func (h *Presenter) GiveUp(then func()) {
	switch h.phase {
	case Running, Ready:
		h.giveUp(then)
	case Accepting: // it is too late
	case Idle, Looking, Mapping, Sending, Done, Failed:
		then()
	}
}
