//go:build linux

// Command week measures the frames of the week of the chat's hours while a block is dragged, in a real window: the page
// with forty blocks, a frame after each step of the hand. Run it under software OpenGL, as `make bench` does
// (LIBGL_ALWAYS_SOFTWARE=1 under Xvfb). The aim is a frame in 50 ms, 95 times in 100.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"syscall"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/driver/desktop"

	"pupitre/data/access"
	"pupitre/data/schedule"
	"pupitre/data/syncing"
	"pupitre/i18n"
	"pupitre/internal/bench/stats"
	"pupitre/ui/editing"
	"pupitre/ui/editing/sample"
	"pupitre/ui/look"
	"pupitre/ui/schedulepage"
	"pupitre/ui/task"
	"pupitre/ui/widgets"
)

// Size of the measurement, and its aim.
const (
	frames  = 300
	settle  = 2 * time.Second
	aim     = 50.0 // milliseconds
	working = 8    // schedules of five days: forty blocks
)

var errMissed = errors.New("a frame takes longer than the aim")

func main() {
	strict := flag.Bool("strict", false, "fail when the aim is missed")
	flag.Parse()
	intervals, busy := run()
	if len(intervals) == 0 {
		fmt.Fprintln(os.Stderr, "week: the picture of the week was not found")
		os.Exit(1)
	}
	p50, p95, most := stats.Quantile(intervals, 0.5), stats.Quantile(intervals, 0.95), stats.Quantile(intervals, 1)
	fmt.Printf("| week of %d blocks, dragging | frames | median ms | p95 ms | most ms | processor ms a frame |\n|---|---|---|---|---|---|\n", working*5)
	fmt.Printf("| aim p95 ≤ %.0f ms | %d | %.1f | %.1f | %.1f | %.1f |\n", aim, len(intervals), p50, p95, most, busy/float64(len(intervals)))
	if *strict && p95 > aim {
		fmt.Fprintln(os.Stderr, "week:", errMissed)
		os.Exit(1)
	}
}

// processor is the time that this program has had of the processors, the software OpenGL's threads included. Unlike the time
// between frames it does not depend on what else the computer does.
func processor() float64 {
	var used syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &used) != nil {
		return 0
	}
	return float64(time.Duration(used.Utime.Nano()+used.Stime.Nano()).Microseconds()) / 1000
}

// run opens the window, drags, and gives the time between frames and the processors' time for all, in milliseconds.
func run() (intervals []float64, busy float64) {
	began := 0.0
	a := app.NewWithID("ca.pupitre.Bench")
	a.Settings().SetTheme(look.New(look.Options{Mode: look.Light, Zoom: look.Zoom100}))
	w := a.NewWindow("week")
	w.SetPadded(false)
	a.Lifecycle().SetOnStarted(func() {
		runner := task.New()
		window := &quiet{i18n.For(i18n.French)}
		editor := editing.NewEditor(editing.Deps{
			Source: sample.NewSource(sample.Speaking("fr"), forty), Window: window, Run: runner, Clock: sample.Clock{}, Keys: "Ctrl+S",
			Who: editing.Who{Person: sample.Marie, Email: sample.Email, Role: access.Primary},
		})
		editor.Start()
		page := schedulepage.New(schedulepage.NewPresenter(schedulepage.Deps{Editor: editor, Copy: func(string) {}}), window.Printer())
		w.SetContent(widgets.NewStage(runner, page.Content()))
		w.Resize(fyne.NewSize(1100, 760)) // the size of Pupitre's first start
		w.Show()
		runner.After(settle, func() {
			began = processor()
			drag(w, func(found []float64) {
				intervals, busy = found, processor()-began
				a.Quit()
			})
		})
	})
	a.Run()
	return intervals, busy
}

// forty is forty blocks that lie over each other.
func forty(v syncing.View) {
	chat := schedule.Chat{Enabled: true}
	for i := range working {
		chat.French = append(chat.French, schedule.Weekly{
			ID: fmt.Sprintf("0190b2f0-0000-7000-8000-0000000001%02d", i), Name: fmt.Sprintf("Horaire %d", i+1), Type: schedule.WorkingHours,
			State: schedule.States()[i%2], Rank: i, Days: schedule.Weekdays, Span: schedule.Between((6+i)*60, (8+2*i)*60),
		})
	}
	for entity, fields := range chat.Stored() {
		v[entity] = syncing.Entity{}
		for name, value := range fields {
			v[entity][name] = syncing.FieldState{Value: value, Base: value, Rev: 1}
		}
	}
}

// hand is what the picture of the week is for a mouse.
type hand interface {
	fyne.CanvasObject
	fyne.Draggable
	desktop.Mouseable
	FieldID() string
}

// drag presses in the middle of the picture and moves a step a frame. The toolkit's animations tick once a frame, so the
// time between ticks is that of the frame before.
func drag(w fyne.Window, done func([]float64)) {
	var week hand
	widgets.Walk(w.Canvas().Content(), func(o fyne.CanvasObject) bool {
		if h, ok := o.(hand); ok && h.FieldID() == "chat.week" {
			week = h
		}
		return true
	})
	if week == nil {
		done(nil)
		return
	}
	size := week.Size()
	at := fyne.NewPos(size.Width*0.45, size.Height*0.45)
	week.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}, Button: desktop.MouseButtonPrimary})
	var intervals []float64
	var last time.Time
	steps := 0
	meter := &fyne.Animation{Duration: time.Hour, RepeatCount: fyne.AnimationRepeatForever, Curve: fyne.AnimationLinear}
	meter.Tick = func(float32) {
		now := time.Now()
		if !last.IsZero() && len(intervals) < frames {
			intervals = append(intervals, float64(now.Sub(last).Microseconds())/1000)
		}
		last = now
		steps++
		across := float32(steps%60)/60 - 0.5
		week.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: at.AddXY(size.Width*0.4*across, size.Height*0.15*across)}})
		if len(intervals) == frames {
			meter.Stop()
			done(intervals)
		}
	}
	meter.Start()
}

// quiet is a window that only speaks a language.
type quiet struct{ p *i18n.Printer }

func (q *quiet) Printer() *i18n.Printer                      { return q.p }
func (*quiet) SetLanguage(i18n.Language)                     {}
func (*quiet) Toast(_, _ string, _ func())                   {}
func (*quiet) Offer(_, _ string, _ func()) (withdraw func()) { return func() {} }
func (*quiet) Fail(text string)                              { fyne.LogError(text, nil) }
func (*quiet) Reveal(_, _ string)                            {}
