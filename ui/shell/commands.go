package shell

import (
	"slices"

	"fyne.io/fyne/v2"

	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/look"
)

// entries lists what the palette can find now: pages, what is inside them, commands.
func (s *Shell) entries() []Entry {
	out := []Entry{}
	for _, r := range s.router.pages {
		out = append(out, Entry{
			ID: string(r.Route), Icon: r.Icon, Label: r.Title(s.p), Detail: s.p.T("shell.palette.page"),
			Names: Texts(r.Title), Place: Place{Route: r.Route},
		})
		if r.Entries != nil {
			out = append(out, r.Entries(s.p)...)
		}
	}
	return append(out, s.commands()...)
}

// wording is a command in every language: what it is called and other words for it.
type wording struct{ name, also func(*i18n.Printer) string }

func (s *Shell) command(id string, icon resources.IconName, w wording, run func()) Entry {
	e := Entry{
		ID: id, Icon: icon, Label: w.name(s.p), Detail: s.p.T("shell.palette.command"),
		Names: Texts(w.name), Run: run,
	}
	if w.also != nil {
		e.Also = Words(w.also)
	}
	return e
}

func (s *Shell) commands() []Entry {
	out := []Entry{}
	if s.draft != nil && s.draft.Dirty() {
		save := wording{name: func(p *i18n.Printer) string { return p.T("shell.command.save") }}
		e := s.command("command.save", resources.CheckCircle, save, s.Save)
		e.Keys = s.keys(fyne.KeyS, fyne.KeyModifierShortcutDefault)
		out = append(out, e)
	}
	out = slices.Concat(out, s.languageCommands(), s.lookCommands(), s.moreCommands(), s.sessionCommands())
	return out
}

// moreCommands are those of the program.
func (s *Shell) moreCommands() []Entry {
	if s.deps.Commands == nil {
		return nil
	}
	return s.deps.Commands(s.p)
}

func (s *Shell) languageCommands() []Entry {
	also := func(p *i18n.Printer) string { return p.T("shell.palette.language_words") }
	if s.p.Language() == i18n.English {
		w := wording{func(p *i18n.Printer) string { return p.T("shell.command.language_fr") }, also}
		return []Entry{s.command("command.language", resources.Language, w, func() { s.pickLanguage(i18n.French) })}
	}
	w := wording{func(p *i18n.Printer) string { return p.T("shell.command.language_en") }, also}
	return []Entry{s.command("command.language", resources.Language, w, func() { s.pickLanguage(i18n.English) })}
}

func (s *Shell) lookCommands() []Entry {
	out := []Entry{}
	for _, m := range modes {
		w := wording{
			func(p *i18n.Printer) string { return p.T("shell.command.theme", "Theme", modeText(p, m)) },
			func(p *i18n.Printer) string { return p.T("shell.palette.theme_words") },
		}
		out = append(out, s.command("command.theme."+modeID(m), modeIcon(m), w, func() { s.setMode(m) }))
	}
	for _, z := range zooms {
		w := wording{
			func(p *i18n.Printer) string { return p.T("shell.person.zoom_line", "Size", zoomText(p, z)) },
			func(p *i18n.Printer) string { return p.T("shell.palette.zoom_words") },
		}
		out = append(out, s.command("command.zoom."+zoomText(s.p, z), resources.TextIncrease, w, func() { s.setZoom(z) }))
	}
	return out
}

func modeID(m look.Mode) string {
	return map[look.Mode]string{look.System: "system", look.Light: "light", look.Dark: "dark", look.HighContrast: "contrast"}[m]
}

func (s *Shell) sessionCommands() []Entry {
	retry := wording{
		func(p *i18n.Printer) string { return p.T("shell.command.retry") },
		func(p *i18n.Printer) string { return p.T("shell.palette.retry_words") },
	}
	e := s.command("command.retry", resources.Sync, retry, s.RetryNow)
	e.Keys = "F5"
	out := []Entry{e}
	if s.deps.Lock != nil {
		e := s.command("command.lock", resources.Lock, s.lockWords(), s.Lock)
		e.Keys = s.keys(fyne.KeyL, fyne.KeyModifierShortcutDefault)
		out = append(out, e)
	}
	if s.deps.Kiosk != nil {
		out = append(out, s.command("command.kiosk", resources.Public, s.kioskWords(), s.StartKiosk))
	}
	also := func(p *i18n.Printer) string { return p.T("shell.palette.sign_out_words") }
	if s.deps.SignOut != nil {
		w := wording{func(p *i18n.Printer) string { return p.T("shell.person.sign_out") }, also}
		out = append(out, s.command("command.sign_out", resources.Logout, w, s.SignOut))
	}
	if s.deps.Quit != nil {
		w := wording{name: func(p *i18n.Printer) string { return p.T("shell.command.quit") }}
		e := s.command("command.quit", resources.Close, w, s.Quit)
		e.Keys = s.keys(fyne.KeyQ, fyne.KeyModifierShortcutDefault)
		out = append(out, e)
	}
	return out
}

func (s *Shell) lockWords() wording {
	return wording{
		func(p *i18n.Printer) string { return p.T("shell.command.lock") },
		func(p *i18n.Printer) string { return p.T("shell.palette.lock_words") },
	}
}

func (s *Shell) kioskWords() wording {
	return wording{
		func(p *i18n.Printer) string { return p.T("shell.command.kiosk") },
		func(p *i18n.Printer) string { return p.T("shell.palette.kiosk_words") },
	}
}

// keys writes a chord in the manner of the system.
func (s *Shell) keys(key fyne.KeyName, modifier fyne.KeyModifier) string {
	return keysText(s.p, s.deps.Mac, key, modifier)
}
