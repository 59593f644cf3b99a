package schedule_test

import (
	"encoding/json"
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"pupitre/data/schedule"
)

// goldenCase is one case of an independent evaluator; the file's note explains the fields.
type goldenCase struct {
	ID     int `json:"id"`
	Weekly []struct {
		Priority  int            `json:"priority"`
		State     schedule.State `json:"state"`
		ISODays   []int          `json:"isoDays"`
		Start     string         `json:"start"`
		End       string         `json:"end"`
		Overnight bool           `json:"overnight"`
	} `json:"weekly"`
	Special []struct {
		Priority int            `json:"priority"`
		State    schedule.State `json:"state"`
		StartMin int            `json:"startMin"`
		EndMin   int            `json:"endMin"`
	} `json:"special"`
	Open [][2]int `json:"openIntervalsMin"`
}

// The window of the golden file, in minutes after its Monday.
const (
	goldenFrom = 1440
	goldenTo   = 21600
)

var goldenMonday = schedule.DateOf(2026, time.May, 4)

func goldenCases(t *testing.T) []goldenCase {
	t.Helper()
	b, err := os.ReadFile("testdata/schedules-golden.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Cases []goldenCase `json:"cases"`
	}
	if err := json.Unmarshal(b, &file); err != nil {
		t.Fatal(err)
	}
	if len(file.Cases) != 100 {
		t.Fatalf("%d golden cases, want 100", len(file.Cases))
	}
	return file.Cases
}

func (c goldenCase) plan(t *testing.T, zone *time.Location) schedule.Plan {
	t.Helper()
	p := schedule.Plan{Enabled: true, Zone: zone}
	for _, w := range c.Weekly {
		span := schedule.Between(minute(t, w.Start), minute(t, w.End))
		if span.Overnight() != w.Overnight {
			t.Fatalf("%s–%s: overnight %v", w.Start, w.End, w.Overnight)
		}
		p.Weekly = append(p.Weekly, schedule.Weekly{
			Type: schedule.WorkingHours, State: w.State, Rank: w.Priority, Days: schedule.DaysOf(w.ISODays...), Span: span,
		})
	}
	for _, s := range c.Special {
		p.Special = append(p.Special, schedule.Special{
			State: s.State, Rank: s.Priority, Start: goldenMonday.At(s.StartMin), End: goldenMonday.At(s.EndMin),
		})
	}
	return p
}

func minute(t *testing.T, s string) int {
	t.Helper()
	m, err := schedule.ParseStoredTime(s)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestGolden(t *testing.T) {
	for _, zone := range []string{"America/Toronto", "UTC", "America/Regina"} {
		for _, c := range goldenCases(t) {
			t.Run(fmt.Sprintf("%s/%d", zone, c.ID), func(t *testing.T) {
				p := c.plan(t, load(t, zone))
				from := schedule.Resolve(goldenMonday.At(goldenFrom), p.Zone, false)
				to := schedule.Resolve(goldenMonday.At(goldenTo), p.Zone, false)
				got := [][2]int{}
				for _, i := range p.OpenIntervals(from, to) {
					start, end := int(schedule.LocalOf(i.Start)-goldenMonday.Start()), int(schedule.LocalOf(i.End)-goldenMonday.Start())
					if n := len(got); n > 0 && got[n-1][1] == start {
						got[n-1][1] = end // the file joins stretches of several winners
						continue
					}
					got = append(got, [2]int{start, end})
				}
				if diff := cmp.Diff(c.Open, got); diff != "" {
					t.Errorf("want -, got +\n%s", diff)
				}
			})
		}
	}
}

func load(t testing.TB, name string) *time.Location {
	t.Helper()
	zone, err := schedule.LoadZone(name)
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

func local(t testing.TB, s string) schedule.Local {
	t.Helper()
	l, err := schedule.ParseLocal(s)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func instant(t testing.TB, s string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatal(err)
	}
	return at
}
