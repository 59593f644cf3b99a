package transfer

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/emersion/go-ical"
	"github.com/google/uuid"
	"github.com/teambition/rrule-go"

	"pupitre/data/fault"
	"pupitre/data/schedule"
)

// icsSpace is the name space of the ids that are made of UIDs (RFC 9562, version 5).
var icsSpace = uuid.MustParse("0198c0de-1c5a-7000-8000-00000000001c")

// propState keeps the state of an event of ours through a calendar file.
const propState = "X-PUPITRE-STATE"

// maxOccurrences is how many times of one event are kept when its rule is not simply yearly.
const maxOccurrences = 400

// ownDomain ends the UIDs of the events that we export: what stands before it is the id.
const ownDomain = "@pupitre"

// idOfICS is the id of an event, or of one of its times, for ever the same. An event that we exported keeps its own.
func idOfICS(uid, occurrence string) string {
	if own, ok := strings.CutSuffix(uid, ownDomain); ok && occurrence == "" {
		if id, err := uuid.Parse(own); err == nil && id.String() == own {
			return own
		}
	}
	return uuid.NewSHA1(icsSpace, []byte(uid+"\x00"+occurrence)).String()
}

// icsReader turns the events of one file into ours.
type icsReader struct {
	o       ICSOptions
	changed map[string][]moment // by UID: the times that have an entry of their own (RECURRENCE-ID)
}

// moment is a date, or a date-time on the wall clock of a zone.
type moment struct {
	wall schedule.Local
	zone *time.Location // nil for a date, and for a time that floats
	date bool
}

// in gives the moment on the wall clock of the service.
func (m moment) in(service *time.Location, last bool) schedule.Local {
	if m.zone == nil || m.zone == service {
		return m.wall
	}
	return schedule.LocalOf(schedule.Resolve(m.wall, m.zone, last).In(service))
}

func overriddenIn(calendar *ical.Calendar) map[string][]moment {
	out := map[string][]moment{}
	for _, e := range calendar.Events() {
		if id := e.Props.Get(ical.PropRecurrenceID); id != nil {
			uid, _ := e.Props.Text(ical.PropUID)
			if m, err := momentOf(id); err == nil { // one that cannot be read is told where the event is read
				out[uid] = append(out[uid], m)
			}
		}
	}
	return out
}

// read gives what one entry of the file becomes: one event, or several for a rule that is not simply yearly. Only a zone
// that nobody knows fails: its events would stand at the wrong hours.
func (r icsReader) read(ctx context.Context, e ical.Event) ([]ICSEvent, error) {
	uid, _ := e.Props.Text(ical.PropUID)
	base := schedule.Special{State: stateOf(e)}
	r.name(e, &base)
	skip := func(key string) ([]ICSEvent, error) {
		return []ICSEvent{{UID: uid, Event: base, Status: ICSSkipped, Err: fault.New(fault.Invalid, "transfer.read", key)}}, nil
	}
	if status, err := e.Status(); err == nil && status == ical.EventCancelled {
		return skip("schedule.ics_cancelled")
	}
	start, length, err := timesOf(e)
	if fault.CodeOf(err) == fault.NotFound {
		return nil, err
	}
	if err != nil {
		return skip("schedule.date_unreadable_in_file")
	}
	if uid == "" { // the standard asks for one; without, what it says is its name
		uid = base.Name("fr") + start.wall.String()
	}
	times, yearly, err := r.times(ctx, e, uid, start)
	if fault.CodeOf(err) == fault.NotFound {
		return nil, err
	}
	if ended := ctx.Err(); ended != nil {
		return nil, ended
	}
	if err != nil {
		return skip("schedule.ics_rule")
	}
	out := make([]ICSEvent, 0, len(times))
	for _, t := range times {
		event, end := base, t
		end.wall += length
		event.Start, event.End, event.Yearly = t.in(r.o.Zone, false), end.in(r.o.Zone, true), yearly
		event.ID = idOfICS(uid, "")
		if !yearly && (len(times) > 1 || e.Props.Get(ical.PropRecurrenceRule) != nil || e.Props.Get(ical.PropRecurrenceID) != nil) {
			event.ID = idOfICS(uid, occurrenceOf(e, t).String())
		}
		out = append(out, r.weigh(uid, event))
	}
	return out, nil
}

