package schedule

import (
	"bytes"
	"encoding/json"
	"slices"

	"pupitre/data/fault"
	"pupitre/data/wire"
)

// decode reads a stored value strictly into one of our own types; the value must be exactly what that type is written as.
func decode[T any](v wire.Value) (out T, ok bool) {
	d := json.NewDecoder(bytes.NewReader(v))
	d.DisallowUnknownFields()
	if d.Decode(&out) != nil {
		return out, false
	}
	return out, string(canonical(out)) == string(v)
}

// oneOf makes the check of an enumeration.
func oneOf(refusal string, values ...string) func(wire.Value) error {
	return func(v wire.Value) error {
		if s, ok := decode[string](v); !ok || !slices.Contains(values, s) {
			return fault.New(fault.Invalid, "schedule.oneOf", refusal)
		}
		return nil
	}
}

func checkStoredName(v wire.Value) error {
	s, ok := decode[string](v)
	if !ok {
		return unreadable("schedule.checkStoredName")
	}
	if err := CheckName(s); err != nil {
		return err
	}
	if s != CleanName(s) {
		return unreadable("schedule.checkStoredName")
	}
	return nil
}

func checkStoredRank(v wire.Value) error {
	rank, ok := decode[int](v)
	if !ok {
		return unreadable("schedule.checkStoredRank")
	}
	return checkRank(rank)
}

func checkDays(v wire.Value) error {
	days, ok := decode[[]int](v)
	if !ok {
		return unreadable("schedule.checkDays")
	}
	if len(days) == 0 {
		return fault.New(fault.Invalid, "schedule.checkDays", "schedule.no_day")
	}
	if !slices.Equal(days, DaysOf(days...).ISO()) { // another day than 1 to 7, out of order, or twice
		return unreadable("schedule.checkDays")
	}
	return nil
}

func readSpan(v wire.Value) (Span, error) {
	const op = "schedule.readSpan"
	stored, ok := decode[storedSpan](v)
	if !ok {
		return Span{}, unreadable(op)
	}
	start, err := ParseStoredTime(stored.Start)
	if err != nil {
		return Span{}, err
	}
	end, err := ParseStoredTime(stored.End)
	if err != nil {
		return Span{}, err
	}
	span := Span{AllDay: stored.AllDay, Start: start, End: end}
	if span.AllDay && span != AllDay {
		return Span{}, unreadable(op)
	}
	return span, CheckSpan(span)
}

func checkStoredSpan(v wire.Value) error {
	_, err := readSpan(v)
	return err
}

func readEventSpan(v wire.Value) (start, end Local, err error) {
	const op = "schedule.readEventSpan"
	stored, ok := decode[storedEventSpan](v)
	if !ok {
		return 0, 0, unreadable(op)
	}
	if start, err = ParseLocal(stored.Start); err != nil {
		return 0, 0, err
	}
	if end, err = ParseLocal(stored.End); err != nil {
		return 0, 0, err
	}
	if stored.Start != start.String() || stored.End != end.String() {
		return 0, 0, unreadable(op) // 24:00 is 00:00 of the next day
	}
	return start, end, CheckEventSpan(start, end)
}

func checkStoredEventSpan(v wire.Value) error {
	_, _, err := readEventSpan(v)
	return err
}
