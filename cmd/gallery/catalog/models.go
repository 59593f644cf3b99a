package catalog

import (
	"fyne.io/fyne/v2"

	"pupitre/resources"
	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// settingsModel is a whole settings page, to judge the widgets together.
func settingsModel(e Env) fyne.CanvasObject {
	profile := widgets.NewSection(resources.Badge, e.Say("Profil", "Profile"), e.Say("Nom, langue des nouveaux abonnés, fuseau horaire", "Name, language of new subscribers, time zone"), profileRows(e)...)
	profile.SetOpen(true)
	profile.SetChanged(true, "")
	language := widgets.NewSegmented(e.Say("Langue de l’interface", "Interface language"), languages()...)
	language.SetSelected(string(e.Printer.Language()))
	account := widgets.NewSection(resources.Person, e.Say("Administrateur du compte", "Administrator Account"), e.Say("Langue de votre interface", "Language of your interface"),
		widgets.NewRow(language.Label(), e.Say("Le changement est immédiat.", "The change is immediate."), language, look.ControlMedium))
	account.SetOpen(true)
	support := widgets.NewSection(resources.SupportAgent, e.Say("Soutien technique", "Technical Support"), e.Say("Courriel et téléphone pour les revendeurs", "E-mail and phone for resellers"))
	bar := widgets.NewSaveBar(widgets.NewQuietButton(e.Say("Voir", "View"), nil), widgets.NewButton(e.Say("Annuler", "Discard"), nil), widgets.NewPrimaryButton(e.Say("Enregistrer", "Save"), nil))
	bar.SetText(e.Say("2 modifications", "2 changes"))
	bar.Show()
	search := widgets.NewEntry(e.Say("Rechercher un réglage", "Search a setting"))
	search.SetHint(search.Label())
	head := widgets.NewPageHeader(e.Say("Paramètres", "Settings"), widgets.FixedWidth(look.ControlMedium, search))
	column := widgets.Column(look.Space16, profile, account, support)
	page := widgets.Page(
		widgets.Padded(look.Space16, look.Space24, widgets.MaxWidth(look.ContentWidth, head)),
		widgets.NewScroll(widgets.Padded(look.Space8, look.Space24, widgets.MaxWidth(look.ContentWidth, column))),
		bar)
	return widgets.SideBySide(modelSidebar(e), page)
}

func emptyModel(e Env) fyne.CanvasObject {
	add := widgets.NewPrimaryButton(e.Say("Ajouter un événement", "Add an event"), nil)
	add.SetIcon(resources.Add)
	return widgets.SideBySide(modelSidebar(e), widgets.NewEmptyState(resources.Event,
		e.Say("Aucun événement spécial", "No special event"),
		e.Say("Ajoutez les jours fériés, les fermetures et les horaires d’été de l’année.", "Add the holidays, closures and summer hours of the year."), add))
}

func modelSidebar(e Env) fyne.CanvasObject {
	settings := widgets.NewNavItem(resources.Settings, e.Say("Paramètres", "Settings"), nil)
	settings.SetSelected(true)
	state := widgets.NewNavItem(resources.CloudDone, e.Say("En ligne", "Online"), nil)
	language := widgets.NewSegmented(e.Say("Langue", "Language"), widgets.Option{Value: "fr", Label: "FR"}, widgets.Option{Value: "en", Label: "EN"})
	language.SetSelected(string(e.Printer.Language()))
	top := widgets.Column(look.Space4,
		widgets.Padded(look.Space4, look.Space12, widgets.Line(look.Space8, widgets.NewLogo(look.Space24), widgets.Heading("Pupitre"))),
		widgets.NewNavGroup(e.Say("Système", "System")), settings)
	foot := widgets.Column(look.Space4, state,
		widgets.Padded(look.Space4, look.Space12, widgets.Line(look.Space8, language)),
		widgets.NewNavItem(resources.AccountCircle, "Marie Tremblay", nil))
	return widgets.NewSidebar(top, foot)
}