// occurrenceOf is the name of one time of a repeated event: when it would have been, for one that was moved.
func occurrenceOf(e ical.Event, t moment) schedule.Local {
	if id := e.Props.Get(ical.PropRecurrenceID); id != nil {
		if m, err := momentOf(id); err == nil {
			return m.wall
		}
	}
	return t.wall
}

// weigh compares an event with what is there.
func (r icsReader) weigh(uid string, event schedule.Special) ICSEvent {
	out := ICSEvent{UID: uid, Event: event, Status: ICSNew, Past: !event.Yearly && event.End <= schedule.LocalOf(r.o.Now.In(r.o.Zone))}
	if err := schedule.CheckSpecial(event); err != nil {
		out.Status, out.Err = ICSSkipped, err
		return out
	}
	for _, known := range r.o.Existing {
		switch {
		case known.ID == event.ID:
			return r.renew(out, known)
		case sameTime(known, event):
			out.Status = ICSSame // somebody typed it in; the loop goes on: the same id says more
		}
	}
	return out
}

// renew compares an event with what it was when it was imported before. A file has names in one language; the name in the
// other one stays, and so does the rank.
func (r icsReader) renew(out ICSEvent, known schedule.Special) ICSEvent {
	e := &out.Event
	e.Rank = known.Rank
	if e.NameFR == "" {
		e.NameFR = known.NameFR
	}
	if e.NameEN == "" {
		e.NameEN = known.NameEN
	}
	out.Status = ICSUpdate
	if *e == known {
		out.Status = ICSSame
	}
	return out
}

func sameTime(a, b schedule.Special) bool {
	return a.Start == b.Start && a.End == b.End && a.State == b.State && a.Yearly == b.Yearly
}

func stateOf(e ical.Event) schedule.State {
	if text, err := e.Props.Text(propState); err == nil && schedule.State(text) == schedule.Open {
		return schedule.Open
	}
	return schedule.Closed
}

// name takes the event's title, cut to what is kept.
func (r icsReader) name(e ical.Event, s *schedule.Special) {
	text, _ := e.Props.Text(ical.PropSummary)
	text = strings.Join(strings.FieldsFunc(strings.ToValidUTF8(text, ""), func(c rune) bool { return c < ' ' || c == '\u2028' || c == '\u2029' }), " ")
	if runes := []rune(text); len(runes) > schedule.MaxName {
		text = string(runes[:schedule.MaxName-1]) + "…"
	}
	text = schedule.CleanName(text)
	language := r.o.Language
	if p := e.Props.Get(ical.PropSummary); p != nil && p.Params.Get(ical.ParamLanguage) != "" {
		language = strings.ToLower(p.Params.Get(ical.ParamLanguage)[:min(2, len(p.Params.Get(ical.ParamLanguage)))])
	}
	if language != "en" {
		s.NameFR = text
	}
	if language != "fr" {
		s.NameEN = text
	}
}

