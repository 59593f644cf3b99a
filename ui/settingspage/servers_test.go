package settingspage_test

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"github.com/google/go-cmp/cmp"

	"pupitre/data/access"
	"pupitre/data/desk"
	"pupitre/data/fault"
	"pupitre/data/settings"
	"pupitre/data/wire"
	"pupitre/ui/draft"
	"pupitre/ui/editing"
	"pupitre/ui/editing/sample"
	"pupitre/ui/settingspage"
	"pupitre/ui/shell"
	"pupitre/ui/uitest"
	"pupitre/ui/widgets"
)

var (
	montreal = settings.AppServerEntity(sample.Montreal)
	quebec   = settings.AppServerEntity(sample.Quebec)
	gatineau = settings.AppServerEntity(sample.Gatineau)
)

// servers is the page with the section of the application servers open.
func servers(t testing.TB, more ...part) *scene {
	t.Helper()
	return open(t, uitest.Setup{Size: fyne.NewSize(1100, 1600)}, append(only("servers"), more...)...)
}

// choose picks a line of a server's menu.
func (s *scene) choose(entity, id string) {
	s.Focus(entity + ".menu")
	s.Key(fyne.KeyReturn)
	s.TapLabel(s.shell.Printer().T(id))
}

func (s *scene) order() []string { return s.editor.Draft().Living(editing.KindServer) }

func TestPromotingDemotesTheMasterInOneStep(t *testing.T) {
	s := servers(t)
	if diff := cmp.Diff([]string{quebec, montreal, gatineau}, s.order()); diff != "" {
		t.Fatal(diff)
	}
	s.choose(gatineau, "sections.servers.promote")
	if diff := cmp.Diff([]string{gatineau, quebec, montreal}, s.order()); diff != "" || len(s.editor.Model().Changes()) != 1 {
		t.Fatalf("%d changes %s", len(s.editor.Model().Changes()), diff)
	}
	s.editor.Save(nil)
	want := settings.OrderValue([]string{sample.Gatineau, sample.Quebec, sample.Montreal})
	if edits := s.source.Saves[0]; len(edits) != 1 || string(edits[0].Value) != string(want) {
		t.Errorf("saved %v", edits)
	}
}

func TestMovingByKeyboardAndBack(t *testing.T) {
	s := servers(t)
	s.choose(gatineau, "sections.servers.up")
	if diff := cmp.Diff([]string{quebec, gatineau, montreal}, s.order()); diff != "" {
		t.Fatal(diff)
	}
	s.choose(gatineau, "sections.servers.down")
	if s.editor.Dirty() {
		t.Errorf("back where it was is no change: %v", s.editor.Model().Changes())
	}
}

