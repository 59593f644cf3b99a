package main

import (
	"encoding/json"
	"math/rand/v2"
	"os"
	"runtime"
	"time"

	"pupitre/data/schedule"
)

// The window of the golden file, in minutes after its Monday; its note explains the fields.
const (
	windowFrom = 1440
	windowTo   = 21600
)

// questions are the same schedules in both forms, and the instants to ask about.
type questions struct {
	Rules    []string `json:"rules"`    // in the syntax of opening_hours
	Instants []int64  `json:"instants"` // Unix seconds, UTC
	plans    []schedule.Plan
	from, to time.Time
}

type goldenFile struct {
	Cases []struct {
		OSM    string `json:"osm"`
		Weekly []struct {
			Priority int            `json:"priority"`
			State    schedule.State `json:"state"`
			ISODays  []int          `json:"isoDays"`
			Start    string         `json:"start"`
			End      string         `json:"end"`
		} `json:"weekly"`
		Special []struct {
			Priority int            `json:"priority"`
			State    schedule.State `json:"state"`
			StartMin int            `json:"startMin"`
			EndMin   int            `json:"endMin"`
		} `json:"special"`
	} `json:"cases"`
}

// ask reads the golden schedules and draws instants from a fixed seed.
func ask(path string, instants int) (q questions, err error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return q, err
	}
	var file goldenFile
	if err := json.Unmarshal(text, &file); err != nil {
		return q, err
	}
	monday := schedule.DateOf(2026, time.May, 4)
	q.from, q.to = monday.At(windowFrom).Wall(), monday.At(windowTo).Wall()
	for _, c := range file.Cases {
		p := schedule.Plan{Enabled: true, Zone: time.UTC}
		for _, w := range c.Weekly {
			start, err := schedule.ParseStoredTime(w.Start)
			if err != nil {
				return q, err
			}
			end, err := schedule.ParseStoredTime(w.End)
			if err != nil {
				return q, err
			}
			p.Weekly = append(p.Weekly, schedule.Weekly{
				Type: schedule.WorkingHours, State: w.State, Rank: w.Priority, Days: schedule.DaysOf(w.ISODays...), Span: schedule.Between(start, end),
			})
		}
		for _, s := range c.Special {
			p.Special = append(p.Special, schedule.Special{
				State: s.State, Rank: s.Priority, Start: monday.At(s.StartMin), End: monday.At(s.EndMin),
			})
		}
		q.Rules, q.plans = append(q.Rules, c.OSM), append(q.plans, p)
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range instants {
		q.Instants = append(q.Instants, q.from.Unix()+60*random.Int64N(windowTo-windowFrom))
	}
	return q, nil
}

// answers are what one side says, and how long it took.
type answers struct {
	BuildMS float64   `json:"build_ms"`
	StateMS float64   `json:"state_ms"`
	NextMS  float64   `json:"next_ms"`
	States  []string  `json:"states"` // by schedule: a 1 or a 0 for each instant
	Nexts   [][]int64 `json:"nexts"`  // by schedule: Unix seconds, 0 for none
}

// ours asks data/schedule.
func (q questions) ours() (a answers) {
	begun := time.Now()
	timelines := make([]*schedule.Timeline, len(q.plans))
	for i, p := range q.plans {
		timelines[i] = p.Compile(q.from, q.to)
	}
	a.BuildMS = millis(time.Since(begun))
	instants := make([]time.Time, len(q.Instants))
	for i, s := range q.Instants {
		instants[i] = time.Unix(s, 0).UTC()
	}
	for _, t := range timelines {
		states, nexts := make([]byte, len(instants)), make([]int64, len(instants))
		for i, at := range instants {
			states[i] = '0'
			if t.Status(at).Open {
				states[i] = '1'
			}
			if next, ok := t.NextChange(at); ok {
				nexts[i] = next.Unix()
			}
		}
		a.States, a.Nexts = append(a.States, string(states)), append(a.Nexts, nexts)
	}
	a.StateMS = timed(timelines, instants, func(t *schedule.Timeline, at time.Time) bool { return t.Status(at).Open })
	a.NextMS = timed(timelines, instants, func(t *schedule.Timeline, at time.Time) bool {
		_, ok := t.NextChange(at)
		return ok
	})
	return a
}

// rounds is how often our side asks everything: once is over too soon to be timed.
const rounds = 50

// timed asks every timeline about every instant, and gives the milliseconds of one round.
func timed(timelines []*schedule.Timeline, instants []time.Time, question func(*schedule.Timeline, time.Time) bool) float64 {
	yes := 0
	begun := time.Now()
	for range rounds {
		for _, t := range timelines {
			for _, at := range instants {
				if question(t, at) {
					yes++
				}
			}
		}
	}
	took := millis(time.Since(begun)) / rounds
	runtime.KeepAlive(yes)
	return took
}

func millis(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// disagreements counts the states, and the next changes within the window, that differ.
func (q questions) disagreements(a, b answers) (states, nexts int) {
	inside := func(s int64) int64 {
		if s >= q.to.Unix() {
			return 0
		}
		return s
	}
	for i := range a.States {
		for j := range a.States[i] {
			if a.States[i][j] != b.States[i][j] {
				states++
			}
			if inside(a.Nexts[i][j]) != inside(b.Nexts[i][j]) {
				nexts++
			}
		}
	}
	return states, nexts
}
