package shell

import "pupitre/i18n"

// windowTitle names the page and the program, and marks unsaved work the way of the system.
func windowTitle(p *i18n.Printer, page string, unsaved, mac bool) string {
	title := p.T("shell.window_title", "Page", page)
	switch {
	case unsaved && mac:
		return p.T("shell.window_title_unsaved_mac", "Title", title)
	case unsaved:
		return "* " + title
	}
	return title
}
