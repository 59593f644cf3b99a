package kioskpage

import (
	"time"

	"pupitre/data/gate"
	"pupitre/ui/widgets"
)

// stillThere is the countdown before a visitor is forgotten.
type stillThere struct {
	dialog *widgets.Dialog
	words  *widgets.Text
	left   int // seconds
}

// askStill shows the countdown, or counts on.
func (k *Kiosk) askStill(left time.Duration) {
	seconds := gate.Seconds(left)
	if k.still == nil {
		k.still = k.newStill()
		k.still.dialog.Show(k.deps.Window.Canvas(), nil)
	}
	if k.still.left != seconds {
		k.still.left = seconds
		k.still.words.SetText(k.p.N("kiosk.still.body", seconds))
		k.still.dialog.Relayout()
	}
}

func (k *Kiosk) newStill() *stillThere {
	s := &stillThere{words: widgets.Body("")}
	goOn := widgets.NewPrimaryButton(k.p.T("kiosk.still.continue"), func() {
		k.touched = k.deps.Clock.Now()
		k.stillHere()
	})
	s.dialog = widgets.NewDialog(k.p.T("kiosk.still.title"), s.words, nil, goOn)
	return s
}

// stillHere takes the countdown away.
func (k *Kiosk) stillHere() {
	if k.still != nil {
		still := k.still
		k.still = nil
		still.dialog.Close()
	}
}
