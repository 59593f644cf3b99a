//go:build linux

package e2e

import (
	"errors"
	"fmt"
	"image"
	"strings"
	"testing"
)

// A kiosk stands alone: its server goes, its screen is changed for another, its disk fills, its power is cut, and visitors are
// served all the same. One kiosk lives through all of it, as at a desk.
func TestAKioskRecoversByItself(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	s := w.server()
	code := s.enrolCode()
	disk := &smallDisk{}
	b := w.booth(disk.mount)
	b.enrols(code)

	s.stop()
	b.shows(beginning(fr.T("kiosk.offline", "Time", "\x00")))
	b.tellsHours()
	s.restart()

	b.getsAScreenOf(800, 600)
	b.scrollsByFinger()
	b.livesOnAFull(disk, s)
	b.noToolkitErrors()
}

// tellsHours goes to today's hours, as a visitor whom the first screen awaits.
func (b *booth) tellsHours() {
	b.w.t.Helper()
	b.touches(fr.T("kiosk.welcome.touch"))
	b.touches(fr.T("kiosk.tile.hours"))
	b.shows(fr.T("kiosk.hours.service"))
}

// getsAScreenOf changes the screen for another, for which the window is made anew.
func (b *booth) getsAScreenOf(width, height int) {
	b.w.t.Helper()
	was, err := b.window()
	b.w.check(err)
	b.size = image.Pt(width, height)
	b.w.check(b.display.SetResolution(width, height))
	b.another(was.PID)
	b.shows(fr.T("kiosk.welcome.touch"))
	b.shows(fr.T("kiosk.exit.button")) // nothing is out of reach
}

// livesOnAFull starts the kiosk on a disk that takes nothing, and again after a crash and once there is room.
func (b *booth) livesOnAFull(disk *smallDisk, s *server) {
	b.w.t.Helper()
	b.isLeft()
	disk.fill() // and nothing of a log is left that it could write into
	b.starts()
	note := beginning(fr.T("kiosk.desk_note", "Text", fr.T("kiosk.in_memory")))
	b.shows(note)
	b.tellsHours()
	b.crashes()
	b.shows(note)
	b.asksTheServer(s)
	b.isLeft() // first: with room, it starts again by itself once nobody is there
	disk.empty()
	b.starts()
	b.shows(fr.T("kiosk.welcome.touch"))
	if _, err := b.find(note); err == nil {
		b.w.t.Error("the disk has room, and the desk is told that it has none")
	}
}

// asksTheServer finds somebody without a copy of the directory, for which the disk has no room, as long as the server answers.
func (b *booth) asksTheServer(s *server) {
	b.w.t.Helper()
	b.touches(fr.T("kiosk.welcome.touch"))
	b.touches(fr.T("kiosk.tile.directory"))
	b.types("quent")
	b.touches(fr.T("kiosk.keyboard.hide")) // a small screen shows one line beside it
	b.shows("Quentin Roy")
	b.shows("Centre administratif")
	s.stop()
	b.types("i")
	b.shows(fr.T("kiosk.search.offline"))
	s.restart()
	b.touches(fr.T("kiosk.back"))
}

// scrollsByFinger proves that a finger which moves scrolls by what it moves and chooses nothing, and that one which trembles
// chooses, even at once where the other ended.
func (b *booth) scrollsByFinger() {
	b.w.t.Helper()
	const far, week, tremble = 120, 50, 6 // pixels; week is the height of a row of keys
	b.touches(fr.T("kiosk.welcome.touch"))
	b.touches(fr.T("kiosk.tile.ask"))
	from := centre(b.shows("10")) // a day, or its neighbour of nearly the same shape
	if b.isChosen(from) {         // today
		from = from.Add(image.Pt(0, week))
	}
	before := b.shows(fr.T("kiosk.ask.hour"))
	key := from.Sub(image.Pt(0, far))
	b.w.check(b.display.Drag(from, key))
	b.w.eventually(patience, func() error {
		now, err := b.find(fr.T("kiosk.ask.hour"))
		if moved := before.Min.Y - now.Min.Y; err == nil && moved != far {
			err = fmt.Errorf("a finger that moved by %d scrolled by %d", far, moved)
		}
		return err
	})
	if b.isChosen(key) {
		b.w.t.Error("the finger that scrolled has chosen a day")
	}
	b.w.check(b.display.Drag(key, key.Add(image.Pt(0, tremble))))
	b.w.eventually(patience, func() error {
		if !b.isChosen(key) {
			return errors.New("a finger that trembles chooses nothing")
		}
		return nil
	})
	b.touches(fr.T("kiosk.back"))
	b.touches(fr.T("kiosk.back"))
}

// isChosen looks at the colour of a key, beside what is written in its middle.
func (b *booth) isChosen(middle image.Point) bool {
	b.w.t.Helper()
	const beside = 24 // pixels
	img, err := b.display.Screenshot()
	b.w.check(err)
	red, _, blue, _ := img.At(middle.X-beside, middle.Y).RGBA()
	return blue > red+0x3000
}

// beginning is what a sentence begins with, before what is not known here; a line of the screen may end anywhere.
func beginning(sentence string) string {
	words, _, _ := strings.Cut(sentence, "\x00")
	fields := strings.Fields(words)
	return strings.Join(fields[:min(len(fields), 2)], " ")
}

// givesPIN opens what is for who knows the PIN.
func (b *booth) givesPIN() {
	b.w.t.Helper()
	b.touches(fr.T("kiosk.exit.button"))
	b.shows(fr.T("kiosk.exit.intro"))
	b.types(kioskPIN)
	b.keys("Return")
}

// isLeft ends the kiosk by its PIN.
func (b *booth) isLeft() {
	b.w.t.Helper()
	b.givesPIN()
	b.touches(fr.T("kiosk.care.leave"))
	code, err := b.Wait(patience)
	b.w.check(err)
	if code != 0 {
		b.w.t.Fatalf("the kiosk ended with %d\n%s", code, b.Report())
	}
}

// A kiosk that a person begins from the menu is watched over as one that was started as such; leaving it brings the desktop
// back, which asks for a sign-in.
func TestAKioskBegunFromTheMenu(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	s := w.server()
	code := s.enrolCode()
	c := w.computer("marie")
	c.keepsKioskSettings()
	d := c.open(s)
	d.signIn(marie)
	d.goTo(fr.T("shell.command.kiosk"))
	d.sees(fr.T("shell.kiosk.title"))
	d.keys("Tab", "Return") // past the way back

	everyday := w.reader
	w.readsKiosk()
	b := &booth{d, image.Pt(1600, 1000)}
	b.enrols(code)
	b.crashes()
	b.givesPIN()
	b.touches(fr.T("kiosk.care.leave"))

	w.reader = everyday
	d.waitTitle(d.p.T("login.window_title"))
	d.sees(d.p.T("login.password"))
	d.noToolkitErrors()
	d.quit()
}
