package chatfile_test

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/goccy/go-yaml"

	"pupitre/data/fault"
	"pupitre/data/schedule"
	"pupitre/data/schedule/chatfile"
)

// FuzzRead proves that no file makes the reader panic, and that what it reads can be kept.
func FuzzRead(f *testing.F) {
	f.Add(sample)
	f.Add("chat: &a [*a]\n")
	f.Add("chat:\n  fr: {weekly: [{name: x, days: [1], start: 9:00, end: 24:00}]}\n")
	f.Fuzz(func(t *testing.T, file string) {
		if len(file) > 4096 {
			return
		}
		h, err := chatfile.Read(strings.NewReader(file))
		if err != nil {
			return
		}
		for _, half := range []chatfile.Half{h.French, h.English} {
			for _, w := range half.Weekly {
				if err := schedule.CheckWeekly(w); err != nil {
					t.Fatalf("%+v: %v", w, err)
				}
			}
			for _, s := range half.Special {
				if err := schedule.CheckSpecial(s); err != nil {
					t.Fatalf("%+v: %v", s, err)
				}
			}
		}
	})
}

// A file that nests without end is refused, and does not exhaust the computer.
func TestDeepNestingIsRefused(t *testing.T) {
	for _, file := range []string{
		"chat: " + strings.Repeat("[", 200_000),
		"chat: " + strings.Repeat("{a: ", 100_000),
		strings.Repeat("- ", 200_000) + "x\n",
		"chat: " + strings.Repeat("[\n", 200_000),
	} {
		begun := time.Now()
		_, err := chatfile.Read(strings.NewReader(file))
		if key, _ := fault.KeyOf(err); key != "schedule.file_yaml" {
			t.Errorf("%.20s… gave %v", file, err)
		}
		if took := time.Since(begun); took > 5*time.Second {
			t.Errorf("%.20s… took %s", file, took)
		}
	}
}

// The golden schedules, written as a settings file and read again, open the same minutes.
func TestGoldenThroughAFile(t *testing.T) {
	text, err := os.ReadFile("../testdata/schedules-golden.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Cases []struct {
			Weekly []struct {
				Priority   int
				State      schedule.State
				ISODays    []int
				Start, End string
			}
			Special []struct {
				Priority, StartMin, EndMin int
				State                      schedule.State
			}
			Open [][2]int `json:"openIntervalsMin"`
		}
	}
	if err := json.Unmarshal(text, &file); err != nil || len(file.Cases) != 100 {
		t.Fatal(len(file.Cases), err)
	}
	monday := schedule.DateOf(2026, time.May, 4)
	for n, c := range file.Cases {
		section := chatfile.Section{Enabled: true}
		for i, w := range c.Weekly {
			section.FR.Weekly = append(section.FR.Weekly, chatfile.Weekly{
				Name: fmt.Sprint("h", i), State: w.State, Rank: w.Priority, Days: w.ISODays, Start: w.Start, End: w.End,
			})
		}
		for i, s := range c.Special {
			section.FR.Special = append(section.FR.Special, chatfile.Special{
				NameFR: fmt.Sprint("e", i), State: s.State, Rank: s.Priority,
				Start: monday.At(s.StartMin).String(), End: monday.At(s.EndMin).String(),
			})
		}
		written, err := yaml.Marshal(map[string]any{"chat": section, "profile": map[string]string{"time_zone": "America/Toronto"}})
		if err != nil {
			t.Fatal(err)
		}
		h, err := chatfile.Read(strings.NewReader(string(written)))
		if err != nil {
			t.Fatalf("case %d: %v\n%s", n+1, err, written)
		}
		plan, err := h.Plan("fr")
		if err != nil {
			t.Fatal(err)
		}
		var got [][2]int
		for _, i := range plan.OpenIntervals(schedule.Resolve(monday.At(1440), plan.Zone, false), schedule.Resolve(monday.At(21600), plan.Zone, false)) {
			start, end := int(schedule.LocalOf(i.Start)-monday.Start()), int(schedule.LocalOf(i.End)-monday.Start())
			if last := len(got) - 1; last >= 0 && got[last][1] == start {
				got[last][1] = end
				continue
			}
			got = append(got, [2]int{start, end})
		}
		if fmt.Sprint(got) != fmt.Sprint(c.Open) {
			t.Errorf("case %d: got %v, want %v", n+1, got, c.Open)
		}
	}
}
