package guidepage

import (
	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/shell"
)

// Command opens the guide from the menu of the person and from the palette.
func Command(p *i18n.Printer, open func()) shell.Entry {
	name := func(p *i18n.Printer) string { return p.T("guide.command") }
	return shell.Entry{
		ID: "command.guide", Icon: resources.Help, Label: name(p), Detail: p.T("shell.palette.command"), Keys: "F1",
		Names: shell.Texts(name), Also: shell.Texts(func(p *i18n.Printer) string { return p.T("guide.command_words") }), Run: open,
	}
}
