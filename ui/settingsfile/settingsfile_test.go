package settingsfile_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"github.com/google/go-cmp/cmp"

	"pupitre/data/access"
	"pupitre/data/blob"
	"pupitre/data/fault"
	"pupitre/data/settings"
	"pupitre/data/syncing"
	file "pupitre/data/transfer/settingsfile"
	"pupitre/data/wire"
	"pupitre/i18n"
	"pupitre/ui/draft"
	"pupitre/ui/editing"
	"pupitre/ui/editing/sample"
	"pupitre/ui/look"
	"pupitre/ui/settingsfile"
	"pupitre/ui/uitest"
	"pupitre/ui/widgets"
)

// disk is the files of the test.
type disk struct {
	strings.Builder        // what was written
	name            string // that was proposed
	text            string // of the file to open
	writing, opening,
	asking error
	declined bool
	closed   int
}

func (d *disk) Write(p []byte) (int, error) {
	if d.writing != nil {
		return 0, d.writing
	}
	return d.Builder.Write(p)
}

func (d *disk) Close() error { d.closed++; return nil }

func (d *disk) SaveFile(_, name string, done func(io.WriteCloser, error)) {
	d.name = name
	switch {
	case d.asking != nil:
		done(nil, d.asking)
	case d.declined:
		done(nil, nil)
	default:
		done(d, nil)
	}
}

type reading struct {
	io.Reader
	d *disk
}

func (r reading) Close() error { return r.d.Close() }

func (d *disk) OpenFile(_ string, _ []string, done func(io.ReadCloser, error)) {
	switch {
	case d.opening != nil:
		done(nil, d.opening)
	case d.declined:
		done(nil, nil)
	default:
		done(reading{strings.NewReader(d.text), d}, nil)
	}
}

// glass is a window that records what it was told.
type glass struct {
	p             *i18n.Printer
	toasts, fails []string
	undo          func()
}

func (w *glass) Printer() *i18n.Printer         { return w.p }
func (w *glass) SetLanguage(lang i18n.Language) { w.p = i18n.For(lang) }
func (w *glass) Fail(text string)               { w.fails = append(w.fails, text) }
func (w *glass) Reveal(string, string)          {}
func (w *glass) Toast(text, _ string, _ func()) { w.toasts = append(w.toasts, text) }
func (w *glass) Offer(text, _ string, run func()) (withdraw func()) {
	w.toasts, w.undo = append(w.toasts, text), run
	return func() { w.undo = nil }
}

// scene is a window with nothing but the dialogs of the exchange.
type scene struct {
	*uitest.Screen
	source   *sample.Source
	window   *glass
	disk     *disk
	editor   *editing.Editor
	exchange *settingsfile.Exchange
	shelf    shelf
}

// shelf keeps images, by hash.
type shelf map[string][]byte

func (s shelf) Blob(_ context.Context, hash string) (blob.Kept, error) {
	if body, ok := s[hash]; ok {
		return blob.Kept{Body: body}, nil
	}
	return blob.Kept{}, fault.New(fault.Unavailable, "shelf.Blob", "blob.not_here")
}

func (s shelf) KeepBlob(body []byte) (wire.BlobRef, error) {
	info, err := blob.Check(body)
	if err == nil {
		s[info.SHA256] = body
	}
	return info.Ref(), err
}

func open(t testing.TB, setup uitest.Setup, role access.Role) *scene {
	t.Helper()
	s := &scene{source: sample.NewSource(sample.Filled), disk: &disk{}, shelf: shelf{}}
	s.Screen = uitest.Open(t, setup, func(screen *uitest.Screen) fyne.CanvasObject {
		s.window = &glass{p: screen.Printer}
		s.editor = editing.NewEditor(editing.Deps{
			Source: s.source, Window: s.window, Run: screen.Runner, Clock: sample.Clock{},
			Who: editing.Who{Person: sample.Marie, Email: sample.Email, Role: role},
		})
		s.editor.Start()
		n := 0
		s.exchange = settingsfile.New(settingsfile.Deps{
			Editor: s.editor, Files: s.disk, Canvas: func() fyne.Canvas { return screen.Canvas }, Role: role,
			Images: s.shelf,
			NewID: func() (string, error) {
				n++
				return fmt.Sprintf("0190b2f0-0000-7000-8000-00000000ee%02d", n), nil
			},
		})
		return widgets.Column("")
	})
	return s
}

