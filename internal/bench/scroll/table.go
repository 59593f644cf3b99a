//go:build linux

package main

import (
	"errors"
	"fmt"
	"image"
	"slices"
	"time"

	"pupitre/internal/bench/pixels"
	"pupitre/internal/bench/stats"
	"pupitre/internal/proc"
	"pupitre/internal/screen"
	"pupitre/resources"
)

const million = 1_000_000

// Limits. settleTime is what a window gets before its memory is read: caches fill, the start's garbage goes.
const (
	limit      = 30 * time.Second
	settleTime = 3 * time.Second
	still      = 150 * time.Millisecond // without a new picture, a movement has ended
	moveTime   = 4 * time.Second
	tick       = 8 * time.Millisecond // of a mouse that reports 125 times a second
	keyPresses = 60
)

// table is the window under test.
type table struct {
	display *screen.Display
	process *proc.Process
	input   *input
	drawn   *pixels.Watch
	bounds  image.Rectangle
}

// ready waits for the window, gives it the keyboard and lets it come to rest.
func (t *table) ready() error {
	var w screen.Window
	err := proc.Until(limit, func() error {
		all, err := t.display.WindowsOf(t.process.PID())
		if err == nil && len(all) != 1 {
			err = fmt.Errorf("the windows are %v\n%s", all, t.process.Report())
		}
		if err == nil {
			w = all[0]
			err = t.display.Activate(w)
		}
		if err == nil && !w.Active {
			err = errors.New("the window does not get the keyboard")
		}
		return err
	})
	if err != nil {
		return err
	}
	time.Sleep(settleTime)
	if t.input, err = connect(t.display.Name); err != nil {
		return err
	}
	all, err := t.display.WindowsOf(t.process.PID())
	if err != nil || len(all) != 1 {
		return fmt.Errorf("the window has gone: %v, %w", all, err)
	}
	t.bounds = all[0].Bounds
	t.drawn, err = pixels.Open(t.display.Name, all[0].ID)
	return err
}

// strip is a narrow part of the rows, in the column of names: any scrolling changes it.
func (t *table) strip() image.Rectangle {
	at := t.bounds.Min.Add(image.Pt(140, 120))
	return image.Rectangle{Min: at, Max: at.Add(image.Pt(32, 400))}
}

// at is a point of the window.
func (t *table) at(x, y int) image.Point { return t.bounds.Min.Add(image.Pt(x, y)) }

// watch notes when the strip shows another picture, until ended is closed and the strip stands still.
func (t *table) watch(ended <-chan struct{}) (changes []time.Time, err error) {
	before, err := t.display.Picture(t.strip())
	if err != nil {
		return nil, err
	}
	for {
		at, drew := t.drawn.Next(still)
		select {
		case <-ended:
			if !drew {
				return changes, nil
			}
		default:
		}
		if !drew {
			continue
		}
		now, err := t.display.Picture(before.Rect)
		if err != nil {
			return nil, err
		}
		if !slices.Equal(before.Pix, now.Pix) {
			before = now
			changes = append(changes, at)
		}
	}
}

// moves scrolls from the top in every manner.
func (t *table) moves() (all []move, err error) {
	for _, m := range []struct {
		name string
		tick func(n int) error
	}{
		{"wheel, one notch every 8 ms", func(int) error { return t.input.wheelDown(1) }},
		{"wheel, ten notches every 8 ms", func(int) error { return t.input.wheelDown(10) }},
		{"Page Down, every 8 ms", func(int) error { return t.input.press(keyPageDown) }},
		{"scroll bar, dragged over all rows", t.dragBar},
	} {
		if err := t.rewind(); err != nil {
			return nil, err
		}
		before, err := stats.CPUTime(t.process.PID())
		if err != nil {
			return nil, err
		}
		f, err := t.scroll(m.tick)
		if err != nil {
			return nil, err
		}
		after, err := stats.CPUTime(t.process.PID())
		if err != nil {
			return nil, err
		}
		all = append(all, move{m.name, f, float64(after-before) / float64(time.Millisecond) / float64(len(f)+1)})
	}
	return all, t.input.release()
}

// rewind goes to the first row, with the pointer over the rows.
func (t *table) rewind() error {
	err := errors.Join(t.input.release(), t.input.moveTo(t.at(300, 300)), t.input.press(keyHome))
	time.Sleep(4 * still)
	return err
}

