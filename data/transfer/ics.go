package transfer

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"time"

	"github.com/emersion/go-ical"

	"pupitre/data/fault"
	"pupitre/data/schedule"
)

// Limits of a calendar file. They are far above any calendar of closing days, and far below what would hold up a computer.
const (
	MaxICS          = 8 << 20 // bytes
	MaxICSEvents    = 5000
	maxICSRecurring = 500 // events with a rule of repetition
	maxICSDepth     = 8   // components within components
)

// ICSHorizon is how far a rule of repetition is followed when it is not simply yearly.
const ICSHorizon = 2 * 366 * 24 * time.Hour

// ICSStatus says what an import would do with an event.
type ICSStatus string

// The statuses.
const (
	ICSNew     ICSStatus = "new"
	ICSUpdate  ICSStatus = "update"  // it was imported before and has changed since
	ICSSame    ICSStatus = "same"    // it is there already, as it is
	ICSSkipped ICSStatus = "skipped" // it cannot be kept: Err says why
)

// ICSEvent is an event of a calendar file, as it would be kept. Its id follows from the file's UID, so that a file that is
// imported again changes what it brought and doubles nothing.
type ICSEvent struct {
	UID    string
	Event  schedule.Special
	Status ICSStatus
	Past   bool // it is over, and does not come back
	Err    error
}

// ICSOptions says how a calendar file is read.
type ICSOptions struct {
	Zone     *time.Location // of the service
	Language string         // of the names: "fr" or "en"; "" for both
	Now      time.Time
	Existing []schedule.Special
}

// ReadICS previews a calendar file (RFC 5545). It fails, and nothing is to be kept, with schedule.ics_too_large,
// schedule.ics_too_many, schedule.ics_damaged, schedule.ics_zone; with the context's own error when it ends first.
func ReadICS(ctx context.Context, r io.Reader, o ICSOptions) ([]ICSEvent, error) {
	const op = "transfer.ReadICS"
	content, err := io.ReadAll(io.LimitReader(r, MaxICS+1))
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	if len(content) > MaxICS {
		return nil, fault.New(fault.Invalid, op, "schedule.ics_too_large", "Max", MaxICS>>20)
	}
	content = unfold(content)
	if err := weighICS(content); err != nil {
		return nil, err
	}
	calendar, err := decodeICS(content)
	if err != nil {
		return nil, fault.As(fault.Invalid, op, "schedule.ics_damaged", err)
	}
	reader := icsReader{o: o, changed: overriddenIn(calendar)}
	var out []ICSEvent
	for _, event := range calendar.Events() {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		events, err := reader.read(ctx, event)
		if err != nil {
			return nil, err
		}
		if out = append(out, events...); len(out) > MaxICSEvents {
			return nil, fault.New(fault.Invalid, op, "schedule.ics_too_many", "Max", MaxICSEvents)
		}
	}
	return out, nil
}

// decodeICS reads a calendar. The decoder panics on lines that are cut inside a parameter: that is damage like any other.
func decodeICS(content []byte) (calendar *ical.Calendar, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("the decoder gave up: %v", p)
		}
	}()
	return ical.NewDecoder(bytes.NewReader(content)).Decode()
}

// unfold joins the lines that were broken, and drops a byte order mark.
func unfold(content []byte) []byte {
	content = bytes.TrimPrefix(content, []byte("\ufeff"))
	content = bytes.ReplaceAll(content, []byte("\r\n"), []byte("\n"))
	content = bytes.ReplaceAll(content, []byte("\n "), nil)
	return bytes.ReplaceAll(content, []byte("\n\t"), nil)
}

// weighICS bounds what the decoder will be given: it descends into components without a limit of its own.
func weighICS(content []byte) error {
	const op = "transfer.weighICS"
	depth, events, rules := 0, 0, 0
	for line := range bytes.Lines(content) {
		line = bytes.ToUpper(bytes.TrimSpace(line[:min(len(line), 80)]))
		switch {
		case bytes.HasPrefix(line, []byte("BEGIN:")):
			depth++
			if bytes.Equal(line, []byte("BEGIN:VEVENT")) {
				events++
			}
		case bytes.HasPrefix(line, []byte("END:")):
			depth--
		case bytes.HasPrefix(line, []byte("RRULE")):
			rules++
		}
		if depth > maxICSDepth || depth < 0 {
			return fault.New(fault.Invalid, op, "schedule.ics_damaged")
		}
	}
	switch {
	case events > MaxICSEvents:
		return fault.New(fault.Invalid, op, "schedule.ics_too_many", "Max", MaxICSEvents)
	case rules > maxICSRecurring:
		return fault.New(fault.Invalid, op, "schedule.ics_too_many_rules", "Max", maxICSRecurring)
	}
	return nil
}
