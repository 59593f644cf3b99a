//go:build linux

package main

import (
	"errors"
	"fmt"
	"image"
	"slices"
	"time"

	"pupitre/internal/bench/stats"
	"pupitre/internal/proc"
	"pupitre/internal/screen"
)

// Limits of one start. A program gets settleTime after its first frame before its memory is read: caches fill, the
// start's garbage goes.
const (
	frameLimit = 30 * time.Second
	settleTime = 3 * time.Second
	frameLook  = 500 * time.Microsecond
)

// sample is what one start cost.
type sample struct {
	FirstFrame time.Duration // from just before the process is created to the first painted pixel on the screen
	stats.Memory
}

// candidate is a program to measure.
type candidate struct {
	Name string
	Spec proc.Spec
}

// measure starts the program once. The first frame is seen from outside and alike for every program: the screen is empty
// and of one colour, so the first pixel that differs has been painted by the program.
func measure(d *screen.Display, c candidate) (s sample, err error) {
	empty, err := d.Screenshot()
	if err != nil {
		return sample{}, err
	}
	spot := probe(empty.Rect)
	before, err := d.Picture(spot)
	if err != nil {
		return sample{}, err
	}
	begun := time.Now()
	p, err := proc.Start(c.Spec)
	if err != nil {
		return sample{}, err
	}
	defer func() { err = errors.Join(err, p.Kill(), cleared(d, before)) }()
	if s.FirstFrame, err = firstFrame(d, p, before, begun); err != nil {
		return sample{}, err
	}
	time.Sleep(settleTime)
	s.Memory, err = stats.MemoryOf(p.PID())
	return s, err
}

// probe is a small area that every window covers: the middle of the screen's left half, above the centre, where the
// windows lie without a window manager (they open at the corner).
func probe(all image.Rectangle) image.Rectangle {
	at := image.Pt(all.Dx()/4, all.Dy()/4)
	return image.Rectangle{Min: at, Max: at.Add(image.Pt(16, 16))}
}

func firstFrame(d *screen.Display, p *proc.Process, before *image.RGBA, begun time.Time) (time.Duration, error) {
	for time.Since(begun) < frameLimit {
		now, err := d.Picture(before.Rect)
		if err != nil {
			return 0, err
		}
		if !slices.Equal(before.Pix, now.Pix) {
			return time.Since(begun), nil
		}
		if p.Ended() {
			return 0, fmt.Errorf("%s ended before it painted\n%s", p.Name, p.Report())
		}
		time.Sleep(frameLook)
	}
	return 0, fmt.Errorf("%s has painted nothing in %v\n%s", p.Name, frameLimit, p.Report())
}

// cleared waits until the screen is as it was: the next program must not find this one's pixels.
func cleared(d *screen.Display, before *image.RGBA) error {
	return proc.Until(frameLimit, func() error {
		now, err := d.Picture(before.Rect)
		if err == nil && !slices.Equal(before.Pix, now.Pix) {
			err = errors.New("the screen is not empty again")
		}
		return err
	})
}
