package fieldwords_test

import (
	"testing"

	"pupitre/data/settings"
	"pupitre/data/syncing"
	"pupitre/data/wire"
	"pupitre/i18n"
	"pupitre/ui/editing/sample"
	"pupitre/ui/fieldwords"
)

// unknown is an id that nothing has.
const unknown = "0190b2f0-0000-7000-8000-0000000000ff"

func filled() fieldwords.Book {
	view := syncing.View{}
	sample.Filled(view)
	return fieldwords.Book{View: view}
}

func TestBookWritesReferencesByName(t *testing.T) {
	const resold = "reseller:0190b2f0-0000-7000-8000-0000000000c1"
	for _, c := range []struct {
		entity, field string
		value         wire.Value
		fr, en        string
	}{
		{"telephony", settings.FieldDefault, settings.Text(sample.Laurier), "Lignes Laurier", "Lignes Laurier"},
		{"telephony", settings.FieldDefault, settings.Text(unknown), "une fiche supprimée", "a deleted record"},
		{"telephony", settings.FieldDefault, nil, "rien", "nothing"},
		{resold, settings.FieldTelephony, settings.Text(sample.Horizon), "Horizon Télécom", "Horizon Télécom"},
		{resold, settings.FieldActive, wire.Value("false"), "non", "no"},
		{"appservers", settings.FieldOrder, settings.OrderValue([]string{sample.Quebec, sample.Montreal, unknown}), "Québec, Montréal et une fiche supprimée", "Québec, Montréal and a deleted record"},
		{"appservers", settings.FieldOrder, settings.OrderValue(nil), "rien", "nothing"},
		{"appserver:" + sample.Quebec, settings.FieldAddress, wire.Value(`{"ip":"203.0.113.8","port":8443}`), "203.0.113.8:8443", "203.0.113.8:8443"},
	} {
		for lang, want := range map[i18n.Language]string{i18n.French: c.fr, i18n.English: c.en} {
			if got := filled().Value(i18n.For(lang), c.entity, c.field, c.value); got != want {
				t.Errorf("%s %s %s: %q, want %q", c.entity, c.field, c.value, got, want)
			}
		}
	}
	if got := (fieldwords.Book{}).Value(i18n.For(i18n.French), "telephony", settings.FieldDefault, settings.Text(unknown)); got != "la fiche "+unknown {
		t.Errorf("before anything was read nothing is deleted: %q", got)
	}
}

func TestBookSaysWhichOneOfSeveral(t *testing.T) {
	p, b := i18n.For(i18n.French), filled()
	b.Past = func(entity string) string {
		return map[string]string{settings.TelephonyEntity(unknown): "Ancienne ligne", settings.TelephonyEntity(sample.Horizon): "Horizon d’avant"}[entity]
	}
	b.Person = func(id string) string { return map[string]string{"x": "Luc Côté"}[id] }
	for _, c := range []struct{ entity, field, want string }{
		{"profile", settings.FieldName, "Nom du fournisseur"},
		{settings.TelephonyEntity(sample.Horizon), settings.FieldAddress, "Adresse – Horizon Télécom"},
		{settings.TelephonyEntity(sample.Horizon), "", "Horizon Télécom (fournisseur téléphonique)"},
		{settings.TelephonyEntity(unknown), settings.FieldAddress, "Adresse – Ancienne ligne"},
		{"appserver:" + unknown, settings.FieldAddress, "Adresse"},
		{"appserver:" + unknown, "", "Serveur d’applications"},
		{"telephony", settings.FieldDefault, fieldwords.Label(p, "telephony", settings.FieldDefault)},
		{"member:x", "role", "Rôle d’un administrateur – Luc Côté"},
		{"member:y", "role", "Rôle d’un administrateur"},
		{"member:x", "", "Luc Côté"},
	} {
		if got := b.Label(p, c.entity, c.field); got != c.want {
			t.Errorf("%s %s: %q, want %q", c.entity, c.field, got, c.want)
		}
	}
}

func TestBookKnowsWhatIsNoMore(t *testing.T) {
	b := filled()
	for entity, want := range map[string]bool{
		"profile": false, settings.PersonEntity(sample.Marie): false, settings.TelephonyEntity(sample.Horizon): false,
		settings.TelephonyEntity(unknown): true,
	} {
		if b.Gone(entity) != want {
			t.Errorf("%s: gone %v", entity, !want)
		}
	}
	if b.Stands("telephony", settings.FieldDefault, settings.Text(unknown)) {
		t.Error("nothing can refer to what is no more")
	}
	if !b.Stands("telephony", settings.FieldDefault, settings.Text(sample.Laurier)) || !b.Stands("telephony", settings.FieldDefault, nil) ||
		!b.Stands("profile", settings.FieldName, settings.Text("x")) {
		t.Error("these stand")
	}
}
