package screen

import (
	"image"
	"strconv"
)

// Buttons of the X server that are notches of the wheel.
const (
	wheelUp   = "4"
	wheelDown = "5"
)

// Wheel turns the wheel of the mouse by some notches at a place of the screen: down, or up where they are negative.
func (d *Display) Wheel(at image.Point, notches int) error {
	button := wheelDown
	if notches < 0 {
		button, notches = wheelUp, -notches
	}
	return d.xdotool("mousemove", strconv.Itoa(at.X), strconv.Itoa(at.Y), "click", "--repeat", strconv.Itoa(notches), button)
}
