// Package appserver decides which application server serves: the master while it is healthy, else the first healthy slave.
//
// The state machine is pure: it is given the settings, the results of probes and the time, and gives the next state and what
// happened. A server is down only after it has failed for a while, and is up again only after it has answered for a while,
// so that one lost packet moves nobody and a server that comes and goes is not gone back to. The probes are in probe.go.
package appserver

import (
	"net/netip"
	"slices"
	"time"
)

// Server is one application server, as it is set.
type Server struct {
	ID      string
	Name    string
	Address netip.AddrPort
}

// Config is what is set. The first server is the master, the others are its slaves in their order.
type Config struct {
	Servers   []Server
	Enabled   bool          // fail-over; without it the master serves, whatever its health
	DownAfter time.Duration // of failed probes
	UpAfter   time.Duration // of good probes
	Interval  time.Duration // between probes; a silence of more than three forgets what the streaks were
}

// index is the place of a server, -1 when there is none.
func (c Config) index(id string) int {
	return slices.IndexFunc(c.Servers, func(s Server) bool { return s.ID == id })
}

// How much is remembered.
const (
	MaxSamples  = 60 // latencies of a server, for a sparkline
	MaxSwitches = 50 // of a provider
)

// Health is what is known of one server. It is stored, as JSON.
type Health struct {
	Address  netip.AddrPort `json:"address"`
	Up       bool           `json:"up"`
	Since    time.Time      `json:"since"`              // of Up
	Streak   time.Time      `json:"streak,omitzero"`    // first of the probes, one after the other, that contradict Up
	Probed   time.Time      `json:"probed,omitzero"`    // last probe
	LastSeen time.Time      `json:"last_seen,omitzero"` // last good probe
	OK       bool           `json:"ok"`                 // of the last probe
	Reason   Reason         `json:"reason,omitempty"`   // why the last probe failed
	Speaks   Protocol       `json:"speaks,omitempty"`   // what the server was once heard to speak
	Samples  []int          `json:"samples,omitempty"`  // milliseconds, the oldest first; -1 for a failed probe
}

// Cause says why another server serves.
type Cause string

// The causes of a switch.
const (
	CauseFirst   Cause = "first"   // the first time
	CauseDown    Cause = "down"    // the one before is down
	CauseBack    Cause = "back"    // one that comes earlier in the order is up again
	CauseChanged Cause = "changed" // the settings were changed
)

// Switch is a change of who serves. Ids and names are those of that time; From is empty for the first.
type Switch struct {
	At       time.Time `json:"at"`
	Cause    Cause     `json:"cause"`
	From     string    `json:"from,omitempty"`
	FromName string    `json:"from_name,omitempty"`
	To       string    `json:"to,omitempty"`
	ToName   string    `json:"to_name,omitempty"`
}

// State is what is known of a provider's servers. It is stored, as JSON; the zero State is that of the beginning.
type State struct {
	Servers  map[string]Health `json:"servers,omitempty"`
	Serving  string            `json:"serving,omitempty"` // id
	Name     string            `json:"name,omitempty"`    // of Serving, for when it is deleted
	Since    time.Time         `json:"since,omitzero"`    // of Serving
	NoneUp   bool              `json:"none_up,omitempty"` // no server that may serve is up: Serving is who served last
	Switches []Switch          `json:"switches,omitempty"`
	Order    []string          `json:"order,omitempty"` // of the settings at the last step
}

// Event is what a step has brought.
type Event struct {
	Switch *Switch
	NoneUp bool // from now on, no server that may serve is up
	Again  bool // from now on, one is up after none was; beside it a Switch, when that is another than the one that served last
}

// Step gives the state after a round of probes. Servers without a result keep their health; a server that is new, or has
// another address, counts as up until probes say otherwise.
func Step(old State, c Config, results map[string]Result, now time.Time) (State, []Event) {
	next := State{
		Servers: make(map[string]Health, len(c.Servers)), Serving: old.Serving, Name: old.Name, Since: old.Since,
		NoneUp: old.NoneUp, Switches: slices.Clone(old.Switches), Order: orderOf(c),
	}
	for _, s := range c.Servers {
		h, known := old.Servers[s.ID]
		if !known || h.Address != s.Address {
			h = Health{Address: s.Address, Up: true, Since: now}
		}
		if r, probed := results[s.ID]; probed {
			h = h.after(r, c, now)
		}
		next.Servers[s.ID] = h
	}
	return next.choose(old, c, now)
}

func orderOf(c Config) []string {
	ids := make([]string, len(c.Servers))
	for i, s := range c.Servers {
		ids[i] = s.ID
	}
	return ids
}

// after is the health after one more probe.
func (h Health) after(r Result, c Config, now time.Time) Health {
	if !h.Probed.IsZero() && now.Sub(h.Probed) > 3*c.Interval {
		h.Streak = time.Time{} // nobody looked meanwhile
	}
	h.Probed, h.OK, h.Reason = now, r.OK, r.Reason
	sample := -1
	if r.OK {
		h.LastSeen, sample = now, int(r.Latency.Round(time.Millisecond)/time.Millisecond)
		if r.Speaks != "" {
			h.Speaks = r.Speaks
		}
	}
	h.Samples = append(slices.Clone(h.Samples), sample)
	if extra := len(h.Samples) - MaxSamples; extra > 0 {
		h.Samples = slices.Delete(h.Samples, 0, extra)
	}
	switch {
	case r.OK == h.Up:
		h.Streak = time.Time{}
	case h.Streak.IsZero():
		h.Streak = now
	case h.Up && now.Sub(h.Streak) >= c.DownAfter, !h.Up && now.Sub(h.Streak) >= c.UpAfter:
		h = h.turned(now)
	}
	return h
}

