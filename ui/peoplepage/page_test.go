package peoplepage_test

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"github.com/google/go-cmp/cmp"

	"pupitre/data/access"
	"pupitre/data/desk"
	"pupitre/data/fault"
	"pupitre/data/wire"
	"pupitre/i18n"
	settingsample "pupitre/ui/editing/sample"
	"pupitre/ui/look"
	"pupitre/ui/peoplepage"
	"pupitre/ui/roster"
	"pupitre/ui/roster/sample"
	"pupitre/ui/shell"
	"pupitre/ui/uitest"
)

// scene is the page in the whole window.
type scene struct {
	*uitest.Screen
	source *sample.Source
	roster *roster.Roster
	shell  *shell.Shell
	copied string
}

// The people that a scene is seen by.
var (
	marie  = roster.Me{Person: settingsample.Marie, Role: access.Primary}
	sophie = roster.Me{Person: sample.Sophie, Role: access.Support}
	julie  = roster.Me{Person: sample.Julie, Role: access.Reseller, Reseller: settingsample.RiveSud, Lead: true}
	karim  = roster.Me{Person: sample.Karim, Role: access.Reseller, Reseller: settingsample.RiveSud}
)

// tall is a window that shows a card whole.
var tall = fyne.NewSize(1024, 1100)

func open(t testing.TB, setup uitest.Setup, me roster.Me, changes ...func(*sample.Source)) *scene {
	t.Helper()
	s := &scene{source: sample.NewSource()}
	for _, change := range changes {
		change(s.source)
	}
	s.Screen = uitest.Open(t, setup, func(screen *uitest.Screen) fyne.CanvasObject {
		s.Screen = screen
		s.shell = shell.New(shell.Deps{
			Window: s.Window, Stage: s.Stage, Run: s.Runner, Sync: settingsample.NewSource(), Clock: settingsample.Clock{},
			Person:   shell.Person{Name: "Marie Tremblay", Email: settingsample.Email, Role: me.Role},
			Language: s.Printer.Language(), Look: look.Options{Mode: setup.Mode, Zoom: setup.Zoom},
		})
		s.shell.SetProvider(settingsample.Provider)
		s.roster = roster.New(roster.Deps{
			Source: s.source, Window: s.shell, Run: s.Runner, Clock: settingsample.Clock{}, Me: me,
			Zone:       func() *time.Location { return time.FixedZone("EST", -5*3600) },
			Code:       func(secret string) string { return "pupitre1-" + secret },
			Copy:       func(text string) { s.copied = text },
			Federation: "fed", Resellers: sample.Resellers,
		})
		s.shell.Register(peoplepage.NewPresenter(peoplepage.Deps{People: s.roster}).Registration("people"))
		s.roster.Start()
		s.shell.Start(shell.Place{Route: "people"})
		return screen.Stage.Content()
	})
	return s
}

// ofRiveSud leaves what the server tells the people of that reseller.
func ofRiveSud(s *sample.Source) {
	all := s.Known
	s.Known = nil
	for _, c := range all {
		if c.Reseller == settingsample.RiveSud {
			s.Known = append(s.Known, c)
		}
	}
}

// pick shows somebody's card.
func (s *scene) pick(person string) {
	s.shell.Open(shell.Place{Route: "people", Field: person})
	s.Settle()
}

// act opens the menu of somebody's card and chooses an entry.
func (s *scene) act(person, label string) {
	s.pick(person)
	s.Focus("people.detail.menu")
	s.Key(fyne.KeyReturn)
	s.TapLabel(label)
}

func (s *scene) wantAsked(t *testing.T, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, s.source.Asked); diff != "" {
		t.Error(diff)
	}
}

func TestSearchFilterAndSort(t *testing.T) {
	s := open(t, uitest.Setup{}, marie)
	if got := s.Names(); len(got) != 8 || got[0] != "Marie Tremblay" || got[5] != "noemie.oconnor@boreale.example" {
		t.Errorf("%q", got)
	}
	for query, want := range map[string]string{
		"cote": "Luc Côté|Paul Thériault", "100046": "Sophie Nguyen", "rive-sud": "Julie Fortin|Karim Benali", "borne": "Comptoir, rez-de-chaussée", "xyzzy": "",
	} {
		s.Focus("people.search")
		s.SendShortcut(&fyne.ShortcutSelectAll{})
		s.Type(query)
		if got := strings.Join(s.Names(), "|"); got != want {
			t.Errorf("%q finds %q", query, got)
		}
		if want == "" {
			s.ExpectText(s.Printer.T("listing.none_title"))
			s.TapLabel(s.Printer.T("listing.show_all"))
		}
	}
	s.Focus("people.search")
	s.SendShortcut(&fyne.ShortcutSelectAll{})
	s.Key(fyne.KeyBackspace)
	s.OnlyTable().OnSort("name", true)
	if got := s.Names(); got[0] != "Sophie Nguyen" || got[7] != "Comptoir, rez-de-chaussée" {
		t.Errorf("%q", got)
	}
	s.Focus("people.filter")
	s.Key(fyne.KeySpace)
	s.TapText(s.Printer.T("people_page.filter.invited"))
	if got := s.Names(); len(got) != 1 {
		t.Errorf("%q", got)
	}
}

