package fieldwords_test

import (
	"strings"
	"testing"

	"pupitre/data/access"
	"pupitre/data/settings"
	"pupitre/data/wire"
	"pupitre/i18n"
	"pupitre/ui/fieldwords"
	"pupitre/ui/settingspage"
	"pupitre/ui/settingspage/sample"
	"pupitre/ui/task"
)

// window is enough of a window for an editor that only tells what the palette finds.
type window struct{ settingspage.Window }

func (window) Printer() *i18n.Printer { return i18n.For(i18n.French) }

// The settings page and the lists of changes must call a field by the same name, and find it at the same place.
func TestWordsAreThoseOfTheSettingsPage(t *testing.T) {
	stored := map[string]string{ // field of the page → where it is stored
		string(settingspage.ProviderName):      settings.EntityProfile + " " + settings.FieldName,
		string(settingspage.DefaultLanguage):   settings.EntityProfile + " " + settings.FieldDefaultLanguage,
		string(settingspage.TimeZone):          settings.EntityProfile + " " + settings.FieldTimeZone,
		string(settingspage.InterfaceLanguage): settings.PersonEntity(sample.Marie) + " " + settings.FieldLanguage,
	}
	editor := settingspage.NewEditor(settingspage.Deps{
		Source: sample.NewSource(), Window: window{}, Run: task.Inline(), Person: sample.Marie, Role: access.Primary,
	})
	for _, lang := range i18n.Languages {
		p := i18n.For(lang)
		entries := editor.Registration("settings").Entries(p)
		if len(entries) != len(stored) {
			t.Fatalf("the page has %d fields, this test knows %d", len(entries), len(stored))
		}
		for _, e := range entries {
			entity, field, _ := strings.Cut(stored[e.Place.Field], " ")
			if got := fieldwords.Label(p, entity, field); got != e.Label {
				t.Errorf("%s: called %q, on its page %q", e.Place.Field, got, e.Label)
			}
			if got := fieldwords.Section(p, fieldwords.KindOf(entity)); got != e.Detail {
				t.Errorf("%s: in %q, on its page %q", e.Place.Field, got, e.Detail)
			}
			section, id, ok := fieldwords.Place(entity, field)
			if !ok || section != e.Place.Section || id != e.Place.Field {
				t.Errorf("%s: found at %q %q", e.Place.Field, section, id)
			}
		}
	}
}

func TestValues(t *testing.T) {
	p := i18n.For(i18n.French)
	for _, c := range []struct {
		entity, field string
		value         wire.Value
		want          string
	}{
		{"profile", settings.FieldName, settings.Text("Boréale"), "Boréale"},
		{"profile", settings.FieldName, nil, "rien"},
		{"profile", settings.FieldName, wire.Value("null"), "rien"},
		{"profile", settings.FieldName, settings.Text(""), "rien"},
		{"profile", settings.FieldDefaultLanguage, settings.Text("en"), "Anglais"},
		{"profile", settings.FieldDefaultLanguage, settings.Text("de"), "de"},
		{"person:x", settings.FieldLanguage, settings.Text("fr"), "Français"},
		{"member:x", "role", settings.Text("delegate"), "Délégué"},
		{"member:x", "role", settings.Text("chief"), "chief"},
		{"schedule:x", "span", wire.Value(`{"end":17,"start":9}`), `{"end":17,"start":9}`},
	} {
		if got := fieldwords.Value(p, c.entity, c.field, c.value); got != c.want {
			t.Errorf("%s %s %s: %q, want %q", c.entity, c.field, c.value, got, c.want)
		}
	}
}

func TestWhatIsNotKnownIsNotHidden(t *testing.T) {
	p := i18n.For(i18n.English)
	if got := fieldwords.Label(p, "schedule:x", "rank"); got != "Setting “rank”" {
		t.Error(got)
	}
	if got := fieldwords.Section(p, "schedule"); got != "schedule" {
		t.Error(got)
	}
	if got := fieldwords.Label(p, "profile", ""); got != "Profile" {
		t.Errorf("the entity as a whole is its section, got %q", got)
	}
	if _, _, ok := fieldwords.Place("member:x", "role"); ok {
		t.Error("the settings page has no field for a role")
	}
}

// Options offers only what Check takes, and Stored gives what the server's rules take.
func TestEditableFieldsFollowTheRules(t *testing.T) {
	p := i18n.For(i18n.French)
	policy := settings.Policy{}
	for _, c := range []struct{ entity, field, good, bad string }{
		{"profile", settings.FieldName, "  Boréale ", "  "},
		{"profile", settings.FieldTimeZone, "America/Halifax", "Mars/Olympus"},
		{"profile", settings.FieldDefaultLanguage, "en", "de"},
		{"person:x", settings.FieldLanguage, "fr", ""},
	} {
		if !fieldwords.Editable(c.entity, c.field) {
			t.Errorf("%s %s can be edited", c.entity, c.field)
		}
		if err := fieldwords.Check(c.entity, c.field, c.good); err != nil {
			t.Error(err)
		}
		if fieldwords.Check(c.entity, c.field, c.bad) == nil {
			t.Errorf("%s takes %q", c.field, c.bad)
		}
		if code := policy.Check(c.entity, c.field, fieldwords.Stored(c.entity, c.field, c.good)); code != "" {
			t.Errorf("%s: the server refuses %q: %s", c.field, c.good, code)
		}
		for _, o := range fieldwords.Options(p, c.entity, c.field) {
			if err := fieldwords.Check(c.entity, c.field, o.Value); err != nil {
				t.Errorf("%s offers %q: %v", c.field, o.Value, err)
			}
		}
	}
	if fieldwords.Editable("member:x", "role") || fieldwords.Editable("profile", "colour") {
		t.Error("neither roles nor unknown fields are edited here")
	}
}
