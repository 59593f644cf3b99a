package transfer

import (
	"errors"
	"strings"
	"time"

	"github.com/emersion/go-ical"

	"pupitre/data/fault"
	"pupitre/data/schedule"
)

// Forms of RFC 5545, sections 3.3.4 and 3.3.5.
const (
	icsDate     = "20060102"
	icsDateTime = "20060102T150405"
)

var errNoStart = errors.New("the event has no start")

// timesOf reads when an event starts and how long it is on its own wall clock. Only an unknown zone is fault.NotFound.
func timesOf(e ical.Event) (start moment, length schedule.Local, err error) {
	prop := e.Props.Get(ical.PropDateTimeStart)
	if prop == nil {
		return start, 0, errNoStart
	}
	if start, err = momentOf(prop); err != nil {
		return start, 0, err
	}
	if end := e.Props.Get(ical.PropDateTimeEnd); end != nil {
		m, err := momentOf(end)
		if err != nil {
			return start, 0, err
		}
		zone := start.zone
		if zone != nil && m.zone != nil && m.zone != zone { // an end in another zone: the same instant on the start's clock
			m.wall = schedule.LocalOf(schedule.Resolve(m.wall, m.zone, true).In(zone))
		}
		length = m.wall - start.wall
		if start.date && length == 0 { // programs that forget that the end is not part of the event
			length = schedule.MinutesPerDay
		}
		return start, length, nil
	}
	if duration := e.Props.Get(ical.PropDuration); duration != nil {
		d, err := duration.Duration()
		return start, schedule.Local(d / time.Minute), err
	}
	if start.date {
		length = schedule.MinutesPerDay
	}
	return start, length, nil
}

// momentsOf reads a list of dates, in one property or several.
func momentsOf(e ical.Event, name string) ([]moment, error) {
	var out []moment
	for _, prop := range e.Props.Values(name) {
		for text := range strings.SplitSeq(prop.Value, ",") {
			one := prop
			one.Value = strings.TrimSpace(text)
			m, err := momentOf(&one)
			if err != nil {
				return nil, err
			}
			out = append(out, m)
		}
	}
	return out, nil
}

// momentOf reads a date or a date-time: in UTC, in the zone of TZID, or floating.
func momentOf(p *ical.Prop) (moment, error) {
	text := p.Value
	if len(text) == len(icsDate) {
		t, err := time.Parse(icsDate, text)
		return moment{wall: schedule.LocalOf(t), date: true}, err
	}
	t, err := time.Parse(icsDateTime, strings.TrimSuffix(text, "Z"))
	if err != nil {
		return moment{}, err
	}
	m := moment{wall: schedule.LocalOf(t)}
	switch id := p.Params.Get(ical.ParamTimezoneID); {
	case strings.HasSuffix(text, "Z"):
		m.zone = time.UTC
	case id != "":
		m.zone, err = icsZone(id)
	}
	return m, err
}

// icsZone finds the zone that a calendar program means. It fails with schedule.ics_zone, fault.NotFound.
func icsZone(id string) (*time.Location, error) {
	const op = "transfer.icsZone"
	name := strings.Trim(id, `"`)
	if iana, ok := windowsZones[name]; ok {
		name = iana
	}
	// programs of the Mozilla and GNOME families put their own path before the name
	if parts := strings.Split(name, "/"); strings.HasPrefix(name, "/") && len(parts) > 3 {
		name = strings.Join(parts[len(parts)-2:], "/")
	}
	zone, err := schedule.LoadZone(name)
	if err != nil {
		if r := []rune(id); len(r) > 40 {
			id = string(r[:40]) + "…"
		}
		return nil, fault.As(fault.NotFound, op, "schedule.ics_zone", err, "Zone", id)
	}
	return zone, nil
}

// windowsZones are the names that Outlook and Exchange write for the zones of Canada and of its nearest correspondents
// (Unicode CLDR, windowsZones.xml, territory 001 or CA).
var windowsZones = map[string]string{
	"Newfoundland Standard Time":             "America/St_Johns",
	"Atlantic Standard Time":                 "America/Halifax",
	"Eastern Standard Time":                  "America/Toronto",
	"US Eastern Standard Time":               "America/Indiana/Indianapolis",
	"Central Standard Time":                  "America/Winnipeg",
	"Canada Central Standard Time":           "America/Regina",
	"Mountain Standard Time":                 "America/Edmonton",
	"US Mountain Standard Time":              "America/Phoenix",
	"Yukon Standard Time":                    "America/Whitehorse",
	"Pacific Standard Time":                  "America/Vancouver",
	"Alaskan Standard Time":                  "America/Anchorage",
	"Hawaiian Standard Time":                 "Pacific/Honolulu",
	"GMT Standard Time":                      "Europe/London",
	"Romance Standard Time":                  "Europe/Paris",
	"W. Europe Standard Time":                "Europe/Berlin",
	"Central Europe Standard Time":           "Europe/Budapest",
	"Central European Standard Time":         "Europe/Warsaw",
	"E. South America Standard Time":         "America/Sao_Paulo",
	"India Standard Time":                    "Asia/Kolkata",
	"UTC":                                    "UTC",
	"Coordinated Universal Time":             "UTC",
	"(UTC-05:00) Eastern Time (US & Canada)": "America/Toronto",
}