func TestInviteByMail(t *testing.T) {
	s := open(t, uitest.Setup{}, marie)
	s.Focus("people.invite")
	s.Key(fyne.KeyReturn)
	s.Type("Ève@boreale.example")
	s.Key(fyne.KeyReturn)
	s.ExpectText(s.Printer.T("settings.email_local"))
	s.wantAsked(t)
	s.SendShortcut(&fyne.ShortcutSelectAll{})
	s.Type("eve.roy@boreale.example")
	s.Tab()
	s.Type("Ève Roy")
	s.TapLabel(s.Printer.T("people_page.invite_accept"))
	s.wantAsked(t, `invite eve.roy@boreale.example "Ève Roy" support  false`)
	s.ExpectText(s.Printer.T("people_page.mailed", "Name", "eve.roy@boreale.example"))
	if got := s.Names(); len(got) != 9 {
		t.Errorf("%q", got)
	}
}

func TestInviteWithoutMailShowsTheCodeOnce(t *testing.T) {
	s := open(t, uitest.Setup{}, marie, func(s *sample.Source) { s.Mails = false })
	s.act(sample.Noemie, s.Printer.T("people_page.again"))
	s.ExpectText(s.Printer.T("people_page.code_once"))
	s.ExpectText("pupitre1-7KQ2M4XHT9")
	s.TapLabel(s.Printer.T("people_page.code_copy"))
	if s.copied != "pupitre1-7KQ2M4XHT9" {
		t.Errorf("copied %q", s.copied)
	}
	s.TapLabel(s.Printer.T("people_page.code_close"))
	s.ExpectNoText("pupitre1-7KQ2M4XHT9")
}

func TestARefusalStaysAtItsField(t *testing.T) {
	s := open(t, uitest.Setup{}, marie, func(s *sample.Source) {
		s.Err = fault.New(fault.Conflict, "test", "people.already_here")
	})
	s.Focus("people.invite")
	s.Key(fyne.KeyReturn)
	s.Type("luc.cote@boreale.example")
	s.Key(fyne.KeyReturn)
	s.ExpectText(s.Printer.T("people.already_here"))
	s.ExpectText(s.Printer.T("people_page.invite_title")) // what was typed is not lost
	if len(s.Names()) != 8 {
		t.Error("nobody came")
	}
}

func TestWhatIsDoneWithAPerson(t *testing.T) {
	p := i18n.For(i18n.French)
	for name, c := range map[string]struct {
		person string
		do     func(s *scene)
		want   []string
	}{
		"deactivated": {sample.Sophie, func(s *scene) {
			s.act(sample.Sophie, p.T("people_page.deactivate"))
			s.TapLabel(p.T("people_page.deactivate_accept"))
		}, []string{"deactivate " + sample.Sophie}},
		"thought better of": {sample.Sophie, func(s *scene) {
			s.act(sample.Sophie, p.T("people_page.deactivate"))
			s.Key(fyne.KeyEscape)
		}, nil},
		"reactivated": {sample.Paul, func(s *scene) { s.act(sample.Paul, p.T("people_page.reactivate")) }, []string{"reactivate " + sample.Paul}},
		"removed": {sample.Noemie, func(s *scene) {
			s.act(sample.Noemie, p.T("people_page.remove"))
			s.TapLabel(p.T("people_page.remove_accept"))
		}, []string{"remove " + sample.Noemie}},
		"a kiosk revoked": {sample.Kiosk, func(s *scene) {
			s.act(sample.Kiosk, p.T("people_page.revoke"))
			s.TapLabel(p.T("people_page.revoke_accept"))
		}, []string{"remove " + sample.Kiosk}},
		"renamed": {sample.Sophie, func(s *scene) {
			s.act(sample.Sophie, p.T("people_page.edit"))
			s.SendShortcut(&fyne.ShortcutSelectAll{})
			s.Type("Sophie Nguyen-Roy")
			s.Key(fyne.KeyReturn)
		}, []string{"edit " + sample.Sophie + " name=Sophie Nguyen-Roy"}},
		"nameless": {sample.Sophie, func(s *scene) {
			s.act(sample.Sophie, p.T("people_page.edit"))
			s.SendShortcut(&fyne.ShortcutSelectAll{})
			s.Key(fyne.KeyBackspace)
			s.Key(fyne.KeyReturn)
			s.ExpectText(p.T("server.person_name"))
		}, nil},
		"a session ended": {sample.Julie, func(s *scene) {
			s.pick(sample.Julie)
			s.ExpectText("RIVESUD-PC-04")
			s.Focus("people.session.s3")
			s.Key(fyne.KeyReturn)
			s.ExpectText(p.T("people_page.sessions_none"))
		}, []string{"end s3"}},
	} {
		t.Run(name, func(t *testing.T) {
			s := open(t, uitest.Setup{Size: tall}, marie)
			c.do(s)
			s.wantAsked(t, c.want...)
		})
	}
}

