package kioskpage

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"pupitre/data/desk"
	"pupitre/data/fault"
	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// Stable ids of what stands around every screen.
const (
	fieldLanguage = "kiosk.language"
	fieldExit     = "kiosk.exit"
	fieldBack     = "kiosk.back"
	fieldScroll   = "kiosk.scroll"
)

// frame puts around a screen what is always there: the way back, the language, the way out.
func (k *Kiosk) frame(title string, content fyne.CanvasObject) fyne.CanvasObject {
	k.notice = widgets.NewText("", widgets.TextStyle{Size: theme.SizeNameCaptionText, Color: look.ColorMuted, Align: fyne.TextAlignCenter})
	k.foot = widgets.Padded(look.Space8, look.Space16, k.notice)
	body := widgets.Padded(look.Space8, look.Space16, content)
	k.root = widgets.Page(widgets.Padded(look.Space12, look.Space16, widgets.Ends(k.left(title), k.right())), body, k.foot)
	return k.root
}

// left is the way back and where one is.
func (k *Kiosk) left(title string) fyne.CanvasObject {
	name := widgets.NewText(title, widgets.TextStyle{Size: theme.SizeNameSubHeadingText, Bold: true, Overflow: widgets.Ellipsis})
	if k.visit.screen == Welcome {
		return name
	}
	back := widgets.NewButton(k.p.T("kiosk.back"), k.back)
	back.SetIcon(resources.ArrowBack)
	back.SetFieldID(fieldBack)
	return &fyne.Container{Layout: leadLayout{}, Objects: []fyne.CanvasObject{back, name}}
}

// right is the language and the way out.
func (k *Kiosk) right() fyne.CanvasObject {
	choice := widgets.NewSegmented(k.p.T("kiosk.language"),
		widgets.Option{Value: string(i18n.French), Label: k.p.T("kiosk.language_fr")},
		widgets.Option{Value: string(i18n.English), Label: k.p.T("kiosk.language_en")})
	choice.SetFieldID(fieldLanguage)
	choice.SetSelected(string(k.visit.language))
	choice.OnChanged = func(value string) { k.SetLanguage(i18n.Language(value)) }
	if k.visit.screen == Exit || k.visit.screen == Care {
		return widgets.LineEnd(look.Space12, choice)
	}
	return widgets.LineEnd(look.Space12, choice, exitButton(k.p, k.exit))
}

// exitButton is the way out.
func exitButton(p *i18n.Printer, onTap func()) *widgets.Button {
	exit := widgets.NewButton(p.T("kiosk.exit.button"), onTap)
	exit.SetIcon(resources.Logout)
	exit.SetFieldID(fieldExit)
	return exit
}

// leadLayout gives the first object its own size and the second what is left.
type leadLayout struct{}

// MinSize is both side by side.
func (leadLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	a, b := o[0].MinSize(), o[1].MinSize()
	return fyne.NewSize(a.Width+look.Size(look.Space16)+b.Width, max(a.Height, b.Height))
}

// Layout centres both in height.
func (leadLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	least := o[0].MinSize()
	o[0].Move(fyne.NewPos(0, (size.Height-least.Height)/2))
	o[0].Resize(least)
	left := least.Width + look.Size(look.Space16)
	o[1].Move(fyne.NewPos(left, 0))
	o[1].Resize(fyne.NewSize(max(size.Width-left, 0), size.Height))
}

// tellState says calmly that the server is not there, or the disk full. Everything goes on with what is known.
func (k *Kiosk) tellState() {
	if k.notice == nil {
		return
	}
	text := k.stateWords(k.deps.Source.State())
	k.notice.SetText(text)
	if hidden := text == ""; k.foot.Hidden != hidden {
		k.foot.Hidden = hidden
		k.root.Refresh()
	}
}

// stateWords is the line at the foot of every screen, "" while all is well.
func (k *Kiosk) stateWords(state desk.State) string {
	parts := []string{}
	switch {
	case state.Connection != desk.Offline && state.Connection != desk.Outdated:
	case state.LastExchange.IsZero():
		parts = append(parts, k.p.T("kiosk.offline_unknown"))
	default:
		parts = append(parts, k.p.T("kiosk.offline", "Time", state.LastExchange.In(k.facts.zone())))
	}
	switch {
	case k.deps.Memory != nil && k.deps.Memory() != nil:
		parts = append(parts, k.p.T("kiosk.desk_note", "Text", k.p.T("kiosk.in_memory")))
	case isStore(state.Problem):
		parts = append(parts, k.p.T("kiosk.desk_note", "Text", k.p.T("kiosk.not_kept")))
	}
	return strings.Join(parts, " ")
}

// isStore tells an error of this computer's disk from one of the network.
func isStore(err error) bool {
	key, _ := fault.KeyOf(err)
	return strings.HasPrefix(key, "store.")
}

// unknown is what a screen shows while nothing is known of the service.
func (k *Kiosk) unknown() fyne.CanvasObject {
	if k.fault == nil {
		return widgets.NewEmptyState(resources.Sync, k.p.T("kiosk.loading.title"), k.p.T("kiosk.loading.body"), nil)
	}
	return widgets.NewEmptyState(resources.CloudOff, k.p.T("kiosk.unknown.title"), k.p.T("kiosk.unknown.body"), nil)
}

// scrolled lets a finger move what is higher than its place.
func scrolled(content fyne.CanvasObject) *widgets.Scroll {
	s := widgets.NewScroll(content)
	s.SetFieldID(fieldScroll)
	return s
}
