package settingspage

import (
	"slices"

	"pupitre/data/settings"
	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/editing"
	"pupitre/ui/fieldwords"
	"pupitre/ui/shell"
)

// entries lists what the palette finds inside the page.
func (e *Editor) entries(p *i18n.Printer, route shell.Route) []shell.Entry {
	out := []shell.Entry{}
	for _, section := range e.ListSections() {
		out = append(out, e.sectionEntry(p, route, section))
		for _, id := range e.Model().Fields(string(section)) {
			if section == SectionBranding || section == SectionChat {
				continue // their page offers them
			}
			out = append(out, e.fieldEntry(p, route, section, id))
		}
		if section == SectionServers {
			out = append(out, e.serverEntries(p, route)...)
		}
		for _, x := range e.extrasOf(section) {
			if x.Entries != nil {
				out = append(out, x.Entries(Finder{
					Printer: p, Icon: sectionIcon(section), Section: sectionTitle(p, section),
					Place: shell.Place{Route: route, Section: string(section)},
				})...)
			}
		}
	}
	return out
}

func (e *Editor) sectionEntry(p *i18n.Printer, route shell.Route, section SectionID) shell.Entry {
	return shell.Entry{
		ID: "section." + string(section), Icon: sectionIcon(section), Label: sectionTitle(p, section), Detail: Title(p),
		Names: shell.Texts(func(p *i18n.Printer) string { return sectionTitle(p, section) }),
		Help:  shell.Texts(func(p *i18n.Printer) string { return sectionSummary(p, section) }),
		Place: shell.Place{Route: route, Section: string(section)},
	}
}

func (e *Editor) fieldEntry(p *i18n.Printer, route shell.Route, section SectionID, id FieldID) shell.Entry {
	m := e.Model()
	c := m.Cell(id)
	entry := shell.Entry{
		ID: "setting." + string(id), Icon: sectionIcon(section), Label: m.Label(p, id), Detail: sectionTitle(p, section),
		Place: shell.Place{Route: route, Section: string(section), Field: string(id)},
	}
	entry.Names = shell.Texts(func(p *i18n.Printer) string { return m.Label(p, id) })
	entry.Help = shell.Texts(func(p *i18n.Printer) string { return fieldwords.ControlHelp(p, c.Entity, c.Field, c.Part) })
	for _, lang := range i18n.Languages {
		entry.Also = append(entry.Also, editing.Synonyms(i18n.For(lang), c)...)
	}
	entry.Also = slices.Concat(entry.Also, shell.Texts(func(p *i18n.Printer) string { return sectionTitle(p, section) }))
	return entry
}

// serverEntries are the application servers by name.
func (e *Editor) serverEntries(p *i18n.Printer, route shell.Route) (out []shell.Entry) {
	for _, entity := range e.Draft().Living(editing.KindServer) {
		name := e.Model().Name(entity)
		if name == "" {
			continue
		}
		out = append(out, shell.Entry{
			ID: "node." + entity, Icon: resources.DNS, Label: name, Detail: sectionTitle(p, SectionServers), Names: []string{name},
			Also:  []string{fieldwords.Value(p, entity, settings.FieldAddress, e.Draft().Value(entity, settings.FieldAddress))},
			Place: shell.Place{Route: route, Section: string(SectionServers), Field: entity},
		})
	}
	return out
}
