package lock

import (
	"strconv"

	"fyne.io/fyne/v2"

	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/look"
	"pupitre/ui/shell"
	"pupitre/ui/widgets"
)

// choices are the idle times offered, in minutes; 0 is never.
var choices = []int{0, 5, 15, 30, 60}

// After is how long nobody may be there before the window locks, in minutes.
type After interface {
	LockAfter() int
	SetLockAfter(minutes int)
}

// Command offers the choice of the idle time, in the menu of the person and in the palette.
func Command(p *i18n.Printer, canvas func() fyne.Canvas, after After) shell.Entry {
	name := func(p *i18n.Printer) string { return p.T("lock.after.command") }
	return shell.Entry{
		ID: "command.lock_after", Icon: resources.Lock, Label: name(p), Detail: p.T("shell.palette.command"),
		Names: shell.Texts(name), Also: shell.Texts(func(p *i18n.Printer) string { return p.T("lock.after.command_words") }),
		Run: func() { showAfter(p, canvas(), after) },
	}
}

// showAfter asks for the idle time; it is kept at once.
func showAfter(p *i18n.Printer, canvas fyne.Canvas, after After) {
	options := []widgets.Option{}
	for _, minutes := range choices {
		label := p.T("lock.after.never")
		if minutes > 0 {
			label = p.T("lock.after.minutes", "Minutes", minutes)
		}
		options = append(options, widgets.Option{Value: strconv.Itoa(minutes), Label: label})
	}
	choice := widgets.NewSegmented(p.T("lock.after.choice"), options...)
	choice.SetSelected(strconv.Itoa(after.LockAfter()))
	choice.OnChanged = func(value string) {
		if minutes, err := strconv.Atoi(value); err == nil { // the values are our own
			after.SetLockAfter(minutes)
		}
	}
	var dialog *widgets.Dialog
	done := widgets.NewButton(p.T("lock.after.close"), func() { dialog.Close() })
	body := widgets.Column(look.Space12, widgets.Body(p.T("lock.after.body")), choice)
	dialog = widgets.NewDialog(p.T("lock.after.title"), body, nil, done)
	dialog.Show(canvas, choice)
}