// dragBar takes the thumb at its top and brings it to the bottom in the course of a movement.
func (t *table) dragBar(n int) error {
	first, last := t.at(t.bounds.Dx()-8, 50), t.at(t.bounds.Dx()-8, t.bounds.Dy()-10)
	if n == 0 {
		return errors.Join(t.input.moveTo(first), t.input.hold())
	}
	return t.input.moveTo(first.Add(image.Pt(0, (last.Y-first.Y)*n*int(tick)/int(moveTime))))
}

// scroll repeats an input for the time of a movement, and gives the time between two pictures meanwhile.
func (t *table) scroll(step func(n int) error) (frames, error) {
	ended, failed := make(chan struct{}), make(chan error, 1)
	go func() {
		defer close(ended)
		clock := time.NewTicker(tick)
		defer clock.Stop()
		for n := range int(moveTime / tick) {
			if err := step(n); err != nil {
				failed <- err
				return
			}
			<-clock.C
		}
	}()
	changes, err := t.watch(ended)
	select {
	case err = <-failed:
	default:
	}
	if err == nil && len(changes) < 10 {
		err = fmt.Errorf("the rows moved %d times only", len(changes))
	}
	return between(changes), err
}

// pageDowns measures from the key to the picture, one key after the other, each from a screen at rest.
func (t *table) pageDowns() (frames, error) {
	if err := t.rewind(); err != nil {
		return nil, err
	}
	if err := t.input.press(keyPageDown); err != nil { // to the last row in view, without scrolling
		return nil, err
	}
	time.Sleep(4 * still)
	var all frames
	for range keyPresses {
		took, err := t.untilChange(func() error { return t.input.press(keyPageDown) })
		if err != nil {
			return nil, err
		}
		all = append(all, took)
		time.Sleep(2 * still)
	}
	return all, nil
}

// untilChange is the time from an input to the first new picture.
func (t *table) untilChange(act func() error) (time.Duration, error) {
	before, err := t.display.Picture(t.strip())
	if err != nil {
		return 0, err
	}
	t.drawn.Forget()
	begun := time.Now()
	if err := act(); err != nil {
		return 0, err
	}
	for time.Since(begun) < limit {
		at, drew := t.drawn.Next(limit)
		if !drew {
			break
		}
		now, err := t.display.Picture(before.Rect)
		if err != nil {
			return 0, err
		}
		if !slices.Equal(before.Pix, now.Pix) {
			return at.Sub(begun), nil
		}
	}
	return 0, errors.New("the key shows nothing new")
}

// lastRow goes to the end and compares the last rows with the first: as far apart, the last one whole.
func (t *table) lastRow() (wrong string, err error) {
	if err := t.rewind(); err != nil {
		return "", err
	}
	const apart = 10
	first, err := t.pitch(million+1, million+1+apart) // the window counts from a million, so that all numbers are as long
	if err != nil {
		return err.Error(), nil
	}
	if err := t.input.press(keyEnd); err != nil {
		return "", err
	}
	last, err := t.pitch(2*million-apart, 2*million)
	if err != nil {
		return err.Error(), nil // it is not on the screen as it should
	}
	if last < first-1 || last > first+1 { // a reader of blurred digits may be off by a pixel, ten rows may not
		return fmt.Sprintf("ten rows take %d pixels at the top, and %d at the end", first, last), nil
	}
	return "", nil
}

// pitch finds two rows by their numbers, the second one selected or both, and gives the distance in pixels.
func (t *table) pitch(row, next int) (int, error) {
	reader, err := screen.NewReader([][]byte{resources.Font(resources.Regular)}, []float32{14})
	if err != nil {
		return 0, err
	}
	var a, b image.Rectangle
	err = proc.Until(limit/3, func() error {
		img, err := t.display.Picture(image.Rectangle{Min: t.bounds.Min, Max: t.bounds.Max})
		if err != nil {
			return err
		}
		img = left(img, 110) // the column of numbers alone
		if a, err = reader.FindSoft(img, fmt.Sprint(row)); err != nil {
			return err
		}
		b, err = reader.FindSoft(img, fmt.Sprint(next))
		return err
	})
	return b.Min.Y - a.Min.Y, err
}

// left is the left part of a picture.
func left(img *image.RGBA, width int) *image.RGBA {
	area := img.Rect
	area.Max.X = area.Min.X + width
	out := image.NewRGBA(area)
	for y := area.Min.Y; y < area.Max.Y; y++ {
		copy(out.Pix[out.PixOffset(area.Min.X, y):out.PixOffset(area.Max.X-1, y)+4], img.Pix[img.PixOffset(area.Min.X, y):])
	}
	return out
}
