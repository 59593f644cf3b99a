package shell

import (
	"testing"

	"fyne.io/fyne/v2"

	"pupitre/i18n"
	"pupitre/ui/uitest"
)

// halfDone is a draft with one change, until it is saved or dropped.
type halfDone struct {
	s       *scene
	clean   bool
	refused bool // a save finds a fault
}

func (d *halfDone) Dirty() bool                    { return !d.clean }
func (d *halfDone) Pending(*i18n.Printer) []string { return []string{"Nom du fournisseur"} }
func (d *halfDone) Undo()                          {}
func (d *halfDone) Redo()                          {}
func (d *halfDone) Watch(func()) func()            { return func() {} }

func (d *halfDone) Save(done func(ok bool)) {
	d.s.log = append(d.s.log, "save")
	d.clean = !d.refused
	done(d.clean)
}

func (d *halfDone) Discard() {
	d.s.log = append(d.s.log, "discard")
	d.clean = true
}

// atADesk is a shell that can be locked and made a kiosk, whose person menu is opened by menu.
func atADesk(t *testing.T) *scene {
	t.Helper()
	var s *scene
	s = open(t, uitest.Setup{}, func(d *Deps) {
		d.Lock = func() { s.log = append(s.log, "lock") }
		d.Kiosk = func() { s.log = append(s.log, "kiosk") }
	})
	return s
}

func (s *scene) menu(id string) {
	s.TapLabel("Marie Tremblay")
	s.TapLabel(s.Printer.T(id))
}

// A session ends where a kiosk begins: whoever chooses it by mistake is asked first.
func TestTheMenuMakesAKioskOnceItIsConfirmed(t *testing.T) {
	s := atADesk(t)
	s.menu("shell.command.kiosk")
	s.reads("shell.kiosk.body")
	s.expectLog(t)
	s.TapLabel(s.Printer.T("shell.guard.cancel"))
	s.expectLog(t)
	s.menu("shell.command.kiosk")
	s.Key(fyne.KeyEscape)
	s.expectLog(t)
	s.menu("shell.command.kiosk")
	s.TapLabel(s.Printer.T("shell.kiosk.accept"))
	s.expectLog(t, "kiosk")
}

// What is unsaved is asked about in the place of that question, and never lost without a word.
func TestAKioskAsksAboutWhatIsUnsaved(t *testing.T) {
	for name, c := range map[string]struct {
		button  string
		refused bool
		want    []string
	}{
		"cancel":            {"shell.guard.cancel", false, nil},
		"save":              {"shell.guard.save", false, []string{"save", "kiosk"}},
		"what is not saved": {"shell.guard.save", true, []string{"save"}},
		"do not save":       {"shell.guard.discard", false, []string{"discard", "kiosk"}},
	} {
		t.Run(name, func(t *testing.T) {
			s := atADesk(t)
			s.shell.Guard(&halfDone{s: s, refused: c.refused})
			s.menu("shell.command.kiosk")
			s.reads("shell.guard.title_kiosk")
			s.TapLabel(s.Printer.T(c.button))
			s.expectLog(t, c.want...)
		})
	}
}

// Locking asks nothing: what is unsaved stays.
func TestTheMenuAndAChordLock(t *testing.T) {
	s := atADesk(t)
	s.shell.Guard(&halfDone{s: s})
	s.menu("shell.command.lock")
	s.Shortcut(fyne.KeyL, fyne.KeyModifierShortcutDefault)
	s.expectLog(t, "lock", "lock")
}
