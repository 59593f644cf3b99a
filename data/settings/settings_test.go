package settings_test

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"pupitre/data/access"
	"pupitre/data/fault"
	"pupitre/data/settings"
	"pupitre/data/wire"
)

func TestCheckName(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"OK", "Téléphonie Boréale", ""},
		{"OneLetter", "B", ""},
		{"ExactlyTheLimit", strings.Repeat("é", settings.MaxName), ""},
		{"SpacesAroundDoNotCount", "  " + strings.Repeat("é", settings.MaxName) + " ", ""},
		{"ErrEmpty", "", "settings.name_required"},
		{"ErrOnlySpaces", " \t\u00a0 ", "settings.name_required"},
		{"ErrOnlyInvisible", "\u200b\u200b", "settings.name_required"},
		{"ErrOneTooMany", strings.Repeat("é", settings.MaxName+1), "settings.name_too_long"},
		{"ErrLineBreak", "Télé\nphonie", "settings.name_control_character"},
		{"ErrNUL", "Télé\x00phonie", "settings.name_control_character"},
		{"ErrRightToLeftOverride", "Télé\u202ephonie", "settings.name_control_character"},
		{"ErrNotUTF8", "Télé\xffphonie", "settings.name_control_character"},
	} {
		t.Run(tt.name, func(t *testing.T) { wantKey(t, settings.CheckName(tt.in), tt.want) })
	}
}

func TestCheckTimeZone(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"OK", "America/Toronto", ""},
		{"AliasIsAccepted", "America/Montreal", ""},
		{"UTC", "UTC", ""},
		{"ErrEmpty", "", "settings.time_zone_required"},
		{"ErrSpaces", "  ", "settings.time_zone_required"},
		{"ErrUnknown", "America/Rimouski", "settings.time_zone_unknown"},
		{"ErrWrongCase", "america/toronto", "settings.time_zone_unknown"},
		{"ErrLocal", "Local", "settings.time_zone_unknown"},
		{"ErrPath", "../../etc/passwd", "settings.time_zone_unknown"},
		{"ErrDirectory", "America", "settings.time_zone_unknown"},
	} {
		t.Run(tt.name, func(t *testing.T) { wantKey(t, settings.CheckTimeZone(tt.in), tt.want) })
	}
}

func TestEveryZoneLoads(t *testing.T) {
	zones := settings.TimeZones()
	if len(zones) < 400 || zones[0] != "America/Atikokan" {
		t.Fatalf("%d zones, the first is %q: Canada's have to come first, by name", len(zones), zones[0])
	}
	for _, z := range zones {
		if _, err := time.LoadLocation(z); err != nil {
			t.Errorf("%s: %v", z, err)
		}
		if err := settings.CheckTimeZone(z); err != nil {
			t.Errorf("%s is offered and refused: %v", z, err)
		}
	}
}

