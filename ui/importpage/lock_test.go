package importpage_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"pupitre/data/desk"
	"pupitre/ui/shell"
	"pupitre/ui/uitest"
)

// sending is a page that is sending a file, whose server has not taken it yet.
func sending(t *testing.T) *scene {
	t.Helper()
	s := open(t, uitest.Setup{})
	s.pick(t, csv)
	s.Runner.Hold = true
	s.press("importpage.check")
	return s
}

// A window that locks itself in the middle of a sending asks nothing and loses nothing: the file is sent again from its beginning when
// the person is back and the server too, whatever page is shown.
func TestAFileThatALockHasCutOffIsSentAgain(t *testing.T) {
	for name, before := range map[string]shell.Route{"on its page": route, "on another page": "else"} {
		t.Run(name, func(t *testing.T) {
			s := sending(t)
			s.shell.Open(shell.Place{Route: before})
			s.lock()
			s.Runner.Release()
			s.Settle()
			if len(s.server.calls) != 0 || s.files.open != 1 {
				t.Fatalf("while it is locked: %q, %d files are open", s.server.calls, s.files.open)
			}
			s.source.Connection = desk.Connecting
			s.unlock()
			if len(s.server.calls) != 0 {
				t.Fatalf("before the server can be reached: %q", s.server.calls)
			}
			s.connect(desk.Online)
			if diff := cmp.Diff([]string{"start"}, s.server.calls); diff != "" || s.server.body != csv || s.files.open != 0 {
				t.Fatalf("%s%q, %d files are open", diff, s.server.body, s.files.open)
			}
			s.answer(ready())
			s.shell.Open(shell.Place{Route: route})
			s.Settle()
			s.ExpectText(s.Printer.T("importpage.preview.title"))
		})
	}
}

// What was cut off may have arrived all the same: it is not sent twice.
func TestAFileThatHadArrivedIsNotSentAgain(t *testing.T) {
	s := sending(t)
	s.lock()
	s.Runner.Release()
	s.server.State.Import, s.server.now = "i1", ready()
	s.server.now.ID = "i1"
	s.unlock()
	s.ExpectText(s.Printer.T("importpage.preview.title"))
	if len(s.server.calls) != 0 || s.files.open != 0 {
		t.Errorf("%q, %d files are open", s.server.calls, s.files.open)
	}
}

// A choice of columns is half typed work: it is there after the lock, and nothing is sent that was not before.
func TestALockKeepsTheChoiceOfColumns(t *testing.T) {
	s := open(t, uitest.Setup{})
	s.pick(t, csv)
	s.lock()
	s.unlock()
	s.ExpectText("annuaire.csv")
	if len(s.server.calls) != 0 || s.files.open != 1 {
		t.Errorf("%q, %d files are open", s.server.calls, s.files.open)
	}
	s.press("importpage.check")
	if diff := cmp.Diff([]string{"start"}, s.server.calls); diff != "" {
		t.Error(diff)
	}
}

// Whoever does not come back leaves nothing: no file that is open, nothing that is sent, nothing that waits.
func TestNothingStaysOfWhoDoesNotComeBack(t *testing.T) {
	s := sending(t)
	s.lock()
	s.Runner.Release()
	s.portal.Close()
	s.connect(desk.Offline)
	s.connect(desk.Online)
	if len(s.server.calls) != 0 || s.files.open != 0 || s.Runner.Pending() != 0 {
		t.Errorf("%q, %d files are open, %d waits", s.server.calls, s.files.open, s.Runner.Pending())
	}
}

// A person who chooses another file, or goes offline and stops it, is not surprised by the first one.
func TestWhatWasGivenUpIsNotSentAgain(t *testing.T) {
	s := sending(t)
	s.lock()
	s.Runner.Release()
	s.source.Connection = desk.Offline
	s.unlock()
	s.TapLabel(s.Printer.T("importpage.file.stop"))
	s.connect(desk.Online)
	if len(s.server.calls) != 0 || s.files.open != 0 {
		t.Errorf("%q, %d files are open", s.server.calls, s.files.open)
	}
	s.ExpectText(s.Printer.T("importpage.file.title"))
}