func TestKioskCodeIsShownOnce(t *testing.T) {
	s := open(t, uitest.Setup{}, marie)
	s.shell.Open(shell.Place{Route: "people", Field: "people.enrol"}) // in a small window it stands in the menu
	s.Settle()
	s.Key(fyne.KeyReturn)
	s.TapLabel(s.Printer.T("people_page.enrol"))
	s.Type("Hall")
	s.Tab()
	s.Type("12")
	s.Key(fyne.KeyReturn)
	s.ExpectText(s.Printer.T("people.kiosk_pin", "Least", 4, "Most", 12))
	s.wantAsked(t)
	s.Type("34")
	s.Key(fyne.KeyReturn)
	s.wantAsked(t, "kiosk Hall fed 1234")
	s.ExpectText("pupitre1-9VT3B")
}

// Administrators are managed elsewhere, and the card says where; the server would refuse it all the same.
func TestWhatIsNotAllowedSaysWhy(t *testing.T) {
	p := i18n.For(i18n.French)
	for name, c := range map[string]struct {
		me     roster.Me
		person string
		reason string
		invite bool
	}{
		"an administrator":           {marie, sample.Luc, p.T("people.is_administrator"), true},
		"support only looks":         {sophie, sample.Karim, p.T("people_page.read_only"), false},
		"a lead and another lead":    {julie, sample.Julie, p.T("people.own_delegates_only"), true},
		"a delegate of a reseller":   {karim, sample.Karim, p.T("people_page.lead_only"), false},
		"support and its colleagues": {sophie, sample.Luc, p.T("people_page.read_only"), false},
	} {
		t.Run(name, func(t *testing.T) {
			s := open(t, uitest.Setup{}, c.me)
			s.pick(c.person)
			s.Focus("people.detail.menu")
			s.Key(fyne.KeyReturn)
			s.ExpectText(c.reason)
			if s.Key(fyne.KeyEscape); s.HasControl(p.T("people_page.invite")) != c.invite {
				t.Errorf("invitations offered: %v", !c.invite)
			}
			s.ExpectNoText(p.T("people_page.deactivate"))
		})
	}
}

// An administrator of a reseller invites delegates of theirs, and is asked neither role nor reseller.
func TestLeadInvitesOwnDelegates(t *testing.T) {
	s := open(t, uitest.Setup{}, julie, ofRiveSud)
	s.ExpectText(s.Printer.T("people_page.title_own"))
	if diff := cmp.Diff([]string{"Julie Fortin", "Karim Benali"}, s.Names()); diff != "" {
		t.Error(diff)
	}
	s.ExpectNoText(s.Printer.T("people_page.enrol"))
	s.Focus("people.invite")
	s.Key(fyne.KeyReturn)
	s.ExpectNoText(s.Printer.T("shell.role.support"))
	s.Type("anne@rive-sud.example")
	s.Key(fyne.KeyReturn)
	s.wantAsked(t, `invite anne@rive-sud.example "" reseller `+settingsample.RiveSud+` false`)
}

