//go:build linux

package e2e

import (
	"os"
	"path/filepath"
	"testing"

	"pupitre/internal/screen"
)

// picturesVariable names the folder for the pictures of the documentation: `make screenshots` sets it.
const picturesVariable = "PUPITRE_PICTURES"

// TestPictures takes the pictures of the documentation from the real program; without a folder it only proves that they
// can be taken.
func TestPictures(t *testing.T) {
	folder := os.Getenv(picturesVariable)
	if folder == "" {
		folder = t.TempDir()
	}
	w := newWorld(t)
	s := w.server()
	d := w.computer("marie").open(s)
	d.signIn(marie)
	d.synced()
	d.keys("Escape") // the private display has no keychain, which the program says in passing
	d.goTo(d.p.T("shell.command.theme", "Theme", d.p.T("shell.person.theme_light")))
	d.rename("Téléphonie Boréale de l’Est")
	d.sees(d.p.N("settings.bar.changes", 1))
	d.picture(filepath.Join(folder, "settings-fr.png"))
}

// picture saves what the window shows.
func (d *desktop) picture(path string) {
	d.w.t.Helper()
	win, err := d.window()
	d.w.check(err)
	img, err := d.display.Picture(win.Bounds)
	d.w.check(err)
	d.w.check(screen.Save(img, path))
}
