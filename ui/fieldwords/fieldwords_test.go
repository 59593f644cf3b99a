package fieldwords_test

import (
	"strings"
	"testing"

	"pupitre/data/access"
	"pupitre/data/settings"
	"pupitre/data/wire"
	"pupitre/i18n"
	"pupitre/ui/editing"
	"pupitre/ui/editing/sample"
	"pupitre/ui/fieldwords"
	"pupitre/ui/settingspage"
	"pupitre/ui/task"
)

// window is enough of a window for an editor that only tells what the palette finds.
type window struct{ editing.Window }

func (window) Printer() *i18n.Printer { return i18n.For(i18n.French) }

// The settings page and the lists of changes must call a field by the same name, and find it at the same place.
func TestWordsAreThoseOfTheSettingsPage(t *testing.T) {
	stored := map[string]string{ // field of the page → where it is stored
		string(settingspage.ProviderName):      settings.EntityProfile + " " + settings.FieldName,
		string(settingspage.DefaultLanguage):   settings.EntityProfile + " " + settings.FieldDefaultLanguage,
		string(settingspage.TimeZone):          settings.EntityProfile + " " + settings.FieldTimeZone,
		string(settingspage.InterfaceLanguage): settings.PersonEntity(sample.Marie) + " " + settings.FieldLanguage,
		string(settingspage.SupportEmail):      settings.EntitySupport + " " + settings.FieldEmail,
		string(settingspage.SupportPhone):      settings.EntitySupport + " " + settings.FieldPhone,
		string(settingspage.DefaultTelephony):  settings.EntityTelephony + " " + settings.FieldDefault,
	}
	editor := settingspage.NewEditor(settingspage.Deps{
		Source: sample.NewSource(), Window: window{}, Run: task.Inline(), Person: sample.Marie, Role: access.Primary,
	})
	for _, lang := range i18n.Languages {
		p := i18n.For(lang)
		found := 0
		for _, e := range editor.Registration("settings").Entries(p) {
			if stored[e.Place.Field] == "" {
				continue // a section, or a part of a group
			}
			found++
			entity, field, _ := strings.Cut(stored[e.Place.Field], " ")
			if got := fieldwords.Label(p, entity, field); got != e.Label {
				t.Errorf("%s: called %q, on its page %q", e.Place.Field, got, e.Label)
			}
			if got := fieldwords.Section(p, fieldwords.KindOf(entity)); got != e.Detail && entity != settings.EntityTelephony {
				t.Errorf("%s: in %q, on its page %q", e.Place.Field, got, e.Detail)
			}
			section, id, ok := fieldwords.Place(entity, field)
			if !ok || section != e.Place.Section || id != e.Place.Field {
				t.Errorf("%s: found at %q %q", e.Place.Field, section, id)
			}
		}
		if found != len(stored) {
			t.Errorf("the page has %d of the %d fields", found, len(stored))
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
		{"member:x", "role", settings.Text("delegate"), "Administrateur délégué"},
		{"member:x", "role", settings.Text("chief"), "chief"},
		{"member:x", "state", settings.Text("disabled"), "désactivé"},
		{"member:x", "state", settings.Text("asleep"), "asleep"},
		{"member:x", "lead", wire.Value("true"), "administrateur"},
		{"member:x", "lead", wire.Value("false"), "délégué"},
		{"member:x", "lead", nil, "rien"},
		{"member:x", "reseller", settings.Text("abc"), "la fiche abc"},
		{"support", settings.FieldPhone, settings.Text("+15145550123"), "514\u00a0555-0123"},
		{"support", settings.FieldPhone, settings.Text("+442079460123"), "+44 20 7946 0123"},
		{"support", settings.FieldEmail, settings.Text("aide@xn--boral-bsa.example"), "aide@béoral.example"},
		{"telephony:x", settings.FieldAddress, wire.Value(`{"host":"2001:db8::1","port":5061}`), "[2001:db8::1]:5061"},
		{"telephony:x", settings.FieldTransport, settings.Text("tls"), "TLS"},
		{"appserver:x", settings.FieldAddress, wire.Value(`{"ip":"203.0.113.7"}`), "203.0.113.7"},
		{"appserver:x", settings.FieldAddress, wire.Value(`{"ip":"2001:db8::7","port":8443}`), "[2001:db8::7]:8443"},
		{"appservers", settings.FieldFailover, wire.Value(`{"down_after_s":30,"enabled":true,"up_after_s":120}`), "après 30\u00a0s de panne, retour après 120\u00a0s"},
		{"appservers", settings.FieldFailover, wire.Value(`{"down_after_s":30,"enabled":false,"up_after_s":120}`), "arrêtée"},
		{"reseller:x", settings.FieldActive, wire.Value("false"), "non"},
		{"reseller:x", settings.FieldTelephony, settings.Text("abc"), "la fiche abc"},
		{"schedule:x", "type", settings.Text("lunch_break"), "Pause-repas"},
		{"schedule:x", "state", settings.Text("open"), "ouvert"},
		{"schedule:x", "days", wire.Value("[1,2,3,4,5]"), "du lundi au vendredi"},
		{"schedule:x", "days", wire.Value("[]"), "rien"},
		{"schedule:x", "span", wire.Value(`{"all_day":false,"end":"17:00","start":"09:00"}`), "de 9\u00a0h à\u00a017\u00a0h"},
		{"schedule:x", "rank", wire.Value("2"), "2"},
		{"event:x", "span", wire.Value(`{"end":"2026-12-27T00:00","start":"2026-12-24T12:00"}`), "du 24\u00a0décembre\u00a02026 à\u00a012\u00a0h au 27\u00a0décembre\u00a02026 à\u00a00\u00a0h"},
		{"event:x", "yearly", wire.Value("true"), "oui"},
		{"chat", "enabled", wire.Value("true"), "oui"},
		{"gadget:x", "span", wire.Value(`{"end":17,"start":9}`), `{"end":17,"start":9}`},
	} {
		if got := fieldwords.Value(p, c.entity, c.field, c.value); got != c.want {
			t.Errorf("%s %s %s: %q, want %q", c.entity, c.field, c.value, got, c.want)
		}
	}
}

func TestWhatIsNotKnownIsNotHidden(t *testing.T) {
	p := i18n.For(i18n.English)
	if got := fieldwords.Label(p, "gadget:x", "rank"); got != "Setting “rank”" {
		t.Error(got)
	}
	if got := fieldwords.Section(p, "gadget"); got != "gadget" {
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
		{"support", settings.FieldEmail, " soutien@BOREALE.example ", "soutien"},
		{"support", settings.FieldPhone, "514 555-0123", "514 555"},
		{"telephony:x", settings.FieldName, " Horizon ", ""},
		{"telephony:x", settings.FieldTransport, "tls", "carrier pigeon"},
		{"telephony:x", settings.FieldNote, "une\nnote", "\x00"},
		{"appserver:x", settings.FieldName, "Québec", " "},
		{"profile", settings.FieldTimeZone, "America/Halifax", "Mars/Olympus"},
		{"profile", settings.FieldDefaultLanguage, "en", "de"},
		{"person:x", settings.FieldLanguage, "fr", ""},
		{"reseller:x", settings.FieldName, " Réseau ", " "},
		{"reseller:x", settings.FieldEmail, "info@REVENDEUR.example", "info@"},
		{"reseller:x", settings.FieldLanguage, "en", "de"},
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
		c.entity = strings.Replace(c.entity, ":x", ":0190b2f0-0000-7000-8000-0000000000a1", 1)
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
