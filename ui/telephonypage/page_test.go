package telephonypage_test

import (
	"errors"
	"io"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"github.com/google/go-cmp/cmp"

	"pupitre/data/access"
	"pupitre/data/settings"
	"pupitre/data/syncing"
	"pupitre/i18n"
	"pupitre/ui/editing"
	"pupitre/ui/editing/sample"
	"pupitre/ui/look"
	"pupitre/ui/shell"
	"pupitre/ui/telephonypage"
	"pupitre/ui/uitest"
)

// sink is a file in memory.
type sink struct {
	strings.Builder
	name   string
	closed bool
	err    error // of writing
}

func (s *sink) Write(p []byte) (int, error) {
	if s.err != nil {
		return 0, s.err
	}
	return s.Builder.Write(p)
}

func (s *sink) Close() error { s.closed = true; return nil }

// SaveFile implements listing.Files.
func (s *sink) SaveFile(_, name string, done func(io.WriteCloser, error)) {
	s.name = name
	done(s, nil)
}

// scene is the page in the whole window, over the sample provider.
type scene struct {
	*uitest.Screen
	source *sample.Source
	editor *editing.Editor
	shell  *shell.Shell
	file   *sink
}

func open(t testing.TB, setup uitest.Setup, role access.Role, changes ...func(syncing.View)) *scene {
	t.Helper()
	s := &scene{source: sample.NewSource(changes...), file: &sink{}}
	s.Screen = uitest.Open(t, setup, func(screen *uitest.Screen) fyne.CanvasObject {
		s.Screen = screen
		s.build(setup, role)
		return screen.Stage.Content()
	})
	return s
}

func (s *scene) build(setup uitest.Setup, role access.Role) {
	s.shell = shell.New(shell.Deps{
		Window: s.Window, Stage: s.Stage, Run: s.Runner, Sync: s.source, Clock: sample.Clock{},
		Person:   shell.Person{Name: "Marie Tremblay", Email: sample.Email, Role: role},
		Language: s.Printer.Language(), Look: look.Options{Mode: setup.Mode, Zoom: setup.Zoom},
		PickLanguage: func(lang i18n.Language) { s.editor.SwitchLanguage(lang) },
	})
	s.shell.SetProvider(sample.Provider)
	n := 0
	s.editor = editing.NewEditor(editing.Deps{
		Source: s.source, Window: s.shell.For("telephony"), Run: s.Runner, Clock: sample.Clock{}, Keys: "Ctrl+S",
		NewID: func() string { n++; return "0190b2f0-0000-7000-8000-00000000ff0" + string(rune('0'+n)) },
		Who:   editing.Who{Person: sample.Marie, Email: sample.Email, Role: role},
	})
	s.shell.Register(telephonypage.NewPresenter(telephonypage.Deps{Editor: s.editor, Files: s.file}).Registration("telephony"))
	s.shell.Guard(s.editor)
	s.editor.Start()
	s.shell.Start(shell.Place{Route: "telephony"})
}

func wantNames(t *testing.T, s *scene, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, s.Names()); diff != "" {
		t.Error(diff)
	}
}

func TestSearchFoldsAccentsAndDigits(t *testing.T) {
	for query, want := range map[string][]string{
		"":            {"Horizon Télécom", "Lignes Laurier", "Outaouais Voix"},
		"TELECOM":     {"Horizon Télécom"},
		"jusqu 2028":  {"Lignes Laurier"},
		"8195550150":  {"Outaouais Voix"},
		"819 555":     {"Outaouais Voix"},
		"sip.horizon": {"Horizon Télécom"},
		"tls":         {"Outaouais Voix"},
		"xyzzy":       nil,
	} {
		t.Run(query, func(t *testing.T) {
			s := open(t, uitest.Setup{}, access.Primary, sample.Filled)
			s.Focus("telephony.search")
			s.Type(query)
			wantNames(t, s, want...)
			if want == nil {
				s.ExpectText(s.Printer.T("listing.none_title"))
				s.TapLabel(s.Printer.T("listing.show_all"))
				if len(s.Names()) != 3 {
					t.Error("everything is shown again")
				}
			}
		})
	}
}

