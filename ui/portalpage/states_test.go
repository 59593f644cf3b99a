package portalpage_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"pupitre/data/access"
	"pupitre/data/desk"
	"pupitre/data/directory"
	"pupitre/data/fault"
	stored "pupitre/data/settings"
	settingsample "pupitre/ui/editing/sample"
	"pupitre/ui/portal"
	"pupitre/ui/portal/sample"
	"pupitre/ui/portalpage"
	"pupitre/ui/uitest"
)

// small is a federation of a test of its own, whose state it may change.
func small() *sample.Source {
	return sample.NewSource(sample.NewFinder(2, 300), access.EnterpriseAdmin)
}

func TestNothingFoundSaysWhatWasLookedFor(t *testing.T) {
	s := open(t, settings{})
	s.look("xyzzyx")
	s.ExpectText(s.Printer.T("enterprise.empty.none"))
	s.ExpectText(s.Printer.T("enterprise.empty.none_text", "Query", "xyzzyx"))
	s.TapLabel(s.Printer.T("enterprise.empty.none_show"))
	s.Settle()
	if s.OnlyTable().Count() == 0 {
		t.Error("everything is shown again")
	}
	s.ExpectNoText("xyzzyx")
}

func TestWithoutACopyThePageSaysWhatIsComing(t *testing.T) {
	missing := fault.New(fault.Unavailable, "test", "federation.no_copy_yet")
	for name, state := range map[string]struct {
		now        portal.FinderState
		connection desk.Connection
		want       string
	}{
		"received": {portal.FinderState{Received: 1200}, desk.Online, "1 200"},
		"building": {portal.FinderState{Building: true}, desk.Online, "enterprise.empty.building"},
		"offline":  {portal.FinderState{}, desk.Offline, "enterprise.empty.offline"},
		"soon":     {portal.FinderState{}, desk.Online, "enterprise.empty.soon"},
	} {
		source := small()
		source.Connection = state.connection
		source.Found.Set(state.now, missing)
		s := open(t, settings{source: source, role: access.Support, access: access.EnterpriseAdmin})
		s.ExpectText(s.Printer.T("enterprise.empty.no_copy"))
		want := state.want
		if strings.HasPrefix(want, "enterprise.empty.") {
			want = map[string]string{
				"building": s.Printer.T("enterprise.empty.building"), "offline": s.Printer.T("enterprise.empty.offline"),
				"soon": s.Printer.T("enterprise.empty.soon"),
			}[name]
		}
		s.ExpectText(want)
		source.Found.Set(portal.FinderState{Ready: true, Generation: 1}, nil)
		source.Tell()
		s.Settle()
		if s.OnlyTable().Count() == 0 {
			t.Errorf("%s: the copy has come and nothing is shown", name)
		}
	}
}

func TestTheServerAnswersUntilTheCopyIsThere(t *testing.T) {
	source := small()
	source.Found.Set(portal.FinderState{Received: 40}, nil)
	s := open(t, settings{source: source})
	s.ExpectText(s.Printer.N("enterprise.live_received", 40))
	if s.OnlyTable().Count() == 0 {
		t.Error("what the server has found is shown")
	}
}

func TestAFailureCanBeTriedAgain(t *testing.T) {
	source := small()
	source.Found.Set(portal.FinderState{Ready: true, Generation: 1}, fault.As(fault.Internal, "test", "", errors.New("boom")))
	s := open(t, settings{source: source})
	s.ExpectText(s.Printer.T("enterprise.failed"))
	source.Found.Set(portal.FinderState{Ready: true, Generation: 1}, nil)
	s.TapLabel(s.Printer.T("widgets.error.retry"))
	s.Settle()
	if s.OnlyTable().Count() == 0 {
		t.Error("the search answers again")
	}
}

func TestWithoutAFederation(t *testing.T) {
	source := small()
	source.List = nil
	s := open(t, settings{source: source})
	s.ExpectText(s.Printer.T("enterprise.empty.no_federation"))
	s.look("tremb") // and typing does no harm
	if got := source.Found.Asked(); len(got) != 0 {
		t.Errorf("asked %v", got)
	}
}

// Everybody of a federation finds everybody else; only the portal is called so.
func TestWhoMayNotEnterThePortalHasTheDirectory(t *testing.T) {
	source := small()
	source.List[0].Access = ""
	s := open(t, settings{source: source, role: access.Reseller, access: access.NoPortal})
	s.ExpectText(s.Printer.T("enterprise.title_directory"))
	s.look("a")
	if s.OnlyTable().Count() == 0 {
		t.Error("the directory is searched by everyone")
	}
}

// A search that bears a name follows its person to another computer; the last ones stay on this one.
func TestSearchesAreKeptForTheNextTime(t *testing.T) {
	recent, kept := &memory{}, settingsample.NewSource()
	s := open(t, settings{memory: recent, kept: kept})
	s.look("tremb")
	s.chooseSite()
	s.Focus("enterprise.search")
	s.Key(fyne.KeyReturn)
	s.save("")
	s.ExpectText(s.Printer.T("settings.search_name_empty"))
	s.Type("Les Tremblay")
	s.Key(fyne.KeyReturn)
	want := s.OnlyTable().Count()

	s = open(t, settings{memory: recent, kept: kept})
	s.Focus("enterprise.kept")
	s.Key(fyne.KeyReturn)
	s.ExpectText(s.Printer.T("enterprise.saved.recent"))

	s = open(t, settings{kept: kept})
	s.Focus("enterprise.kept")
	s.Key(fyne.KeyReturn)
	s.ExpectText(s.Printer.T("enterprise.saved.local"))
	s.ExpectNoText(s.Printer.T("enterprise.saved.recent"))
	s.TapLabel("Les Tremblay")
	s.Settle()
	if got := s.OnlyTable().Count(); got != want {
		t.Errorf("%d rows, want the %d of before", got, want)
	}
	if f := s.Field("enterprise.search"); f == nil || !s.Sees("tremb") {
		t.Error("the text stands in the field")
	}
}

