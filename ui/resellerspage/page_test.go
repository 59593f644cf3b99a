package resellerspage_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"github.com/google/go-cmp/cmp"

	"pupitre/data/access"
	"pupitre/data/desk"
	"pupitre/data/settings"
	"pupitre/data/syncing"
	"pupitre/data/wire"
	"pupitre/i18n"
	"pupitre/ui/draft"
	"pupitre/ui/editing"
	"pupitre/ui/editing/sample"
	"pupitre/ui/look"
	peoplesample "pupitre/ui/roster/sample"
	"pupitre/ui/shell"
	"pupitre/ui/uitest"
)

func TestSearchFoldsAccentsAndDigits(t *testing.T) {
	for query, want := range map[string][]string{
		"":           {"NorthLink Telecom", "Télécom Rive-Sud", "Téléphonie Côte-Nord"},
		"TELECOM":    {"NorthLink Telecom", "Télécom Rive-Sud"},
		"fortin":     {"Télécom Rive-Sud"},
		"8195550120": {"NorthLink Telecom"},
		"laurier":    {"Télécom Rive-Sud"},
		"xyzzy":      nil,
	} {
		t.Run(query, func(t *testing.T) {
			s := open(t, uitest.Setup{}, access.Primary, sample.Filled, sample.Resellers)
			s.Focus("resellers.search")
			s.Type(query)
			wantNames(t, s, want...)
			if want == nil {
				s.ExpectText(s.Printer.T("listing.none_title"))
			}
		})
	}
}

func TestSortByColumn(t *testing.T) {
	s := open(t, uitest.Setup{}, access.Primary, sample.Filled, sample.Resellers)
	s.OnlyTable().OnSort("name", true)
	wantNames(t, s, "Téléphonie Côte-Nord", "Télécom Rive-Sud", "NorthLink Telecom")
	s.OnlyTable().OnSort("leads", false)
	wantNames(t, s, "NorthLink Telecom", "Télécom Rive-Sud", "Téléphonie Côte-Nord")
}

// saved is what a save wrote of one entity.
func (s *scene) saved(t *testing.T, entity string) map[string]string {
	t.Helper()
	if len(s.source.Saves) != 1 {
		t.Fatalf("saves %v, left %v", s.source.Saves, s.editor.Model().Changes())
	}
	got := map[string]string{}
	for _, e := range s.source.Saves[0] {
		if e.Entity == entity {
			got[e.Field] = string(e.Value)
		}
	}
	return got
}

