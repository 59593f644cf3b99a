package account

import (
	"slices"

	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/shell"
)

// Entries lists what the palette finds in the rows of the settings. Each stands in a section, at place.
func Entries(p *i18n.Printer, icon resources.IconName, section string, place shell.Place) []shell.Entry {
	return slices.DeleteFunc(entries(p, icon, section, place), func(e shell.Entry) bool { return e.Place.Field == fieldName })
}

// entries lists what the palette finds in all rows.
func entries(p *i18n.Printer, icon resources.IconName, section string, place shell.Place) []shell.Entry {
	var out []shell.Entry
	for _, e := range []struct {
		row                string
		label, help, words func(*i18n.Printer) string
	}{
		{
			fieldName, func(p *i18n.Printer) string { return p.T("account.name.label") },
			func(p *i18n.Printer) string { return p.T("account.name.help") },
			func(p *i18n.Printer) string { return p.T("account.name_words") },
		},
		{
			fieldEmail, func(p *i18n.Printer) string { return p.T("account.email.label") },
			func(p *i18n.Printer) string { return p.T("account.email.help") },
			func(p *i18n.Printer) string { return p.T("account.email_words") },
		},
		{
			fieldPassword, func(p *i18n.Printer) string { return p.T("account.password.label") },
			func(p *i18n.Printer) string { return p.T("account.password.help") },
			func(p *i18n.Printer) string { return p.T("account.password_words") },
		},
		{
			fieldFactor, func(p *i18n.Printer) string { return p.T("account.factor.label") },
			func(p *i18n.Printer) string { return p.T("account.factor.help") },
			func(p *i18n.Printer) string { return p.T("account.factor_words") },
		},
		{
			fieldAsked, func(p *i18n.Printer) string { return p.T("account.totp_primary") },
			func(p *i18n.Printer) string { return p.T("account.totp_primary_help") },
			func(p *i18n.Printer) string { return p.T("account.totp_primary_words") },
		},
		{
			fieldPrimary, func(p *i18n.Printer) string { return p.T("account.primary.label") },
			func(p *i18n.Printer) string { return p.T("account.primary.help") },
			func(p *i18n.Printer) string { return p.T("account.primary_words") },
		},
		{
			FieldDelegates, func(p *i18n.Printer) string { return p.T("account.delegates.label") },
			func(p *i18n.Printer) string { return p.T("account.delegates.help") },
			func(p *i18n.Printer) string { return p.T("account.delegates_words") },
		},
		{
			fieldSessions, func(p *i18n.Printer) string { return p.T("account.sessions.label") },
			func(p *i18n.Printer) string { return p.T("account.sessions.help") },
			func(p *i18n.Printer) string { return p.T("account.sessions_words") },
		},
	} {
		at := place
		at.Field = e.row
		entry := shell.Entry{ID: "setting." + e.row, Icon: icon, Label: e.label(p), Detail: section, Place: at}
		entry.Names, entry.Also, entry.Help = shell.Texts(e.label), shell.Words(e.words), shell.Texts(e.help)
		out = append(out, entry)
	}
	return out
}
