package settingspage_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pupitre/data/access"
	"pupitre/data/fault"
	"pupitre/data/settings"
	"pupitre/data/syncing"
	"pupitre/ui/editing/sample"
	"pupitre/ui/settingspage"
)

// refusals is what is typed into the fields of each section, and what is said there.
var refusals = []struct {
	field settingspage.FieldID
	typed string
	want  string
}{
	{settingspage.ProviderName, "", "settings.name_required"},
	{settingspage.ProviderName, "\u00a0 \t", "settings.name_required"},
	{settingspage.ProviderName, strings.Repeat("é", 81), "settings.name_too_long"},
	{settingspage.ProviderName, "a\u202eb", "settings.name_control_character"},
	{settingspage.DefaultLanguage, "de", "settings.language_unknown"},
	{settingspage.TimeZone, "Mars/Olympus", "settings.time_zone_unknown"},
	{settingspage.TimeZone, "Local", "settings.time_zone_unknown"},
	{settingspage.SupportEmail, "soutien", "settings.email_form"},
	{settingspage.SupportEmail, "soutien@", "settings.email_form"},
	{settingspage.SupportEmail, "é@exemple.ca", "settings.email_local"},
	{settingspage.SupportEmail, "soutien@-exemple.ca", "settings.email_domain"},
	{settingspage.SupportEmail, strings.Repeat("a", 300) + "@exemple.ca", "settings.email_too_long"},
	{settingspage.SupportPhone, "12", "settings.phone_invalid"},
	{settingspage.SupportPhone, "514 555-0123 poste 9", "settings.phone_extension"},
	{settingspage.FailoverDown, "4", "settings.failover_range"},
	{settingspage.FailoverDown, "cinq", "settings.failover_range"},
	{settingspage.FailoverUp, "3601", "settings.failover_range"},
	{server("name"), " ", "settings.entry_name_required"},
	{server("name"), "Québec", "settings.name_taken"},
	{server("address.ip"), "", "settings.ip_required"},
	{server("address.ip"), "300.0.0.1", "settings.ip_invalid"},
	{server("address.ip"), "serveur.exemple.ca", "settings.ip_invalid"},
	{server("address.ip"), "0.0.0.0", "settings.ip_not_a_server"},
	{server("address.ip"), "fe80::1%eth0", "settings.ip_zone"},
	{server("address.port"), "0", "settings.port_invalid"},
	{server("address.port"), "65536", "settings.port_invalid"},
	{telephony("name"), "", "settings.entry_name_required"},
	{telephony("name"), "horizon  télécom", "settings.name_taken"},
	{telephony("address.host"), "", "settings.host_required"},
	{telephony("address.host"), "sip laurier", "settings.host_invalid"},
	{telephony("address.port"), "http", "settings.port_invalid"},
	{telephony("transport"), "quic", "settings.transport_unknown"},
	{telephony("phone"), "911", "settings.phone_invalid"},
	{telephony("note"), strings.Repeat("n", 5000), "settings.note_too_long"},
}

func server(rest string) settingspage.FieldID {
	return settingspage.FieldID(settings.AppServerEntity(sample.Montreal) + "." + rest)
}

func telephony(rest string) settingspage.FieldID {
	return settingspage.FieldID(settings.TelephonyEntity(sample.Laurier) + "." + rest)
}

// What is refused is said at the field, shown to the person, and stored nowhere, with all else that was in the draft.
func TestWhatIsTypedAndWhatIsSaid(t *testing.T) {
	for _, c := range refusals {
		t.Run(string(c.field)+" "+shorten(c.typed), func(t *testing.T) {
			b := started(sample.Filled)
			before := copyOf(b.source.Fields)
			b.editor.Choose("administrator.language", "en") // good, and not saved either
			b.editor.Choose(c.field, c.typed)
			ok := true
			b.editor.Save(func(o bool) { ok = o })
			if got, _ := fault.KeyOf(b.editor.Model().Error(c.field)); got != c.want {
				t.Errorf("says %q, want %q", got, c.want)
			}
			if diff := cmp.Diff(before, b.source.Fields); diff != "" || ok || len(b.source.Saves) != 0 {
				t.Errorf("something is stored: %s", diff)
			}
			if n := len(b.window.revealed); n != 1 || !strings.HasSuffix(b.window.revealed[0], " "+string(c.field)) {
				t.Errorf("the person is led to %v", b.window.revealed)
			}
		})
	}
}

// Who may not edit types into nothing.
func TestSupportTypesIntoNothing(t *testing.T) {
	for _, c := range refusals {
		b := newBench(access.Support, sample.Filled)
		b.editor.Start()
		b.editor.Choose(c.field, c.typed)
		if b.editor.Dirty() {
			t.Errorf("%s takes %q", c.field, shorten(c.typed))
		}
	}
}

func copyOf(v syncing.View) syncing.View {
	out := syncing.View{}
	for name, entity := range v {
		out[name] = syncing.Entity{}
		for field, state := range entity {
			out[name][field] = state
		}
	}
	return out
}

func shorten(text string) string {
	if r := []rune(text); len(r) > 20 {
		return string(r[:20]) + "…"
	}
	return text
}
