package shell

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// Stable ids of what the frame shows, by which the keyboard is found again after a rebuild.
const (
	fieldSearch   = "shell.search"
	fieldLanguage = "shell.language"
	fieldPerson   = "shell.person"
	fieldStatus   = "shell.status"
	fieldNav      = "shell.nav." // and the route
	fieldArea     = "shell.area"
	fieldHelp     = "shell.help"
)

// frame is what surrounds the page, in one language.
type frame struct {
	root     *fyne.Container
	provider *widgets.Text
	icon     *widgets.Icon
	words    *widgets.Text
	more     *widgets.Text
	details  *widgets.IconButton
}

// newFrame surrounds a page; nil says that this person has none.
func newFrame(s *Shell, page fyne.CanvasObject) *frame {
	f := &frame{}
	if page == nil {
		page = widgets.NewEmptyState(resources.Lock, s.p.T("shell.missing.title"), s.p.T("shell.missing.body"), nil)
	}
	f.root = widgets.SideBySide(widgets.NewSidebar(f.top(s), f.foot(s)), widgets.Page(f.header(s), page, widgets.Column("")))
	f.setStatus(s.status())
	return f
}

func (f *frame) header(s *Shell) fyne.CanvasObject {
	title, wide := "", false
	if r, ok := s.router.page(s.router.current().Route); ok {
		title, wide = r.Title(s.p), r.Wide
	}
	search := widgets.NewButton(s.p.T("shell.palette.open"), s.OpenPalette)
	search.SetIcon(resources.Search)
	search.SetFieldID(fieldSearch)
	keys := s.keys(fyne.KeyK, fyne.KeyModifierShortcutDefault)
	search.SetTooltip(s.p.T("shell.palette.open_tip", "Keys", keys))
	actions := []fyne.CanvasObject{search}
	if area := s.areaSwitch(); area != nil {
		actions = []fyne.CanvasObject{area, search}
	}
	if s.deps.Help != nil {
		help := widgets.NewIconButton(resources.Help, s.p.T("guide.help"), s.Help)
		help.SetFieldID(fieldHelp)
		actions = append(actions, help)
	}
	header := widgets.NewPageHeader(title, actions...)
	if !wide {
		header = widgets.MaxWidth(look.ContentWidth, header)
	}
	return widgets.Padded(look.Space16, look.Space24, header)
}

// top is the provider and the pages.
func (f *frame) top(s *Shell) fyne.CanvasObject {
	f.provider = widgets.NewText(s.provider, widgets.TextStyle{Bold: true})
	mark := container.New(brandLayout{}, widgets.NewLogo(look.Space24), f.provider)
	parts := []fyne.CanvasObject{widgets.Padded(look.Space8, "", mark)}
	for _, g := range s.router.groups() {
		parts = append(parts, widgets.NewNavGroup(g.title(s.p)))
		for _, r := range s.router.inGroup(g) {
			item := widgets.NewNavItem(r.Icon, r.Title(s.p), func() { s.Open(Place{Route: r.Route}) })
			item.SetFieldID(fieldNav + string(r.Route))
			item.SetSelected(r.Route == s.router.current().Route)
			parts = append(parts, item)
		}
	}
	return widgets.Column(look.Space4, parts...)
}

func (f *frame) setProvider(name string) {
	f.provider.SetText(name)
	f.root.Refresh()
}

// foot is the connection in words, the language and the person.
func (f *frame) foot(s *Shell) fyne.CanvasObject {
	f.icon = widgets.NewIcon(resources.Sync, theme.SizeNameInlineIcon, look.ColorMuted)
	f.words = widgets.NewText("", widgets.TextStyle{Size: theme.SizeNameCaptionText})
	f.more = widgets.NewText("", widgets.TextStyle{Size: theme.SizeNameCaptionText, Color: look.ColorMuted})
	f.details = widgets.NewIconButton(resources.Info, s.p.T("shell.status.details"), s.showStatus)
	f.details.SetFieldID(fieldStatus)
	status := container.New(statusLayout{}, f.icon, f.words, f.more, f.details)
	person := widgets.NewNavItem(resources.AccountCircle, s.deps.Person.Name, nil)
	person.SetFieldID(fieldPerson)
	person.SetTooltip(s.p.T("shell.person.menu", "Name", s.deps.Person.Name))
	person.OnTapped = func() { s.showPersonMenu(person) }
	return widgets.Column(look.Space8, widgets.NewSeparator(), status, person,
		widgets.Padded("", look.Space8, s.languageSwitch()))
}

func (s *Shell) languageSwitch() fyne.CanvasObject {
	choice := widgets.NewSegmented(s.p.T("shell.language.label"),
		widgets.Option{Value: string(i18n.French), Label: s.p.T("shell.language.fr_short")},
		widgets.Option{Value: string(i18n.English), Label: s.p.T("shell.language.en_short")})
	choice.SetSelected(string(s.p.Language()))
	choice.SetFieldID(fieldLanguage)
	choice.SetTooltip(s.p.T("shell.language.label"))
	choice.OnChanged = func(value string) { s.pickLanguage(i18n.Language(value)) }
	return choice
}

func (s *Shell) pickLanguage(lang i18n.Language) {
	if s.deps.PickLanguage == nil {
		s.SetLanguage(lang)
		return
	}
	s.deps.PickLanguage(lang)
}

// setStatus writes the state of the exchange at the foot.
func (f *frame) setStatus(st status) {
	f.details.SetTooltip(st.detail[len(st.detail)-1])
	f.icon.Set(st.icon, st.tone.color())
	more := strings.TrimPrefix(st.more+"\n"+st.attended, "\n")
	more = strings.TrimSuffix(more, "\n")
	if f.words.Text() == st.text && f.more.Text() == more {
		return
	}
	f.words.SetText(st.text)
	f.more.SetText(more)
	f.more.Hidden = more == ""
	f.root.Refresh()
}

func (t tone) color() fyne.ThemeColorName {
	switch t {
	case toneGood:
		return theme.ColorNameSuccess
	case toneWaiting:
		return theme.ColorNameWarning
	case toneTrouble:
		return theme.ColorNameError
	case toneQuiet:
	}
	return look.ColorMuted
}

// showStatus tells the exchange in full, with what can be done.
func (s *Shell) showStatus() {
	st := s.status()
	lines := []fyne.CanvasObject{}
	for _, line := range st.detail {
		lines = append(lines, widgets.Body(line))
	}
	var dialog *widgets.Dialog
	closed := widgets.NewButton(s.p.T("shell.status.close"), func() { dialog.Close() })
	act := s.statusAction(st, func() { dialog.Close() })
	dialog = widgets.NewDialog(st.title(s.p), widgets.Column(look.Space8, lines...), act, closed)
	dialog.Show(s.deps.Window.Canvas(), nil)
}

// statusAction is what helps in this state, nil when nothing does.
func (s *Shell) statusAction(st status, before func()) *widgets.Button {
	switch {
	case st.retry:
		return widgets.NewPrimaryButton(s.p.T("shell.retry_now"), func() { before(); s.RetryNow() })
	case st.signIn && s.deps.SignIn != nil:
		return widgets.NewPrimaryButton(s.p.T("shell.sign_in_again"), func() { before(); s.deps.SignIn() })
	}
	return nil
}
