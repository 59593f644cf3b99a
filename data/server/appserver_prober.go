package server

import (
	"context"
	"encoding/json"
	"errors"
	"net/netip"
	"slices"
	"sync"
	"time"

	"github.com/google/uuid"

	"pupitre/data/appserver"
	"pupitre/data/fault"
	"pupitre/data/mail"
	"pupitre/data/settings"
	"pupitre/data/store"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// ProbeOptions says how application servers are probed. Each has a default.
type ProbeOptions struct {
	Every   time.Duration // between two rounds; 5 s
	Timeout time.Duration // of one probe; 3 s
	// Loopback allows addresses of the server's own computer: for tests and demonstrations. An administrator of a provider
	// could ask which ports are open here.
	Loopback bool
}

const (
	probeEvery      = 5 * time.Second
	providersAtOnce = 8
)

// prober looks after the application servers of all providers. Of several server processes one at a time probes those of a
// provider: the one that holds the provider's row. All of them answer by that row.
type prober struct {
	every  time.Duration
	probe  appserver.Prober
	holder string // random, of this process

	mu        sync.Mutex
	rehearsed map[string]time.Time // by space
}

func newProber(o ProbeOptions) (*prober, error) {
	id, err := uuid.NewRandom()
	if err != nil {
		return nil, fault.Wrap("server.newProber", err)
	}
	if o.Every <= 0 {
		o.Every = probeEvery
	}
	return &prober{
		every: o.Every, probe: appserver.Prober{Timeout: o.Timeout, Loopback: o.Loopback}, holder: id.String(),
		rehearsed: map[string]time.Time{},
	}, nil
}

// keepUp does what has to be done from time to time until ctx ends.
func (s *Server) keepUp(ctx context.Context) {
	var work sync.WaitGroup
	work.Go(func() { s.keepTidy(ctx) })
	work.Go(func() { s.keepPosting(ctx) })
	work.Go(func() { s.keepProbing(ctx) })
	work.Wait()
}

// keepProbing probes from time to time until ctx ends.
func (s *Server) keepProbing(ctx context.Context) {
	every := time.NewTicker(s.prober.every)
	defer every.Stop()
	for {
		if err := s.ProbeAppServers(ctx); err != nil && ctx.Err() == nil {
			s.log.Warn("application servers not probed; it will be tried again", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-every.C:
		}
	}
}

// ProbeAppServers probes the application servers of every provider once, but for those that another process probes.
func (s *Server) ProbeAppServers(ctx context.Context) error {
	const op = "server.ProbeAppServers"
	var providers []store.Provider
	err := s.store.Read(ctx, func(tx *store.Tx) (err error) {
		providers, err = tx.Providers()
		return err
	})
	if err != nil {
		return fault.Wrap(op, err)
	}
	var mu sync.Mutex
	var work sync.WaitGroup
	slots := make(chan struct{}, providersAtOnce)
	for _, p := range providers {
		work.Go(func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			failure := s.probeProvider(store.For(ctx, p.ID), p.ID)
			mu.Lock()
			defer mu.Unlock()
			err = errors.Join(err, failure)
		})
	}
	work.Wait()
	return fault.Wrap(op, err)
}

// farm is a provider's application servers: as they are set, and what is known of them.
type farm struct {
	config appserver.Config
	state  appserver.State
	row    store.AppServerState
}

// probeProvider makes one round. The settings are read again before the outcome is kept: an administrator may have changed
// them meanwhile.
func (s *Server) probeProvider(ctx context.Context, provider string) error {
	const op = "server.probeProvider"
	var f farm
	read := func(tx *store.Tx) (err error) {
		f, err = s.farm(tx, provider)
		return err
	}
	if err := s.store.Read(ctx, read); err != nil {
		return fault.Wrap(op, err)
	}
	if len(f.config.Servers) == 0 && f.state.Serving == "" {
		return nil
	}
	if f.row.Holder != s.prober.holder && s.now().Before(f.row.Until) {
		return nil // another process looks after them
	}
	results := s.prober.probe.All(ctx, f.config.Servers, f.state.Servers)
	if ctx.Err() != nil {
		return nil // cut off: the results say nothing about the servers
	}
	err := s.store.Write(ctx, func(tx *store.Tx) error {
		now, err := s.farm(tx, provider)
		if err != nil {
			return err
		}
		return s.keepRound(tx, provider, now, results)
	})
	return fault.Wrap(op, err)
}

// keepRound writes what the results mean, and the letters about it.
func (s *Server) keepRound(tx *store.Tx, provider string, f farm, results map[string]appserver.Result) error {
	now := s.now().UTC().Truncate(time.Millisecond)
	next, events := appserver.Step(f.state, f.config, results, now)
	text, err := json.Marshal(next)
	if err != nil {
		return fault.Wrap("server.keepRound", err)
	}
	held, err := tx.PutAppServerState(provider, store.AppServerState{
		State: string(text), Holder: s.prober.holder, Until: now.Add(3*s.prober.every + s.prober.patience()),
	}, now)
	if err != nil || !held {
		return err
	}
	f.state = next
	return s.tellSwitches(tx, provider, f, events, now)
}

// patience is how long a round may last.
func (p *prober) patience() time.Duration {
	if p.probe.Timeout > 0 {
		return p.probe.Timeout
	}
	return appserver.DefaultTimeout
}

// tellSwitches logs what happened and writes to the primary administrator. What somebody has just set needs no letter: neither a
// server that another order or a new server has put in the place of one that is down, nor one whose address has changed, which
// counts as up until probes say otherwise.
func (s *Server) tellSwitches(tx *store.Tx, provider string, f farm, events []appserver.Event, now time.Time) error {
	switched := slices.ContainsFunc(events, func(e appserver.Event) bool { return e.Switch != nil })
	for _, e := range events {
		var err error
		switch {
		case e.NoneUp:
			s.log.Warn("no application server answers", "provider", provider, "serving", f.state.Name, "failover", f.config.Enabled)
			kind := mail.FailoverNone
			if !f.config.Enabled {
				kind = mail.FailoverOff
			}
			err = s.alerts.NoneServes(tx, kind, provider, f.state.Name, now)
		case e.Again && !switched && f.state.Servers[f.state.Serving].OK: // else the letter of the switch, if any, says it
			s.log.Info("an application server answers again", "provider", provider, "serving", f.state.Name)
			err = s.alerts.ServesAgain(tx, provider, f.state.Name, now)
		case isTold(e.Switch):
			s.log.Warn("another application server serves", "provider", provider, "cause", e.Switch.Cause,
				"from", e.Switch.FromName, "to", e.Switch.ToName)
			err = s.alerts.Failover(tx, provider, e.Switch.FromName, e.Switch.ToName, now)
		}
		if fault.Is(err, fault.NotFound) {
			err = nil // a provider without a primary administrator has nobody to tell
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// isTold tells whether a switch, nil for none, came by itself and is worth a letter.
func isTold(w *appserver.Switch) bool {
	return w != nil && (w.Cause == appserver.CauseDown || w.Cause == appserver.CauseBack)
}

// farm reads a provider's application servers.
func (s *Server) farm(tx *store.Tx, provider string) (f farm, err error) {
	values, err := appServerValues(tx, syncing.ProviderSpace(provider))
	if err != nil {
		return f, err
	}
	hold := values.Failover()
	f.config = appserver.Config{Enabled: hold.Enabled, DownAfter: hold.Down(), UpAfter: hold.Up(), Interval: s.prober.every}
	for _, server := range values.AppServers() {
		if server.Address.IP.IsValid() {
			f.config.Servers = append(f.config.Servers, appserver.Server{
				ID: server.ID, Name: server.Name, Address: netip.AddrPortFrom(server.Address.IP, server.Address.Port),
			})
		}
	}
	f.row, err = tx.AppServerState(provider)
	if fault.Is(err, fault.NotFound) {
		return f, nil
	}
	if err != nil {
		return f, err
	}
	if err := json.Unmarshal([]byte(f.row.State), &f.state); err != nil {
		s.log.Warn("the state of application servers begins anew", "provider", provider, "error", err)
		f.state = appserver.State{}
	}
	return f, nil
}

// appServerValues reads the settings that concern application servers.
func appServerValues(tx *store.Tx, space string) (settings.Values, error) {
	values := settings.Values{}
	keep := func(items []wire.Item) {
		for _, it := range items {
			if it.Deleted {
				continue
			}
			if values[it.Entity] == nil {
				values[it.Entity] = map[string]wire.Value{}
			}
			values[it.Entity][it.Field] = it.Value
		}
	}
	items, err := tx.Entity(space, settings.EntityAppServers)
	if err != nil {
		return nil, err
	}
	keep(items)
	for _, field := range []string{settings.FieldName, settings.FieldAddress} {
		items, err := tx.Neighbours(space, settings.AppServerEntity(""), field, settings.MaxAppServers)
		if err != nil {
			return nil, err
		}
		keep(items)
	}
	return values, nil
}