// times lists when an event takes place. yearly tells that it is one event of ours that comes back each year.
func (r icsReader) times(ctx context.Context, e ical.Event, uid string, start moment) (times []moment, yearly bool, err error) {
	rule := e.Props.Get(ical.PropRecurrenceRule)
	if rule == nil || e.Props.Get(ical.PropRecurrenceID) != nil {
		return []moment{start}, false, nil
	}
	option, err := rrule.StrToROption(rule.Value)
	if err != nil {
		return nil, false, err
	}
	left, err := momentsOf(e, ical.PropExceptionDates)
	if err != nil {
		return nil, false, err
	}
	left = append(left, r.changed[uid]...)
	ownClock := start.zone == nil || start.zone.String() == r.o.Zone.String()
	if ownClock && len(left) == 0 && simplyYearly(option, start.wall) {
		return []moment{start}, true, nil
	}
	added, err := momentsOf(e, ical.PropRecurrenceDates)
	if err != nil {
		return nil, false, err
	}
	times, err = r.follow(ctx, option, start)
	times = append(times, added...)
	return slices.DeleteFunc(times, func(t moment) bool {
		return slices.ContainsFunc(left, func(l moment) bool { return l.date && l.wall.Date() == t.wall.Date() || l.sameAs(t) })
	}), false, err
}

// sameAs tells whether two moments are one instant.
func (m moment) sameAs(other moment) bool {
	if m.zone == nil || other.zone == nil {
		return m.wall == other.wall
	}
	return schedule.Resolve(m.wall, m.zone, false).Equal(schedule.Resolve(other.wall, other.zone, false))
}

// simplyYearly tells whether a rule means the same dates each year, without an end.
func simplyYearly(o *rrule.ROption, start schedule.Local) bool {
	_, month, day := start.Date().Civil()
	one := func(list []int, value int) bool { return len(list) == 0 || (len(list) == 1 && list[0] == value) }
	return o.Freq == rrule.YEARLY && o.Interval <= 1 && o.Count == 0 && o.Until.IsZero() && len(o.Bysetpos) == 0 &&
		one(o.Bymonth, int(month)) && one(o.Bymonthday, day) && len(o.Byyearday) == 0 && len(o.Byweekno) == 0 &&
		len(o.Byweekday) == 0 && len(o.Byhour) == 0 && len(o.Byminute) == 0 && len(o.Bysecond) == 0 && len(o.Byeaster) == 0
}

// follow lists the times of a rule from a day before now to the horizon, on the wall clock of its own zone.
func (r icsReader) follow(ctx context.Context, o *rrule.ROption, start moment) ([]moment, error) {
	// by the hour: no closing day; an interval below zero, or a start before all calendars, would be followed without end
	if year := start.wall.Date().Year(); o.Freq > rrule.DAILY || o.Interval < 0 || o.Count < 0 || year < schedule.MinYear || year > schedule.MaxYear {
		return nil, fault.New(fault.Invalid, "transfer.follow", "schedule.ics_rule")
	}
	// a daily rule that no date satisfies is looked for day by day until the year 9999
	if o.Freq == rrule.DAILY && len(o.Bymonth)+len(o.Bymonthday)+len(o.Byyearday)+len(o.Byweekno)+len(o.Bysetpos)+len(o.Byeaster) > 0 {
		return nil, fault.New(fault.Invalid, "transfer.follow", "schedule.ics_rule")
	}
	zone := start.zone
	if zone == nil {
		zone = r.o.Zone
	}
	from := schedule.LocalOf(r.o.Now.In(zone)) - schedule.MinutesPerDay
	to := schedule.LocalOf(r.o.Now.Add(ICSHorizon).In(zone))
	last := to.Wall()
	if !o.Until.IsZero() {
		until := o.Until
		if start.zone != nil { // UNTIL is in UTC when the start has a zone
			until = schedule.LocalOf(o.Until.In(zone)).Wall()
		}
		if until.Before(last) {
			last = until
		}
	}
	option := *o
	option.Dtstart, option.Until = start.wall.Wall(), last
	rule, err := rrule.NewRRule(option)
	if err != nil {
		return nil, err
	}
	var out []moment
	for next := rule.Iterator(); len(out) < maxOccurrences; {
		t, ok := next()
		if !ok || t.After(last) {
			break
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if !t.Before(from.Wall()) {
			out = append(out, moment{wall: schedule.LocalOf(t), zone: start.zone, date: start.date})
		}
	}
	return out, nil
}