// stored is everything that is stored, as a settings file says it.
func (s *scene) stored(t *testing.T) string {
	t.Helper()
	var out strings.Builder
	if _, err := file.Write(&out, settings.FromView(s.source.Fields), func(hash string) ([]byte, error) { return s.shelf[hash], nil }); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// told is everything that was said in passing.
func (s *scene) told() []string {
	return append(append([]string{}, s.window.toasts...), s.window.fails...)
}

func TestWhoMayDoWhat(t *testing.T) {
	for role, want := range map[access.Role][]string{
		access.Primary:  {"command.export", "command.import"},
		access.Delegate: {"command.export", "command.import"},
		access.Support:  {"command.export"},
		access.Reseller: nil,
		access.Kiosk:    nil,
	} {
		var got []string
		s := open(t, uitest.Setup{}, role)
		for _, c := range s.exchange.Commands(s.Printer) {
			got = append(got, c.ID)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", role, diff)
		}
	}
}

func TestWhatIsSavedIsExported(t *testing.T) {
	s := open(t, uitest.Setup{}, access.Support)
	s.exchange.Export()
	if got, want := s.disk.String(), s.stored(t); got != want || s.disk.closed != 1 {
		t.Errorf("closed %d times: %s", s.disk.closed, cmp.Diff(want, got))
	}
	if diff := cmp.Diff([]string{s.Printer.T("settingsfile.exported")}, s.told()); diff != "" || s.disk.name != s.Printer.T("settingsfile.name") {
		t.Error(s.disk.name, diff)
	}
}

func TestWhatIsNotSavedIsNotExported(t *testing.T) {
	s := open(t, uitest.Setup{}, access.Primary)
	s.editor.Type("profile.name", "Brouillon")
	s.exchange.Export()
	if strings.Contains(s.disk.String(), "Brouillon") {
		t.Error("the draft is in the file")
	}
	if diff := cmp.Diff([]string{s.Printer.T("settingsfile.exported_saved")}, s.told()); diff != "" {
		t.Error(diff)
	}
}

func TestAnExportThatFailsSaysSo(t *testing.T) {
	place := fault.New(fault.Unavailable, "test", "desktop.file_not_written")
	for name, c := range map[string]struct {
		disk disk
		want func(p *i18n.Printer) []string
	}{
		"declined": {disk{declined: true}, func(*i18n.Printer) []string { return []string{} }},
		"no place": {disk{asking: place}, func(p *i18n.Printer) []string {
			return []string{p.T("settingsfile.not_exported", "Reason", p.T("desktop.file_not_written"))}
		}},
		"full disk": {disk{writing: errors.New("no space left")}, func(p *i18n.Printer) []string {
			return []string{p.T("settingsfile.not_exported", "Reason", p.T("settingsfile.not_written"))}
		}},
	} {
		t.Run(name, func(t *testing.T) {
			s := open(t, uitest.Setup{}, access.Primary)
			*s.disk = c.disk
			s.exchange.Export()
			if diff := cmp.Diff(c.want(s.Printer), s.told()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// whole changes a field, brings a provider and makes it the default, adds a server in front, a reseller and the chat.
const whole = `pupitre: 1
profile:
  name: Téléphonie du Nord
support:
  phone: 418 555-0142
telephony:
  default: Voix du Saguenay
  providers:
    - name: Voix du Saguenay
      host: sip.saguenay.example
appservers:
  servers:
    - name: Sherbrooke
      ip: 203.0.113.9
    - name: Québec
resellers:
  - name: Réseau Estrie
    telephony: Voix du Saguenay
chat:
  enabled: true
`

func TestAFileFillsTheDraftInOneStep(t *testing.T) {
	s := open(t, uitest.Setup{}, access.Primary)
	before := s.stored(t)
	s.disk.text = whole
	s.exchange.Import()
	s.ExpectText(s.Printer.T("settingsfile.title"))
	if s.editor.Dirty() {
		t.Fatal("the file is in the draft before anybody has said so")
	}
	s.TapLabel(s.Printer.T("settingsfile.take"))
	d := s.editor.Draft()
	added := draft.EntityOf(editing.KindTelephony, settings.String(d.Value(settings.EntityTelephony, settings.FieldDefault)))
	if !d.Born(added) || s.editor.Model().Name(added) != "Voix du Saguenay" || settings.String(d.Value(settings.EntitySupport, settings.FieldPhone)) != "+14185550142" {
		t.Errorf("the draft holds %v", d.Changes())
	}
	if first := d.Entities(editing.KindServer)[0]; s.editor.Model().Name(first) != "Sherbrooke" {
		t.Errorf("the master is %q", s.editor.Model().Name(first))
	}
	if after := s.stored(t); after != before {
		t.Error("something is stored before it is saved", cmp.Diff(before, after))
	}
	s.editor.Save(nil)
	if len(s.source.Saves) != 1 || s.editor.Dirty() {
		t.Fatalf("%d saves, faults %v", len(s.source.Saves), d.Faults())
	}
	v := settings.FromView(s.source.Fields)
	if got := v.Resellers(); len(got) != 1 || got[0].Telephony != draft.IDOf(added) || v.Profile().Name != "Téléphonie du Nord" || !v.Chat().Enabled {
		t.Errorf("stored: %s", s.stored(t))
	}
	s.exchange.Import() // once more: it says what stands
	if diff := cmp.Diff(s.Printer.T("settingsfile.nothing_new"), s.window.toasts[len(s.window.toasts)-1]); diff != "" {
		t.Error(diff)
	}
}

func TestAnImportIsUndoneInOneStep(t *testing.T) {
	s := open(t, uitest.Setup{}, access.Delegate)
	s.editor.Type("profile.time_zone", "America/Halifax")
	s.editor.Leave("profile.time_zone")
	s.disk.text = whole
	s.exchange.Import()
	s.TapLabel(s.Printer.T("settingsfile.take"))
	s.window.undo()
	want := []draft.Change{{
		Entity: settings.EntityProfile, Field: settings.FieldTimeZone,
		Old: settings.Text(settings.DefaultTimeZone), New: settings.Text("America/Halifax"),
	}}
	if diff := cmp.Diff(want, s.editor.Model().Changes()); diff != "" {
		t.Error(diff)
	}
	s.editor.Redo()
	if got := s.editor.Model().Text("profile.name"); got != "Téléphonie du Nord" {
		t.Errorf("brought back: %q", got)
	}
}

func TestWhatIsExportedComesInAgain(t *testing.T) {
	s := open(t, uitest.Setup{}, access.Primary)
	s.exchange.Export()
	s.disk.text = s.disk.String()
	s.source.Change(sample.Named("Autre nom", 9), func(v syncing.View) {
		delete(v, settings.AppServerEntity(sample.Gatineau))
		delete(v, settings.TelephonyEntity(sample.Laurier))
	})
	s.exchange.Import()
	s.TapLabel(s.Printer.T("settingsfile.take"))
	s.editor.Save(nil)
	if got := s.stored(t); got != s.disk.text {
		t.Error(cmp.Diff(s.disk.text, got))
	}
}

// What somebody else stores while the dialog is open is shown before it is replaced.
func TestWhatMovesMeanwhileIsComparedAgain(t *testing.T) {
	s := open(t, uitest.Setup{}, access.Primary)
	s.disk.text = "pupitre: 1\nprofile:\n  name: Téléphonie du Nord\n"
	s.exchange.Import()
	s.source.Change(sample.Named("Téléphonie de Luc", 9))
	s.TapLabel(s.Printer.T("settingsfile.take"))
	s.ExpectText("Téléphonie de Luc → Téléphonie du Nord")
	if s.editor.Dirty() {
		t.Fatal("it was taken unseen")
	}
	s.TapLabel(s.Printer.T("settingsfile.take"))
	if got := s.editor.Model().Text("profile.name"); got != "Téléphonie du Nord" {
		t.Errorf("got %q", got)
	}
}

func TestBadFilesChangeNothing(t *testing.T) {
	line := func(n int, id string, args ...any) func(p *i18n.Printer) string {
		return func(p *i18n.Printer) string { return p.T("settingsfile.line", "Line", n, "Text", p.T(id, args...)) }
	}
	for name, c := range map[string]struct {
		text string
		want func(p *i18n.Printer) string
	}{
		"nothing":      {"", func(p *i18n.Printer) string { return p.T("transfer.not_one_document") }},
		"no version":   {"profile:\n  name: X\n", func(p *i18n.Printer) string { return p.T("transfer.no_version") }},
		"newer":        {"pupitre: 7\n", line(1, "transfer.other_version", "Version", "7")},
		"unknown key":  {"pupitre: 1\nprofil:\n  name: X\n", line(2, "transfer.unknown_key", "Key", "profil")},
		"bad phone":    {"pupitre: 1\nsupport:\n  phone: 12\n", line(3, "settings.phone_invalid")},
		"bad address":  {"pupitre: 1\nsupport:\n  email: soutien\n", line(3, "settings.email_form")},
		"no such name": {"pupitre: 1\ntelephony:\n  default: Personne\n", line(3, "transfer.unknown_provider", "Name", "Personne")},
		"Latin-1":      {"pupitre: 1\nprofile:\n  name: T\xe9l\n", func(p *i18n.Printer) string { return p.T("transfer.not_utf8") }},
		"too large": {
			"pupitre: 1\n#" + strings.Repeat("x", file.MaxFile), func(p *i18n.Printer) string { return p.T("transfer.too_large") },
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := open(t, uitest.Setup{}, access.Primary)
			before := s.stored(t)
			s.disk.text = c.text
			s.exchange.Import()
			s.ExpectText(s.Printer.T("settingsfile.refused"))
			s.ExpectText(c.want(s.Printer))
			s.Key(fyne.KeyEscape)
			s.ExpectNoText(s.Printer.T("settingsfile.refused"))
			if s.stored(t) != before || s.editor.Dirty() || s.disk.closed != 1 {
				t.Errorf("dirty %v, closed %d times", s.editor.Dirty(), s.disk.closed)
			}
		})
	}
}

func TestAFileThatCannotBeOpened(t *testing.T) {
	s := open(t, uitest.Setup{}, access.Primary)
	s.disk.opening = fault.New(fault.Unavailable, "test", "transfer.unreadable_file")
	s.exchange.Import()
	want := s.Printer.T("settingsfile.not_imported", "Reason", s.Printer.T("transfer.unreadable_file"))
	if diff := cmp.Diff([]string{want}, s.told()); diff != "" {
		t.Error(diff)
	}
}

func TestEscapeTakesNothing(t *testing.T) {
	s := open(t, uitest.Setup{}, access.Primary)
	s.disk.text = whole
	s.exchange.Import()
	s.Key(fyne.KeyEscape)
	s.ExpectNoText(s.Printer.T("settingsfile.title"))
	if s.editor.Dirty() {
		t.Error("the file is in the draft")
	}
}

func TestMasters(t *testing.T) {
	const bad = "pupitre: 1\nprofil:\n  name: X\nsupport:\n  email: soutien\n  phone: 12\nappservers:\n  servers:\n    - name: A\n      ip: 999.1.1.1\n"
	for name, text := range map[string]string{"import": whole, "import_refused": bad} {
		for _, setup := range []uitest.Setup{
			{Size: fyne.NewSize(1024, 700)},
			{Language: i18n.English, Mode: look.Dark, Size: fyne.NewSize(1024, 700)},
			{Mode: look.HighContrast, Size: fyne.NewSize(1024, 700)},
			{Zoom: look.Zoom150, Size: fyne.NewSize(1024, 700)},
		} {
			t.Run(name, func(t *testing.T) {
				s := open(t, setup, access.Primary)
				s.disk.text = text
				s.exchange.Import()
				s.Settle()
				s.ExpectImage(name)
			})
		}
	}
}
