package editing_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pupitre/data/access"
	"pupitre/data/desk"
	"pupitre/data/fault"
	"pupitre/data/settings"
	"pupitre/data/syncing"
	"pupitre/ui/editing"
	"pupitre/ui/editing/sample"
)

func ready(role access.Role, changes ...func(syncing.View)) *model {
	m := newModel(role, "fr")
	m.Loaded(sample.Stored(changes...), nil)
	return m
}

func wantError(t *testing.T, m *model, id editing.FieldID, key string) {
	t.Helper()
	err := m.Error(id)
	got := ""
	if err != nil {
		got, _ = fault.KeyOf(err)
	}
	if got != key {
		t.Errorf("fault at %s: got %q, want %q", id, got, key)
	}
}

func TestPhases(t *testing.T) {
	m := newModel(access.Primary, "fr")
	if m.Phase() != editing.Idle {
		t.Fatalf("a new model is idle, got %v", m.Phase())
	}
	m.BeginLoading()
	if m.Phase() != editing.Loading {
		t.Fatalf("got %v", m.Phase())
	}
	broken := errors.New("disk")
	m.LoadFailed(broken)
	if m.Phase() != editing.Failed || !errors.Is(m.Fault(), broken) {
		t.Fatalf("got %v %v", m.Phase(), m.Fault())
	}
	m.Loaded(syncing.View{}, nil)
	if m.Phase() != editing.Empty {
		t.Fatalf("a store that has received nothing is empty, got %v", m.Phase())
	}
	m.Loaded(sample.Stored(), nil)
	m.BeginLoading()
	m.LoadFailed(broken)
	if m.Phase() != editing.Ready || m.Fault() != nil {
		t.Errorf("what was read once stays on the screen, got %v %v", m.Phase(), m.Fault())
	}
}

