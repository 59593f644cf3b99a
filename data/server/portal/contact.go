package portal

import (
	"html/template"
	"net/url"

	"pupitre/data/settings"
	"pupitre/i18n"
)

// contact is one way to reach the technical support.
type contact struct {
	Label, Value string
	Address      template.URL // mailto: (RFC 6068) or tel: (RFC 3966)
}

// contacts lists how the technical support is reached. Values are shown only in their stored form: what else may stand in the
// store is no address of ours to publish.
func contacts(s settings.Support, pr *i18n.Printer) (out []contact) {
	if settings.CheckEmail(s.Email) == nil {
		out = append(out, contact{
			Label: pr.T("portal.support_email"), Value: settings.ShowEmail(s.Email),
			Address: template.URL("mailto:" + url.PathEscape(s.Email)), //nolint:gosec // a checked address, escaped
		})
	}
	if settings.CheckPhone(s.Phone) == nil {
		out = append(out, contact{
			Label: pr.T("portal.support_phone"), Value: pr.Phone(s.Phone),
			Address: template.URL("tel:" + s.Phone), //nolint:gosec // a checked number: + and digits
		})
	}
	return out
}