// A new reseller receives the default language and the default telephony provider, those of this draft where they are being
// changed too; the form shows them before the save.
func TestNewResellersReceiveTheDefaults(t *testing.T) {
	added := settings.ResellerEntity("0190b2f0-0000-7000-8000-00000000ff01")
	for _, c := range []struct {
		name    string
		draft   func(e *editing.Editor)
		want    map[string]string
		visible []string
	}{
		{"as stored", func(*editing.Editor) {}, map[string]string{"language": `"fr"`, "telephony": `"` + sample.Horizon + `"`}, []string{"Français", "Horizon Télécom"}},
		{"as in the draft", func(e *editing.Editor) {
			e.Choose("profile.default_language", "en")
			e.Choose("telephony.default", sample.Laurier)
		}, map[string]string{"language": `"en"`, "telephony": `"` + sample.Laurier + `"`}, []string{"Anglais", "Lignes Laurier"}},
		{"no provider", func(e *editing.Editor) { e.Choose("telephony.default", "") }, map[string]string{"language": `"fr"`}, []string{"Français"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := open(t, uitest.Setup{Size: tall}, access.Primary, sample.Filled)
			c.draft(s.editor)
			s.Focus("resellers.add")
			s.Key(fyne.KeyReturn)
			s.Type("Fibre Nord")
			for _, text := range c.visible {
				s.ExpectText(text)
			}
			s.ExpectText(s.Printer.T("resellers.people.save_first"))
			s.Shortcut(fyne.KeyS, fyne.KeyModifierShortcutDefault)
			c.want["name"], c.want["active"] = `"Fibre Nord"`, "true"
			if diff := cmp.Diff(c.want, s.saved(t, added)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAFaultGoesBackToItsField(t *testing.T) {
	s := open(t, uitest.Setup{}, access.Primary, sample.Filled, sample.Resellers)
	s.Focus("resellers.add")
	s.Key(fyne.KeyReturn)
	s.Type("northlink  telecom")
	s.Shortcut(fyne.KeyS, fyne.KeyModifierShortcutDefault)
	if len(s.source.Saves) != 0 {
		t.Fatal("a name that is taken is not saved")
	}
	s.ExpectText(s.Printer.T("settings.name_taken"))
}

func (s *scene) pick(id string) string {
	entity := settings.ResellerEntity(id)
	s.shell.Open(shell.Place{Route: "resellers", Field: entity})
	s.Settle()
	return entity
}

// Deactivation says who loses access, waits for the save, and can be taken back.
func TestDeactivateAndReactivate(t *testing.T) {
	s := open(t, uitest.Setup{}, access.Primary, sample.Filled, sample.Resellers)
	entity := s.pick(sample.RiveSud)
	s.Focus(entity + ".menu")
	s.Key(fyne.KeyReturn)
	s.TapLabel(s.Printer.T("resellers.deactivate"))
	s.ExpectText(s.Printer.T("resellers.deactivate_title", "Name", "Télécom Rive-Sud"))
	s.TapLabel(s.Printer.T("resellers.deactivate_accept"))
	s.ExpectText(s.Printer.T("resellers.state.closing"))
	if len(s.people.Asked) != 0 || !s.editor.Dirty() {
		t.Fatal("it waits for the save")
	}
	s.Shortcut(fyne.KeyS, fyne.KeyModifierShortcutDefault)
	if diff := cmp.Diff(map[string]string{"active": "false"}, s.saved(t, entity)); diff != "" {
		t.Error(diff)
	}
	s.ExpectNoText(s.Printer.T("resellers.people.invite"))
	s.Focus(entity + ".menu")
	s.Key(fyne.KeyReturn)
	s.TapLabel(s.Printer.T("resellers.reactivate"))
	if string(s.editor.Draft().Value(entity, settings.FieldActive)) != "true" {
		t.Error("it can be let in again")
	}
}

// A reseller's first person is its administrator; the others are delegates.
func TestPeopleOfAReseller(t *testing.T) {
	s := open(t, uitest.Setup{Size: tall}, access.Primary, sample.Filled, sample.Resellers)
	entity := s.pick(sample.RiveSud)
	s.ExpectText("Julie Fortin")
	s.ExpectText("Karim Benali")
	s.Focus(entity + ".invite")
	s.Key(fyne.KeyReturn)
	s.Type("anne@rive-sud.example")
	s.Key(fyne.KeyReturn)
	entity = s.pick(sample.NorthLink)
	s.ExpectText(s.Printer.T("resellers.people.none"))
	s.Focus(entity + ".invite")
	s.Key(fyne.KeyReturn)
	s.Type("emily@northlink.example")
	s.Key(fyne.KeyReturn)
	want := []string{
		`invite anne@rive-sud.example "" reseller ` + sample.RiveSud + ` false`,
		`invite emily@northlink.example "" reseller ` + sample.NorthLink + ` true`,
	}
	if diff := cmp.Diff(want, s.people.Asked); diff != "" {
		t.Error(diff)
	}
	s.ExpectText("emily@northlink.example")
	s.people.Connect(desk.Offline)
	s.Settle()
	s.ExpectText(s.Printer.T("people.offline"))
}

const file = "Nom;Courriel;Téléphone;Couleur\n" +
	"Fibre Nord;info@fibre-nord.example;418 555-0160;bleu\n" +
	"NorthLink Telecom;;819 555-0121;vert\n" +
	"Télécom Rive-Sud;info@rive-sud.example;450 555-0140;\n" +
	"Mauvais;a@;12;\n"

func (s *scene) load(t *testing.T, text string) {
	t.Helper()
	s.file.input = text
	s.TapLabel(s.Printer.T("resellers.import"))
}

func TestImport(t *testing.T) {
	s := open(t, uitest.Setup{}, access.Primary, sample.Filled, sample.Resellers)
	s.load(t, file)
	p := s.Printer
	s.ExpectText(p.List(p.N("resellers.preview.created", 1), p.N("resellers.preview.updated", 1), p.N("resellers.preview.unchanged", 1), p.N("resellers.preview.rejected", 1)))
	s.ExpectText(p.T("resellers.preview.ignored", "Titles", "Couleur"))
	if s.editor.Dirty() {
		t.Fatal("a preview changes nothing")
	}
	s.TapLabel(p.T("resellers.preview.accept"))
	wantNames(t, s, "NorthLink Telecom", "Télécom Rive-Sud", "Téléphonie Côte-Nord", "Fibre Nord")
	if n := len(s.editor.Model().Changes()); n != 2 {
		t.Errorf("%d changes, want the new one and a telephone", n)
	}
	s.editor.Undo()
	if s.editor.Dirty() {
		t.Error("one undo takes all of it back")
	}
	s.editor.Redo()
	s.editor.Save(nil)
	s.Settle()
	want := map[string]string{"name": `"Fibre Nord"`, "language": `"fr"`, "telephony": `"` + sample.Horizon + `"`, "email": `"info@fibre-nord.example"`, "phone": `"+14185550160"`, "active": "true"}
	entity := ""
	for _, e := range s.source.Saves[0] {
		if string(e.Value) == `"Fibre Nord"` {
			entity = e.Entity
		}
	}
	if diff := cmp.Diff(want, s.saved(t, entity)); diff != "" {
		t.Error(diff)
	}
}

func TestImportThatIsNoList(t *testing.T) {
	s := open(t, uitest.Setup{}, access.Primary, sample.Filled, sample.Resellers)
	s.load(t, "Couleur;Note\nbleu;x\n")
	s.ExpectText(s.Printer.T("resellers.import_failed", "Reason", s.Printer.T("transfer.csv_no_name")))
	if s.editor.Dirty() {
		t.Error("nothing has changed")
	}
}

// What is exported is imported again without any change, in the other language too.
func TestExportAndBack(t *testing.T) {
	s := open(t, uitest.Setup{Language: i18n.English}, access.Primary, sample.Filled, sample.Resellers)
	s.TapLabel(s.Printer.T("listing.export"))
	want := "\ufeffName,Language,Telephony provider,E-mail,Phone,Active,Note\r\n" +
		"NorthLink Telecom,English,Horizon Télécom,,819-555-0120,yes,Renewed in 2027.\r\n" +
		"Télécom Rive-Sud,French,Lignes Laurier,info@rive-sud.example,450-555-0140,yes,\r\n" +
		"Téléphonie Côte-Nord,French,,bonjour@cote-nord.example,,no,\r\n"
	if diff := cmp.Diff(want, s.file.String()); diff != "" || !s.file.closed {
		t.Errorf("closed %v\n%s", s.file.closed, diff)
	}
	fr := open(t, uitest.Setup{}, access.Primary, sample.Filled, sample.Resellers)
	fr.load(t, s.file.String())
	p := fr.Printer
	fr.ExpectText(p.List(p.N("resellers.preview.created", 0), p.N("resellers.preview.updated", 0), p.N("resellers.preview.unchanged", 3), p.N("resellers.preview.rejected", 0)))
	if fr.HasControl(p.T("resellers.preview.accept")) {
		t.Error("there is nothing to take")
	}
}

func TestReadOnly(t *testing.T) {
	s := open(t, uitest.Setup{}, access.Support, sample.Filled, sample.Resellers)
	s.ExpectText(s.Printer.T("listing.read_only"))
	entity := s.pick(sample.RiveSud)
	s.ExpectText("Julie Fortin")
	for _, label := range []string{"resellers.add", "resellers.import", "resellers.people.invite"} {
		if s.HasControl(label) {
			t.Errorf("%s is offered", label)
		}
	}
	s.editor.Edit(func(d *draft.Draft) { d.Choose(draft.Cell{Entity: entity, Field: settings.FieldActive}, "false") })
	if s.editor.Dirty() {
		t.Error("who may only look changes nothing")
	}
	s.Focus("person." + peoplesample.Julie + ".menu")
	s.Key(fyne.KeyReturn)
	s.ExpectText(s.Printer.T("people_page.read_only"))
}

func TestTabGoesRoundThePage(t *testing.T) {
	s := open(t, uitest.Setup{}, access.Primary, sample.Filled, sample.Resellers)
	s.pick(sample.RiveSud)
	if visited := s.ExpectTabGoesRound(); len(visited) < 12 {
		t.Errorf("Tab visits %d controls only", len(visited))
	}
}

// Thousands of resellers are drawn as fast as three.
func many(v syncing.View) {
	for n := range 3000 {
		r := settings.Reseller{Name: "Revendeur " + strings.Repeat("i", n%9), Language: "fr", Active: true}
		e := syncing.Entity{}
		for field, value := range r.Fields() {
			e[field] = syncing.FieldState{Value: wire.Value(value), Rev: 5}
		}
		v[settings.ResellerEntity("0190b2f0-0000-7000-8000-00000000"+strings.Repeat("0", 4-len(digits(n)))+digits(n))] = e
	}
}

func digits(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return digits(n/10) + string(rune('0'+n%10))
}

func BenchmarkRefreshOfThousands(b *testing.B) {
	s := open(b, uitest.Setup{}, access.Primary, sample.Filled, many)
	for b.Loop() {
		s.editor.Edit(func(*draft.Draft) {})
	}
}

func TestMasters(t *testing.T) {
	small, usual := fyne.NewSize(1024, 700), fyne.NewSize(1100, 760)
	fr := uitest.Setup{Language: i18n.French, Mode: look.Light, Size: usual}
	full := []func(syncing.View){sample.Filled, sample.Resellers}
	for _, c := range []struct {
		name    string
		role    access.Role
		changes []func(syncing.View)
		setups  []uitest.Setup
		reach   func(*scene)
	}{
		{"empty", access.Primary, []func(syncing.View){sample.Filled}, []uitest.Setup{fr}, nil},
		{"card", access.Primary, full, []uitest.Setup{fr, {Language: i18n.English, Mode: look.Dark, Size: usual}, {Zoom: look.Zoom150, Size: small}}, func(s *scene) {
			s.pick(sample.RiveSud)
		}},
		{"faulty", access.Primary, full, []uitest.Setup{{Mode: look.HighContrast, Size: small}}, func(s *scene) {
			s.Focus("resellers.add")
			s.Key(fyne.KeyReturn)
			s.Type("NorthLink Telecom")
			s.editor.Save(nil)
			s.Settle()
		}},
		{"inactive", access.Support, full, []uitest.Setup{fr}, func(s *scene) { s.pick(sample.CoteNord) }},
		{"import", access.Primary, full, []uitest.Setup{fr, {Zoom: look.Zoom150, Size: small}}, func(s *scene) {
			s.file.input = file
			if !s.HasControl(s.Printer.T("resellers.import")) {
				s.TapLabel(s.Printer.T("listing.more"))
			}
			s.TapLabel(s.Printer.T("resellers.import"))
		}},
	} {
		for _, setup := range c.setups {
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

// What is done with a person leaves the keyboard where it was.
func TestTheKeyboardStaysAtThePerson(t *testing.T) {
	s := open(t, uitest.Setup{}, access.Primary, sample.Filled, sample.Resellers)
	s.pick(sample.RiveSud)
	menu := "person." + peoplesample.Karim + ".menu"
	s.Focus(menu)
	s.Key(fyne.KeyReturn)
	s.TapLabel(s.Printer.T("people_page.deactivate"))
	s.TapLabel(s.Printer.T("people_page.deactivate_accept"))
	s.ExpectText(s.Printer.T("resellers.people.line", "Role", s.Printer.T("people_page.role.aide"), "State", s.Printer.T("people_page.state.disabled")))
	if got, ok := s.Canvas.Focused().(interface{ FieldID() string }); !ok || got.FieldID() != menu {
		t.Errorf("the keyboard is at %v", got)
	}
}
