//go:build linux

package e2e

import (
	"context"
	"errors"
	"fmt"
	"image"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
	"time"

	"github.com/google/uuid"

	"pupitre/data/demo"
	"pupitre/data/directory"
	"pupitre/data/remote"
	data "pupitre/data/server"
	"pupitre/data/store"
	"pupitre/data/wire"
	"pupitre/internal/proc"
	"pupitre/internal/screen"
	"pupitre/resources"
)

const (
	kioskPIN     = "4821"
	databaseFile = data.DatabaseFile
	boothWidth   = 1024 // pixels
	boothHeight  = 700
)

// kioskSizes are the sizes of ui/look at 150 %, as a kiosk is drawn.
var kioskSizes = []float32{18.75, 21, 24, 36}

// booth is a screen that anybody may touch.
type booth struct {
	*desktop
	size image.Point // of its screen, in pixels
}

// booth starts a kiosk whose idle time is the shortest, on a computer that was prepared for the test.
func (w *world) booth(prepare ...func(*computer)) *booth {
	w.t.Helper()
	w.readsKiosk()
	c := w.bareComputer("booth")
	c.plugIn(screen.Options{Width: boothWidth, Height: boothHeight})
	for _, p := range prepare {
		p(c)
	}
	c.keepsKioskSettings()
	b := &booth{&desktop{computer: c, p: en}, image.Pt(boothWidth, boothHeight)}
	b.starts()
	return b
}

// starts starts the kiosk.
func (b *booth) starts() {
	b.w.t.Helper()
	command := append(slices.Clone(b.within), program("pupitre"), "--kiosk", "--data", b.data(), "--lang", "fr", "--verbose")
	b.Process = b.w.start(proc.Spec{Path: command[0], Args: command[1:], Env: b.env()})
}

// readsKiosk makes the reader one of a kiosk's sizes of text.
func (w *world) readsKiosk() {
	w.t.Helper()
	reader, err := screen.NewReader([][]byte{resources.Font(resources.Regular), resources.Font(resources.SemiBold)}, kioskSizes)
	w.check(err)
	w.reader = reader
}

// kioskFolder is where a kiosk keeps everything; it is made.
func (c *computer) kioskFolder() string {
	c.w.t.Helper()
	if c.disk != "" {
		return c.disk
	}
	folder := filepath.Join(c.data(), "kiosk")
	c.w.check(os.MkdirAll(folder, 0o700))
	return folder
}

// keepsKioskSettings sets the shortest idle time.
func (c *computer) keepsKioskSettings() {
	c.w.t.Helper()
	c.w.check(os.WriteFile(filepath.Join(c.kioskFolder(), "settings.json"), []byte(`{"kiosk_idle": 15, "theme": "light"}`), 0o600))
}

// window is the one that fills the screen. It belongs to the program that the kiosk's supervisor has started.
func (b *booth) window() (screen.Window, error) {
	all, err := b.display.Windows()
	if err != nil {
		return screen.Window{}, err
	}
	if len(all) != 1 || all[0].Bounds.Size() != b.size {
		return screen.Window{}, fmt.Errorf("the screen shows %v", all)
	}
	return all[0], nil
}

func (b *booth) find(words string) (image.Rectangle, error) {
	img, err := b.display.Screenshot()
	if err != nil {
		return image.Rectangle{}, err
	}
	place, err := b.w.reader.Find(img, words)
	if errors.Is(err, screen.ErrNotSeen) {
		return b.w.reader.FindSoft(img, words)
	}
	return place, err
}

// shows waits for words on the screen and gives their place.
func (b *booth) shows(words string) image.Rectangle {
	b.w.t.Helper()
	var place image.Rectangle
	b.w.eventually(patience, func() (err error) {
		place, err = b.find(words)
		return err
	})
	return place
}

// touches puts a finger on words: it reaches the program as a pointer that is there, presses, and lets go.
func (b *booth) touches(words string) {
	b.w.t.Helper()
	b.w.check(b.display.Click(centre(b.shows(words))))
}

// enrolCode is a code of the demonstration's primary administrator for a kiosk with a directory of one person.
func (s *server) enrolCode() string {
	s.w.t.Helper()
	admin, err := remote.New(remote.Options{BaseURL: s.address, UserAgent: "test"})
	s.w.check(err)
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	who, err := admin.SignIn(ctx, wire.SignIn{Email: marie, Password: demo.Password, Device: uuid.NewString(), DeviceName: "test"})
	s.w.check(err)
	admin.SetToken(who.Token)
	federation := uuid.NewString()
	s.addDirectory(ctx, who.Memberships[0].Provider, federation)
	code, err := admin.NewKiosk(ctx, who.Memberships[0].Space, wire.NewKiosk{Name: "Comptoir", Federation: federation, Pin: kioskPIN})
	s.w.check(err)
	return remote.Invite{Server: s.address, Secret: code.Code}.String()
}

// addDirectory gives the provider a federation, in the server's own file.
func (s *server) addDirectory(ctx context.Context, provider, federation string) {
	s.w.t.Helper()
	st, err := store.OpenServer(ctx, store.Options{Path: filepath.Join(s.dir, databaseFile)})
	s.w.check(err)
	account := directory.Entry{ID: uuid.NewString(), Kind: directory.Account, Name: "Centre administratif"}
	person := directory.Entry{
		ID: uuid.NewString(), Kind: directory.User, Account: account.ID, Name: "Quentin Roy", Phone: "+15145550142", Extension: "3207",
		Email: "quentin.roy@boreale.example",
	}
	s.w.check(st.Write(ctx, func(tx *store.Tx) error {
		now := time.Now().UTC().Truncate(time.Millisecond)
		if err := tx.AddFederation(store.Federation{ID: federation, Provider: provider, CreatedAt: now}); err != nil {
			return err
		}
		generation, err := tx.NewGeneration(federation, now)
		if err != nil {
			return err
		}
		if err := tx.AddDirectoryRows(generation, []wire.DirectoryRow{account.Row(), person.Row()}); err != nil {
			return err
		}
		return tx.SwitchGeneration(generation, now)
	}))
	s.w.check(st.Close())
}

