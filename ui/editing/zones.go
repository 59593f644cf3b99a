package editing

import (
	"fmt"
	"sync"
	"time"

	"pupitre/data/settings"
	"pupitre/ui/widgets"
)

// locations are the zones read so far: reading one from the time zone data is slow compared with a frame.
var locations sync.Map // IANA name → *time.Location

// ReadZones reads the zones that can be set, so that the first form that lists them need not: they are hundreds of files. It
// takes its time, on any goroutine.
func ReadZones() {
	for _, name := range settings.TimeZones() {
		locationOf(name)
	}
}

// locationOf is the zone of a name, nil when it is not one that can be set.
func locationOf(name string) *time.Location {
	if known, ok := locations.Load(name); ok {
		return known.(*time.Location)
	}
	if settings.CheckTimeZone(name) != nil {
		return nil
	}
	location, err := time.LoadLocation(name)
	if err != nil {
		return nil
	}
	locations.Store(name, location)
	return location
}

// zoneOptions lists the zones to choose from, each with its present distance from UTC.
func zoneOptions(now time.Time) []widgets.Option {
	out := []widgets.Option{}
	for _, name := range settings.TimeZones() {
		out = append(out, widgets.Option{Value: name, Label: name, Note: offsetText(now, name)})
	}
	return out
}

// offsetText writes the distance from UTC as ISO 8601 does, with a true minus: "UTC−05:00".
func offsetText(now time.Time, zone string) string {
	location := locationOf(zone)
	if location == nil {
		return ""
	}
	_, seconds := now.In(location).Zone()
	sign := "+"
	if seconds < 0 {
		sign, seconds = "\u2212", -seconds
	}
	return fmt.Sprintf("UTC%s%02d:%02d", sign, seconds/3600, seconds%3600/60)
}