func TestPolicy(t *testing.T) {
	member := func(r access.Role) access.Member { return access.Member{Provider: "p", Person: "me", Role: r} }
	for _, tt := range []struct {
		name          string
		who           access.Role
		kind          wire.Kind
		entity, field string
		value, want   string
	}{
		{"PrimaryRenames", access.Primary, wire.Edit, "profile", "name", `"Boréale"`, ""},
		{"DelegateRenames", access.Delegate, wire.Edit, "profile", "name", `"Boréale"`, ""},
		{"ErrSupportRenames", access.Support, wire.Edit, "profile", "name", `"Boréale"`, "settings.not_allowed"},
		{"ErrResellerRenames", access.Reseller, wire.Edit, "profile", "name", `"Boréale"`, "settings.not_allowed"},
		{"ErrKioskRenames", access.Kiosk, wire.Edit, "profile", "name", `"Boréale"`, "settings.not_allowed"},
		{"ErrUnknownRole", "root", wire.Edit, "profile", "name", `"Boréale"`, "settings.not_allowed"},
		{"ErrNobodyDeletesTheProfile", access.Primary, wire.Delete, "profile", "", ``, "settings.not_allowed"},
		{"SupportChoosesItsLanguage", access.Support, wire.Edit, "person:me", "language", `"en"`, ""},
		{"ErrNobodysLanguage", access.Primary, wire.Edit, "person:", "language", `"en"`, "settings.not_allowed"},
		{"ErrAnothersLanguage", access.Primary, wire.Edit, "person:you", "language", `"en"`, "settings.not_allowed"},
		{"PrimaryAddsADelegate", access.Primary, wire.Edit, "member:you", "role", `"delegate"`, ""},
		{"PrimaryRemovesSomebody", access.Primary, wire.Edit, "member:you", "role", `null`, ""},
		{"PrimaryIsTransferred", access.Primary, wire.Edit, "member:you", "role", `"primary"`, ""},
		{"ErrPrimaryLeaves", access.Primary, wire.Edit, "member:me", "role", `null`, "lease.primary_stays"},
		{"ErrPrimaryStepsDown", access.Primary, wire.Edit, "member:me", "role", `"delegate"`, "lease.primary_stays"},
		{"ErrDelegateAddsADelegate", access.Delegate, wire.Edit, "member:you", "role", `"delegate"`, "lease.primary_only"},
		{"ErrDelegateRises", access.Delegate, wire.Edit, "member:me", "role", `"primary"`, "lease.primary_only"},
		{"ErrResellerRises", access.Reseller, wire.Edit, "member:me", "role", `"delegate"`, "lease.primary_only"},
		{"ErrDelegateSettlesAClashOfRoles", access.Delegate, wire.Resolve, "member:you", "role", `"delegate"`, "lease.primary_only"},
		{"ErrMembersAreNotDeleted", access.Primary, wire.Delete, "member:you", "", ``, "settings.not_allowed"},
		{"ErrKioskIsEnrolled", access.Primary, wire.Edit, "member:you", "role", `"kiosk"`, "lease.role_unknown"},
		{"ErrRoleOfNoKind", access.Primary, wire.Edit, "member:you", "role", `"root"`, "lease.role_unknown"},
		{"ErrRoleIsText", access.Primary, wire.Edit, "member:you", "role", `{"role":"delegate"}`, "lease.role_unknown"},
		{"ErrOtherFieldOfAMember", access.Primary, wire.Edit, "member:you", "name", `"X"`, "settings.unknown_field"},
		{"ErrUnknownField", access.Primary, wire.Edit, "profile", "colour", `"red"`, "settings.unknown_field"},
		{"ErrNumber", access.Primary, wire.Edit, "profile", "name", `12`, "settings.value_unreadable"},
		{"ErrNull", access.Primary, wire.Edit, "profile", "name", `null`, "settings.value_unreadable"},
		{"ErrNotCanonical", access.Primary, wire.Edit, "profile", "name", ` "Boréale"`, "settings.value_unreadable"},
		{"ErrNotCleaned", access.Primary, wire.Edit, "profile", "name", `" Boréale"`, "settings.value_unreadable"},
		{"ErrEmptyName", access.Primary, wire.Edit, "profile", "name", `""`, "settings.name_required"},
		{"ErrLanguage", access.Primary, wire.Edit, "profile", "default_language", `"de"`, "settings.language_unknown"},
		{"ErrZone", access.Primary, wire.Edit, "profile", "time_zone", `"Mars/Olympus"`, "settings.time_zone_unknown"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := settings.Policy{}.May(member(tt.who), tt.kind, tt.entity, tt.field)
			if got == "" {
				got = settings.Policy{}.Check(tt.entity, tt.field, wire.Value(tt.value))
			}
			if got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestAPersonsChoicesAreForThatPersonOnly(t *testing.T) {
	if got := (settings.Policy{}).Audience(settings.PersonEntity("me"), settings.FieldLanguage); got != access.OnlyPerson("me") {
		t.Errorf("audience %q", got)
	}
}

func TestTextIsCanonical(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "s")
		v := settings.Text(s)
		again, err := wire.Canonical(v)
		if err != nil || string(again) != string(v) {
			t.Fatalf("%q is not canonical: %q, %v", v, again, err)
		}
		if got := settings.String(v); got != strings.ToValidUTF8(s, "\ufffd") {
			t.Fatalf("%q came back as %q", s, got)
		}
	})
}

func TestProfileSurvivesStorage(t *testing.T) {
	p := settings.Profile{Name: "Téléphonie « Boréale » <Inc.>", DefaultLanguage: "en", TimeZone: "America/St_Johns"}
	if got := settings.ProfileFrom(p.Fields()); got != p {
		t.Errorf("%+v became %+v", p, got)
	}
	if got := settings.ProfileFrom(nil); got != settings.DefaultProfile("") {
		t.Errorf("an empty store reads as %+v", got)
	}
}

func wantKey(t *testing.T, err error, want string) {
	t.Helper()
	if want == "" {
		if err != nil {
			t.Errorf("refused: %v", err)
		}
		return
	}
	if key, _ := fault.KeyOf(err); err == nil || key != want {
		t.Errorf("got %v (%s), want %s", err, key, want)
	}
}
