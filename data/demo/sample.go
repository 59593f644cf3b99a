package demo

import (
	_ "embed"
	"net/netip"
	"time"

	"pupitre/data/blob"
	"pupitre/data/branding"
	"pupitre/data/fault"
	"pupitre/data/schedule"
	"pupitre/data/server/provisioning"
	"pupitre/data/settings"
	"pupitre/data/store"
	"pupitre/data/wire"
)

// Ids of the sample, which stay the same so that pictures do.
const (
	telephonyHorizon  = "01980000-0000-7000-8000-000000000201"
	telephonyOutaouai = "01980000-0000-7000-8000-000000000202"
	serverMontreal    = "01980000-0000-7000-8000-000000000301"
	serverGatineau    = "01980000-0000-7000-8000-000000000302"
	weekFrench        = "01980000-0000-7000-8000-000000000401"
	lunchFrench       = "01980000-0000-7000-8000-000000000402"
	weekendFrench     = "01980000-0000-7000-8000-000000000403"
	weekEnglish       = "01980000-0000-7000-8000-000000000404"
	lunchEnglish      = "01980000-0000-7000-8000-000000000405"
	weekendEnglish    = "01980000-0000-7000-8000-000000000406"
	nationalDay       = "01980000-0000-7000-8000-000000000501"
)

//go:embed images/logo.png
var logoPNG []byte

//go:embed images/favicon.png
var faviconPNG []byte

// The look of the sample: a deep lake and the northern lights.
var (
	lake   = branding.Colour{R: 0x0b, G: 0x4f, B: 0x6c}
	lights = branding.Colour{R: 0x7f, G: 0xe0, B: 0xc3}
)

// sample lists what the settings hold when the demonstration is to show something on every page.
func sample() []entity {
	out := []entity{
		{settings.EntitySupport, settings.Support{Email: "soutien@boreale.example", Phone: "+15145550142"}.Fields()},
		{settings.EntityTelephony, map[string]wire.Value{settings.FieldDefault: settings.Text(telephonyHorizon)}},
		{settings.EntityAppServers, settings.AppServers{
			Order: []string{serverMontreal, serverGatineau}, Failover: settings.DefaultFailover(),
		}.Fields()},
	}
	for _, t := range []settings.Telephony{
		{
			ID: telephonyHorizon, Name: "Horizon Télécom", Address: settings.HostPort{Host: "sip.horizon.example"}, Transport: "tls",
			Phone: "+15145550150", Note: "Contrat 24 h sur 24.",
		},
		{
			ID: telephonyOutaouai, Name: "Outaouais Voix", Address: settings.HostPort{Host: "203.0.113.40", Port: 5062}, Transport: "udp",
			Phone: "+18195550151",
		},
	} {
		out = append(out, entity{settings.TelephonyEntity(t.ID), t.Fields()})
	}
	// Addresses of documentation (RFC 5737, RFC 3849): nothing answers there, and the page shows it.
	for _, s := range []settings.AppServer{
		{ID: serverMontreal, Name: "Montréal", Address: settings.IPPort{IP: netip.MustParseAddr("192.0.2.10"), Port: settings.DefaultServerPort}},
		{ID: serverGatineau, Name: "Gatineau", Address: settings.IPPort{IP: netip.MustParseAddr("2001:db8::10"), Port: 8443}},
	} {
		out = append(out, entity{settings.AppServerEntity(s.ID), s.Fields()})
	}
	return append(out, sampleHours()...)
}

// sampleHours is the chat on weekdays with a lunch break, in both languages, and a holiday that comes back each year.
func sampleHours() []entity {
	out := []entity{{schedule.EntityChat, map[string]wire.Value{schedule.FieldEnabled: settings.Truth(true)}}}
	for _, set := range []struct {
		language                                     string
		weekID, week, lunchID, lunch, endID, weekend string
	}{
		{"fr", weekFrench, "En semaine", lunchFrench, "Pause-repas", weekendFrench, "Weekend"},
		{"en", weekEnglish, "Weekdays", lunchEnglish, "Lunch break", weekendEnglish, "Weekend"},
	} {
		week := schedule.NewWorkingHours(set.weekID, set.week)
		for _, w := range []schedule.Weekly{
			week, schedule.NewLunchBreak(set.lunchID, set.lunch, week), schedule.NewWeekend(set.endID, set.weekend),
		} {
			out = append(out, entity{schedule.ScheduleEntity(w.ID), w.Fields(set.language)})
		}
	}
	start := schedule.DateOf(2026, time.June, 24).Start()
	day := schedule.Special{
		ID: nationalDay, NameFR: "Fête nationale du Québec", NameEN: "Québec National Holiday", State: schedule.Closed,
		Start: start, End: start + schedule.MinutesPerDay, Yearly: true,
	}
	return append(out, entity{schedule.EventEntity(day.ID), day.Fields()})
}

// fill writes the sample into a provider's space, with the pictures of its look.
func fill(p provisioning.Provisioner, tx *store.Tx, provider string) error {
	const op = "demo.fill"
	look := branding.Brand{Color1: lake, Color2: lights}
	for body, to := range map[*[]byte]**wire.BlobRef{&logoPNG: &look.Logo, &faviconPNG: &look.Favicon} {
		info, err := blob.Check(*body)
		if err != nil {
			return fault.Wrap(op, err)
		}
		at := p.Now().UTC().Truncate(time.Millisecond)
		if err := tx.PutBlob(provider, store.Blob{Info: info, Body: *body, CreatedAt: at}); err != nil {
			return fault.Wrap(op, err)
		}
		ref := info.Ref()
		*to = &ref
	}
	for _, e := range append(sample(), entity{branding.Entity, look.Stored()}) {
		if err := p.Write(tx, provider, e.name, e.fields); err != nil {
			return fault.Wrap(op, err)
		}
	}
	return nil
}
