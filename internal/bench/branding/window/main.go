//go:build linux

// Command window measures how long the page of the look keeps a person waiting, in a real window: frames while a photograph
// of 12 megapixels is read, decoded and reduced, and frames while a colour is dragged in the picker. Run it under software
// OpenGL, as `make bench` does (LIBGL_ALWAYS_SOFTWARE=1 under Xvfb).
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"io"
	"os"
	"syscall"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/storage"
	"github.com/spf13/afero"

	"pupitre/data/access"
	"pupitre/i18n"
	"pupitre/internal/bench/stats"
	"pupitre/ui/brand"
	"pupitre/ui/brandpage"
	"pupitre/ui/editing"
	"pupitre/ui/editing/sample"
	"pupitre/ui/look"
	"pupitre/ui/task"
	"pupitre/ui/widgets"
)

// Sizes of the measurement, and its aims in milliseconds: half a blink while a file is prepared, a frame of twenty a second
// while a colour is dragged.
const (
	settle      = 2 * time.Second
	preparing   = 3 * time.Second // the photograph takes a fraction of it
	dragged     = 200             // frames
	aimLongest  = 100.0
	aimDragging = 50.0
	photograph  = "/aurore.jpg"
)

var errMissed = errors.New("a frame takes longer than the aim")

func main() {
	strict := flag.Bool("strict", false, "fail when an aim is missed")
	flag.Parse()
	m, err := run()
	if err != nil {
		fmt.Fprintln(os.Stderr, "window:", err)
		os.Exit(1)
	}
	longest, p95 := stats.Quantile(m.prepared, 1), stats.Quantile(m.dragging, 0.95)
	fmt.Println("| the page of the look | frames | median ms | p95 ms | longest ms | processor ms a frame |\n|---|---|---|---|---|---|")
	fmt.Printf("| while 12 megapixels are prepared (aim: longest ≤ %.0f ms) | %d | %.1f | %.1f | %.1f | |\n", aimLongest,
		len(m.prepared), stats.Quantile(m.prepared, 0.5), stats.Quantile(m.prepared, 0.95), longest)
	fmt.Printf("| while a colour is dragged (aim: p95 ≤ %.0f ms) | %d | %.1f | %.1f | %.1f | %.1f |\n", aimDragging,
		len(m.dragging), stats.Quantile(m.dragging, 0.5), p95, stats.Quantile(m.dragging, 1), m.busy/float64(len(m.dragging)))
	if *strict && (longest > aimLongest || p95 > aimDragging) {
		fmt.Fprintln(os.Stderr, "window:", errMissed)
		os.Exit(1)
	}
}

