package transfer_test

import (
	"strings"
	"testing"
	"time"

	"pupitre/data/schedule"
	"pupitre/data/transfer"
)

// FuzzReadICS proves that no file makes the reader panic, and that what it offers to keep can be kept.
func FuzzReadICS(f *testing.F) {
	f.Add(calendar(vevent("UID:a", "SUMMARY:x", "DTSTART;TZID=America/Toronto:20260304T090000", "DTEND;TZID=America/Toronto:20260304T100000", "RRULE:FREQ=WEEKLY;COUNT=2")))
	f.Add(calendar(vevent("UID:a", "SUMMARY;LANGUAGE=en:x", "DTSTART;VALUE=DATE:20240229", "RRULE:FREQ=YEARLY", "EXDATE;VALUE=DATE:20250228")))
	f.Add("BEGIN:VCALENDAR\nEND:VCALENDAR\n")
	f.Add(calendar(vevent("DTSTART:20260304T090000Z", "DURATION:-PT1H", "SUMMARY;LANGUAGE=:x")))
	f.Fuzz(func(t *testing.T, file string) {
		if len(file) > 4096 {
			return
		}
		events, err := transfer.ReadICS(t.Context(), strings.NewReader(file), transfer.ICSOptions{Zone: time.UTC, Now: time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)})
		if err != nil && len(events) > 0 {
			t.Fatalf("%d events beside %v", len(events), err)
		}
		for _, e := range events {
			if keep := schedule.CheckSpecial(e.Event); (keep == nil) != (e.Status != transfer.ICSSkipped) && e.Err == nil {
				t.Fatalf("%+v: %v", e, keep)
			}
		}
	})
}