func TestOffLine(t *testing.T) {
	s := open(t, uitest.Setup{Size: tall}, marie)
	s.source.Connect(desk.Offline)
	s.Settle()
	s.ExpectText(s.Printer.T("people_page.offline"))
	s.pick(sample.Sophie)
	s.ExpectText(s.Printer.T("people_page.sessions_offline"))
	s.Focus("people.detail.menu")
	s.Key(fyne.KeyReturn)
	s.ExpectText(s.Printer.T("people_page.offline_menu"))
	s.TapText(s.Printer.T("people_page.deactivate"))
	s.ExpectNoText(s.Printer.T("people_page.deactivate_body"))
	s.wantAsked(t)
	s.Key(fyne.KeyEscape)
	s.source.Connect(desk.Online)
	s.Settle()
	s.ExpectNoText(s.Printer.T("people_page.offline"))
}

func TestNothingKnownYet(t *testing.T) {
	s := open(t, uitest.Setup{}, marie, func(s *sample.Source) { s.Known, s.Status.Connection = nil, desk.Offline })
	if n, known := s.roster.Delegates(); known {
		t.Errorf("%d delegates", n)
	}
	s.ExpectText(s.Printer.T("listing.failed"))
	s.ExpectText(s.Printer.T("people.offline"))
}

func TestTabGoesRoundThePage(t *testing.T) {
	s := open(t, uitest.Setup{}, marie)
	s.pick(sample.Julie)
	if visited := s.ExpectTabGoesRound(); len(visited) < 9 {
		t.Errorf("Tab visits %d controls only", len(visited))
	}
}

func TestMasters(t *testing.T) {
	small, usual := fyne.NewSize(1024, 700), fyne.NewSize(1100, 760)
	fr := uitest.Setup{Language: i18n.French, Mode: look.Light, Size: usual}
	for _, c := range []struct {
		name    string
		me      roster.Me
		changes []func(*sample.Source)
		setups  []uitest.Setup
		reach   func(*scene)
	}{
		{"list", marie, nil, []uitest.Setup{fr, {Language: i18n.English, Mode: look.Dark, Size: usual}, {Zoom: look.Zoom150, Size: small}}, nil},
		{"card", marie, nil, []uitest.Setup{fr, {Mode: look.HighContrast, Size: small}}, func(s *scene) { s.pick(settingsample.Marie) }},
		{"invite", marie, nil, []uitest.Setup{fr, {Zoom: look.Zoom150, Size: small}}, func(s *scene) {
			s.Focus("people.invite")
			s.Key(fyne.KeyReturn)
			s.Type("eve@")
			s.Key(fyne.KeyReturn)
		}},
		{"code", marie, []func(*sample.Source){func(s *sample.Source) { s.Mails = false }}, []uitest.Setup{{Language: i18n.English, Mode: look.Dark, Size: usual}}, func(s *scene) {
			s.act(sample.Noemie, s.Printer.T("people_page.again"))
		}},
		{"offline", marie, nil, []uitest.Setup{fr}, func(s *scene) {
			s.source.Connect(desk.Offline)
			s.Settle()
			s.pick(sample.Karim)
		}},
		{"delegates", julie, []func(*sample.Source){ofRiveSud}, []uitest.Setup{fr}, func(s *scene) { s.pick(sample.Karim) }},
	} {
		for _, setup := range c.setups {
			t.Run(c.name, func(t *testing.T) {
				s := open(t, setup, c.me, c.changes...)
				if c.reach != nil {
					c.reach(s)
				}
				s.ExpectImage(c.name)
			})
		}
	}
}

// Who is invited or shut out cannot stand in for the primary administrator.
func TestDelegatesWhoMaySignIn(t *testing.T) {
	for state, want := range map[wire.PersonState]int{wire.PersonActive: 1, wire.PersonInvited: 0, wire.PersonDisabled: 0} {
		s := open(t, uitest.Setup{}, marie, func(s *sample.Source) { s.Known[1].State = state })
		if n, known := s.roster.Delegates(); n != want || !known {
			t.Errorf("%s: %d delegates, known %v", state, n, known)
		}
	}
}

// What others do shows without a reload by hand, and nothing is asked of the server once the page has gone.
func TestTheListFollows(t *testing.T) {
	s := open(t, uitest.Setup{}, marie)
	s.source.Known[5].Name, s.source.Known[5].State = "Noémie O’Connor", "active"
	s.Advance(time.Minute)
	if got := s.Names(); got[5] != "Noémie O’Connor" {
		t.Errorf("%q", got)
	}
	s.source.Connect(desk.Offline)
	s.source.Known = s.source.Known[:1]
	s.Advance(time.Minute)
	if got := s.Names(); len(got) != 8 {
		t.Errorf("off line nothing is asked, and yet %q", got)
	}
}
