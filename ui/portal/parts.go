package portal

import (
	"fyne.io/fyne/v2"

	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// Card is the surface of a step: its title, and what stands in it. Rows reach from edge to edge, so that their labels stand under
// the title.
func Card(title string, objects ...fyne.CanvasObject) fyne.CanvasObject {
	var blocks, block []fyne.CanvasObject
	end := func() {
		if len(block) > 0 {
			blocks = append(blocks, widgets.Padded(look.Space8, look.Space16, widgets.Column(look.Space12, block...)))
			block = nil
		}
	}
	block = append(block, widgets.Heading(title))
	for _, o := range objects {
		if row, ok := o.(*widgets.Row); ok {
			end()
			blocks = append(blocks, row)
			continue
		}
		block = append(block, o)
	}
	end()
	return widgets.NewCard("", widgets.Padded(look.Space8, "", widgets.Column("", blocks...)))
}

// Enable lets a button be pressed, or says why not; "" lets it.
func Enable(b *widgets.Button, why string) {
	b.SetTooltip(why)
	if why == "" {
		b.Enable()
	} else {
		b.Disable()
	}
}

// Show changes a text that may be empty, and tells whether the page has to be placed anew.
func Show(t *widgets.Text, text string) (moved bool) {
	if t.Text() == text && t.Hidden == (text == "") {
		return false
	}
	t.SetText(text)
	t.Hidden = text == ""
	return true
}

// Say is Show for a banner.
func Say(b *widgets.Banner, text string) (moved bool) {
	if b.Text() == text && b.Hidden == (text == "") {
		return false
	}
	b.SetText(text)
	b.Hidden = text == ""
	return true
}
