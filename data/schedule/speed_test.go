package schedule_test

import (
	"testing"
	"time"

	"pupitre/data/schedule"
)

// heavy is the plan of the speed targets: 20 weekly schedules and 100 special events.
func heavy(t testing.TB) schedule.Plan {
	p := schedule.Plan{Enabled: true, Zone: load(t, "America/Toronto")}
	for i := range 20 {
		w := schedule.NewWorkingHours("", "")
		w.Rank, w.Span = i, schedule.Between(480+i*13, 1020+i*7)
		if i%3 == 0 {
			w = schedule.NewLunchBreak("", "", w)
			w.Span = schedule.Between(700+i, 760+i)
		}
		p.Weekly = append(p.Weekly, w)
	}
	first := schedule.DateOf(2026, time.January, 1)
	for i := range 100 {
		start := (first + schedule.Date(i*3)).At(i * 7)
		p.Special = append(p.Special, schedule.Special{
			State: schedule.States()[i%2], Rank: i % 3, Start: start, End: start + schedule.Local(300+i*20), Yearly: i%4 == 0,
		})
	}
	return p
}

func heavyWindow() (from, to time.Time) {
	return time.Date(2026, 1, 1, 5, 0, 0, 0, time.UTC), time.Date(2027, 1, 1, 5, 0, 0, 0, time.UTC)
}

func TestQuestionsAllocateNothing(t *testing.T) {
	from, to := heavyWindow()
	compiled := heavy(t).Compile(from, to)
	at := from.Add(1234 * time.Hour)
	var status schedule.Status
	var next time.Time
	if n := testing.AllocsPerRun(100, func() { status = compiled.Status(at) }); n != 0 {
		t.Errorf("Status allocates %v times", n)
	}
	if n := testing.AllocsPerRun(100, func() { next, _ = compiled.NextChange(at) }); n != 0 {
		t.Errorf("NextChange allocates %v times", n)
	}
	if status.By.Kind == "" || next.IsZero() {
		t.Error("nothing was asked")
	}
}

func BenchmarkCompileAYear(b *testing.B) {
	from, to := heavyWindow()
	p := heavy(b)
	for b.Loop() {
		p.Compile(from, to)
	}
}

func BenchmarkStatus(b *testing.B) {
	from, to := heavyWindow()
	compiled := heavy(b).Compile(from, to)
	minutes := int(to.Sub(from) / time.Minute)
	for i := 0; b.Loop(); i++ {
		compiled.Status(from.Add(time.Duration(i*7919%minutes) * time.Minute))
	}
}

func BenchmarkNextChange(b *testing.B) {
	from, to := heavyWindow()
	compiled := heavy(b).Compile(from, to)
	minutes := int(to.Sub(from) / time.Minute)
	for i := 0; b.Loop(); i++ {
		compiled.NextChange(from.Add(time.Duration(i*7919%minutes) * time.Minute))
	}
}
