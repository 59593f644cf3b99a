package fieldwords_test

import (
	"testing"

	"pupitre/data/directory"
	"pupitre/data/settings"
	"pupitre/data/wire"
	"pupitre/i18n"
	"pupitre/ui/fieldwords"
)

// What is done to portals and directories is told in sentences of both languages, with the names of then.
func TestEventsOfFederationsAreSentences(t *testing.T) {
	const entity = "federation:f1"
	admin := &wire.FederationEvent{Federation: "Boréal", Name: "Zoé Côté", Access: "enterprise_admin"}
	super := &wire.FederationEvent{Federation: "Boréal", Name: "Zoé Côté", Access: "enterprise_super_admin"}
	change := func(c, undone wire.DirectoryChange, n int) *wire.FederationEvent {
		return &wire.FederationEvent{Federation: "Boréal", Change: c, Undone: undone, Count: n, Created: n, Updated: 2}
	}
	for _, c := range []struct {
		field         string
		before, after *wire.FederationEvent
		fr, en        string
	}{
		{"administrator:p", nil, super, "Zoé Côté reçoit l’accès «\u00a0Super administrateur\u00a0» au portail de «\u00a0Boréal\u00a0»", "Zoé Côté is given the access “Enterprise Super Admin” to the portal of “Boréal”"},
		{"administrator:p", super, admin, "Zoé Côté passe de l’accès «\u00a0Super administrateur\u00a0» à «\u00a0Administrateur\u00a0» au portail de «\u00a0Boréal\u00a0»", "Zoé Côté goes from the access “Enterprise Super Admin” to “Enterprise Admin” to the portal of “Boréal”"},
		{"administrator:p", admin, nil, "Zoé Côté n’a plus accès au portail de «\u00a0Boréal\u00a0»", "Zoé Côté no longer has access to the portal of “Boréal”"},
		{"portal", nil, change("", "", 0), "Le portail de «\u00a0Boréal\u00a0» est activé", "The portal of “Boréal” is activated"},
		{"directory", nil, change(wire.ChangeFounded, "", 3), "La fédération «\u00a0Boréal\u00a0» est construite avec 3 comptes", "The federation “Boréal” is built with 3 accounts"},
		{"directory", nil, change(wire.ChangeAccounts, "", 1), "1 compte entre dans la fédération «\u00a0Boréal\u00a0»", "1 account joins the federation “Boréal”"},
		{"directory", nil, change(wire.ChangePlan, "", 1200), "1\u00a0200 postes de «\u00a0Boréal\u00a0» sont renumérotés selon le plan", "1,200 extensions of “Boréal” are renumbered by the plan"},
		{"directory", nil, change(wire.ChangeImport, "", 7), "Import dans l’annuaire de «\u00a0Boréal\u00a0» – créées\u00a0: 7, modifiées\u00a0: 2, retirées\u00a0: 0", "Import into the directory of “Boréal” – created: 7, changed: 2, removed: 0"},
		{"directory", nil, change(wire.ChangeUndo, wire.ChangePlan, 0), "Le plan de numérotation de «\u00a0Boréal\u00a0» est défait", "The numbering plan of “Boréal” is undone"},
		{"directory", nil, change(wire.ChangeUndo, wire.ChangeImport, 0), "L’import dans l’annuaire de «\u00a0Boréal\u00a0» est défait", "The import into the directory of “Boréal” is undone"},
	} {
		var sides [2]wire.Value
		for i, e := range []*wire.FederationEvent{c.before, c.after} {
			if e == nil {
				continue
			}
			var err error
			if sides[i], err = e.Value(); err != nil {
				t.Fatal(err)
			}
		}
		for language, want := range map[i18n.Language]string{i18n.French: c.fr, i18n.English: c.en} {
			if got, ok := fieldwords.Happened(i18n.For(language), entity, c.field, sides[0], sides[1]); !ok || got != want {
				t.Errorf("%v %q, want %q", ok, got, want)
			}
		}
	}
	if _, ok := fieldwords.Happened(i18n.For(i18n.French), "profile", "name", nil, wire.Value(`"x"`)); ok {
		t.Error("a setting is told by its values")
	}
}

// A saved search is told by its name and by what is looked for; no id of a federation or of a filter stands on the screen.
func TestASavedSearchIsTold(t *testing.T) {
	const me = "0190b2f0-0000-7000-8000-00000000aaaa"
	entity := settings.SearchEntity(me, "0190b2f0-0000-7000-8000-0000000000c1")
	fields := settings.Search{Name: "Les Tremblay", Query: settings.SearchQuery{Federation: me, Category: directory.User, Text: "tremb"}}.Fields()
	for field, want := range map[string]string{
		settings.FieldName: "Nom: Les Tremblay", settings.FieldQuery: "Ce qui est cherché: «\u00a0tremb\u00a0» · Utilisateurs",
	} {
		p := i18n.For(i18n.French)
		if got := fieldwords.Label(p, entity, field) + ": " + fieldwords.Value(p, entity, field, fields[field]); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if got := fieldwords.Section(i18n.For(i18n.French), fieldwords.KindOf(entity)); got != "Recherches enregistrées" {
		t.Errorf("%q", got)
	}
}
