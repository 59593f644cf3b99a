package editing_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"pupitre/data/access"
	"pupitre/data/settings"
	"pupitre/data/syncing"
	"pupitre/ui/editing"
	"pupitre/ui/editing/sample"
)

func TestUndoAndRedo(t *testing.T) {
	m := ready(access.Primary)
	m.Type(providerName, "B")
	m.Type(providerName, "Bo")
	m.Leave(providerName)
	m.Choose(defaultLanguage, "en")
	m.Revert()
	texts := func() [2]string {
		return [2]string{m.Text(providerName), m.Text(defaultLanguage)}
	}
	script := []struct {
		do   func() editing.FieldID
		at   editing.FieldID
		want [2]string
	}{
		{m.Undo, providerName, [2]string{"Bo", "en"}}, // "Annuler" itself can be undone
		{m.Undo, defaultLanguage, [2]string{"Bo", "fr"}},
		{m.Undo, providerName, [2]string{"Téléphonie Boréale", "fr"}}, // one visit is one step
		{m.Undo, "", [2]string{"Téléphonie Boréale", "fr"}},
		{m.Redo, providerName, [2]string{"Bo", "fr"}},
		{m.Redo, defaultLanguage, [2]string{"Bo", "en"}},
		{m.Redo, providerName, [2]string{"Téléphonie Boréale", "fr"}},
		{m.Redo, "", [2]string{"Téléphonie Boréale", "fr"}},
	}
	for i, s := range script {
		at := s.do()
		if got := texts(); got != s.want || at != s.at {
			t.Errorf("step %d: %q at %q, want %q at %q", i, got, at, s.want, s.at)
		}
	}
}

func TestEditingAfterUndoForgetsTheFuture(t *testing.T) {
	m := ready(access.Primary)
	m.Choose(defaultLanguage, "en")
	m.Undo()
	m.Choose(timeZone, "America/Halifax")
	if m.CanRedo() {
		t.Error("redo would mix two histories")
	}
}

var everySection = []string{"profile", "administrator", "support", "phone", "telephony", "branding", "chat", "servers", "resellers"}

func TestRolesSeeAndEditWhatTheyMay(t *testing.T) {
	for _, c := range []struct {
		role          access.Role
		sections      []string
		profile, mine bool // editable
	}{
		{access.Primary, everySection, true, true},
		{access.Delegate, everySection, true, true},
		{access.Support, everySection, false, true},
		{access.Reseller, []string{"administrator"}, false, true},
		{access.Kiosk, []string{"administrator"}, false, false},
	} {
		m := ready(c.role)
		if diff := cmp.Diff(c.sections, m.Sections()); diff != "" {
			t.Errorf("%s: %s", c.role, diff)
		}
		if m.ReadOnly(providerName) == c.profile || m.ReadOnly(interfaceLanguage) == c.mine {
			t.Errorf("%s: read-only is wrong", c.role)
		}
		m.Type(providerName, "Pirate")
		if m.Dirty() != c.profile {
			t.Errorf("%s: typing into a read-only field changes nothing", c.role)
		}
	}
}

func TestInterfaceLanguageFollowsTheDraft(t *testing.T) {
	m := ready(access.Primary, sample.Speaking("fr"))
	m.Choose(interfaceLanguage, "en")
	if m.Language() != "en" {
		t.Error("the choice speaks at once")
	}
	m.Revert()
	if m.Language() != "fr" {
		t.Error("Annuler switches back")
	}
	m.Undo()
	if m.Language() != "en" {
		t.Error("and undo switches again")
	}
}

func TestSwitchOfTheSideBarPassesTheDraft(t *testing.T) {
	m := ready(access.Primary, sample.Speaking("fr"))
	m.Choose(interfaceLanguage, "en")
	m.Type(providerName, "B")
	edit, ok := m.SwitchLanguage("en")
	want := syncing.FieldEdit{
		Entity: "person:" + sample.Marie, Field: "language", Value: settings.Text("en"),
		Saw: syncing.FieldState{Value: settings.Text("fr"), Base: settings.Text("fr"), Rev: 2},
	}
	if diff := cmp.Diff(want, edit); diff != "" || !ok {
		t.Errorf("ok %v\n%s", ok, diff)
	}
	if got := m.Changes(); len(got) != 1 || got[0].Field != providerName {
		t.Errorf("the other draft stays, that of the language is answered: %v", got)
	}
	m.Loaded(sample.Stored(sample.Speaking("fr")), nil)
	if m.Language() != "en" {
		t.Error("what is read before the switch is on disk does not flip it back")
	}
	m.LanguageSwitched()
	if _, ok := m.SwitchLanguage("fr"); ok || m.Language() != "fr" {
		t.Error("the stored language needs no edit")
	}
	if _, ok := m.SwitchLanguage("de"); ok || m.Language() != "fr" {
		t.Error("an unknown language is never stored")
	}
}

func TestKioskSwitchesForTheSessionOnly(t *testing.T) {
	m := ready(access.Kiosk, sample.Speaking("fr"))
	if _, ok := m.SwitchLanguage("en"); ok || m.Language() != "en" {
		t.Error("it speaks and stores nothing")
	}
	m.Loaded(sample.Stored(sample.Speaking("fr")), nil)
	if m.Language() != "en" {
		t.Error("reading again does not flip it back")
	}
}
