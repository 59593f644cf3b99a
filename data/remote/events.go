package remote

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"sync"
	"time"

	sse "github.com/tmaxmax/go-sse"

	"pupitre/data/fault"
	"pupitre/data/wire"
)

// DefaultSilence is how long a stream may say nothing: the server's heart beats every 20 s, and one beat may be lost.
const DefaultSilence = 45 * time.Second

// maxEvent bounds one event, in bytes.
const maxEvent = 64 << 10

// ErrSilent is in the chain of the error of a stream that was given up because it said nothing for too long.
var ErrSilent = errors.New("the event stream has gone silent")

// Events listens to the server's pokes and gives each to f, one at a time. up runs once, when the server has accepted
// the stream; it may be nil. Events blocks until the stream ends, and always returns an error: to come back is the
// caller's decision.
func (c *Client) Events(ctx context.Context, up func(), f func(wire.Poke)) error {
	const op = "remote.Events"
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	x := exchange{method: http.MethodGet, path: []string{"v1", "events"}}
	present := c.presenceListener()
	if present != nil {
		x.query = url.Values{"presence": {"1"}}
	}
	req, err := c.request(ctx, x)
	if err != nil {
		return fault.Wrap(op, err)
	}
	req.Header.Set("Accept", "text/event-stream")
	req.Header.Set("Accept-Encoding", "identity") // a packer would hold events back
	dog := newWatchdog(c.silence, func() { cancel(ErrSilent) })
	defer dog.stop()
	res, err := c.http.Do(req)
	if err != nil {
		return failure(op, errors.Join(err, context.Cause(ctx)))
	}
	defer func() { _ = res.Body.Close() }() // reading has told all that closing could
	if err := problemIn(res); err != nil {
		return fault.Wrap(op, err)
	}
	if err := expect(res, "text/event-stream"); err != nil {
		return fault.Wrap(op, err)
	}
	if up != nil {
		up()
	}
	return failure(op, errors.Join(readEvents(dog.watch(res.Body), f, present), context.Cause(ctx)))
}

// readEvents reads until the end; an end without an error is io.EOF. Events of kinds that this program does not know are
// passed over.
func readEvents(r io.Reader, f func(wire.Poke), present func(wire.Presences)) error {
	for event, err := range sse.Read(r, &sse.ReadConfig{MaxEventSize: maxEvent}) {
		if err != nil {
			return err
		}
		switch {
		case event.Type == "" || event.Type == "message":
			var poke wire.Poke
			if err := json.Unmarshal([]byte(event.Data), &poke); err != nil {
				return err
			}
			f(poke)
		case event.Type == wire.PresenceEvent && present != nil:
			var now wire.Presences
			if err := json.Unmarshal([]byte(event.Data), &now); err != nil {
				return err
			}
			now.People = now.People[:min(len(now.People), wire.MaxPresent)]
			present(now)
		}
	}
	return io.EOF
}

// watchdog barks when nothing was read for too long; comments, which the reader of events drops, are read too.
type watchdog struct {
	patience time.Duration
	timer    *time.Timer
}

func newWatchdog(patience time.Duration, bark func()) *watchdog {
	var once sync.Once
	return &watchdog{patience: patience, timer: time.AfterFunc(patience, func() { once.Do(bark) })}
}

func (d *watchdog) stop() { d.timer.Stop() }

func (d *watchdog) watch(r io.Reader) io.Reader { return watched{r: r, dog: d} }

type watched struct {
	r   io.Reader
	dog *watchdog
}

func (w watched) Read(b []byte) (int, error) {
	n, err := w.r.Read(b)
	if n > 0 {
		w.dog.timer.Reset(w.dog.patience)
	}
	return n, err
}