func TestAddingAServerByKeyboard(t *testing.T) {
	s := servers(t)
	s.Focus("servers.add")
	s.Key(fyne.KeyReturn)
	s.Type("Lévis")
	s.Tab()
	s.Type("[2001:DB8::0009]")
	s.Shortcut(fyne.KeyS, fyne.KeyModifierShortcutDefault)
	if len(s.source.Saves) != 1 || s.editor.Dirty() {
		t.Fatalf("saves %v, left %v", s.source.Saves, s.editor.Model().Changes())
	}
	entity := s.order()[3]
	got := map[string]string{}
	for _, e := range s.source.Saves[0] {
		got[e.Entity+" "+e.Field] = string(e.Value)
	}
	want := map[string]string{
		"appservers order":  string(settings.OrderValue([]string{sample.Quebec, sample.Montreal, sample.Gatineau, draft.IDOf(entity)})),
		entity + " name":    `"Lévis"`,
		entity + " address": `{"ip":"2001:db8::9"}`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestFaultsOfAServerStandAtItsFields(t *testing.T) {
	for _, c := range []struct{ field, text, key string }{
		{".name", " ", "settings.entry_name_required"},
		{".name", "MONTRÉAL", "settings.name_taken"},
		{".address.ip", "serveur.exemple.ca", "settings.ip_invalid"},
		{".address.ip", "fe80::1%eth0", "settings.ip_zone"},
		{".address.ip", "0.0.0.0", "settings.ip_not_a_server"},
		{".address.port", "70000", "settings.port_invalid"},
	} {
		t.Run(c.text, func(t *testing.T) {
			s := servers(t)
			s.editor.Choose(settingspage.FieldID(quebec+c.field), c.text)
			err := s.editor.Model().Error(settingspage.FieldID(quebec + c.field))
			if key, _ := fault.KeyOf(err); err == nil || key != c.key {
				t.Fatalf("got %v", err)
			}
			s.editor.Save(nil)
			s.Settle()
			s.ExpectText(s.Printer.Err(err))
			if len(s.source.Saves) != 0 {
				t.Error("nothing is stored")
			}
		})
	}
}

func TestTheSameAddressIsAWarning(t *testing.T) {
	s := servers(t)
	s.shell.Open(shell.Place{Route: "settings", Section: "servers", Field: gatineau + ".address.ip"})
	s.editor.Choose(settingspage.FieldID(gatineau+".address.ip"), "203.0.113.7")
	s.Settle()
	s.reads(t, "settings.ip_duplicate", "Name", "Montréal")
	s.editor.Save(nil)
	if len(s.source.Saves) != 1 {
		t.Error("a warning hinders nothing")
	}
}

func TestDeletingTheMasterSaysWhoFollows(t *testing.T) {
	s := servers(t)
	s.choose(quebec, "sections.servers.delete")
	s.reads(t, "sections.servers.delete_master", "Next", "Montréal")
	s.TapLabel(s.Printer.T("sections.servers.delete_accept"))
	s.reads(t, "sections.servers.dying")
	if editing.Master(s.editor.Draft()) != montreal || len(s.source.Gone) != 0 {
		t.Fatal("the next one is the master, and nothing is deleted before the save")
	}
	s.choose(quebec, "sections.servers.restore")
	if s.editor.Dirty() {
		t.Fatal("it can be brought back")
	}
	s.editor.Undo()
	s.editor.Save(nil)
	s.Settle()
	if len(s.source.Gone) != 1 || s.source.Gone[0].Entity != quebec {
		t.Errorf("deleted %v", s.source.Gone)
	}
}

func TestHealthIsFollowedWhileThePageIsThere(t *testing.T) {
	h := sample.NewHealth()
	s := servers(t, func(_ *scene, d *settingspage.Deps) { d.Health = h })
	s.reads(t, "sections.servers.serves")
	h.Known.Servers[0].Serves, h.Known.Servers[1].Serves = false, true
	h.Known.Servers[0].Status = wire.AppServerDown
	s.Advance(6 * time.Second)
	s.ExpectText(s.Printer.T("sections.servers.serves"))
	s.source.Set(desk.State{Connection: desk.Offline})
	s.Settle()
	s.reads(t, "sections.health.offline")
	s.ExpectNoText(s.Printer.T("sections.servers.serves"))
}

// Between up and down the words are neither: one lost probe is no outage, one answer no return.
func TestHealthOnTheWayHasItsWords(t *testing.T) {
	h := sample.NewHealth()
	h.Known.Servers[0].Status, h.Known.Servers[0].Latency = wire.AppServerFailing, -1
	h.Known.Servers[2].Status = wire.AppServerRecovering
	s := servers(t, func(_ *scene, d *settingspage.Deps) { d.Health = h })
	for _, id := range []string{"sections.health.failing", "sections.health.recovering", "sections.health.healthy"} {
		s.reads(t, id)
	}
	s.ExpectNoText(s.Printer.T("sections.health.down"))
}

func TestHealthThatCannotBeRead(t *testing.T) {
	h := sample.NewHealth()
	h.Err = fault.New(fault.Unavailable, "test", "remote.unreachable")
	s := servers(t, func(_ *scene, d *settingspage.Deps) { d.Health = h })
	s.reads(t, "sections.health.failed", "Reason", s.Printer.Err(h.Err))
}

func TestRehearsal(t *testing.T) {
	for _, c := range []struct {
		name, id string
		change   func(*sample.Health)
		args     []any
	}{
		{"a slave follows", "sections.health.rehearse_result", func(*sample.Health) {}, []any{"Master", "Québec", "Next", "Montréal", "Seconds", 35}},
		{"nobody", "sections.health.rehearse_nobody", func(h *sample.Health) { h.Rehearsal.Serves = "" }, []any{"Master", "Québec"}},
		{"fail-over is off", "sections.health.rehearse_off", func(h *sample.Health) { h.Rehearsal.Enabled = false }, []any{"Master", "Québec"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := sample.NewHealth()
			c.change(h)
			s := servers(t, func(_ *scene, d *settingspage.Deps) { d.Health = h })
			s.Focus("servers.rehearse")
			s.Key(fyne.KeyReturn)
			s.reads(t, c.id, c.args...)
			if s.editor.Dirty() || len(h.Asked) != 1 {
				t.Errorf("asked %v", h.Asked)
			}
		})
	}
}

func TestSupportReadsTheServersOnly(t *testing.T) {
	s := servers(t, as(access.Support))
	s.ExpectNoText(s.Printer.T("sections.servers.add"))
	s.ExpectNoText(s.Printer.T("sections.health.rehearse")) // the server answers it to administrators only
	s.ExpectText(s.Printer.T("sections.health.healthy"))
	s.ExpectText(s.Printer.T("sections.servers.master"))
	s.choose(montreal, "sections.servers.promote") // a line that is grey
	if s.editor.Dirty() {
		t.Error("nothing changes")
	}
}

func TestTheLinkLeadsToTheProviders(t *testing.T) {
	went := 0
	s := open(t, uitest.Setup{}, append(only("phone"), func(_ *scene, d *settingspage.Deps) { d.OpenTelephony = func() { went++ } })...)
	s.TapLabel(s.Printer.T("sections.phone.link"))
	if went != 1 {
		t.Errorf("went %d times", went)
	}
}

func TestThePrivateAddressIsAWarning(t *testing.T) {
	s := open(t, uitest.Setup{}, only("support")...)
	s.editor.Choose(settingspage.SupportEmail, "Marie.Tremblay@boreale.example")
	s.Settle()
	s.reads(t, "settings.email_private")
	s.editor.Save(nil)
	if len(s.source.Saves) != 1 {
		t.Error("a warning hinders nothing")
	}
}

func TestThePhoneIsWrittenAsTheLanguageDoes(t *testing.T) {
	s := open(t, uitest.Setup{}, only("support")...)
	if got := s.entry(settingspage.SupportPhone).Text(); got != "514\u00a0555-0123" {
		t.Errorf("in French %q", got)
	}
	s.editor.SwitchLanguage("en")
	s.Settle()
	if got := s.entry(settingspage.SupportPhone).Text(); got != "514-555-0123" {
		t.Errorf("in English %q", got)
	}
	s.editor.Choose(settingspage.SupportPhone, "(418) 555-0199")
	s.editor.Save(nil)
	saves := s.source.Saves
	if got := settings.String(saves[len(saves)-1][0].Value); got != "+14185550199" {
		t.Errorf("stored %q", got)
	}
}

func TestSearchFindsTheNewSections(t *testing.T) {
	for query, id := range map[string]string{
		"helpdesk": "support.email", "appeler": "support.phone", "trunk": "telephony.default", "SIP": "telephony.default",
		"failover": "appservers.failover.enabled", "bascule": "appservers.failover.enabled", "failback": "appservers.failover.up_after_s",
		"gatineau": gatineau, "serveurs d’aplications": "section.servers", "technical suport": "section.support",
	} {
		t.Run(query, func(t *testing.T) {
			s := open(t, uitest.Setup{}, only("")...)
			s.shell.OpenPalette()
			s.Type(query)
			s.Key(fyne.KeyReturn)
			if got := s.Canvas.Focused().(interface{ FieldID() string }).FieldID(); got != id {
				t.Errorf("leads to %q", got)
			}
		})
	}
}

func TestADraftSurvivesACrash(t *testing.T) {
	disk := &sample.Keeper{}
	kept := func(_ *scene, d *settingspage.Deps) { d.Keeper = disk }
	s := open(t, uitest.Setup{}, append(only("support"), kept)...)
	s.editor.Type(settingspage.ProviderName, "Boré")
	s.editor.Add(editing.KindServer)
	if disk.Count != 0 {
		t.Fatal("typing does not write at each letter")
	}
	s.Advance(2 * time.Second)
	if disk.Count != 1 || len(disk.Text) == 0 {
		t.Fatalf("kept %d times", disk.Count)
	}

	again := open(t, uitest.Setup{}, append(only("support"), kept)...)
	again.ExpectText(again.Printer.N("draft.restored", 2))
	if got := again.editor.Model().Text(settingspage.ProviderName); got != "Boré" || len(again.order()) != 4 {
		t.Fatalf("restored %q, %d servers", got, len(again.order()))
	}
	again.TapLabel(again.Printer.T("draft.drop"))
	if again.editor.Dirty() || len(disk.Text) != 0 {
		t.Error("dropped, here and on the disk")
	}
}

func TestADraftThatIsSavedIsKeptNoMore(t *testing.T) {
	disk := &sample.Keeper{}
	s := open(t, uitest.Setup{}, func(_ *scene, d *settingspage.Deps) { d.Keeper = disk })
	s.editor.Type(settingspage.ProviderName, "Boréale")
	s.Advance(2 * time.Second)
	s.editor.Save(nil)
	if len(disk.Text) != 0 || disk.Count != 2 {
		t.Errorf("%d bytes after %d writes", len(disk.Text), disk.Count)
	}
}

func TestADamagedDraftIsSetAside(t *testing.T) {
	disk := &sample.Keeper{Text: []byte(`{"version":1,"records":[{"entity":`)}
	s := open(t, uitest.Setup{}, func(_ *scene, d *settingspage.Deps) { d.Keeper = disk })
	s.reads(t, "draft.unreadable")
	if s.editor.Dirty() {
		t.Error("nothing of it is taken")
	}
}

// extra is a row of another part of the program.
type extra struct{ object fyne.CanvasObject }

func (x extra) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{x.object} }
func (extra) Refresh() bool                  { return false }
func (extra) Aim(string) bool                { return false }
func (extra) Leave()                         {}

func TestASectionTakesRowsOfOthers(t *testing.T) {
	s := open(t, uitest.Setup{}, func(s *scene, _ *settingspage.Deps) {
		s.extras = append(s.extras, settingspage.Extra{
			Section: settingspage.SectionAdministrator,
			New:     func(*editing.Host) settingspage.Rows { return extra{widgets.Body("Sessions ouvertes")} },
			Entries: func(f settingspage.Finder) []shell.Entry {
				return []shell.Entry{{ID: "x", Label: "Sessions", Names: []string{"Sessions"}, Place: f.Place}}
			},
		})
	})
	s.ExpectText("Sessions ouvertes")
}