func (h Health) turned(now time.Time) Health {
	h.Up, h.Since, h.Streak = !h.Up, now, time.Time{}
	return h
}

// choose finds who serves now that the health is known.
func (s State) choose(old State, c Config, now time.Time) (State, []Event) {
	if len(c.Servers) == 0 {
		s.Serving, s.Name, s.NoneUp = "", "", false
		if old.Serving == "" {
			return s, nil
		}
		return s.switched(old, Server{}, CauseChanged, now)
	}
	target, found := s.firstUp(c, now)
	if !c.Enabled {
		target, found = c.Servers[0], s.Servers[c.Servers[0].ID].Up
	}
	var events []Event
	s.NoneUp = !found
	if s.NoneUp != old.NoneUp {
		events = append(events, Event{NoneUp: s.NoneUp, Again: old.NoneUp})
	}
	current := c.index(s.Serving)
	if !found && c.Enabled {
		if current >= 0 {
			return s, events // nobody is better than who served last
		}
		target = c.Servers[0]
	}
	if c.Enabled && current >= 0 && s.Servers[s.Serving].OK && c.index(target.ID) > current {
		target = c.Servers[current] // it answers again: leaving it now would only mean to come back
	}
	if current >= 0 && target.ID == s.Serving {
		s.Name = target.Name
		return s, events
	}
	next, switched := s.switched(old, target, s.cause(old, c, target), now)
	return next, append(events, switched...)
}

// firstUp is the first server in the order that is up. A server that fails at the moment when it would have to take over
// counts as down at once: nobody is sent to a server that does not answer.
func (s State) firstUp(c Config, now time.Time) (Server, bool) {
	for _, server := range c.Servers {
		h := s.Servers[server.ID]
		if !h.Up {
			continue
		}
		if server.ID != s.Serving && !h.OK && !h.Probed.IsZero() {
			s.Servers[server.ID] = h.turned(now)
			continue
		}
		return server, true
	}
	return Server{}, false
}

// cause is why the target serves rather than who did.
func (s State) cause(old State, c Config, target Server) Cause {
	was := c.index(old.Serving)
	switch {
	case old.Serving == "":
		return CauseFirst
	case was < 0 || !c.Enabled || !slices.Equal(old.Order, s.Order):
		return CauseChanged
	case c.index(target.ID) < was:
		return CauseBack
	}
	return CauseDown
}

func (s State) switched(old State, to Server, cause Cause, now time.Time) (State, []Event) {
	change := Switch{At: now, Cause: cause, From: old.Serving, FromName: old.Name, To: to.ID, ToName: to.Name}
	s.Serving, s.Name, s.Since = to.ID, to.Name, now
	s.Switches = append(s.Switches, change)
	if extra := len(s.Switches) - MaxSwitches; extra > 0 {
		s.Switches = slices.Delete(s.Switches, 0, extra)
	}
	return s, []Event{{Switch: &change}}
}

// ServingIn is who serves by the state, as the settings are now: the server that was deleted since serves no more. ok is
// false when there is no server at all.
func (s State) ServingIn(c Config) (server Server, master bool, ok bool) {
	if len(c.Servers) == 0 {
		return Server{}, false, false
	}
	i := max(c.index(s.Serving), 0)
	if !c.Enabled {
		i = 0
	}
	return c.Servers[i], i == 0, true
}

// Rehearsal is what would happen if a server fell.
type Rehearsal struct {
	Falls Server
	// Serves is who would serve instead; nobody when Nobody is set.
	Serves Server
	Nobody bool
	// Changes tells that the one that falls is the one that serves: otherwise nobody would notice.
	Changes bool
	Within  time.Duration // from the fall to the switch, at most
	Back    time.Duration // from the first good answer to the return, at most
}

// Rehearse says what would happen if the server with the id fell now, by fresh results of probes; without switching.
func Rehearse(s State, c Config, results map[string]Result, falls string) (out Rehearsal, ok bool) {
	i := c.index(falls)
	if i < 0 {
		return Rehearsal{}, false
	}
	serving, _, _ := s.ServingIn(c)
	out = Rehearsal{
		Falls: c.Servers[i], Changes: serving.ID == falls, Nobody: true,
		Within: c.DownAfter + 2*c.Interval, Back: c.UpAfter + 2*c.Interval,
	}
	if !out.Changes {
		out.Serves, out.Nobody = serving, false
		return out, true
	}
	if !c.Enabled {
		return out, true
	}
	for _, server := range c.Servers {
		if server.ID != falls && s.Servers[server.ID].Up && results[server.ID].OK {
			out.Serves, out.Nobody = server, false
			break
		}
	}
	return out, true
}