// save asks for a name for what is looked for, and leaves a text in the field.
func (s *scene) save(name string) {
	s.Focus("enterprise.more")
	s.Key(fyne.KeyReturn)
	s.TapLabel(s.Printer.T("enterprise.saved.save"))
	s.SendShortcut(&fyne.ShortcutSelectAll{})
	s.Key(fyne.KeyBackspace)
	s.Type(name)
	s.Key(fyne.KeyReturn)
	s.Settle()
}

// A name that is taken gets the new search; a search that was deleted comes back.
func TestASavedSearchIsReplacedAndForgotten(t *testing.T) {
	kept := settingsample.NewSource()
	s := open(t, settings{kept: kept})
	names := func() (out []string) {
		view, err := kept.View(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for entity, fields := range view {
			if stored.IsSearchOf(entity, sample.Marie) && len(fields) > 0 {
				search, _ := stored.SearchFrom(stored.FromView(view)[entity])
				out = append(out, search.Name+": "+search.Query.Text)
			}
		}
		return out
	}
	s.look("tremb")
	s.save("Ma liste")
	s.look("gagnon")
	s.save("Ma liste")
	if got := names(); !slices.Equal(got, []string{"Ma liste: gagnon"}) {
		t.Fatalf("%q", got)
	}
	s.Focus("enterprise.kept")
	s.Key(fyne.KeyReturn)
	s.TapLabel(s.Printer.T("enterprise.saved.manage"))
	s.TapLabel(s.Printer.T("enterprise.saved.forget"))
	s.Settle()
	if got := names(); len(got) != 0 {
		t.Errorf("%q", got)
	}
	s.TapLabel(s.Printer.T("enterprise.undo"))
	s.Settle()
	if got := names(); !slices.Equal(got, []string{"Ma liste: gagnon"}) {
		t.Errorf("%q", got)
	}
}

func TestKeptSearchesThatCannotBeReadAreLeftOut(t *testing.T) {
	good := `{"federation":"f","category":"user","text":"a","filters":{"site":["x"]}}`
	for name, test := range map[string]struct {
		text    string
		recent  int
		refused bool
	}{
		"nothing":         {"", 0, false},
		"ours":            {`{"recent":[` + good + `]}`, 1, false},
		"a newer kind":    {`{"recent":[{"category":"robot"},` + good + `]}`, 1, false},
		"a long text":     {`{"recent":[{"category":"user","text":"` + strings.Repeat("a", directory.MaxText+1) + `"}]}`, 0, false},
		"more than shown": {`{"recent":[` + strings.Repeat(good+",", 30) + good + `]}`, portalpage.MostRecent, false},
		"no JSON":         {"{", 0, true},
		"too long":        {strings.Repeat(" ", portalpage.MaxKept+1), 0, true},
	} {
		got, err := portalpage.DecodeSearches([]byte(test.text))
		if len(got.Recent) != test.recent || (err != nil) != test.refused {
			t.Errorf("%s: %d recent, %v", name, len(got.Recent), err)
		}
	}
}

// The card says that the way to reach somebody comes with the copy; then it is there, and follows another directory.
func TestTheCardWaitsForTheCopyAndFollowsIt(t *testing.T) {
	source := small()
	source.Found.Set(portal.FinderState{Received: 40}, nil)
	s := open(t, settings{source: source})
	s.OnlyTable().Select(0)
	s.Settle()
	s.ExpectText(s.Printer.T("enterprise.dial.later"))

	source.Found.Set(portal.FinderState{Ready: true, Generation: 1}, nil)
	source.Tell()
	s.Settle()
	s.ExpectNoText(s.Printer.T("enterprise.dial.later"))

	cell, _ := s.OnlyTable().Cell(0, 0)
	for e, err := range source.Found.Entries(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if e.Kind == directory.User && e.Name == cell.Text {
			e.Extension = "77123"
			source.Found.Put(e)
		}
	}
	source.Tell()
	s.Settle()
	s.ExpectText("77123")
}

// The card is that of a row: it goes with another search, so that nobody copies the number of whom they looked for before; the same
// answers in another order leave it.
func TestTheCardGoesWithAnotherSearch(t *testing.T) {
	s := open(t, settings{Setup: uitest.Setup{Size: fyne.NewSize(1600, 1000)}})
	s.look("tremb")
	s.Key(fyne.KeyDown, fyne.KeyDown)
	s.Settle()
	s.ExpectText(s.Printer.T("enterprise.dial.title"))
	s.OnlyTable().OnSort(string(directory.ByExtension), false)
	s.Settle()
	s.ExpectText(s.Printer.T("enterprise.dial.title"))
	s.Focus("enterprise.search")
	s.Key(fyne.KeyEnd)
	s.Type("l")
	s.Settle()
	s.ExpectNoText(s.Printer.T("enterprise.dial.title"))
}