// enrols gives the code that makes the computer a kiosk.
func (b *booth) enrols(code string) {
	b.w.t.Helper()
	b.shows(fr.T("kiosk.enrol.title"))
	b.types(code)
	b.keys("Return")
	b.shows(demo.Name)
}

// A day at the service desk: the kiosk is enrolled with a code, guesses at its PIN are slowed down even by a crash, a visitor
// finds somebody and leaves in the middle of a word, and who knows the PIN ends the program.
func TestAKioskAtTheServiceDesk(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	s := w.server()
	code := s.enrolCode()
	b := w.booth()
	b.enrols(code)

	b.touches(fr.T("kiosk.exit.button"))
	pad := b.pad()
	for range 5 {
		b.shows("○○○○")
		b.enters(pad, "9999")
	}
	b.shows("Trop d’essais.")
	b.enters(pad, kioskPIN) // the sixth, although it is right
	b.shows("Trop d’essais.")

	b.crashes()
	b.touches(fr.T("kiosk.exit.button"))
	b.shows("Trop d’essais.") // the crash has won nothing
	b.touches(fr.T("kiosk.back"))

	b.touches(en.T("kiosk.welcome.touch"))
	b.touches(en.T("kiosk.tile.hours"))
	b.shows(en.T("kiosk.hours.service"))
	b.shows(fr.T("kiosk.hours.service"))
	b.touches(en.T("kiosk.back"))
	b.touches(en.T("kiosk.tile.contacts"))
	b.shows(en.T("kiosk.contacts.none_title")) // the sample has none
	b.touches(en.T("kiosk.back"))
	b.touches(en.T("kiosk.tile.directory"))
	b.spells("quent")
	b.shows("Quentin Roy")
	b.shows(en.T("kiosk.search.extension", "Extension", "3207"))
	b.touches("Roy") // an answer is only to be read
	b.shows(en.T("kiosk.still.title"))
	b.shows(fr.T("kiosk.welcome.touch"))
	b.touches(en.T("kiosk.welcome.touch"))
	b.touches(en.T("kiosk.tile.directory"))
	b.shows(en.T("kiosk.search.hint")) // nothing of before is left

	b.touches(en.T("kiosk.exit.button"))
	b.w.eventually(patience+10*time.Second, func() error {
		_, err := b.find(en.T("kiosk.exit.intro"))
		return err
	})
	b.enters(b.pad(), kioskPIN)
	b.touches(en.T("kiosk.care.leave"))
	ended, err := b.Wait(patience)
	w.check(err)
	if ended != 0 {
		t.Errorf("the kiosk ended with %d\n%s", ended, b.Report())
	}
	b.noToolkitErrors()
}

// pad finds the keys of the pad of digits that are touched, and the one that confirms: it stands beside 0 and under 9.
func (b *booth) pad() map[rune]image.Point {
	b.w.t.Helper()
	keys := map[rune]image.Point{}
	for _, digit := range kioskPIN + "90" {
		keys[digit] = centre(b.shows(string(digit)))
	}
	keys['\n'] = image.Pt(keys['9'].X, keys['0'].Y)
	return keys
}

// enters puts a finger on each digit of a PIN, and confirms.
func (b *booth) enters(pad map[rune]image.Point, pin string) {
	b.w.t.Helper()
	for _, digit := range pin + "\n" {
		b.w.check(b.display.Click(pad[digit]))
	}
}

// spells puts a finger on each letter of the keyboard on the screen, which stand alone between the row of q and the space bar.
func (b *booth) spells(word string) {
	b.w.t.Helper()
	q, space := b.shows("q"), b.shows(en.T("kiosk.keyboard.space"))
	row := (centre(space).Y - centre(q).Y) / 3
	img, err := b.display.Screenshot()
	b.w.check(err)
	letters := img.SubImage(image.Rect(0, centre(q).Y-row/2, b.size.X, centre(space).Y-row/2)).(*image.RGBA)
	for _, letter := range word {
		place, err := b.w.reader.Find(letters, string(letter))
		if errors.Is(err, screen.ErrNotSeen) {
			place, err = b.w.reader.FindSoft(letters, string(letter))
		}
		b.w.check(err)
		b.w.check(b.display.Click(centre(place)))
	}
}

func centre(r image.Rectangle) image.Point { return r.Min.Add(r.Size().Div(2)) }

// crashes ends the program with the window as a crash does, and waits for the next one.
func (b *booth) crashes() {
	b.w.t.Helper()
	was, err := b.window()
	b.w.check(err)
	b.w.check(syscall.Kill(was.PID, syscall.SIGKILL))
	b.another(was.PID)
}

// another waits until the window is that of another program.
func (b *booth) another(was int) {
	b.w.t.Helper()
	b.w.eventually(patience, func() error {
		win, err := b.window()
		if err == nil && win.PID == was {
			err = errors.New("the window of before is still there")
		}
		return err
	})
}
