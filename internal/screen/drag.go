package screen

import (
	"image"
	"strconv"
)

// Drag presses the left button at a point of the screen, moves through the others, and lets it go at the last one. The
// pointer goes in steps, as a hand does: a program that looks at every move sees several.
func (d *Display) Drag(through ...image.Point) error {
	const steps = 8
	const pause = "0.02" // seconds between two of them
	args := []string{}
	move := func(at image.Point) { // without --sync, see Click
		args = append(args, "mousemove", strconv.Itoa(at.X), strconv.Itoa(at.Y), "sleep", pause)
	}
	for i, to := range through {
		if i == 0 {
			move(to)
			args = append(args, "mousedown", "1")
			continue
		}
		from := through[i-1]
		for n := 1; n <= steps; n++ {
			move(from.Add(to.Sub(from).Mul(n).Div(steps)))
		}
	}
	return d.xdotool(append(args, "sleep", "0.05", "mouseup", "1")...)
}
