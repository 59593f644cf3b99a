package kioskpage

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// Widths of columns, in Fyne units.
const (
	welcomeWidth = 860
	textWidth    = 980
	tilesWidth   = 1240
	doorsFrom    = 560 // below it the languages stand on top of each other
)

// welcomeScreen asks for the language, each in its own words.
func (k *Kiosk) welcomeScreen() fyne.CanvasObject {
	big := widgets.TextStyle{Size: theme.SizeNameHeadingText, Bold: true, Align: fyne.TextAlignCenter}
	parts := []fyne.CanvasObject{}
	if k.facts.provider != "" {
		parts = append(parts, widgets.NewText(k.facts.provider, big))
	}
	doors := []fyne.CanvasObject{}
	for _, l := range i18n.Languages {
		doors = append(doors, k.door(i18n.For(l)))
	}
	parts = append(parts, widgets.Padded(look.Space24, "", pairFrom(doorsFrom, doors[0], doors[1])))
	return middle(welcomeWidth, widgets.Column(look.Space16, parts...))
}

// door leads into the kiosk in the language of p.
func (k *Kiosk) door(p *i18n.Printer) *touch {
	centred := fyne.TextAlignCenter
	lines := widgets.Column(look.Space8,
		widgets.NewIcon(resources.Language, look.IconHuge, theme.ColorNamePrimary),
		widgets.NewText(p.T("kiosk.welcome.language"), widgets.TextStyle{Size: theme.SizeNameHeadingText, Bold: true, Align: centred}),
		widgets.NewText(p.T("kiosk.welcome.touch"), widgets.TextStyle{Color: look.ColorMuted, Align: centred}))
	t := newTouch(p.T("kiosk.welcome.language"), lines, func() {
		if k.visit.language != p.Language() {
			k.speak(p.Language())
		}
		k.open(Home)
	})
	t.air = look.Space24
	return t
}

// homeScreen is the four tiles.
func (k *Kiosk) homeScreen() fyne.CanvasObject {
	p := k.p
	all := []fyne.CanvasObject{
		k.tile(resources.Schedule, p.T("kiosk.tile.hours"), p.T("kiosk.tile.hours_help"), Hours),
		k.tile(resources.Event, p.T("kiosk.tile.ask"), p.T("kiosk.tile.ask_help"), Ask),
		k.tile(resources.SupportAgent, p.T("kiosk.tile.contacts"), p.T("kiosk.tile.contacts_help"), Contacts),
		k.tile(resources.Search, p.T("kiosk.tile.directory"), p.T("kiosk.tile.directory_help"), Directory),
	}
	return atMost(tilesWidth, tiles(all...))
}

func (k *Kiosk) tile(icon resources.IconName, title, help string, to Screen) *touch {
	centred := fyne.TextAlignCenter
	lines := widgets.Column(look.Space8,
		widgets.NewIcon(icon, look.IconHuge, theme.ColorNamePrimary),
		widgets.NewText(title, widgets.TextStyle{Size: theme.SizeNameSubHeadingText, Bold: true, Align: centred}),
		widgets.NewText(help, widgets.TextStyle{Size: theme.SizeNameCaptionText, Color: look.ColorMuted, Align: centred}))
	t := newTouch(title, lines, func() { k.open(to) })
	t.air = look.Space12
	return t
}

// contactsScreen tells whom to turn to.
func (k *Kiosk) contactsScreen() fyne.CanvasObject {
	if !k.facts.known {
		return k.unknown()
	}
	p, s := k.p, k.facts.support
	if s.Email == "" && s.Phone == "" {
		return widgets.NewEmptyState(resources.SupportAgent, p.T("kiosk.contacts.none_title"), p.T("kiosk.contacts.none_body"), nil)
	}
	parts := []fyne.CanvasObject{widgets.NewText(p.T("kiosk.contacts.intro", "Provider", k.facts.provider), widgets.TextStyle{})}
	if s.Phone != "" {
		parts = append(parts, contact(resources.Call, p.T("kiosk.contacts.phone"), p.Phone(s.Phone)))
	}
	if s.Email != "" {
		parts = append(parts, contact(resources.Mail, p.T("kiosk.contacts.email"), s.Email))
	}
	return middle(textWidth, widgets.Column(look.Space16, parts...))
}

// contact is one way to reach somebody, in large letters.
func contact(icon resources.IconName, label, value string) fyne.CanvasObject {
	words := widgets.Column("",
		widgets.NewText(label, widgets.TextStyle{Size: theme.SizeNameCaptionText, Color: look.ColorMuted}),
		widgets.NewText(value, widgets.TextStyle{Size: theme.SizeNameHeadingText, Bold: true}))
	line := &fyne.Container{Layout: leadLayout{}, Objects: []fyne.CanvasObject{
		widgets.NewIcon(icon, look.IconHuge, theme.ColorNamePrimary), words,
	}}
	return widgets.NewCard(look.Space16, line)
}
