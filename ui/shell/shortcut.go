package shell

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"pupitre/i18n"
)

// Menu is the menu that a shortcut stands in where the window has a menu bar (macOS).
type Menu int

// The menus, in the order of the bar.
const (
	MenuFile Menu = iota
	MenuEdit
	MenuView
)

// Title is the menu's name.
func (m Menu) Title(p *i18n.Printer) string {
	switch m {
	case MenuEdit:
		return p.T("shell.menu.edit")
	case MenuView:
		return p.T("shell.menu.view")
	case MenuFile:
	}
	return p.T("shell.menu.file")
}

// Shortcut is one chord of keys of the window and what it does.
type Shortcut struct {
	Label    string // in the window's language
	Menu     Menu
	Key      fyne.KeyName
	Modifier fyne.KeyModifier // 0 for a function key, which needs the native hook while a field has the keyboard
	Run      func()
}

// sectionKeys are the keys of the first nine sections.
var sectionKeys = []fyne.KeyName{
	fyne.Key1, fyne.Key2, fyne.Key3, fyne.Key4, fyne.Key5, fyne.Key6, fyne.Key7, fyne.Key8, fyne.Key9,
}

// Shortcuts lists every chord of the window, for the program to install with the menu bar or the native hook where
// the shell's own installation is not enough. Ask again after a switch of language.
func (s *Shell) Shortcuts() []Shortcut {
	command := fyne.KeyModifierShortcutDefault
	out := []Shortcut{
		{Label: s.p.T("shell.command.save"), Menu: MenuFile, Key: fyne.KeyS, Modifier: command, Run: s.Save},
		{Label: s.p.T("shell.command.quit"), Menu: MenuFile, Key: fyne.KeyQ, Modifier: command, Run: s.Quit},
		{Label: s.p.T("shell.command.lock"), Menu: MenuFile, Key: fyne.KeyL, Modifier: command, Run: s.Lock},
		{Label: s.p.T("shell.command.undo"), Menu: MenuEdit, Key: fyne.KeyZ, Modifier: command, Run: s.Undo},
		{Label: s.p.T("shell.command.redo"), Menu: MenuEdit, Key: fyne.KeyZ, Modifier: command | fyne.KeyModifierShift, Run: s.Redo},
		{Label: s.p.T("shell.command.redo"), Menu: MenuEdit, Key: fyne.KeyY, Modifier: command, Run: s.Redo},
		{Label: s.p.T("shell.command.search"), Menu: MenuView, Key: fyne.KeyK, Modifier: command, Run: s.OpenPalette},
		{Label: s.p.T("shell.command.retry"), Menu: MenuView, Key: fyne.KeyF5, Run: s.RetryNow},
		{Label: s.p.T("guide.command"), Menu: MenuView, Key: fyne.KeyF1, Run: s.Help},
	}
	for i, key := range sectionKeys {
		out = append(out, Shortcut{
			Label: s.p.T("shell.command.section", "Number", i+1), Menu: MenuView, Key: key, Modifier: command,
			Run: func() { s.aimAt(i) },
		})
	}
	for i, c := range out {
		out[i].Run = s.whileStarted(c.Run)
	}
	return out
}

// whileStarted keeps the chords of a shell that was stopped from doing anything: the canvas never forgets them.
func (s *Shell) whileStarted(run func()) func() {
	return func() {
		if s.started() {
			run()
		}
	}
}

// Install gives the window its shortcuts, the keys that nothing inside it wants, and the guard on closing. Widgets of
// this program hand on the chords that they have no use for, so a focused field is no hindrance; a function key is
// (fyne #2627), and needs the native hook. Start does it too, as another page may have taken the window meanwhile.
func (s *Shell) Install() {
	canvas := s.deps.Window.Canvas()
	for _, c := range s.Shortcuts() {
		if c.Modifier != 0 {
			canvas.AddShortcut(&desktop.CustomShortcut{KeyName: c.Key, Modifier: c.Modifier}, func(fyne.Shortcut) { c.Run() })
		}
	}
	// Fyne turns these two chords into shortcuts of its own.
	canvas.AddShortcut(&fyne.ShortcutUndo{}, func(fyne.Shortcut) { s.whileStarted(s.Undo)() })
	canvas.AddShortcut(&fyne.ShortcutRedo{}, func(fyne.Shortcut) { s.whileStarted(s.Redo)() })
	canvas.SetOnTypedKey(s.typedKey)
	s.deps.Window.SetCloseIntercept(s.Quit)
}

// keysText writes a chord for people: "Ctrl+S", on macOS "⌘S".
func keysText(p *i18n.Printer, mac bool, key fyne.KeyName, modifier fyne.KeyModifier) string {
	out := ""
	if modifier&fyne.KeyModifierShortcutDefault != 0 {
		out += map[bool]string{true: "⌘", false: p.T("shell.key.control") + "+"}[mac]
	}
	if modifier&fyne.KeyModifierShift != 0 {
		out += map[bool]string{true: "⇧", false: p.T("shell.key.shift") + "+"}[mac]
	}
	return out + string(key)
}

// SaveKeys is how the chord that saves is written in the window's language.
func (s *Shell) SaveKeys() string { return s.keys(fyne.KeyS, fyne.KeyModifierShortcutDefault) }

// PaletteKeys is how the chord that searches everywhere is written in the window's language.
func (s *Shell) PaletteKeys() string { return s.keys(fyne.KeyK, fyne.KeyModifierShortcutDefault) }

// LockKeys is how the chord that locks is written; see PaletteKeys.
func (s *Shell) LockKeys() string { return s.keys(fyne.KeyL, fyne.KeyModifierShortcutDefault) }
