package server

import (
	"context"
	"net/http"
	"time"

	"pupitre/data/fault"
	"pupitre/data/store"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// defaultPage is the number of items of a pull that names none.
const defaultPage = 500

// pull gives the items after the reader's cursor; with wait, it holds the answer until there are some.
func (s *Server) pull(w http.ResponseWriter, r *http.Request, who store.Session) error {
	page, err := s.tryPull(w, r, who)
	switch {
	case err != nil:
		s.metrics.pulls.WithLabelValues(codeOf(err)).Inc()
		return err
	case len(page.Items) == 0:
		s.metrics.pulls.WithLabelValues("empty").Inc()
		page.Items = []wire.Item{} // [], not null
	default:
		s.metrics.pulls.WithLabelValues("items").Inc()
	}
	s.reply(w, r, http.StatusOK, page)
	return nil
}

// pullQuery is what a pull asks for.
type pullQuery struct {
	since int64
	epoch string
	limit int
	wait  time.Duration
}

func parsePull(r *http.Request) (q pullQuery, err error) {
	n := numbers{values: r.URL.Query()}
	q.since = n.get("since", 0, 1<<62)
	q.limit = int(n.get("limit", defaultPage, wire.MaxPullItems))
	q.wait = time.Duration(n.get("wait", 0, int64(wire.MaxWait/time.Second))) * time.Second
	q.epoch = n.values.Get("epoch")
	if n.bad || len(q.epoch) > wire.MaxName {
		err = fault.New(fault.Invalid, "server.parsePull", "server.malformed")
	}
	return q, err
}

func (s *Server) tryPull(w http.ResponseWriter, r *http.Request, who store.Session) (wire.Pull, error) {
	space := r.PathValue("space")
	q, err := parsePull(r)
	if err != nil {
		return wire.Pull{}, err
	}
	if q.wait == 0 {
		return s.feed(r.Context(), space, who, q)
	}
	clearDeadlines(w)
	watch := s.hub.Watch(space, sessionTopic(who.ID)) // before the first look, so that nothing falls between
	defer watch.Close()
	patience := time.NewTimer(q.wait)
	defer patience.Stop()
	for {
		page, err := s.feed(r.Context(), space, who, q)
		if err != nil || page.To != q.since {
			return page, err
		}
		select {
		case <-watch.C():
			watch.Take()
			if _, err := s.lookUp(r.Context(), who.TokenHash); err != nil {
				return wire.Pull{}, err
			}
		case <-patience.C:
			return page, nil
		case <-s.closing:
			return page, nil
		case <-r.Context().Done():
			return wire.Pull{}, fault.As(fault.Unavailable, "server.pull", "server.busy", r.Context().Err())
		}
	}
}

func (s *Server) feed(ctx context.Context, space string, who store.Session, q pullQuery) (page wire.Pull, err error) {
	err = s.store.Read(ctx, func(tx *store.Tx) error {
		page, err = syncing.Feed(tx, space, actorOf(who), q.since, q.epoch, q.limit)
		return err
	})
	return page, fault.Wrap("server.feed", err)
}

// clearDeadlines frees an answer that lasts by design from the time limits of ordinary ones.
func clearDeadlines(w http.ResponseWriter) {
	control := http.NewResponseController(w)
	// Both fail only on writers without a connection, which have no limits either.
	_ = control.SetReadDeadline(time.Time{})
	_ = control.SetWriteDeadline(time.Time{})
}
