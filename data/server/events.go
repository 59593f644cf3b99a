package server

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"time"

	sse "github.com/tmaxmax/go-sse"

	"pupitre/data/fault"
	"pupitre/data/store"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

const (
	heartbeat      = 20 * time.Second
	streamPatience = 10 * time.Second // for one write: a client that does not read is cut
	maxStreams     = 8                // of one person: a desktop has one
)

var presenceType = sse.Type(wire.PresenceEvent)

// events is the stream of pokes of the spaces that the person may read. The wire format is the library's; the
// subscription is ours, because its providers know neither sessions that end nor hints that melt into one.
func (s *Server) events(w http.ResponseWriter, r *http.Request, who store.Session) error {
	const op = "server.events"
	if !s.streams.enter(who.Person) {
		return tooMany(op, heartbeat)
	}
	defer s.streams.leave(who.Person)
	heads, err := s.heads(r, who)
	if err != nil {
		return err
	}
	topics := []string{sessionTopic(who.ID)}
	for _, head := range heads {
		topics = append(topics, head.Space)
	}
	var watched []string // spaces
	if r.URL.Query().Get("presence") == "1" {
		if watched, err = s.watchable(r, who); err != nil {
			return err
		}
	}
	for _, space := range watched {
		topics = append(topics, presenceTopic(space))
	}
	watch := s.hub.Watch(topics...)
	defer watch.Close()
	if heads, err = s.heads(r, who); err != nil { // again: what moved before the watch began
		return err
	}
	s.metrics.streams.Inc()
	defer s.metrics.streams.Dec()
	clearDeadlines(w)
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Accel-Buffering", "no") // nginx would hold the events back
	upgraded, err := sse.Upgrade(w, r)
	if err != nil {
		return fault.As(fault.Internal, op, "", err)
	}
	stream := &stream{session: upgraded, control: http.NewResponseController(w), present: map[string]string{}}
	if s.tellPresence(r.Context(), stream, watched) == nil {
		s.pump(r, who, stream, watch, heads, watched)
	}
	return nil
}

// pump sends hints until the client, the session or the server ends, and who edits what in the spaces watched.
func (s *Server) pump(r *http.Request, who store.Session, out *stream, watch Watch, heads []wire.Poke, watched []string) {
	beat := time.NewTicker(s.heartbeat)
	defer beat.Stop()
	if out.pokes(heads) != nil {
		return
	}
	for {
		select {
		case <-r.Context().Done():
			return
		case <-s.closing:
			return
		case <-watch.C():
			pokes, present := sortHints(watch.Take())
			if slices.ContainsFunc(pokes, func(p wire.Poke) bool { return p.Space == sessionTopic(who.ID) }) ||
				out.pokes(pokes) != nil || s.tellPresence(r.Context(), out, present) != nil {
				return
			}
		case <-beat.C:
			// The session may have ended in another process, or the person's spaces changed: a new stream finds out.
			now, err := s.heads(r, who)
			if err != nil || !sameSpaces(now, heads) || out.beat() != nil || s.tellPresence(r.Context(), out, watched) != nil {
				return
			}
		}
	}
}

// heads gives the spaces that the session may read, with their newest revision.
func (s *Server) heads(r *http.Request, who store.Session) ([]wire.Poke, error) {
	const op = "server.heads"
	if _, err := s.lookUp(r.Context(), who.TokenHash); err != nil {
		return nil, err
	}
	var heads []wire.Poke
	err := s.store.Read(r.Context(), func(tx *store.Tx) error {
		heads = nil
		members, err := tx.Memberships(who.Person)
		if err != nil {
			return err
		}
		for _, m := range members {
			space, err := tx.Space(syncing.ProviderSpace(m.Provider))
			if err != nil {
				return err
			}
			heads = append(heads, wire.Poke{Space: space.ID, Rev: space.Rev})
		}
		federations, err := tx.FederationsOf(who.Person)
		for _, f := range federations {
			heads = append(heads, wire.Poke{Space: f.Space(), Rev: f.Generation})
		}
		return err
	})
	return heads, fault.Wrap(op, err)
}

// watchable lists the spaces in which the person may know who is editing what.
func (s *Server) watchable(r *http.Request, who store.Session) (spaces []string, err error) {
	err = s.store.Read(r.Context(), func(tx *store.Tx) error {
		spaces = nil
		members, err := tx.Memberships(who.Person)
		for _, m := range members {
			if m.Role.MayReadSettings() {
				spaces = append(spaces, syncing.ProviderSpace(m.Provider))
			}
		}
		return err
	})
	return spaces, fault.Wrap("server.watchable", err)
}

// sortHints tells the spaces that moved from those in which the people who edit changed.
func sortHints(hints []wire.Poke) (moved []wire.Poke, present []string) {
	for _, p := range hints {
		if space, ok := strings.CutPrefix(p.Space, presenceTopic("")); ok {
			present = append(present, space)
			continue
		}
		moved = append(moved, p)
	}
	return moved, present
}

// tellPresence sends who edits what in the spaces, where it is not what was told last.
func (s *Server) tellPresence(ctx context.Context, out *stream, spaces []string) error {
	const op = "server.tellPresence"
	for _, space := range spaces {
		told := wire.Presences{Space: space}
		err := s.store.Read(ctx, func(tx *store.Tx) (err error) {
			told.People, err = tx.Presences(space, s.now())
			return err
		})
		if err != nil {
			return fault.Wrap(op, err)
		}
		if told.People == nil {
			told.People = []wire.Present{}
		}
		b, err := json.Marshal(told)
		if err != nil {
			return fault.Wrap(op, err)
		}
		if err := out.presence(space, string(b)); err != nil {
			return err
		}
	}
	return nil
}

func sameSpaces(a, b []wire.Poke) bool {
	return slices.EqualFunc(a, b, func(x, y wire.Poke) bool { return x.Space == y.Space })
}

// stream writes events with a time limit on each write.
type stream struct {
	session *sse.Session
	control *http.ResponseController
	present map[string]string // what was told last of each space
}

func (s *stream) presence(space, text string) error {
	if s.present[space] == text {
		return nil
	}
	m := &sse.Message{Type: presenceType}
	m.AppendData(text)
	if err := s.send(m); err != nil {
		return err
	}
	s.present[space] = text
	return s.flush()
}

func (s *stream) pokes(pokes []wire.Poke) error {
	for _, p := range pokes {
		b, err := json.Marshal(p)
		if err != nil {
			return err
		}
		m := &sse.Message{}
		m.AppendData(string(b))
		if err := s.send(m); err != nil {
			return err
		}
	}
	return s.flush()
}

func (s *stream) beat() error {
	m := &sse.Message{}
	m.AppendComment("beat")
	if err := s.send(m); err != nil {
		return err
	}
	return s.flush()
}

func (s *stream) send(m *sse.Message) error {
	_ = s.control.SetWriteDeadline(time.Now().Add(streamPatience)) // see clearDeadlines
	return s.session.Send(m)
}

func (s *stream) flush() error {
	defer func() { _ = s.control.SetWriteDeadline(time.Time{}) }()
	return s.session.Flush()
}
