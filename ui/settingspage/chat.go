package settingspage

import (
	"strconv"

	"fyne.io/fyne/v2"

	"pupitre/data/schedule"
	"pupitre/data/schedule/words"
	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/editing"
	"pupitre/ui/fieldwords"
	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// Stable ids of the card of the live chat.
const (
	fieldChatEnabled = "chat.enabled"
	fieldChatLink    = "settings.chat_link"
)

// Chat adds the card of the live chat, whose hours have a page of their own; open goes there. Call it before the page is
// registered.
func (e *Editor) Chat(open func()) { e.openChat = open }

// chatRows sum the live chat up: the box that turns it on, the usual hours in both languages, the next special event.
type chatRows struct {
	page    *Page
	enabled *editing.Row
	root    fyne.CanvasObject
	hours   map[i18n.Language]*widgets.Text
	next    *widgets.Text
}

func newChatRows(pg *Page) *chatRows {
	p := pg.p
	r := &chatRows{page: pg, hours: map[i18n.Language]*widgets.Text{}, next: widgets.Body("")}
	r.enabled = r.box()
	lines := []fyne.CanvasObject{}
	for _, language := range []i18n.Language{i18n.French, i18n.English} {
		title := p.T("schedulepage.set.fr")
		if language == i18n.English {
			title = p.T("schedulepage.set.en")
		}
		r.hours[language] = widgets.Body("")
		lines = append(lines, widgets.Column("", widgets.Muted(title), r.hours[language]))
	}
	lines = append(lines, widgets.Column("", widgets.Muted(p.T("schedulepage.card.next")), r.next))
	link := widgets.NewButton(p.T("schedulepage.card.open"), pg.editor.openChat)
	link.SetIcon(resources.Schedule)
	link.SetFieldID(fieldChatLink)
	lines = append(lines, widgets.Line("", link))
	r.root = widgets.Padded(look.Space12, look.Space16, widgets.Column(look.Space12, lines...))
	return r
}

// box turns the chat on and off.
func (r *chatRows) box() *editing.Row {
	pg := r.page
	if pg.editor.Model().ReadOnly(fieldChatEnabled) {
		return editing.NewRow(pg.host, fieldChatEnabled)
	}
	c := widgets.NewBareCheck(fieldwords.Label(pg.p, schedule.EntityChat, schedule.FieldEnabled))
	c.SetFieldID(fieldChatEnabled)
	show := func(text string) { c.SetChecked(text == strconv.FormatBool(true)) }
	show(pg.editor.Model().Text(fieldChatEnabled))
	c.OnChanged = func(checked bool) {
		if text := strconv.FormatBool(checked); !pg.host.Left && text != pg.editor.Model().Text(fieldChatEnabled) {
			pg.editor.Choose(fieldChatEnabled, text)
		}
	}
	return editing.NewCustomRow(pg.host, fieldChatEnabled, c, look.ControlNarrow, show)
}

// Objects are the rows.
func (r *chatRows) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.enabled.Root, r.root}
}

// Refresh shows the hours of the draft.
func (r *chatRows) Refresh() (moved bool) {
	p, chat := r.page.p, editing.ChatOf(r.page.editor.Draft())
	moved = r.enabled.Refresh()
	put := func(t *widgets.Text, text string) {
		moved = moved || t.Text() != text
		t.SetText(text)
	}
	for language, text := range r.hours {
		put(text, words.Week(p, schedule.Plan{Enabled: true, Weekly: chat.Weekly(string(language))}))
	}
	put(r.next, words.NextEvent(p, chat.Special, schedule.LocalOf(r.page.editor.deps.Clock.Now().In(r.page.editor.zone()))))
	return moved
}

// Aim implements Rows.
func (r *chatRows) Aim(field string) bool {
	c := r.page.canvas()
	return c != nil && (field == fieldChatEnabled || field == fieldChatLink) && widgets.FocusField(c, field)
}

// Leave implements Rows: nothing is followed.
func (r *chatRows) Leave() {}
