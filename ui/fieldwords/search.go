package fieldwords

import (
	"strings"

	"pupitre/data/settings"
	"pupitre/data/wire"
	"pupitre/i18n"
	"pupitre/ui/portal"
)

func searchLabel(p *i18n.Printer, field string) string {
	if field == settings.FieldName {
		return p.T("enterprise.saved.name")
	}
	return p.T("enterprise.saved.query")
}

// searchValue writes what is looked for: the text and where. Filters are ids of a directory that is not read here.
func searchValue(p *i18n.Printer, field string, value wire.Value) string {
	s, ok := settings.SearchFrom(map[string]wire.Value{settings.FieldName: settings.Text("x"), settings.FieldQuery: value})
	if field != settings.FieldQuery || !ok {
		return string(value)
	}
	parts := []string{}
	if s.Query.Text != "" {
		parts = append(parts, p.T("enterprise.saved.text", "Text", s.Query.Text))
	}
	return strings.Join(append(parts, portal.CategoryName(p, s.Query.Category)), " · ")
}
