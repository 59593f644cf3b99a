package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"pupitre/i18n"
	"pupitre/ui/look"
	"pupitre/ui/task"
)

// Stage is what a window shows: a content, and over it the layers of toasts and of tooltips.
type Stage struct {
	widget.BaseWidget
	runner  task.Runner
	content fyne.CanvasObject
	back    *tint
	toasts  *toastLayer
	tips    *tipLayer
	sealed  bool
}

// NewStage makes the root of a window.
func NewStage(runner task.Runner, content fyne.CanvasObject) *Stage {
	s := &Stage{
		runner: runner, content: content, back: newTint("background"),
		toasts: newToastLayer(runner), tips: newTipLayer(runner),
	}
	s.ExtendBaseWidget(s)
	return s
}

// SetContent shows another content.
func (s *Stage) SetContent(content fyne.CanvasObject) {
	if s.content == content {
		return
	}
	s.tips.disarm()
	s.content = content
	s.Refresh()
}

// Content is what is shown.
func (s *Stage) Content() fyne.CanvasObject { return s.content }

// Toast shows a message for a while, over the content. p writes the label of its close button.
func (s *Stage) Toast(p *i18n.Printer, t Toast) (dismiss func()) { return s.toasts.add(p, t) }

// DismissToast takes the newest toast away and tells whether there was one: for Esc.
func (s *Stage) DismissToast() bool { return s.toasts.dismissNewest() }

// ClearToasts takes all toasts away, unanswered.
func (s *Stage) ClearToasts() { s.toasts.clear() }

// Seal keeps everything from lying over the content until open: a dialog that comes late, such as the answer to what was asked before
// the window was locked, is closed at once.
func (s *Stage) Seal() (open func()) {
	s.sealed = true
	return func() { s.sealed = false }
}

// Children are the objects inside.
func (s *Stage) Children() []fyne.CanvasObject { return []fyne.CanvasObject{s.content, s.toasts} }

func (s *Stage) tipLayer() *tipLayer { return s.tips }

// findStage is the stage inside what a window shows; the content may be wrapped.
func findStage(root fyne.CanvasObject) *Stage {
	switch o := root.(type) {
	case *Stage:
		return o
	case *fyne.Container:
		for _, child := range o.Objects {
			if s := findStage(child); s != nil {
				return s
			}
		}
	}
	return nil
}

// CreateRenderer makes the layers.
func (s *Stage) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(s, &stageDrawing{stage: s})
}

type stageDrawing struct{ stage *Stage }

func (d *stageDrawing) objects() []fyne.CanvasObject {
	s := d.stage
	if clears() {
		return []fyne.CanvasObject{s.content, s.toasts, s.tips}
	}
	return []fyne.CanvasObject{s.back, s.content, s.toasts, s.tips}
}

// clears tells whether the toolkit clears the window to the background of the theme before each frame, as it does on a desktop.
// A rectangle as large as the window would be a quarter of a frame under software OpenGL; a picture in memory needs it.
func clears() bool {
	_, desktops := fyne.CurrentApp().Driver().(desktop.Driver)
	return desktops
}
func (d *stageDrawing) paint()             {}
func (d *stageDrawing) measure() fyne.Size { return d.stage.content.MinSize() }

func (d *stageDrawing) arrange(size fyne.Size) {
	s := d.stage
	s.back.Resize(size)
	s.content.Resize(size)
	s.tips.Resize(size)
	least := s.toasts.MinSize()
	s.toasts.Resize(least)
	bottom := size.Height - s.saveBarHeight() - look.Size(look.Space16)
	s.toasts.Move(fyne.NewPos((size.Width-least.Width)/2, bottom-least.Height))
}

// saveBarHeight is the height of the save bar shown, which toasts must leave free.
func (s *Stage) saveBarHeight() (height float32) {
	Walk(s.content, func(o fyne.CanvasObject) bool {
		if bar, ok := o.(*SaveBar); ok && bar.Visible() {
			height = bar.Size().Height
		}
		return o.Visible() && height == 0
	})
	return height
}
