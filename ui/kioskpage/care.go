package kioskpage

import (
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"pupitre/data/desk"
	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// idleChoices are the idle times offered, in seconds.
var idleChoices = []int{15, 30, 60, 120, 300, 600}

// careScreen is for who knows the PIN: leave, how long to wait for visitors, the colours, and what the kiosk knows.
func (k *Kiosk) careScreen() fyne.CanvasObject {
	p := k.p
	leave := widgets.NewPrimaryButton(p.T("kiosk.care.leave"), k.deps.Leave)
	leave.SetIcon(resources.Logout)
	forget := widgets.NewButton(p.T("kiosk.care.forget"), k.askForget)
	forget.SetIcon(resources.Delete)
	rows := []fyne.CanvasObject{k.setting(p.T("kiosk.care.idle"), p.T("kiosk.care.idle_help"), k.idleChoice())}
	if k.deps.SetMode != nil {
		rows = append(rows, widgets.NewSeparator(), k.setting(p.T("kiosk.care.colours"), "", k.modeChoice()))
	}
	rows = append(rows, widgets.NewSeparator(), k.connection())
	return scrolled(placed(textWidth, widgets.Column(look.Space16,
		leave, // first: on a small screen it is the one that must be seen
		widgets.NewCard(look.Space16, widgets.Column(look.Space16, rows...)),
		forget)))
}

// setting is a label with its control under it.
func (k *Kiosk) setting(label, help string, control fyne.CanvasObject) fyne.CanvasObject {
	parts := []fyne.CanvasObject{widgets.Strong(label)}
	if help != "" {
		parts = append(parts, widgets.Muted(help))
	}
	return widgets.Column(look.Space4, append(parts, control)...)
}

func (k *Kiosk) idleChoice() fyne.CanvasObject {
	options := []widgets.Option{}
	for _, seconds := range idleChoices {
		label := k.p.T("kiosk.care.seconds", "Seconds", seconds)
		if seconds > 60 {
			label = k.p.T("kiosk.care.minutes", "Minutes", seconds/60)
		}
		options = append(options, widgets.Option{Value: strconv.Itoa(seconds), Label: label})
	}
	choice := widgets.NewSegmented(k.p.T("kiosk.care.idle"), options...)
	choice.SetSelected(strconv.Itoa(int(k.deps.Idle / time.Second)))
	choice.OnChanged = func(value string) {
		seconds, err := strconv.Atoi(value)
		if err != nil {
			return // the values are our own
		}
		k.deps.Idle = min(max(time.Duration(seconds)*time.Second, MinIdle), MaxIdle)
		k.deps.SetIdle(k.deps.Idle)
	}
	return choice
}

func (k *Kiosk) modeChoice() fyne.CanvasObject {
	names := map[look.Mode]string{
		look.System: k.p.T("kiosk.care.system"), look.Light: k.p.T("kiosk.care.light"),
		look.Dark: k.p.T("kiosk.care.dark"), look.HighContrast: k.p.T("kiosk.care.contrast"),
	}
	options := []widgets.Option{}
	for _, m := range []look.Mode{look.System, look.Light, look.Dark, look.HighContrast} {
		options = append(options, widgets.Option{Value: strconv.Itoa(int(m)), Label: names[m]})
	}
	choice := widgets.NewSegmented(k.p.T("kiosk.care.colours"), options...)
	choice.SetSelected(strconv.Itoa(int(k.deps.Mode)))
	choice.OnChanged = func(value string) {
		mode, err := strconv.Atoi(value)
		if err != nil {
			return // the values are our own
		}
		k.deps.Mode = look.Mode(mode)
		k.deps.SetMode(k.deps.Mode)
	}
	return choice
}

// connection tells how the server is reached, and what this computer could not do.
func (k *Kiosk) connection() fyne.CanvasObject {
	state := k.deps.Source.State()
	parts := []fyne.CanvasObject{widgets.Strong(connectionWords(k.p, state.Connection))}
	if !state.LastExchange.IsZero() {
		parts = append(parts, widgets.Muted(k.p.T("kiosk.care.last", "Time", state.LastExchange.In(k.facts.zone()))))
	}
	if state.Problem != nil {
		parts = append(parts, widgets.NewText(k.p.Err(state.Problem), widgets.TextStyle{Size: theme.SizeNameCaptionText, Color: theme.ColorNameWarning}))
	}
	return widgets.Column("", parts...)
}

func connectionWords(p *i18n.Printer, c desk.Connection) string {
	switch c {
	case desk.Online:
		return p.T("kiosk.care.online")
	case desk.Connecting:
		return p.T("kiosk.care.connecting")
	case desk.Outdated:
		return p.T("kiosk.care.outdated")
	case desk.Offline, desk.SignedOut, desk.Revoked:
	}
	return p.T("kiosk.care.offline")
}

// askForget makes sure that this computer shall be no kiosk any more.
func (k *Kiosk) askForget() {
	p := k.p
	var dialog *widgets.Dialog
	forget := widgets.NewDangerButton(p.T("kiosk.care.forget_accept"), func() {
		dialog.Close()
		k.deps.Forget()
	})
	keep := widgets.NewButton(p.T("kiosk.care.forget_cancel"), func() { dialog.Close() })
	dialog = widgets.NewDialog(p.T("kiosk.care.forget_title"), widgets.Body(p.T("kiosk.care.forget_body")), forget, keep)
	dialog.Show(k.deps.Window.Canvas(), nil)
}
