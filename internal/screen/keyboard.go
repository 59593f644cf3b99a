//go:build linux

package screen

import (
	"fmt"
	"image"
	"strconv"
	"time"

	"pupitre/internal/proc"
)

// inputLimit is how long typing one text may take.
const inputLimit = 30 * time.Second

// Layout gives the keyboard a country's keys, as setxkbmap names them: "ca", "fr", "us".
func (d *Display) Layout(name string) error { return d.run("setxkbmap", "x11-xkb-utils", name) }

// Key presses keys one after the other, through the X server's own input: "ctrl+s", "Tab", "dead_circumflex".
func (d *Display) Key(keys ...string) error {
	return d.xdotool(append([]string{"key", "--clearmodifiers", "--delay", "20"}, keys...)...)
}

// Type types a text. A character without a key of its own gets one for a moment.
func (d *Display) Type(text string) error {
	return d.xdotool("type", "--clearmodifiers", "--delay", "20", "--", text)
}

// Click clicks the left button at a point of the screen.
func (d *Display) Click(at image.Point) error {
	return d.xdotool("mousemove", "--sync", strconv.Itoa(at.X), strconv.Itoa(at.Y), "click", "1")
}

// Move brings the pointer to a point of the screen.
func (d *Display) Move(at image.Point) error {
	return d.xdotool("mousemove", strconv.Itoa(at.X), strconv.Itoa(at.Y))
}

func (d *Display) xdotool(args ...string) error { return d.run("xdotool", "xdotool", args...) }

func (d *Display) run(name, pkg string, args ...string) error {
	path, err := tool(name, pkg)
	if err != nil {
		return err
	}
	p, code, err := proc.Run(proc.Spec{Path: path, Args: args, Env: d.ProgramEnv()}, inputLimit)
	if err != nil {
		return err
	}
	if code != 0 {
		return fmt.Errorf("%s %q ended with %d\n%s", name, args, code, p.Report())
	}
	return nil
}
