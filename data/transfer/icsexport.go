package transfer

import (
	"bytes"
	"fmt"
	"strconv"
	"time"

	"github.com/emersion/go-ical"

	"pupitre/data/fault"
	"pupitre/data/schedule"
	"pupitre/data/schedule/words"
	"pupitre/i18n"
)

// icsProduct names the program in the files it writes (RFC 5545, 3.7.3).
const icsProduct = "-//Pupitre//Pupitre//FR"

// icsYears is how many years of clock changes a file describes.
const icsYears = 10

// WriteICSEvents writes the special events as a calendar (RFC 5545): whole days as dates, other times in the service's
// zone, which is described in the file. Names are in the printer's language. Reading the file again changes nothing.
func WriteICSEvents(chat schedule.Chat, p *i18n.Printer, now time.Time) ([]byte, error) {
	zone, err := schedule.LoadZone(chat.Zone)
	if err != nil {
		return nil, err
	}
	calendar := newCalendar()
	timed := false
	for _, s := range chat.Special {
		e := ical.NewEvent()
		e.Props.SetText(ical.PropUID, s.ID+"@pupitre")
		e.Props.SetDateTime(ical.PropDateTimeStamp, now.UTC())
		e.Props.SetText(ical.PropSummary, s.Name(string(p.Language())))
		e.Props.SetText(ical.PropDescription, words.State(p, s.State))
		e.Props.SetText(propState, string(s.State))
		e.Props.SetText(ical.PropTransparency, "TRANSPARENT") // a closed chat makes nobody busy
		whole := s.Start.Minute() == 0 && s.End.Minute() == 0
		timed = timed || !whole
		e.Props.Set(momentProp(ical.PropDateTimeStart, s.Start, zone, whole))
		e.Props.Set(momentProp(ical.PropDateTimeEnd, s.End, zone, whole))
		if s.Yearly {
			e.Props.Set(valueProp(ical.PropRecurrenceRule, "FREQ=YEARLY"))
		}
		calendar.Children = append(calendar.Children, e.Component)
	}
	if timed {
		calendar.Children = append([]*ical.Component{zoneComponent(zone, now)}, calendar.Children...)
	}
	return encodeICS(calendar)
}

// WriteICSHours writes the open hours of [from, to) as a calendar, as they really are: holidays, lunch breaks and clock
// changes are taken into account. Times are in UTC, which every program reads alike.
func WriteICSHours(plan schedule.Plan, p *i18n.Printer, from, to, now time.Time) ([]byte, error) {
	calendar := newCalendar()
	for _, i := range plan.OpenIntervals(from, to) {
		e := ical.NewEvent()
		e.Props.SetText(ical.PropUID, fmt.Sprintf("%s-%s@pupitre", plan.ID(i.By), i.Start.UTC().Format(icsDateTime)))
		e.Props.SetDateTime(ical.PropDateTimeStamp, now.UTC())
		e.Props.SetDateTime(ical.PropDateTimeStart, i.Start.UTC())
		e.Props.SetDateTime(ical.PropDateTimeEnd, i.End.UTC())
		e.Props.SetText(ical.PropSummary, plan.Name(i.By, string(p.Language())))
		e.Props.SetText(ical.PropDescription, words.State(p, schedule.Open))
		e.Props.SetText(ical.PropTransparency, "TRANSPARENT")
		calendar.Children = append(calendar.Children, e.Component)
	}
	return encodeICS(calendar)
}

func newCalendar() *ical.Calendar {
	calendar := ical.NewCalendar()
	calendar.Props.SetText(ical.PropVersion, "2.0")
	calendar.Props.SetText(ical.PropProductID, icsProduct)
	calendar.Props.SetText(ical.PropCalendarScale, "GREGORIAN")
	return calendar
}

// encodeICS writes a calendar. The encoder refuses one without anything in it, which is a good file all the same.
func encodeICS(calendar *ical.Calendar) ([]byte, error) {
	if len(calendar.Children) == 0 {
		return []byte("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:" + icsProduct + "\r\nEND:VCALENDAR\r\n"), nil
	}
	var b bytes.Buffer
	if err := ical.NewEncoder(&b).Encode(calendar); err != nil {
		return nil, fault.Wrap("transfer.encodeICS", err)
	}
	return foldICS(b.Bytes()), nil
}

// foldICS breaks the lines that are longer than 75 bytes, never inside a character (RFC 5545, 3.1): the encoder does not.
func foldICS(content []byte) []byte {
	const most = 75
	var out bytes.Buffer
	for line := range bytes.Lines(content) {
		for room := most; len(line) > room+2; room = most - 1 { // the line's end does not count
			cut := room
			for line[cut]&0xC0 == 0x80 {
				cut--
			}
			out.Write(line[:cut])
			out.WriteString("\r\n ")
			line = line[cut:]
		}
		out.Write(line)
	}
	return out.Bytes()
}

func valueProp(name, value string) *ical.Prop {
	p := ical.NewProp(name)
	p.Value = value
	return p
}

func momentProp(name string, l schedule.Local, zone *time.Location, whole bool) *ical.Prop {
	if whole {
		p := valueProp(name, l.Wall().Format(icsDate))
		p.Params.Set(ical.ParamValue, string(ical.ValueDate))
		return p
	}
	p := valueProp(name, l.Wall().Format(icsDateTime))
	p.Params.Set(ical.ParamTimezoneID, zone.String())
	return p
}

// zoneComponent describes a zone by its clock changes from a year before now on (RFC 5545, 3.6.5).
func zoneComponent(zone *time.Location, now time.Time) *ical.Component {
	c := ical.NewComponent(ical.CompTimezone)
	c.Props.SetText(ical.PropTimezoneID, zone.String())
	at := now.AddDate(-1, 0, 0).In(zone)
	end := at.AddDate(icsYears, 0, 0)
	_, offset := at.Zone()
	c.Children = append(c.Children, observance(at, offset, time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC)))
	for {
		_, next := at.ZoneBounds()
		if next.IsZero() || next.After(end) {
			return c
		}
		_, before := at.Zone()
		// the wall clock before the change says when it takes place
		c.Children = append(c.Children, observance(next, before, next.UTC().Add(time.Duration(before)*time.Second)))
		at = next
	}
}

// observance is the part of a zone that begins with a change. wall is the wall clock of that moment, before the change.
func observance(at time.Time, before int, wall time.Time) *ical.Component {
	name := ical.CompTimezoneStandard
	if at.IsDST() {
		name = ical.CompTimezoneDaylight
	}
	_, after := at.Zone()
	abbreviation, _ := at.Zone()
	c := ical.NewComponent(name)
	c.Props.Set(valueProp(ical.PropDateTimeStart, wall.Format(icsDateTime)))
	c.Props.Set(valueProp(ical.PropTimezoneOffsetFrom, utcOffset(before)))
	c.Props.Set(valueProp(ical.PropTimezoneOffsetTo, utcOffset(after)))
	c.Props.SetText(ical.PropTimezoneName, abbreviation)
	return c
}

// utcOffset writes an offset as "-0500".
func utcOffset(seconds int) string {
	sign := "+"
	if seconds < 0 {
		sign, seconds = "-", -seconds
	}
	text := strconv.Itoa(10000 + seconds/3600*100 + seconds/60%60)
	return sign + text[1:]
}
