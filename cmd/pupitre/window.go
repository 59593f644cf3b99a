package main

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"pupitre/data/workstation"
	"pupitre/ui/look"
	"pupitre/ui/native"
	"pupitre/ui/widgets"
)

// splash is what the window shows for the few frames before anything is known.
func splash() fyne.CanvasObject {
	return container.NewCenter(widgets.NewLogo(look.IconHuge))
}

// openWindow shows the window where it was the last time.
func (p *program) openWindow() {
	was := p.settings.get().Window
	p.window.Resize(fyne.NewSize(float32(was.Width), float32(was.Height)))
	p.native.OnReady(func() {
		p.native.Place(native.Placement{
			X: was.X, Y: was.Y, Width: was.Width, Height: was.Height, Maximized: was.Maximised, Known: was.Placed,
		})
	})
	p.native.OnKey(p.functionKey)
	if !was.Placed {
		p.window.CenterOnScreen()
	}
	p.window.Show()
}

// rememberWindow keeps where the window is. A maximised one keeps the size that it had before.
func (p *program) rememberWindow() {
	now := p.native.Placement()
	if !now.Known {
		return
	}
	p.settings.update(func(s *workstation.Settings) {
		s.Window.Maximised = now.Maximized
		if now.Maximized {
			return
		}
		s.Window.X, s.Window.Y, s.Window.Width, s.Window.Height = now.X, now.Y, now.Width, now.Height
		s.Window.Placed = true
	})
}

// functionKey is a key that Fyne does not tell while a field has the keyboard.
func (p *program) functionKey(key native.Key, held native.Modifiers) bool {
	switch {
	case held != (native.Modifiers{}):
		return false
	case key == native.F1:
		p.helpHere()
	case key == native.F5 && p.shell != nil:
		p.shell.RetryNow()
	default:
		return false
	}
	return true
}

// modes pairs what is remembered with what is drawn.
var modes = map[workstation.Theme]look.Mode{
	workstation.ThemeSystem:   look.System,
	workstation.ThemeLight:    look.Light,
	workstation.ThemeDark:     look.Dark,
	workstation.ThemeContrast: look.HighContrast,
}

func (p *program) look() look.Options {
	s := p.settings.get()
	return look.Options{Mode: modes[s.Theme], Zoom: look.Zoom(s.Size)}
}

func (p *program) applyLook(o look.Options) { p.app.Settings().SetTheme(look.New(o)) }

// setLook applies and remembers a theme and an interface size.
func (p *program) setLook(o look.Options) {
	p.applyLook(o)
	p.settings.update(func(s *workstation.Settings) {
		s.Size = int(o.Zoom)
		for theme, mode := range modes {
			if mode == o.Mode {
				s.Theme = theme
			}
		}
	})
}
