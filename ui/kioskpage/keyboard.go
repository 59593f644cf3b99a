package kioskpage

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// The layouts, a string a row. Both are the QWERTY that Québec uses; the French one has the accents that are typed most.
var (
	lettersFR = []string{"1234567890", "qwertyuiopé", "asdfghjklèà", "zxcvbnmçù"}
	lettersEN = []string{"1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"}
	accents   = []string{"1234567890", "àâäéèêëîïô", "öùûüÿœæçñß", "-_'.@&/()"}
)

// keyboard is a keyboard on the screen, for who has none.
type keyboard struct {
	root    *fyne.Container
	p       *i18n.Printer
	insert  func(rune)
	erase   func()
	hide    func() // nil for one that stays
	upper   bool
	accents bool
}

func newKeyboard(p *i18n.Printer, insert func(rune), erase, hide func()) *keyboard {
	kb := &keyboard{root: container.NewStack(), p: p, insert: insert, erase: erase, hide: hide}
	kb.build()
	return kb
}

func (kb *keyboard) layout() []string {
	switch {
	case kb.accents:
		return accents
	case kb.p.Language() == i18n.English:
		return lettersEN
	}
	return lettersFR
}

func (kb *keyboard) build() {
	rows := []fyne.CanvasObject{}
	layout := kb.layout()
	for i, letters := range layout {
		keys := []fyne.CanvasObject{}
		last := i == len(layout)-1
		if last {
			shift := iconKey(resources.KeyboardCapslock, kb.p.T("kiosk.keyboard.shift"), func() { kb.turn(&kb.upper) })
			keys = append(keys, onWhen(shift, kb.upper))
		}
		for _, r := range letters {
			keys = append(keys, kb.letter(r))
		}
		if last {
			keys = append(keys, iconKey(resources.Backspace, kb.p.T("kiosk.keyboard.erase"), kb.erase))
		}
		rows = append(rows, even(keys...))
	}
	rows = append(rows, kb.bottom())
	kb.root.Objects = []fyne.CanvasObject{widgets.Column(look.Space4, rows...)}
	kb.root.Refresh()
}

func onWhen(t *touch, on bool) *touch {
	if on {
		t.setInk(soft)
	}
	return t
}

func (kb *keyboard) letter(r rune) *touch {
	text := string(r)
	if kb.upper && r != 'ß' { // which has no capital that people type
		text = strings.ToUpper(text)
	}
	typed := []rune(text)[0]
	return newKey(text, func() { kb.insert(typed) })
}

// bottom is the row of the space bar.
func (kb *keyboard) bottom() fyne.CanvasObject {
	label := kb.p.T("kiosk.keyboard.accents")
	if kb.accents {
		label = kb.p.T("kiosk.keyboard.letters")
	}
	keys := []fyne.CanvasObject{
		newKey(label, func() { kb.turn(&kb.accents) }),
		newKey("-", func() { kb.insert('-') }),
		newKey(kb.p.T("kiosk.keyboard.space"), func() { kb.insert(' ') }),
		newKey("’", func() { kb.insert('\'') }),
	}
	weights := []float32{2, 1, 5, 1}
	if kb.hide != nil {
		keys, weights = append(keys, newKey(kb.p.T("kiosk.keyboard.hide"), kb.hide)), append(weights, 2)
	}
	return row(weights, keys...)
}

// turn changes a layer of the keyboard.
func (kb *keyboard) turn(layer *bool) {
	*layer = !*layer
	kb.build()
}
