package portal

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// fieldCodes is the field of invitation codes.
const fieldCodes = "enterprise.codes"

// Code is an invitation that no letter has told: the person who invites passes it on.
type Code struct {
	Name, Code string
	Expires    time.Time
}

// Inviter is what showing codes needs of the program.
type Inviter struct {
	// Code is what somebody types who joins with a secret: it names the server too.
	Code func(secret string) string
	// Copy puts a text on the clipboard.
	Copy func(text string)
	// Zone is the one in which times are shown.
	Zone func() *time.Location
	// Toast says something in passing.
	Toast func(text, action string, run func())
}

// ShowCodes shows codes that are told once, and a button that copies all of them.
func ShowCodes(p *i18n.Printer, c fyne.Canvas, in Inviter, codes []Code) {
	if c == nil || len(codes) == 0 {
		return
	}
	lines := []string{}
	for _, one := range codes {
		lines = append(lines, p.T("enterprise.codes.line", "Name", one.Name, "Code", one.Code))
	}
	text := strings.Join(lines, "\n")
	field := widgets.NewMultiLineEntry(p.T("people_page.code"))
	field.SetFieldID(fieldCodes)
	field.SetText(text)
	field.OnChanged = func(typed string) {
		if typed != text { // it can be selected, not changed
			field.SetText(text)
		}
	}
	copied := widgets.NewButton(p.T("people_page.code_copy"), func() {
		in.Copy(text)
		in.Toast(p.T("people_page.code_copied"), "", nil)
	})
	copied.SetIcon(resources.ContentCopy)
	until := widgets.Muted(p.T("people_page.code_until", "When", p.Moment(codes[0].Expires.In(in.Zone()))))
	body := widgets.Column(look.Space12, widgets.Body(p.N("enterprise.codes.body", len(codes))), field, until,
		widgets.WrapLine(look.Space8, copied), widgets.NewBanner(widgets.Caution, p.T("people_page.code_once")))
	var dialog *widgets.Dialog
	dialog = widgets.NewDialog(p.N("enterprise.codes.title", len(codes)), body, nil, widgets.NewButton(p.T("people_page.code_close"), func() { dialog.Close() }))
	dialog.Show(c, copied)
}
