package settings_test

import (
	"strings"
	"testing"

	"pupitre/data/access"
	"pupitre/data/branding"
	"pupitre/data/settings"
	"pupitre/data/wire"
)

func TestBrandingIsASection(t *testing.T) {
	logo := wire.BlobRef{SHA256: strings.Repeat("ab", 32), Type: "image/png", Width: 143, Height: 59, Size: 20_000}
	brand := branding.Default()
	brand.Logo = &logo
	var policy settings.Policy
	for field, value := range brand.Stored() {
		if code := policy.Check(branding.Entity, field, value); code != "" {
			t.Errorf("%s: %s", field, code)
		}
		if got := policy.Audience(branding.Entity, field); got != access.Public {
			t.Errorf("%s is for %s", field, got)
		}
	}
	if got := (settings.Values{branding.Entity: brand.Stored()}).Branding(); got.Color1 != brand.Color1 || *got.Logo != logo || got.Favicon != nil {
		t.Errorf("%+v", got)
	}
}

func TestBrandingRefusals(t *testing.T) {
	var policy settings.Policy
	for _, tt := range []struct{ field, value, want string }{
		{branding.FieldColor1, `null`, "branding.colour_unreadable"}, // a colour is always there
		{branding.FieldColor2, `"#FFFFFF"`, "branding.colour_unreadable"},
		{branding.FieldLogo, `null`, ""},
		{branding.FieldFavicon, `null`, ""},
		{branding.FieldLogo, `{"height":60,"sha256":"` + strings.Repeat("ab", 32) + `","size":1,"type":"image/png","width":143}`, "branding.logo_size"},
		{branding.FieldLogo, `{ "height":59,"sha256":"` + strings.Repeat("ab", 32) + `","size":1,"type":"image/png","width":143}`, "settings.value_unreadable"},
		{branding.FieldFavicon, `{"height":48,"sha256":"` + strings.Repeat("ab", 32) + `","size":30000,"type":"image/x-icon","width":48}`, "branding.image_heavy"},
		{"color3", `"#ffffff"`, "settings.unknown_field"},
	} {
		if got := policy.Check(branding.Entity, tt.field, wire.Value(tt.value)); got != tt.want {
			t.Errorf("%s %s: %q, want %q", tt.field, tt.value, got, tt.want)
		}
	}
	for role, want := range map[access.Role]string{
		access.Primary: "", access.Delegate: "", access.Support: "settings.not_allowed", access.Reseller: "settings.not_allowed", access.Kiosk: "settings.not_allowed",
	} {
		if got := policy.May(access.Member{Role: role}, wire.Edit, branding.Entity, branding.FieldColor1); got != want {
			t.Errorf("%s: %q, want %q", role, got, want)
		}
	}
	if got := policy.May(access.Member{Role: access.Primary}, wire.Delete, branding.Entity, ""); got == "" {
		t.Error("the section can be deleted")
	}
}
