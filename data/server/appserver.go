package server

import (
	"bytes"
	"encoding/json"
	"net/http"
	"slices"
	"time"

	"pupitre/data/appserver"
	"pupitre/data/fault"
	"pupitre/data/server/portal"
	"pupitre/data/store"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

const (
	maxRehearsal   = 1 << 10 // bytes of a message
	rehearsalEvery = 5 * time.Second
)

// applicationServer tells the public which application server serves now. Programs poll it: it has an ETag, and any web page
// may read it.
func (s *Server) applicationServer(w http.ResponseWriter, r *http.Request) {
	var out wire.ApplicationServer
	found := false
	err := s.store.Read(r.Context(), func(tx *store.Tx) error {
		provider, err := tx.ProviderBySlug(r.PathValue("slug"))
		if err != nil {
			return err
		}
		f, err := s.farm(tx, provider.ID)
		if err != nil {
			return err
		}
		var server appserver.Server
		var master bool
		server, master, found = f.state.ServingIn(f.config)
		out = wire.ApplicationServer{Name: server.Name, Address: server.Address.Addr().String(), Port: server.Address.Port(), Role: roleName(master)}
		if server.ID == f.state.Serving {
			out.Since = f.state.Since
		}
		return nil
	})
	w.Header().Set("Access-Control-Allow-Origin", "*")
	if err == nil && !found {
		err = fault.New(fault.NotFound, "server.applicationServer", "appserver.none")
	}
	if err != nil {
		s.fail(w, r, fault.Wrap("server.applicationServer", err))
		return
	}
	s.showJSON(w, r, out)
}

// showJSON sends a public answer that caches must check again each time.
func (s *Server) showJSON(w http.ResponseWriter, r *http.Request, body any) {
	text, err := json.Marshal(body)
	if err != nil {
		s.fail(w, r, fault.Wrap("server.showJSON", err))
		return
	}
	h := w.Header()
	h.Set("Content-Type", "application/json; charset=utf-8")
	h.Set("Cache-Control", "no-cache")
	h.Set("Access-Control-Expose-Headers", "ETag")
	h.Set("ETag", portal.ETag(text))
	http.ServeContent(w, r, "", noTime, bytes.NewReader(text)) // knows If-None-Match and HEAD
}

func roleName(master bool) string {
	if master {
		return wire.AppServerMaster
	}
	return wire.AppServerSlave
}

// appServersHealth tells those who may read the settings how the application servers are.
func (s *Server) appServersHealth(w http.ResponseWriter, r *http.Request, who store.Session) error {
	const op = "server.appServersHealth"
	var f farm
	space := r.PathValue("space")
	err := s.store.Read(r.Context(), func(tx *store.Tx) error {
		_, member, err := place(tx, space, who.Person)
		if err != nil {
			return err
		}
		if !member.Role.MayReadSettings() {
			return fault.New(fault.Forbidden, op, "settings.not_allowed")
		}
		f, err = s.farm(tx, syncing.ProviderOf(space))
		return err
	})
	if err != nil {
		return fault.Wrap(op, err)
	}
	out := wire.AppServersHealth{
		At: s.now().UTC(), Every: int(s.prober.every / time.Millisecond), Servers: statuses(f), NoneUp: f.state.NoneUp,
		Switches: make([]wire.AppServerSwitch, 0, len(f.state.Switches)),
	}
	if server, _, ok := f.state.ServingIn(f.config); ok {
		out.Serving = server.ID
		if server.ID == f.state.Serving {
			out.Since = f.state.Since
		}
	}
	for _, w := range slices.Backward(f.state.Switches) {
		out.Switches = append(out.Switches, wire.AppServerSwitch{
			At: w.At, Cause: string(w.Cause), From: w.From, FromName: w.FromName, To: w.To, ToName: w.ToName,
		})
	}
	s.reply(w, r, http.StatusOK, out)
	return nil
}

// statuses says how each server is, in the order of the settings.
func statuses(f farm) []wire.AppServerStatus {
	serving, _, _ := f.state.ServingIn(f.config)
	out := make([]wire.AppServerStatus, 0, len(f.config.Servers))
	for i, server := range f.config.Servers {
		h := f.state.Servers[server.ID]
		if h.Address != server.Address {
			h = appserver.Health{} // it was another computer
		}
		out = append(out, wire.AppServerStatus{
			ID: server.ID, Status: statusName(h), Since: h.Since, Changing: h.Streak, LastSeen: h.LastSeen, Probed: h.Probed,
			Latency: lastSample(h), Reason: string(h.Reason), Speaks: string(h.Speaks), Samples: h.Samples,
			Serves: server.ID == serving.ID, Master: i == 0,
		})
	}
	return out
}

func statusName(h appserver.Health) string {
	switch {
	case h.Probed.IsZero():
		return wire.AppServerUnknown
	case h.Up && h.OK:
		return wire.AppServerUp
	case h.Up:
		return wire.AppServerFailing
	case h.OK:
		return wire.AppServerRecovering
	}
	return wire.AppServerDown
}

func lastSample(h appserver.Health) int {
	if len(h.Samples) == 0 {
		return -1
	}
	return h.Samples[len(h.Samples)-1]
}

// rehearseFailover probes every application server at once and says what would happen if one fell. Nothing is switched, and
// the results count for nothing: pressing a button often must not make a server look down.
func (s *Server) rehearseFailover(w http.ResponseWriter, r *http.Request, who store.Session) error {
	const op = "server.rehearseFailover"
	space := r.PathValue("space")
	var f farm
	err := s.store.Read(r.Context(), func(tx *store.Tx) error {
		_, member, err := place(tx, space, who.Person)
		if err != nil {
			return err
		}
		if !member.Role.MayEditSettings() {
			return fault.New(fault.Forbidden, op, "settings.not_allowed")
		}
		f, err = s.farm(tx, syncing.ProviderOf(space))
		return err
	})
	if err != nil {
		return fault.Wrap(op, err)
	}
	body, err := readJSON(w, r, maxRehearsal)
	if err != nil {
		return err
	}
	var in wire.RehearseFailover
	if err := decode(body, &in); err != nil {
		return err
	}
	serving, _, ok := f.state.ServingIn(f.config)
	if !ok {
		return fault.New(fault.NotFound, op, "appserver.none")
	}
	if in.Server == "" {
		in.Server = serving.ID
	}
	if !s.prober.mayRehearse(space, s.now()) {
		return &refused{code: wire.CodeTooMany, after: rehearsalEvery, err: fault.New(fault.Unavailable, op, "appserver.too_soon")}
	}
	results := s.prober.probe.All(r.Context(), f.config.Servers, f.state.Servers)
	what, ok := appserver.Rehearse(f.state, f.config, results, in.Server)
	if !ok {
		return fault.New(fault.NotFound, op, "appserver.unknown")
	}
	f.state, _ = appserver.Step(f.state, f.config, results, s.now().UTC()) // to show what the probes found; it is not kept
	s.reply(w, r, http.StatusOK, wire.FailoverRehearsal{
		Falls: what.Falls.ID, Changes: what.Changes, Serves: what.Serves.ID, Enabled: f.config.Enabled,
		Within: int(what.Within.Round(time.Second) / time.Second), Back: int(what.Back.Round(time.Second) / time.Second),
		Servers: statuses(f),
	})
	return nil
}

// mayRehearse allows one rehearsal of a space in a while.
func (p *prober) mayRehearse(space string, now time.Time) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	for other, at := range p.rehearsed {
		if now.Sub(at) >= rehearsalEvery || now.Before(at) {
			delete(p.rehearsed, other)
		}
	}
	if _, recent := p.rehearsed[space]; recent {
		return false
	}
	p.rehearsed[space] = now
	return true
}
