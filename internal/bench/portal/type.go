//go:build linux

package main

import (
	"cmp"
	"errors"
	"slices"
	"time"

	"github.com/jezek/xgb/xproto"

	"pupitre/internal/bench/stats"
)

// Limits.
const (
	patience = time.Minute
	arrival  = 3 * time.Second        // of the first rows, and of the garbage of the start
	quiet    = 70 * time.Millisecond  // without a drawing, the screen is at rest: rows and counts are there
	settled  = 3 * time.Second        // within which it rests; what moves on and on is not waited for
	nothing  = 400 * time.Millisecond // after it, a key has changed nothing
)

// times are what the keys of one pass took, in milliseconds.
type times struct {
	Keys  int       `json:"keys"`
	Same  int       `json:"keys_that_changed_nothing"`
	Rows  []float64 `json:"-"` // to the first page on the screen
	First int       `json:"rows_in_the_first_frame"`
	CPU   float64   `json:"cpu_ms_per_key"` // of the program, until its window rests
	Slow  []slow    `json:"slowest"`
	Log   []reading `json:"-"` // every key
}

// reading is one key: the text that it ended, the frame that showed other rows, and when. No frame did where frame is 0: the rows
// stayed as they were.
type reading struct {
	Text  string
	Frame int
	MS    float64
}

// slow is a text whose last letter took long.
type slow struct {
	Text string  `json:"text"`
	MS   float64 `json:"ms"`
}

// named is how many of the slowest are named.
const named = 5

// note keeps the time of a text's last letter, and in which frame its rows stood.
func (t *times) note(text string, frame int, took float64) {
	t.Log = append(t.Log, reading{text, frame, took})
	if frame == 0 {
		t.Same++
		return
	}
	if frame == 1 {
		t.First++
	}
	t.Rows = append(t.Rows, took)
	t.Slow = append(t.Slow, slow{text, took})
	slices.SortStableFunc(t.Slow, func(a, b slow) int { return cmp.Compare(b.MS, a.MS) })
	t.Slow = t.Slow[:min(len(t.Slow), named)]
}

// typeAll types every text, each key from a screen at rest.
func (h *hand) typeAll(texts []string) (t times, err error) {
	before, err := stats.CPUTime(h.process.PID())
	if err != nil {
		return t, err
	}
	for _, text := range texts {
		for n := range text {
			if err := h.key(text[:n+1], &t); err != nil {
				return t, err
			}
		}
		if err := h.clear(); err != nil {
			return t, err
		}
	}
	after, err := stats.CPUTime(h.process.PID())
	t.CPU = ms(after-before) / float64(max(t.Keys, 1))
	return t, err
}

// clear takes the text away: all of it at once, as a key that is pressed again and again counts as held.
func (h *hand) clear() error {
	err := errors.Join(h.send(xproto.KeyPress, keyControl), h.press('a'), h.send(xproto.KeyRelease, keyControl))
	h.watch.Settle(quiet, settled)
	err = errors.Join(err, h.press(keyBackspace))
	h.watch.Settle(quiet, settled)
	return err
}

// key presses the last key of a text and waits for other rows.
func (h *hand) key(text string, t *times) error {
	before, err := h.display.Picture(h.rows())
	if err != nil {
		return err
	}
	h.watch.Forget()
	t.Keys++
	begun := time.Now()
	if err := h.press(uint32(text[len(text)-1])); err != nil {
		return err
	}
	for frames := 1; ; frames++ {
		at, drawn := h.watch.Next(nothing - time.Since(begun))
		if !drawn {
			t.note(text, 0, 0)
			return nil
		}
		now, err := h.display.Picture(before.Rect)
		if err != nil {
			return err
		}
		if !slices.Equal(before.Pix, now.Pix) {
			t.note(text, frames, ms(at.Sub(begun)))
			h.watch.Settle(quiet, settled)
			return nil
		}
	}
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