// measured is the time between frames, and that of the processors for all frames of a drag, in milliseconds.
type measured struct {
	prepared, dragging []float64
	busy               float64
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

// noFiles never asks: the photograph is dropped on the window.
type noFiles struct{}

func (noFiles) OpenFile(string, []string, func(io.ReadCloser, error)) {}

// run opens the window, measures, and closes it.
func run() (m measured, err error) {
	disk := afero.NewMemMapFs()
	body, err := encode(image.Pt(4000, 3000))
	if err != nil {
		return m, err
	}
	if err := afero.WriteFile(disk, photograph, body, 0o600); err != nil {
		return m, err
	}
	a := app.NewWithID("ca.pupitre.Bench")
	a.Settings().SetTheme(look.New(look.Options{Mode: look.Light, Zoom: look.Zoom100}))
	w := a.NewWindow("look")
	w.SetPadded(false)
	a.Lifecycle().SetOnStarted(func() {
		runner := task.New()
		window := &quiet{i18n.For(i18n.French)}
		editor := editing.NewEditor(editing.Deps{
			Source: sample.NewSource(sample.Speaking("fr"), sample.Branded), Window: window, Run: runner, Clock: sample.Clock{}, Keys: "Ctrl+S",
			Who: editing.Who{Person: sample.Marie, Email: sample.Email, Role: access.Primary},
		})
		editor.Start()
		h := brandpage.NewPresenter(brandpage.Deps{
			Editor: editor, Album: brand.NewAlbum(sample.NewImages(), runner), Files: noFiles{}, Disk: disk,
		})
		page := brandpage.New(h, window.Printer())
		w.SetContent(widgets.NewStage(runner, page.Content()))
		w.Resize(fyne.NewSize(1100, 760)) // the size of Pupitre's first start
		w.Show()
		runner.After(settle, func() {
			began := processor()
			err = drag(w, func(found []float64) {
				m.dragging, m.busy = found, processor()-began
				h.Drop(fyne.NewPos(900, 300), []fyne.URI{storage.NewFileURI(photograph)})
				meter(w, func(_ int, since time.Duration) bool { return since < preparing }, func(found []float64) {
					m.prepared = found
					a.Quit()
				})
			})
			if err != nil {
				a.Quit()
			}
		})
	})
	a.Run()
	return m, err
}

// meter takes the time between frames while goes says so. The toolkit's animations tick once a frame, so the time between
// ticks is that of the frame before.
func meter(w fyne.Window, goes func(n int, since time.Duration) bool, done func([]float64)) {
	var intervals []float64
	began, last := time.Now(), time.Time{}
	tick := &fyne.Animation{Duration: time.Hour, RepeatCount: fyne.AnimationRepeatForever, Curve: fyne.AnimationLinear}
	tick.Tick = func(float32) {
		now := time.Now()
		if !last.IsZero() {
			intervals = append(intervals, float64(now.Sub(last).Microseconds())/1000)
		}
		last = now
		if goes(len(intervals), now.Sub(began)) {
			w.Canvas().Refresh(w.Content()) // a frame is drawn even when nothing has changed
			return
		}
		tick.Stop()
		done(intervals)
	}
	tick.Start()
}

// hand is what the square of the picker is for a mouse.
type hand interface {
	fyne.CanvasObject
	fyne.Draggable
	desktop.Mouseable
	FieldID() string
}

var errNotFound = errors.New("the picker was not found")

// drag opens the picker and moves over its square, a step a frame.
func drag(w fyne.Window, done func([]float64)) error {
	if !press(w, "brand.swatch.color1") {
		return errNotFound
	}
	widgets.Settle(w.Canvas())
	square := find[hand](w, "brand.picker.color1.square")
	if square == nil {
		return errNotFound
	}
	size := square.Size()
	square.MouseDown(&desktop.MouseEvent{Button: desktop.MouseButtonPrimary})
	meter(w, func(n int, _ time.Duration) bool {
		at := fyne.NewPos(size.Width*float32(n%60)/60, size.Height*float32(n%37)/37)
		square.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: at}})
		return n < dragged
	}, func(intervals []float64) {
		square.DragEnd()
		done(intervals)
	})
	return nil
}

// press presses a control with Enter.
func press(w fyne.Window, id string) bool {
	control := find[interface {
		fyne.Focusable
		FieldID() string
	}](w, id)
	if control == nil {
		return false
	}
	control.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	return true
}

// find is the control of a stable id, the zero value when there is none.
func find[T interface{ FieldID() string }](w fyne.Window, id string) (found T) {
	widgets.Walk(w.Canvas().Content(), func(o fyne.CanvasObject) bool {
		if t, ok := o.(T); ok && t.FieldID() == id {
			found = t
		}
		return true
	})
	return found
}

// encode makes a photograph of a size: gradients and grain.
func encode(size image.Point) ([]byte, error) {
	img := image.NewNRGBA(image.Rectangle{Max: size})
	grain := uint32(1)
	for y := range size.Y {
		for x := range size.X {
			grain = grain*1664525 + 1013904223
			g := uint8(grain >> 28)
			img.SetNRGBA(x, y, color.NRGBA{R: uint8(x*200/size.X) + g, G: uint8(y*200/size.Y) + g, B: 0x60 + g, A: 0xff})
		}
	}
	var b bytes.Buffer
	err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 90})
	return b.Bytes(), err
}

// quiet is a window that only speaks a language.
type quiet struct{ p *i18n.Printer }

func (q *quiet) Printer() *i18n.Printer                      { return q.p }
func (*quiet) SetLanguage(i18n.Language)                     {}
func (*quiet) Toast(_, _ string, _ func())                   {}
func (*quiet) Offer(_, _ string, _ func()) (withdraw func()) { return func() {} }
func (*quiet) Fail(text string)                              { fyne.LogError(text, nil) }
func (*quiet) Reveal(_, _ string)                            {}
