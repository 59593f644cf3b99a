package sample

import (
	"context"
	"net/netip"
	"time"

	"pupitre/data/settings"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// Ids of the sample provider's telephony providers, application servers and reseller.
const (
	Horizon  = "0190b2f0-0000-7000-8000-0000000000a1"
	Laurier  = "0190b2f0-0000-7000-8000-0000000000a2"
	Outaouai = "0190b2f0-0000-7000-8000-0000000000a3"
	Montreal = "0190b2f0-0000-7000-8000-0000000000b1"
	Quebec   = "0190b2f0-0000-7000-8000-0000000000b2"
	Gatineau = "0190b2f0-0000-7000-8000-0000000000b3"
	reseller = "0190b2f0-0000-7000-8000-0000000000c1"
)

// Filled sets every section.
func Filled(v syncing.View) {
	put(v, settings.EntitySupport, settings.Support{Email: "soutien@boreale.example", Phone: "+15145550123"}.Fields())
	for _, t := range []settings.Telephony{
		{ID: Horizon, Name: "Horizon Télécom", Address: settings.HostPort{Host: "sip.horizon.example"}, Transport: "udp", Phone: "+14185550110"},
		{ID: Laurier, Name: "Lignes Laurier", Address: settings.HostPort{Host: "203.0.113.40", Port: 5062}, Transport: "tcp", Note: "Contrat jusqu’en 2028."},
		{ID: Outaouai, Name: "Outaouais Voix", Address: settings.HostPort{Host: "2001:db8::40", Port: 5061}, Transport: "tls", Phone: "+18195550150"},
	} {
		put(v, settings.TelephonyEntity(t.ID), t.Fields())
	}
	put(v, settings.EntityTelephony, map[string]wire.Value{settings.FieldDefault: settings.Text(Horizon)})
	for _, s := range []settings.AppServer{
		{ID: Montreal, Name: "Montréal", Address: address("203.0.113.7", 443)},
		{ID: Quebec, Name: "Québec", Address: address("203.0.113.8", 8443)},
		{ID: Gatineau, Name: "Gatineau (relève)", Address: address("2001:db8::7", 443)},
	} {
		put(v, settings.AppServerEntity(s.ID), s.Fields())
	}
	put(v, settings.EntityAppServers, settings.AppServers{Order: []string{Quebec, Montreal, Gatineau}, Failover: settings.DefaultFailover()}.Fields())
}

// Resold adds a reseller that uses Laurier.
func Resold(v syncing.View) {
	r := settings.Reseller{ID: reseller, Name: "Télécom Rive-Sud", Language: "fr", Telephony: Laurier, Active: true}
	put(v, settings.ResellerEntity(reseller), r.Fields())
}

func address(ip string, port uint16) settings.IPPort {
	return settings.IPPort{IP: netip.MustParseAddr(ip), Port: port}
}

func put(v syncing.View, entity string, fields map[string]wire.Value) {
	if v[entity] == nil {
		v[entity] = syncing.Entity{}
	}
	for name, value := range fields {
		v[entity][name] = syncing.FieldState{Value: value, Base: value, Rev: 5}
	}
}

// Health is what the sample provider's server knows of the application servers.
type Health struct {
	Known     wire.AppServersHealth
	Rehearsal wire.FailoverRehearsal
	Err       error
	Asked     []string // servers of the rehearsals
}

// NewHealth is a master that is up, a slave that is up and one that is down.
func NewHealth() *Health {
	seen := Now.Add(-4 * time.Second)
	return &Health{
		Known: wire.AppServersHealth{At: Now, Serving: Quebec, Servers: []wire.AppServerStatus{
			{ID: Quebec, Status: wire.AppServerUp, LastSeen: seen, Latency: 12, Samples: []int{14, 12, 11, 13, 12, 40, 12, 12, 11, 13, 12}, Serves: true, Master: true},
			{ID: Montreal, Status: wire.AppServerUp, LastSeen: seen, Latency: 19, Samples: []int{22, 21, 19, 18, 25, 19, 19, 20, 19}},
			{ID: Gatineau, Status: wire.AppServerDown, LastSeen: Now.Add(-11 * time.Minute), Latency: -1, Samples: []int{31, 30, 33, -1, -1, -1}},
		}},
		Rehearsal: wire.FailoverRehearsal{Falls: Quebec, Changes: true, Serves: Montreal, Within: 35, Back: 125, Enabled: true},
	}
}

// AppServersHealth implements Health of the settings page.
func (h *Health) AppServersHealth(context.Context) (wire.AppServersHealth, error) {
	return h.Known, h.Err
}

// RehearseFailover implements Health of the settings page.
func (h *Health) RehearseFailover(_ context.Context, server string) (wire.FailoverRehearsal, error) {
	h.Asked = append(h.Asked, server)
	return h.Rehearsal, h.Err
}

// Keeper keeps a draft in memory.
type Keeper struct {
	Text  []byte
	Err   error
	Count int // how many times something was kept
}

// Kept implements editing.Keeper.
func (k *Keeper) Kept() ([]byte, error) { return k.Text, k.Err }

// Keep implements editing.Keeper.
func (k *Keeper) Keep(text []byte) { k.Text, k.Count = text, k.Count+1 }
