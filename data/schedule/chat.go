package schedule

import (
	"time"

	"pupitre/data/fault"
)

// Chat is the whole of the live chat's hours: two independent sets of weekly schedules, and events that both share.
type Chat struct {
	Enabled bool
	Zone    string // IANA name
	French  []Weekly
	English []Weekly
	Special []Special
}

// Weekly is the set of a language, "fr" or "en".
func (c Chat) Weekly(language string) []Weekly {
	if language == "en" {
		return c.English
	}
	return c.French
}

// Plan is what decides in a language, "fr" or "en". It fails with settings.time_zone_unknown.
func (c Chat) Plan(language string) (Plan, error) {
	zone, err := LoadZone(c.Zone)
	if err != nil {
		return Plan{}, err
	}
	return Plan{Enabled: c.Enabled, Zone: zone, Weekly: c.Weekly(language), Special: c.Special}, nil
}

// LoadZone loads an IANA zone. It fails with settings.time_zone_unknown, also on names that mean something else on each
// computer.
func LoadZone(name string) (*time.Location, error) {
	const op = "schedule.LoadZone"
	if name == "" || name == "Local" {
		return nil, fault.New(fault.Invalid, op, "settings.time_zone_unknown", "Zone", shorten(name))
	}
	zone, err := time.LoadLocation(name)
	if err != nil {
		return nil, fault.As(fault.Invalid, op, "settings.time_zone_unknown", err, "Zone", shorten(name))
	}
	return zone, nil
}