func TestSortByColumn(t *testing.T) {
	s := open(t, uitest.Setup{}, access.Primary, sample.Filled)
	s.OnlyTable().OnSort("name", true)
	wantNames(t, s, "Outaouais Voix", "Lignes Laurier", "Horizon Télécom")
	s.OnlyTable().OnSort("transport", false)
	wantNames(t, s, "Lignes Laurier", "Outaouais Voix", "Horizon Télécom")
}

func TestAddByKeyboardAndSave(t *testing.T) {
	s := open(t, uitest.Setup{}, access.Primary, sample.Filled)
	s.Focus("telephony.add")
	s.Key(fyne.KeyReturn)
	s.Type("Fibre Nord")
	s.Tab()
	s.Type("SIP.Nord.example")
	s.Shortcut(fyne.KeyS, fyne.KeyModifierShortcutDefault)
	if len(s.source.Saves) != 1 || s.editor.Dirty() {
		t.Fatalf("saves %v, left %v", s.source.Saves, s.editor.Model().Changes())
	}
	got := map[string]string{}
	for _, e := range s.source.Saves[0] {
		got[e.Field] = string(e.Value)
	}
	want := map[string]string{"name": `"Fibre Nord"`, "address": `{"host":"sip.nord.example"}`, "transport": `"udp"`}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	wantNames(t, s, "Fibre Nord", "Horizon Télécom", "Lignes Laurier", "Outaouais Voix")
}

// The card of the one before gives way to that of the new one, whose name is typed at once.
func TestEachNewProviderTakesTheKeyboard(t *testing.T) {
	s := open(t, uitest.Setup{}, access.Primary)
	for _, name := range []string{"Orion", "Polaris", "Vega"} {
		s.TapLabel(s.Printer.T("telephony.add"))
		s.Type(name)
		s.ExpectText(name)
	}
}

func TestAFaultGoesBackToItsField(t *testing.T) {
	s := open(t, uitest.Setup{}, access.Primary, sample.Filled)
	s.Focus("telephony.add")
	s.Key(fyne.KeyReturn)
	s.Type("horizon télécom")
	s.Shortcut(fyne.KeyS, fyne.KeyModifierShortcutDefault)
	if len(s.source.Saves) != 0 {
		t.Fatal("a name that is taken is not saved")
	}
	s.ExpectText(s.Printer.T("settings.name_taken"))
	s.ExpectText(s.Printer.T("settings.host_required"))
}

func TestWhatIsUsedIsNotDeleted(t *testing.T) {
	for _, c := range []struct {
		name, id, where string
	}{
		{"default", sample.Horizon, "sections.phone.default"},
		{"reseller", sample.Laurier, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := open(t, uitest.Setup{}, access.Primary, sample.Filled, sample.Resold)
			s.shell.Open(shell.Place{Route: "telephony", Field: settings.TelephonyEntity(c.id)})
			s.Settle()
			s.Focus(settings.TelephonyEntity(c.id) + ".menu")
			s.Key(fyne.KeyReturn)
			s.TapLabel(s.Printer.T("telephony.delete"))
			where := "Télécom Rive-Sud"
			if c.where != "" {
				where = s.Printer.T(c.where)
			}
			s.ExpectText(s.Printer.T("telephony.in_use_body", "Where", where))
			s.TapLabel(s.Printer.T("telephony.in_use_close"))
			if s.editor.Dirty() {
				t.Error("nothing has changed")
			}
		})
	}
}

func TestDeletionWaitsForTheSave(t *testing.T) {
	s := open(t, uitest.Setup{}, access.Primary, sample.Filled)
	entity := settings.TelephonyEntity(sample.Outaouai)
	s.shell.Open(shell.Place{Route: "telephony", Field: entity})
	s.Settle()
	s.Focus(entity + ".menu")
	s.Key(fyne.KeyReturn)
	s.TapLabel(s.Printer.T("telephony.delete"))
	s.TapLabel(s.Printer.T("telephony.delete_accept"))
	if !s.editor.Draft().Dying(entity) || len(s.source.Gone) != 0 || len(s.Names()) != 3 {
		t.Fatal("it stays in the list until the save")
	}
	s.TapLabel(s.Printer.T("telephony.restore"))
	if s.editor.Dirty() {
		t.Fatal("it can be brought back")
	}
	s.editor.Undo()
	s.editor.Save(nil)
	s.Settle()
	if len(s.source.Gone) != 1 || s.source.Gone[0].Entity != entity {
		t.Errorf("deleted %v", s.source.Gone)
	}
	wantNames(t, s, "Horizon Télécom", "Lignes Laurier")
}