func TestFieldsThatWereNeverWrittenMeanTheirDefault(t *testing.T) {
	m := newModel(access.Primary, "en")
	m.Loaded(syncing.View{settings.EntityProfile: {settings.FieldName: {Value: settings.Text("X")}}}, nil)
	got := map[editing.FieldID]string{}
	for _, s := range m.Sections() {
		for _, id := range m.Fields(s) {
			got[id] = m.Text(id)
		}
	}
	want := map[editing.FieldID]string{
		providerName: "X", defaultLanguage: "fr",
		timeZone: "America/Toronto", interfaceLanguage: "en",
		"support.email": "", "support.phone": "", "telephony.default": "",
		"branding.color1": "#1f5fd6", "branding.color2": "#172b5e",
		"chat.enabled":                "false",
		"appservers.failover.enabled": "true", "appservers.failover.down_after_s": "30", "appservers.failover.up_after_s": "120",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestTypingMakesOneChange(t *testing.T) {
	m := ready(access.Primary)
	for _, text := range []string{"Téléphonie Boréal", "Téléphonie Boréal inc."} {
		m.Type(providerName, text)
	}
	want := []change{{Field: providerName, Old: "Téléphonie Boréale", New: "Téléphonie Boréal inc."}}
	if diff := cmp.Diff(want, m.Changes()); diff != "" {
		t.Error(diff)
	}
	if !m.Dirty() || !m.SectionChanged(editing.SectionProfile) || m.SectionChanged(editing.SectionAdministrator) {
		t.Error("the section of the field, and only that one, has changed")
	}
}

func TestTextThatComesBackIsNoChange(t *testing.T) {
	for name, text := range map[string]string{"same": "Téléphonie Boréale", "white space": "  Téléphonie Boréale "} {
		t.Run(name, func(t *testing.T) {
			m := ready(access.Primary)
			m.Type(providerName, "Autre")
			m.Type(providerName, text)
			if m.Dirty() {
				t.Errorf("still changed: %v", m.Changes())
			}
			if got := m.Text(providerName); got != text {
				t.Errorf("the text under the caret moved: %q", got)
			}
			m.Leave(providerName)
			if got := m.Text(providerName); got != "Téléphonie Boréale" {
				t.Errorf("after leaving: %q", got)
			}
			if m.CanUndo() {
				t.Error("a visit that changed nothing leaves nothing to undo")
			}
		})
	}
}

func TestFaultIsShownAfterLeavingAndVanishesAtOnce(t *testing.T) {
	m := ready(access.Primary)
	m.Type(providerName, "")
	wantError(t, m, providerName, "")
	m.Leave(providerName)
	wantError(t, m, providerName, "settings.name_required")
	m.Type(providerName, "  ")
	wantError(t, m, providerName, "settings.name_required")
	m.Type(providerName, "B")
	wantError(t, m, providerName, "")
	m.Type(providerName, "")
	wantError(t, m, providerName, "") // a new visit to a fault waits for the field to be left again
}

func TestValidationTable(t *testing.T) {
	for _, c := range []struct {
		field editing.FieldID
		text  string
		key   string
	}{
		{providerName, strings.Repeat("é", 80), ""},
		{providerName, strings.Repeat("é", 81), "settings.name_too_long"},
		{providerName, " \u00a0 ", "settings.name_required"},
		{providerName, "a\tb", "settings.name_control_character"},
		{timeZone, "Mars/Olympus", "settings.time_zone_unknown"},
		{timeZone, "", "settings.time_zone_required"},
		{timeZone, "America/Vancouver", ""},
		{defaultLanguage, "de", "settings.language_unknown"},
		{interfaceLanguage, "en", ""},
	} {
		m := ready(access.Primary)
		m.Choose(c.field, c.text)
		wantError(t, m, c.field, c.key)
	}
}

func TestSaveIsAllOrNothing(t *testing.T) {
	m := ready(access.Primary)
	m.Choose(defaultLanguage, "en")
	m.Choose(timeZone, "Mars/Olympus")
	m.Type(providerName, " ")
	edits, faulty := m.BeginSave()
	if len(edits) != 0 || faulty != providerName || m.Saving() {
		t.Fatalf("got %v, fault at %q: the first fault in reading order stops everything", edits, faulty)
	}
	wantError(t, m, providerName, "settings.name_required")
	wantError(t, m, timeZone, "settings.time_zone_unknown")
	if len(m.Changes()) != 3 {
		t.Errorf("nothing of the draft is lost: %v", m.Changes())
	}
}

func TestSaveGivesWhatWasSeenAtTheFirstTouch(t *testing.T) {
	m := ready(access.Primary)
	m.Type(providerName, "B")
	m.Loaded(sample.Stored(sample.Named("Boréale (nouveau nom)", 9)), nil)
	m.Type(providerName, "  Boréale inc. ")
	edits, faulty := m.BeginSave()
	want := []syncing.FieldEdit{{
		Entity: "profile", Field: "name", Value: settings.Text("Boréale inc."),
		Saw: syncing.FieldState{Value: settings.Text(sample.Provider), Base: settings.Text(sample.Provider), Rev: 3},
	}}
	if diff := cmp.Diff(want, edits); diff != "" || faulty != "" {
		t.Errorf("fault at %q\n%s", faulty, diff)
	}
	if again, _ := m.BeginSave(); again != nil {
		t.Error("a second save while the first is under way stores nothing twice")
	}
}

func TestSavedDraftsAreGone(t *testing.T) {
	for name, view := range map[string]syncing.View{"read again": sample.Stored(sample.Named("Boréale", 3)), "not read again": nil} {
		t.Run(name, func(t *testing.T) {
			m := ready(access.Primary)
			m.Type(providerName, "Boréale")
			edits, _ := m.BeginSave()
			m.Saved(edits, view)
			if m.Dirty() || m.Saving() || m.CanUndo() {
				t.Error("nothing is left of the draft")
			}
			if got := m.Text(providerName); got != "Boréale" {
				t.Errorf("the field flickers to %q", got)
			}
		})
	}
}

func TestTypingDuringASaveStaysADraft(t *testing.T) {
	m := ready(access.Primary)
	m.Type(providerName, "Boréale")
	edits, _ := m.BeginSave()
	m.Type(providerName, "Boréale 2")
	m.Saved(edits, sample.Stored(sample.Named("Boréale", 3)))
	if got := m.Changes(); len(got) != 1 || got[0].Old != "Boréale" || got[0].New != "Boréale 2" {
		t.Fatalf("got %v", got)
	}
	again, _ := m.BeginSave()
	if got := settings.String(again[0].Saw.Value); got != "Boréale" {
		t.Errorf("the second edit starts from what the first one stored, not from %q", got)
	}
}

func TestFailedSaveKeepsTheDraft(t *testing.T) {
	m := ready(access.Primary)
	m.Type(providerName, "Boréale")
	m.BeginSave()
	m.SaveFailed()
	if !m.Dirty() || m.Saving() {
		t.Error("the draft stays, and can be saved again")
	}
}

func TestRemoteChangeUnderADraft(t *testing.T) {
	edited := func() *model {
		m := ready(access.Primary)
		m.Type(providerName, "Le mien")
		m.Loaded(sample.Stored(sample.Named("Le leur", 4)), nil)
		return m
	}
	t.Run("keeps my text and tells theirs", func(t *testing.T) {
		m := edited()
		theirs, moved := m.Elsewhere(providerName)
		if !moved || theirs != "Le leur" || m.Text(providerName) != "Le mien" {
			t.Errorf("got %q %v, text %q", theirs, moved, m.Text(providerName))
		}
	})
	t.Run("take theirs", func(t *testing.T) {
		m := edited()
		m.TakeTheirs(providerName)
		if m.Dirty() || m.Text(providerName) != "Le leur" {
			t.Errorf("text %q", m.Text(providerName))
		}
		m.Undo()
		if m.Text(providerName) != "Le mien" {
			t.Error("my text comes back by undo")
		}
	})
	t.Run("keep mine", func(t *testing.T) {
		m := edited()
		m.KeepMine(providerName)
		if _, moved := m.Elsewhere(providerName); moved {
			t.Error("the question is answered")
		}
		edits, _ := m.BeginSave()
		if got := settings.String(edits[0].Saw.Value); got != "Le leur" {
			t.Errorf("saving replaces knowingly: saw %q", got)
		}
	})
	t.Run("the same wish is no change any more", func(t *testing.T) {
		m := edited()
		m.Loaded(sample.Stored(sample.Named("Le mien", 5)), nil)
		if _, moved := m.Elsewhere(providerName); moved || m.Dirty() {
			t.Error("both want the same")
		}
	})
	t.Run("an untouched field simply follows", func(t *testing.T) {
		m := ready(access.Primary)
		m.Loaded(sample.Stored(sample.Named("Le leur", 4)), nil)
		if m.Text(providerName) != "Le leur" || m.Dirty() {
			t.Error("nothing was being edited")
		}
	})
	t.Run("an acknowledgement is no remote change", func(t *testing.T) {
		m := ready(access.Primary, sample.Named("A", 3))
		m.Type(providerName, "B")
		m.Loaded(sample.Stored(sample.Named("A", 8)), nil)
		if _, moved := m.Elsewhere(providerName); moved {
			t.Error("the value is the one that was seen")
		}
	})
}

func TestNoticesOfOtherPagesAreNotShownHere(t *testing.T) {
	m := newModel(access.Primary, "fr")
	mine := desk.Notice{Entity: "profile", Field: "name", Conflict: "c1"}
	m.Loaded(sample.Stored(), []desk.Notice{{Entity: "gadget:1", Field: "name"}, mine})
	if diff := cmp.Diff([]desk.Notice{mine}, m.Notices()); diff != "" {
		t.Error(diff)
	}
	if got := m.NoticeField(mine); got != providerName {
		t.Errorf("got %q", got)
	}
}
