//go:build linux

package e2e

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pupitre/data/directory"
)

// team writes a CSV file into the home of the computer, where dialogs of files begin.
func (c *computer) team(lines ...string) {
	c.w.t.Helper()
	text := strings.Join(append([]string{"Compte;Nom;Poste;Courriel", ""}, lines...), "\r\n")
	c.w.check(os.WriteFile(filepath.Join(c.home, "equipe.csv"), []byte(text), 0o600))
}

// imports chooses the file in the dialog and has it checked.
func (d *desktop) imports() {
	d.w.t.Helper()
	d.goTo(d.p.T("importpage.file.title"))
	d.waitTitle(d.titleOf("importpage.title"))
	d.keys("Return")
	d.clicks("equipe")
	d.clicks("Ouvrir")
	d.sees(d.p.T("importpage.columns.title"))
	d.keys("Tab", "Tab", "Tab", "Tab", "Tab", "Tab", "Tab", "Tab", "Tab", "Tab") // format, four columns, what holds for all lines
	d.sees(d.p.T("importpage.defaults.check"))
	d.keys("Return")
	d.sees(d.p.T("importpage.preview.title"))
}

// A file with mistakes is shown line by line and given up; corrected it is accepted, found by the search, and taken back in one
// step. The dossier of the federation is saved.
func TestADirectoryIsImportedFromAFile(t *testing.T) {
	t.Parallel()
	k := newKnown(t)
	account := ""
	for _, e := range k.all {
		if e.Kind == directory.Account && (account == "" || e.Name < account) {
			account = e.Name
		}
	}
	w := newWorld(t)
	c := w.computer("marie")
	c.team(account+";Zoé Importée;88001;zoe@boreale.example", account+";Noé Fautif;12a;", "Nulle part;Éva Perdue;88002;")
	d := c.openDemo()
	d.waitTitle(d.titleOf("enterprise.title"))
	d.focus()
	d.imports()
	d.sees(fr.N("importpage.preview.accept", 1))
	d.sees(fr.T("federation.csv_extension", "Max", 10))
	d.sees("Nulle part;Éva Perdue")
	d.clicks(fr.T("importpage.progress.cancel"))
	d.sees(fr.T("importpage.cancelled"))

	c.team(account+";Zoé Importée;88001;zoe@boreale.example", account+";Noé Fautif;88003;")
	d.imports()
	d.clicks(fr.N("importpage.preview.accept", 2))
	d.sees(fr.T("importpage.done.title"))
	d.goTo(fr.T("enterprise.search"))
	d.types("zoe import")
	d.sees("88001")
	d.goTo(fr.T("importpage.file.title"))
	d.sees(fr.T("importpage.done.title"))
	d.clicks(fr.T("importpage.undo.do"))
	d.clicks(fr.T("building.undo.accept"))
	d.sees(fr.T("importpage.undone"))

	d.goTo(fr.T("building.dossier.title"))
	d.waitTitle(d.titleOf("building.title"))
	d.keys("Return")
	d.sees("dossier-federation.pdf")
	d.keys("Return")
	d.sees(fr.T("building.dossier.saved"))
	file := d.exported("dossier-federation.pdf")
	body, err := os.ReadFile(file)
	w.check(err)
	if !bytes.HasPrefix(body, []byte("%PDF-")) || !bytes.HasSuffix(bytes.TrimSpace(body), []byte("%%EOF")) {
		t.Errorf("%s: %d bytes", file, len(body))
	}
	d.quit()
}