func TestExport(t *testing.T) {
	s := open(t, uitest.Setup{}, access.Primary, sample.Filled)
	s.TapLabel(s.Printer.T("listing.export"))
	want := "\ufeffNom;Adresse;Transport;Téléphone;Note\r\n" +
		"Horizon Télécom;sip.horizon.example;UDP;418 555-0110;\r\n" +
		"Lignes Laurier;203.0.113.40:5062;TCP;;Contrat jusqu’en 2028.\r\n" +
		"Outaouais Voix;[2001:db8::40]:5061;TLS;819 555-0150;\r\n"
	if diff := cmp.Diff(want, s.file.String()); diff != "" || !s.file.closed || s.file.name != "pbx-et-lignes.csv" {
		t.Errorf("file %q, closed %v\n%s", s.file.name, s.file.closed, diff)
	}
	s.ExpectText(s.Printer.N("telephony.csv.done", 3))
}

func TestExportThatFailsSaysSo(t *testing.T) {
	s := open(t, uitest.Setup{}, access.Primary, sample.Filled)
	s.file.err = errors.New("no room")
	s.TapLabel(s.Printer.T("listing.export"))
	s.ExpectNoText(s.Printer.N("telephony.csv.done", 3))
	if !s.file.closed {
		t.Error("the file is closed all the same")
	}
}

func TestReadOnly(t *testing.T) {
	s := open(t, uitest.Setup{Size: fyne.NewSize(1600, 1200)}, access.Support, sample.Filled) // the whole card is seen
	s.ExpectText(s.Printer.T("listing.read_only"))
	s.ExpectNoText(s.Printer.T("telephony.add"))
	s.shell.Open(shell.Place{Route: "telephony", Field: settings.TelephonyEntity(sample.Laurier)})
	s.Settle()
	s.ExpectNoText(s.Printer.T("telephony.delete"))
	s.ExpectText("Contrat jusqu’en 2028.")
}

func TestTabGoesRoundThePage(t *testing.T) {
	s := open(t, uitest.Setup{}, access.Primary, sample.Filled)
	s.shell.Open(shell.Place{Route: "telephony", Field: settings.TelephonyEntity(sample.Laurier)})
	s.Settle()
	if visited := s.ExpectTabGoesRound(); len(visited) < 10 {
		t.Errorf("Tab visits %d controls only", len(visited))
	}
}

func TestMasters(t *testing.T) {
	small, usual := fyne.NewSize(1024, 700), fyne.NewSize(1100, 760)
	setups := []uitest.Setup{
		{Language: i18n.French, Mode: look.Light, Size: usual},
		{Language: i18n.French, Mode: look.Dark, Size: small},
		{Language: i18n.English, Mode: look.Light, Size: small},
	}
	hard := []uitest.Setup{{Mode: look.HighContrast, Size: small}, {Zoom: look.Zoom150, Size: small}, {Size: fyne.NewSize(1600, 1000)}}
	for _, c := range []struct {
		name    string
		role    access.Role
		changes []func(syncing.View)
		reach   func(*scene)
		hard    bool
	}{
		{name: "empty", role: access.Primary},
		{name: "list", role: access.Primary, changes: []func(syncing.View){sample.Filled}, hard: true},
		{name: "faulty", role: access.Primary, changes: []func(syncing.View){sample.Filled}, reach: func(s *scene) {
			s.Focus("telephony.add")
			s.Key(fyne.KeyReturn)
			s.Type("Horizon Télécom")
			s.editor.Save(nil)
			s.Settle()
		}, hard: true},
		{name: "read_only", role: access.Support, changes: []func(syncing.View){sample.Filled}, reach: func(s *scene) {
			s.shell.Open(shell.Place{Route: "telephony", Field: settings.TelephonyEntity(sample.Laurier)})
			s.Settle()
		}},
	} {
		all := setups
		if c.hard {
			all = append(all[:len(all):len(all)], hard...)
		}
		for _, setup := range all {
			t.Run(c.name, func(t *testing.T) {
				s := open(t, setup, c.role, c.changes...)
				if c.reach != nil {
					c.reach(s)
				}
				s.ExpectImage(c.name)
			})
		}
	}
}
