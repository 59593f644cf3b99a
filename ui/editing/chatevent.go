package editing

import (
	"strconv"
	"strings"

	"pupitre/data/fault"
	"pupitre/data/schedule"
	"pupitre/data/settings"
	"pupitre/data/wire"
	"pupitre/ui/draft"
)

// eventParts are the parts of an event's span in the order of its texts: a tick, and a date and a time for each end. What
// ends at midnight ends at 24:00 of the day before, and the last day of whole days is part of them.
var eventParts = []string{PartAllDay, PartFirst, PartStart, PartLast, PartEnd}

// eventSpanField is two local date-times.
func eventSpanField() draft.Field {
	return draft.Field{Name: schedule.FieldSpan, Parts: eventParts, Show: showEventSpan, Read: readEventSpan}
}

// showEventSpan writes a span as it is typed; nothing where nothing is stored.
func showEventSpan(v wire.Value) []string {
	s := schedule.SpecialFrom("", map[string]wire.Value{schedule.FieldSpan: v})
	if s.End <= s.Start {
		return []string{strconv.FormatBool(true), "", schedule.StoredTime(0), "", schedule.StoredTime(schedule.MinutesPerDay)}
	}
	last, end := s.End.Date(), s.End.Minute()
	if end == 0 {
		last, end = last-1, schedule.MinutesPerDay
	}
	whole := s.Start.Minute() == 0 && end == schedule.MinutesPerDay
	return []string{
		strconv.FormatBool(whole), s.Start.Date().String(), schedule.StoredTime(s.Start.Minute()), last.String(), schedule.StoredTime(end),
	}
}

// readEventSpan reads what is typed, with a fault for each text. An empty last date is the first one.
func readEventSpan(texts []string) (wire.Value, []error) {
	faults := make([]error, len(eventParts))
	var first, last schedule.Date
	first, faults[1] = schedule.ParseDate(strings.TrimSpace(texts[1]))
	last = first
	if text := strings.TrimSpace(texts[3]); text != "" {
		last, faults[3] = schedule.ParseDate(text)
	}
	start, end := 0, schedule.MinutesPerDay
	if texts[0] != strconv.FormatBool(true) {
		start, faults[2] = schedule.ParseTime(texts[2])
		end, faults[4] = schedule.ParseEnd(texts[4])
	}
	for _, err := range faults {
		if err != nil {
			return nil, faults
		}
	}
	if err := schedule.CheckEventSpan(first.At(start), last.At(end)); err != nil {
		at := 3
		if first == last {
			at = 4
		}
		faults[at] = err
		return nil, faults
	}
	return schedule.EventSpanValue(first.At(start), last.At(end)), nil
}

// eventOf is an event as it is after the next save.
func eventOf(d *draft.Draft, entity string) schedule.Special {
	fields := map[string]wire.Value{}
	for _, f := range d.Schema().Kind(entity).Fields {
		fields[f.Name] = d.Value(entity, f.Name)
	}
	return schedule.SpecialFrom(draft.IDOf(entity), fields)
}

// eventNamed refuses an event without a name in either language.
func eventNamed(d *draft.Draft, entity string) []draft.Remark {
	if s := eventOf(d, entity); s.NameFR != "" || s.NameEN != "" {
		return nil
	}
	err := fault.New(fault.Invalid, "editing.eventNamed", "schedule.name_required")
	return []draft.Remark{{Cell: draft.Cell{Entity: entity, Field: schedule.FieldNameFR}, Err: err}}
}

// eventDoubts says what is probably not meant: a name in one language only, 29 February each year, a start that the clock
// skips.
func eventDoubts(d *draft.Draft, entity string) (out []draft.Remark) {
	const op = "editing.eventDoubts"
	s := eventOf(d, entity)
	say := func(field, part string, err error) {
		out = append(out, draft.Remark{Cell: draft.Cell{Entity: entity, Field: field, Part: part}, Err: err})
	}
	switch {
	case s.NameFR == "" && s.NameEN != "":
		say(schedule.FieldNameFR, "", fault.New(fault.Invalid, op, "schedule.name_missing_fr", "Name", s.NameEN))
	case s.NameEN == "" && s.NameFR != "":
		say(schedule.FieldNameEN, "", fault.New(fault.Invalid, op, "schedule.name_missing_en", "Name", s.NameFR))
	}
	if s.Yearly && s.LeapDay() {
		say(schedule.FieldYearly, "", fault.New(fault.Invalid, op, "schedule.leap_day"))
	}
	zone, err := schedule.LoadZone(settings.String(d.Value(settings.EntityProfile, settings.FieldTimeZone)))
	if err != nil || s.End <= s.Start {
		return out
	}
	if real := schedule.LocalOf(schedule.Resolve(s.Start, zone, false)); real != s.Start {
		say(schedule.FieldSpan, PartStart, fault.New(fault.Invalid, op, "schedule.start_skipped", "Time", real.Wall()))
	}
	return out
}
