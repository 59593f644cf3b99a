package portal_test

import (
	"strings"
	"testing"

	"pupitre/data/settings"
	"pupitre/i18n"
)

func TestThePageShowsHowSupportIsReached(t *testing.T) {
	v := boreale()
	v.Support = settings.Support{Email: "soutien+web@xn--borale-dva.example", Phone: "+15145550123"}
	for lang, want := range map[i18n.Language][]string{
		i18n.French:  {`href="mailto:soutien&#43;web@xn--borale-dva.example"`, ">soutien&#43;web@boréale.example<", `href="tel:&#43;15145550123"`, ">514\u00a0555-0123<"},
		i18n.English: {">514-555-0123<"},
	} {
		got := string(page(t, v, lang))
		for _, w := range append(want, i18n.For(lang).T("portal.support_title")) {
			if !strings.Contains(got, w) {
				t.Errorf("%s: the page lacks %s\n%s", lang, w, got)
			}
		}
	}
	v.Support.Phone = ""
	if got := string(page(t, v, i18n.French)); strings.Contains(got, "tel:") || !strings.Contains(got, "mailto:") {
		t.Error("one of two ways is shown alone")
	}
}

func TestWithoutSupportTheSectionIsLeftOut(t *testing.T) {
	if got := string(page(t, boreale(), i18n.French)); strings.Contains(got, "support") {
		t.Error("an empty section is shown")
	}
}

// A store that was tampered with publishes no address of somebody else's making.
func TestOnlyWhatIsAnAddressIsALink(t *testing.T) {
	v := boreale()
	v.Support = settings.Support{Email: `x"><script>alert(1)</script>@x.example`, Phone: "javascript:alert(1)"}
	if got := string(page(t, v, i18n.French)); strings.Contains(got, "script") || strings.Contains(got, "alert") {
		t.Errorf("%s", got)
	}
}
