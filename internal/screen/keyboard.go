//go:build linux

package screen

import (
	"errors"
	"fmt"
	"image"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"pupitre/internal/proc"
)

// inputLimit is how long typing one text may take.
const inputLimit = 30 * time.Second

// layout is the Canadian French keyboard, with a Compose key: every character that we type has keys of its own.
func (d *Display) layout() error {
	return d.run("setxkbmap", "x11-xkb-utils", "-layout", "ca", "-option", "compose:menu")
}

// Key presses keys one after the other, through the X server's own input: "ctrl+s", "Tab", "dead_circumflex".
func (d *Display) Key(keys ...string) error {
	return d.xdotool(append([]string{"key", "--clearmodifiers", "--delay", "20"}, keys...)...)
}

// Type types a text the way a person does on a Canadian French keyboard: é has a key, ê is ^ and e, œ is Compose, o and e.
// (Left to itself xdotool gives a character that lacks a key one for a moment, and has taken it away again when a busy
// program looks.)
func (d *Display) Type(text string) error {
	var plain strings.Builder
	flush := func() error {
		if plain.Len() == 0 {
			return nil
		}
		defer plain.Reset()
		return d.xdotool("type", "--clearmodifiers", "--delay", "20", "--", plain.String())
	}
	for _, r := range norm.NFC.String(text) {
		keys := keysOf(r)
		if keys == nil {
			plain.WriteRune(r)
			continue
		}
		if err := errors.Join(flush(), d.Key(keys...)); err != nil {
			return err
		}
	}
	return flush()
}

// deadKeys are the keys that wait for a letter, by the combining mark that they add.
var deadKeys = map[rune]string{
	'\u0300': "dead_grave", '\u0302': "dead_circumflex", '\u0308': "dead_diaeresis", '\u0327': "dead_cedilla",
}

// composed are the sequences of the Compose key that we use (X11's en_US.UTF-8/Compose).
var composed = map[rune][]string{
	'œ': {"Multi_key", "o", "e"}, 'æ': {"Multi_key", "a", "e"},
	'’': {"Multi_key", "apostrophe", "greater"},
	'«': {"Multi_key", "less", "less"}, '»': {"Multi_key", "greater", "greater"},
}

// keysOf is the sequence of keys of a character, nil when it has one key.
func keysOf(r rune) []string {
	if keys := composed[r]; keys != nil {
		return keys
	}
	parts := []rune(norm.NFD.String(string(r)))
	if len(parts) == 2 && deadKeys[parts[1]] != "" {
		return []string{deadKeys[parts[1]], string(parts[0])}
	}
	return nil
}

// Click clicks the left button at a point of the screen. The X server takes the movement before the button: nothing has to be
// waited for, and xdotool's --sync would wait for 15 seconds where the pointer is there already.
func (d *Display) Click(at image.Point) error {
	return d.xdotool("mousemove", strconv.Itoa(at.X), strconv.Itoa(at.Y), "click", "1")
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
