package main

import (
	"context"
	"log/slog"
	"maps"
	"slices"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"

	"pupitre/data/fault"
	"pupitre/data/server"
	"pupitre/data/store"
)

// sharedFlags are for a database that several servers share.
type sharedFlags struct {
	DatabaseConnections int  `help:"${database_connections}" default:"16"`
	NoListen            bool `help:"${no_listen}" name:"no-listen"`
}

// minConnections leaves one to write and one to read.
const minConnections = 2

// Validate is called by the command line's parser.
func (c *serveCmd) Validate() error {
	if c.DatabaseConnections < minConnections {
		return fault.New(fault.Invalid, "main.serve", "server.cli.few_connections", "Least", minConnections)
	}
	return c.placeFlags.Validate()
}

// openShared opens the server's database with the number of connections asked for, half of them to write.
func (c *serveCmd) openShared(ctx context.Context) (*store.Server, error) {
	o := c.options()
	if c.shared() {
		o.Writers = c.DatabaseConnections / 2
		o.Readers = c.DatabaseConnections - o.Writers
	}
	return store.OpenServer(ctx, o)
}

// replica is what a server among several has beside a lone one: a hub that hears the others, and figures about the
// database. On the embedded database it is nothing.
func (c *serveCmd) replica(st *store.Server, log *slog.Logger, registry *prometheus.Registry) (hub server.Hub, stop func()) {
	if !c.shared() {
		return server.NewLocalHub(), func() {}
	}
	pools := st.Pools()
	for _, use := range slices.Sorted(maps.Keys(pools)) {
		registry.MustRegister(collectors.NewDBStatsCollector(pools[use], use))
	}
	registry.MustRegister(prometheus.NewCounterFunc(prometheus.CounterOpts{
		Name: "pupitre_database_retries_total", Help: "Transactions that ran again: another was in the way, or the connection was lost.",
	}, func() float64 { return float64(st.Retries()) }))
	shared := server.NewSharedHub(server.SharedHubOptions{Board: st, NoListen: c.NoListen, Log: log, Registry: registry})
	return shared, shared.Close
}
