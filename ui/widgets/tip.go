package widgets

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"pupitre/ui/look"
	"pupitre/ui/task"
)

// Delays before a tooltip is shown.
const (
	tipOnHover = 500 * time.Millisecond
	tipOnFocus = 250 * time.Millisecond
)

// tipLayer lies over a content and shows one tooltip at a time. It is no Fyne overlay, so it takes no event away.
type tipLayer struct {
	widget.BaseWidget
	runner task.Runner
	owner  fyne.CanvasObject
	cancel func()
	bubble *tipBubble
}

func newTipLayer(runner task.Runner) *tipLayer {
	l := &tipLayer{runner: runner, bubble: newTipBubble()}
	l.bubble.Hide()
	l.ExtendBaseWidget(l)
	return l
}

// tipHost is what has a tooltip layer: the stage of a window, and every overlay.
type tipHost interface{ tipLayer() *tipLayer }

func tipsOf(o fyne.CanvasObject) *tipLayer {
	root := rootOf(o)
	if host, ok := root.(tipHost); ok {
		return host.tipLayer()
	}
	if stage := findStage(root); stage != nil {
		return stage.tips
	}
	return nil
}

func showTip(owner fyne.CanvasObject, text string, delay time.Duration) {
	if l := tipsOf(owner); l != nil {
		l.arm(owner, text, delay)
	}
}

func hideTip(owner fyne.CanvasObject) {
	if l := tipsOf(owner); l != nil && l.owner == owner {
		l.disarm()
	}
}

func (l *tipLayer) arm(owner fyne.CanvasObject, text string, delay time.Duration) {
	l.disarm()
	l.owner = owner
	l.cancel = l.runner.After(delay, func() {
		l.bubble.text.SetText(text)
		l.bubble.Hidden = false
		l.Refresh()
	})
}

func (l *tipLayer) disarm() {
	if l.cancel != nil {
		l.cancel()
	}
	l.owner, l.cancel = nil, nil
	if l.bubble.Visible() {
		l.bubble.Hide()
		l.Refresh()
	}
}

// CreateRenderer makes the bubble's place.
func (l *tipLayer) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(l, &tipLayerDrawing{layer: l})
}

type tipLayerDrawing struct{ layer *tipLayer }

func (d *tipLayerDrawing) objects() []fyne.CanvasObject { return []fyne.CanvasObject{d.layer.bubble} }
func (d *tipLayerDrawing) paint()                       {}
func (d *tipLayerDrawing) measure() fyne.Size           { return fyne.Size{} }

// arrange puts the bubble under its owner, or above it at the bottom edge, inside the window.
func (d *tipLayerDrawing) arrange(size fyne.Size) {
	l := d.layer
	if l.owner == nil || !l.bubble.Visible() {
		return
	}
	gap := look.Size(look.Space8)
	bubble := l.bubble.fit(min(look.Size(look.CalloutWidth), size.Width-2*gap))
	at := positionOf(l.owner).Subtract(positionOf(l))
	owner := l.owner.Size()
	x := min(max(at.X+(owner.Width-bubble.Width)/2, gap), size.Width-bubble.Width-gap)
	y := at.Y + owner.Height + gap
	if y+bubble.Height > size.Height-gap {
		y = at.Y - bubble.Height - gap
	}
	l.bubble.Move(fyne.NewPos(x, y))
	l.bubble.Resize(bubble)
}

// tipBubble is the box of a tooltip.
type tipBubble struct {
	widget.BaseWidget
	text *Text
}

func newTipBubble() *tipBubble {
	b := &tipBubble{text: NewText("", TextStyle{Size: theme.SizeNameCaptionText, Color: look.ColorOnTip})}
	b.ExtendBaseWidget(b)
	return b
}

// fit is the size of the bubble, no wider than width.
func (b *tipBubble) fit(width float32) fyne.Size {
	pad := look.Size(look.Space8)
	text := min(b.text.width(b.text.Text())+1, width-2*pad)
	return fyne.NewSize(text+2*pad, b.text.HeightFor(text)+pad)
}

// CreateRenderer makes the parts.
func (b *tipBubble) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(b, &tipBubbleDrawing{bubble: b, back: newBox()})
}

type tipBubbleDrawing struct {
	bubble *tipBubble
	back   *canvas.Rectangle
}

func (d *tipBubbleDrawing) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{d.back, d.bubble.text}
}

func (d *tipBubbleDrawing) paint() {
	paintBox(d.back, look.ColorTip, "", theme.SizeNameSelectionRadius)
}
func (d *tipBubbleDrawing) measure() fyne.Size { return d.bubble.fit(look.Size(look.CalloutWidth)) }

func (d *tipBubbleDrawing) arrange(size fyne.Size) {
	pad := look.Size(look.Space8)
	d.back.Resize(size)
	d.bubble.text.Move(fyne.NewPos(pad, pad/2))
	d.bubble.text.Resize(size.SubtractWidthHeight(2*pad, pad))
}
