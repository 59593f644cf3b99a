package catalog

import (
	"fyne.io/fyne/v2"

	"pupitre/resources"
	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// Groups of the list.
const (
	groupWidgets = "widgets"
	groupPages   = "pages"
)

func widgetEntries() []Entry {
	return []Entry{
		{ID: "text", Group: groupWidgets, Title: "Text", Build: texts},
		{ID: "button", Group: groupWidgets, Title: "Button", Build: buttons, Ready: focusField("focused")},
		{ID: "entry", Group: groupWidgets, Title: "Entry", Build: entries, Ready: focusField("focused")},
		{ID: "choice", Group: groupWidgets, Title: "Select, Segmented, Check", Build: choices, Ready: focusField("focused")},
		{ID: "select-open", Group: groupWidgets, Title: "Select, open", Build: openSelect, Ready: openField("open")},
		{ID: "row", Group: groupWidgets, Title: "Row", Build: rows},
		{ID: "section", Group: groupWidgets, Title: "Section", Build: sections, Ready: focusField("focused")},
		{ID: "sidebar", Group: groupWidgets, Title: "Sidebar", Build: sidebar, Ready: focusField("focused")},
		{ID: "banner", Group: groupWidgets, Title: "Banner, Badge, KeyHint", Build: banners},
		{ID: "savebar", Group: groupWidgets, Title: "PageHeader, SaveBar", Build: saveBar},
		{ID: "state", Group: groupWidgets, Title: "Empty and error states", Build: states},
		{ID: "skeleton", Group: groupWidgets, Title: "Skeleton", Build: skeleton},
		{ID: "toast", Group: groupWidgets, Title: "Toast", Build: toasts, Ready: showToasts},
		{ID: "dialog", Group: groupWidgets, Title: "Dialog", Build: dialogs, Ready: showDialog},
		{ID: "menu", Group: groupWidgets, Title: "Menu", Build: menus, Ready: openField("menu")},
	}
}

// focusField gives the keyboard to the field of an id.
func focusField(id string) func(Env, fyne.Canvas) {
	return func(_ Env, c fyne.Canvas) { widgets.FocusField(c, id) }
}

// openField presses Space on the field of an id.
func openField(id string) func(Env, fyne.Canvas) {
	return func(_ Env, c fyne.Canvas) {
		if widgets.FocusField(c, id) {
			c.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
		}
	}
}

// board stacks samples in a column with air around.
func board(objects ...fyne.CanvasObject) fyne.CanvasObject {
	column := widgets.Column(look.Space16, objects...)
	return widgets.NewScroll(widgets.Padded(look.Space24, look.Space24, widgets.MaxWidth(look.ContentWidth, column)))
}

func texts(e Env) fyne.CanvasObject {
	long := e.Say(
		"Le nom du fournisseur paraît dans la signature des courriels et sur la page du portail. Le service ouvre à 9 h 30 et ferme à 17 h, du lundi au vendredi, « heure de l’Est ».",
		"The provider name appears in e-mail signatures and on the portal page. The service opens at 9:30 a.m. and closes at 5:00 p.m., Monday to Friday, “Eastern time”.")
	return board(
		widgets.Title(e.Say("Paramètres", "Settings")),
		widgets.Heading(e.Say("Administrateur du compte", "Administrator Account")),
		widgets.Strong(e.Say("Fermé jusqu’à lundi", "Closed until Monday")),
		widgets.Body(long),
		widgets.Muted(long),
		widgets.NewText(long, widgets.TextStyle{Overflow: widgets.Ellipsis}),
	)
}

func buttons(e Env) fyne.CanvasObject {
	save, add, edit, remove := e.Say("Enregistrer", "Save"), e.Say("Ajouter un horaire", "Add a schedule"), e.Say("Modifier", "Edit"), e.Say("Retirer", "Remove")
	withIcon := widgets.NewButton(add, nil)
	withIcon.SetIcon(resources.Add)
	focused := widgets.NewPrimaryButton(save, nil)
	focused.SetFieldID("focused")
	busy := widgets.NewPrimaryButton(e.Say("Enregistrement…", "Saving…"), nil)
	busy.SetBusy(true)
	off := []*widgets.Button{
		widgets.NewPrimaryButton(save, nil), widgets.NewButton(edit, nil),
		widgets.NewQuietButton(edit, nil), widgets.NewDangerButton(remove, nil),
	}
	disabled := make([]fyne.CanvasObject, len(off))
	for i, b := range off {
		b.Disable()
		disabled[i] = b
	}
	icon := widgets.NewIconButton(resources.Edit, edit, nil)
	dead := widgets.NewIconButton(resources.Delete, remove, nil)
	dead.Disable()
	return board(
		widgets.Line(look.Space12, widgets.NewPrimaryButton(save, nil), widgets.NewButton(edit, nil),
			widgets.NewQuietButton(edit, nil), widgets.NewDangerButton(remove, nil)),
		widgets.Line(look.Space12, withIcon, focused, busy),
		widgets.Line(look.Space12, disabled...),
		widgets.Line(look.Space12, icon, widgets.NewIconButton(resources.MoreVert, e.Say("Autres actions", "More actions"), nil), dead),
	)
}

func entries(e Env) fyne.CanvasObject {
	name := e.Say("Nom du fournisseur", "Provider name")
	field := func(change func(*widgets.Entry)) fyne.CanvasObject {
		entry := widgets.NewEntry(name)
		entry.SetText(e.Say("Téléphonie Rive-Nord", "North Shore Telephony"))
		change(entry)
		return widgets.FixedWidth(look.ControlWide, entry)
	}
	password := widgets.NewPasswordEntry(e.Printer, e.Say("Mot de passe", "Password"), nil)
	password.SetText("Montérégie-7!")
	notes := widgets.NewMultiLineEntry(e.Say("Remarques", "Notes"))
	notes.SetText(e.Say("Fermé le 24 juin.\nRetour le 25 à 9 h.", "Closed on June 24.\nBack on the 25th at 9:00 a.m."))
	return board(
		field(func(*widgets.Entry) {}),
		field(func(entry *widgets.Entry) { entry.SetFieldID("focused") }),
		field(func(entry *widgets.Entry) { entry.SetError(true) }),
		field(func(entry *widgets.Entry) { entry.Disable() }),
		field(func(entry *widgets.Entry) {
			entry.SetText("")
			entry.SetHint(e.Say("Rechercher un réglage dans les deux langues", "Search a setting in both languages"))
		}),
		field(func(entry *widgets.Entry) {
			entry.SetText(e.Say("Un nom bien trop long pour tenir dans ce champ étroit", "A name that is much too long to fit into this narrow field"))
		}),
		widgets.FixedWidth(look.ControlWide, password),
		widgets.FixedWidth(look.ControlWide, notes),
	)
}

func zones() []widgets.Option {
	return []widgets.Option{
		{Value: "America/Vancouver", Label: "Vancouver", Note: "UTC−8"},
		{Value: "America/Edmonton", Label: "Edmonton", Note: "UTC−7"},
		{Value: "America/Regina", Label: "Regina", Note: "UTC−6"},
		{Value: "America/Winnipeg", Label: "Winnipeg", Note: "UTC−6"},
		{Value: "America/Toronto", Label: "Toronto, Montréal", Note: "UTC−5"},
		{Value: "America/Iqaluit", Label: "Iqaluit", Note: "UTC−5"},
		{Value: "America/Moncton", Label: "Moncton", Note: "UTC−4"},
		{Value: "America/Halifax", Label: "Halifax", Note: "UTC−4"},
		{Value: "America/Blanc-Sablon", Label: "Blanc-Sablon", Note: "UTC−4"},
		{Value: "America/St_Johns", Label: "St. John’s", Note: "UTC−3:30"},
		{Value: "Europe/Paris", Label: "Paris", Note: "UTC+1"},
	}
}

func languages() []widgets.Option {
	return []widgets.Option{{Value: "fr", Label: "Français"}, {Value: "en", Label: "English"}}
}

func zoneSelect(e Env) *widgets.Select {
	s := widgets.NewSelect(e.Printer, e.Say("Fuseau horaire", "Time zone"), zones()...)
	s.SetSelected("America/Toronto")
	return s
}

func choices(e Env) fyne.CanvasObject {
	medium := func(s *widgets.Select) fyne.CanvasObject { return widgets.FixedWidth(look.ControlMedium, s) }
	focused, failed, off := zoneSelect(e), zoneSelect(e), zoneSelect(e)
	focused.SetFieldID("focused")
	failed.SetSelected("Mars/Olympus")
	failed.SetError(true)
	off.Disable()
	segmented := widgets.NewSegmented(e.Say("Langue", "Language"), widgets.Option{Value: "fr", Label: "FR"}, widgets.Option{Value: "en", Label: "EN"})
	segmented.SetSelected("fr")
	none := widgets.NewSegmented(e.Say("Type", "Type"), widgets.Option{Value: "a", Label: e.Say("Usagers", "Users")},
		widgets.Option{Value: "b", Label: e.Say("Numéros", "Numbers")}, widgets.Option{Value: "c", Label: e.Say("Groupes", "Groups")})
	none.SetSelected("b")
	none.Disable()
	on, idle, dead := widgets.NewCheck(e.Say("Clavardage activé", "Live chat on")), widgets.NewCheck(e.Say("Toute la journée", "All day")), widgets.NewCheck(e.Say("Chaque année", "Every year"))
	on.SetChecked(true)
	dead.SetChecked(true)
	dead.Disable()
	return board(medium(zoneSelect(e)), medium(focused), medium(failed), medium(off),
		widgets.Line(look.Space24, segmented, none), on, idle, dead)
}

func openSelect(e Env) fyne.CanvasObject {
	s := zoneSelect(e)
	s.SetFieldID("open")
	return board(widgets.FixedWidth(look.ControlMedium, s))
}

func rows(e Env) fyne.CanvasObject {
	name := widgets.NewEntry(e.Say("Nom du fournisseur", "Provider name"))
	failed := widgets.NewRow(name.Label(), e.Say("Paraît dans la signature des courriels et sur la page du portail.", "Shown in e-mail signatures and on the portal page."), name, look.ControlWide)
	failed.SetError(e.Say("Le nom ne peut pas être vide. Écrivez de 1 à 80 caractères.", "The name cannot be empty. Write 1 to 80 characters."))
	language := widgets.NewSelect(e.Printer, e.Say("Langue par défaut", "Default language"), languages()...)
	language.SetSelected("fr")
	changed := widgets.NewRow(e.Say("Langue par défaut des nouveaux abonnés", "Default language of new subscribers"), "", language, look.ControlMedium)
	changed.SetChanged(true)
	zone := widgets.NewRow(e.Say("Fuseau horaire du service", "Time zone of the service"), e.Say("Paraît à côté de chaque heure.", "Shown beside every time."), zoneSelect(e), look.ControlMedium)
	zone.SetNotice(e.Say("Modifié par Luc Côté il y a 2 minutes; votre valeur est gardée.", "Changed by Luc Côté 2 minutes ago; your value is kept."))
	check := widgets.NewBareCheck(e.Say("Activer le clavardage", "Enable live chat"))
	check.SetChecked(true)
	return board(widgets.NewCard("", widgets.Rows(failed, changed, zone,
		widgets.NewRow(check.Label(), e.Say("Lisez le guide de déploiement avant d’activer.", "Read the deployment guide before enabling."), check, look.ControlNarrow))))
}

func sections(e Env) fyne.CanvasObject {
	open := widgets.NewSection(resources.Badge, e.Say("Profil", "Profile"), e.Say("Nom, langue des nouveaux abonnés, fuseau horaire", "Name, language of new subscribers, time zone"), profileRows(e)...)
	open.SetOpen(true)
	open.SetChanged(true, e.Say("2 modifications non enregistrées", "2 unsaved changes"))
	focused := widgets.NewSection(resources.Person, e.Say("Administrateur du compte", "Administrator Account"), e.Say("Langue de votre interface", "Language of your interface"))
	focused.SetFieldID("focused")
	closed := widgets.NewSection(resources.SupportAgent, e.Say("Soutien technique", "Technical Support"), "")
	return board(open, focused, closed)
}

func profileRows(e Env) []fyne.CanvasObject {
	name := widgets.NewEntry(e.Say("Nom du fournisseur", "Provider name"))
	name.SetText("Téléphonie Rive-Nord")
	language := widgets.NewSelect(e.Printer, e.Say("Langue par défaut des nouveaux abonnés", "Default language of new subscribers"), languages()...)
	language.SetSelected("fr")
	zone := zoneSelect(e)
	return []fyne.CanvasObject{
		widgets.NewRow(name.Label(), e.Say("Paraît dans la signature des courriels et sur la page du portail.", "Shown in e-mail signatures and on the portal page."), name, look.ControlWide),
		widgets.NewRow(language.Label(), e.Say("Chacun peut la changer ensuite.", "Each of them can change it later."), language, look.ControlMedium),
		widgets.NewRow(zone.Label(), e.Say("Paraît à côté de chaque heure.", "Shown beside every time."), zone, look.ControlMedium),
	}
}

func sidebar(e Env) fyne.CanvasObject {
	item := func(icon resources.IconName, french, english string) *widgets.NavItem {
		return widgets.NewNavItem(icon, e.Say(french, english), nil)
	}
	accounts, settings := item(resources.Domain, "Comptes", "Accounts"), item(resources.Settings, "Paramètres", "Settings")
	accounts.SetBadge(e.Printer.Number(1204))
	settings.SetSelected(true)
	settings.SetBadge("3")
	history := item(resources.History, "Historique", "History")
	history.SetFieldID("focused")
	off := item(resources.Sync, "Synchronisation", "Synchronization")
	off.Disable()
	top := widgets.Column(look.Space4,
		widgets.Line(look.Space8, widgets.NewLogo(look.Space24), widgets.Strong("Pupitre")),
		widgets.NewNavGroup(e.Say("Portail d’entreprise", "Enterprise Portal")),
		item(resources.Dashboard, "Accueil", "Home"), accounts, item(resources.Group, "Administrateurs", "Administrators"),
		widgets.NewNavGroup(e.Say("Système", "System")),
		settings, item(resources.Call, "PBX et lignes", "PBX and Trunks"),
		widgets.NewNavGroup(e.Say("Suivi", "Monitoring")), history, off)
	person := item(resources.AccountCircle, "Marie Tremblay", "Marie Tremblay")
	side := widgets.NewSidebar(top, widgets.Column(look.Space4, widgets.Muted(e.Say("Hors ligne, 3 modifications en attente", "Offline, 3 changes waiting")), person))
	return widgets.SideBySide(side, board(widgets.Body(e.Say("Contenu", "Content"))))
}

func banners(e Env) fyne.CanvasObject {
	retry := widgets.NewButton(e.Say("Réessayer", "Try again"), nil)
	badges := widgets.Line(look.Space8,
		widgets.NewBadge(e.Say("Brouillon", "Draft"), widgets.Neutral), widgets.NewBadge(e.Say("En ligne", "Online"), widgets.Success),
		widgets.NewBadge(e.Say("En attente", "Pending"), widgets.Information), widgets.NewBadge(e.Say("Bientôt expiré", "Expiring soon"), widgets.Caution),
		widgets.NewBadge(e.Say("En panne", "Down"), widgets.Failure), widgets.NewKeyHint("Ctrl+K"))
	return board(
		widgets.NewBanner(widgets.Information, e.Say("Une nouvelle version est prête. Elle s’installera à la fermeture.", "A new version is ready. It will be installed when you close.")),
		widgets.NewBanner(widgets.Success, e.Say("Tout est synchronisé.", "Everything is synchronized.")),
		widgets.NewBanner(widgets.Caution, e.Say("Le serveur ne répond pas. Vos modifications sont gardées sur cet ordinateur et partiront dès son retour.", "The server does not answer. Your changes are kept on this computer and will be sent as soon as it is back."), retry),
		widgets.NewBanner(widgets.Failure, e.Say("Le disque est plein. Rien n’a été perdu, mais rien ne peut être enregistré tant que de la place n’est pas libérée.", "The disk is full. Nothing was lost, but nothing can be saved until space is freed."),
			widgets.NewButton(e.Say("Ouvrir le dossier", "Open the folder"), nil), widgets.NewButton(e.Say("Réessayer", "Try again"), nil)),
		badges,
	)
}

func saveBar(e Env) fyne.CanvasObject {
	bar := widgets.NewSaveBar(widgets.NewQuietButton(e.Say("Voir", "View"), nil), widgets.NewButton(e.Say("Annuler", "Discard"), nil), widgets.NewPrimaryButton(e.Say("Enregistrer", "Save"), nil))
	bar.SetText(e.Say("3 modifications", "3 changes"))
	bar.Show()
	head := widgets.NewPageHeader(e.Say("Paramètres", "Settings"), widgets.NewKeyHint("Ctrl+K"), widgets.NewIconButton(resources.Search, e.Say("Rechercher", "Search"), nil))
	return widgets.Page(widgets.Padded(look.Space16, look.Space24, head), board(widgets.NewCard("", widgets.Rows(profileRows(e)...))), bar)
}

func states(e Env) fyne.CanvasObject {
	add := widgets.NewPrimaryButton(e.Say("Ajouter un événement", "Add an event"), nil)
	add.SetIcon(resources.Add)
	empty := widgets.NewEmptyState(resources.Event, e.Say("Aucun événement spécial", "No special event"), e.Say("Ajoutez les jours fériés, les fermetures et les horaires d’été de l’année.", "Add the holidays, closures and summer hours of the year."), add)
	failed := widgets.NewErrorState(e.Printer, e.Say("L’historique n’a pas pu être chargé", "The history could not be loaded"), e.Say("Le serveur ne répond pas. Vérifiez la connexion, puis réessayez.", "The server does not answer. Check the connection, then try again."), nil)
	return board(empty, widgets.NewSeparator(), failed)
}

func skeleton(Env) fyne.CanvasObject { return board(widgets.NewSkeleton(4)) }

func toasts(e Env) fyne.CanvasObject {
	show := widgets.NewButton(e.Say("Montrer un message", "Show a toast"), func() { showToasts(e, nil) })
	return board(widgets.Line(look.Space8, show))
}

func showToasts(e Env, _ fyne.Canvas) {
	e.Stage.Toast(e.Printer, widgets.Toast{Text: e.Say("Enregistré sur cet ordinateur.", "Saved on this computer."), Icon: resources.CheckCircle})
	e.Stage.Toast(e.Printer, widgets.Toast{Text: e.Say("Marie Tremblay a été retirée des délégués.", "Marie Tremblay was removed from the delegates."), Action: e.Say("Annuler", "Undo")})
}

func dialogs(e Env) fyne.CanvasObject {
	open := widgets.NewButton(e.Say("Ouvrir la boîte", "Open the dialog"), nil)
	open.SetFieldID("dialog")
	open.OnTapped = func() { showDialog(e, fyne.CurrentApp().Driver().CanvasForObject(open)) }
	return board(widgets.Line(look.Space8, open))
}

func showDialog(e Env, c fyne.Canvas) {
	password := widgets.NewPasswordEntry(e.Printer, e.Say("Votre mot de passe", "Your password"), nil)
	accept, cancel := widgets.NewDangerButton(e.Say("Retirer", "Remove"), nil), widgets.NewButton(e.Say("Annuler", "Cancel"), nil)
	body := widgets.Column(look.Space12,
		widgets.Body(e.Say("Elle ne pourra plus modifier les paramètres. Ses modifications déjà faites restent en place.", "She will no longer be able to change settings. The changes she has made stay in place.")),
		widgets.Column(look.Space4, widgets.Muted(password.Label()), password))
	d := widgets.NewDialog(e.Say("Retirer Marie Tremblay des délégués?", "Remove Marie Tremblay from the delegates?"), body, accept, cancel)
	cancel.OnTapped, accept.OnTapped = d.Close, d.Close
	password.OnSubmitted = func(string) { d.Submit() }
	d.Show(c, password)
}

func menus(e Env) fyne.CanvasObject {
	open := widgets.NewIconButton(resources.MoreVert, e.Say("Autres actions", "More actions"), nil)
	open.SetFieldID("menu")
	open.OnTapped = func() {
		widgets.ShowMenu(open,
			widgets.MenuItem{Label: e.Say("Taille de l’interface", "Interface size"), Icon: resources.TextIncrease, Hint: "125 %"},
			widgets.MenuItem{Label: e.Say("Contraste élevé", "High contrast"), Icon: resources.Contrast, Checked: true},
			widgets.MenuItem{Label: e.Say("Verrouiller", "Lock"), Icon: resources.Lock, Hint: "Ctrl+L", Separated: true},
			widgets.MenuItem{Label: e.Say("Changer le mot de passe", "Change password"), Icon: resources.Edit, Disabled: true},
			widgets.MenuItem{Label: e.Say("Fermer la session", "Sign out"), Icon: resources.Logout},
		)
	}
	return board(widgets.Line(look.Space8, open))
}
