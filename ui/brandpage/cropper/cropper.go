package cropper

import (
	"context"
	"image"
	"strconv"

	"fyne.io/fyne/v2"

	"pupitre/data/branding"
	"pupitre/data/branding/picture"
	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/brandpage/hand"
	"pupitre/ui/look"
	"pupitre/ui/task"
	"pupitre/ui/widgets"
)

// Made is a finished image.
type Made struct {
	Encoded picture.Encoded
	Images  []*image.NRGBA // what it holds, for a preview: one, or those of an icon
}

// Backdrop is a background that can be chosen.
type Backdrop struct {
	Label  string
	Colour *branding.Colour // nil leaves the picture transparent
}

// Task is what is cropped, and what becomes of it.
type Task struct {
	Title     string
	Picture   Picture
	Frame     image.Point  // the shape, in pixels
	Mode      picture.Mode // at the beginning
	Backdrops []Backdrop   // the first is the one at the beginning
	Notes     []string     // what has to be said about the picture
	// Make makes the image, away from the window's goroutine.
	Make func(ctx context.Context, f picture.Framing) (Made, error)
	// Preview shows a finished image at its real size; it is given to Show. May be nil.
	Preview fyne.CanvasObject
	// Show is told what was made each time; Accept, once, what the person accepts.
	Show   func(Made)
	Accept func(Made)
}

// Stable ids of the parts.
const (
	fieldView     = "cropper.view"
	fieldMode     = "cropper.mode"
	fieldZoom     = "cropper.zoom"
	fieldLeft     = "cropper.left"
	fieldRight    = "cropper.right"
	fieldReset    = "cropper.reset"
	fieldBackdrop = "cropper.backdrop"
)

// The values of the modes.
const (
	modeFill = "fill"
	modeFit  = "fit"
)

// Cropper is the dialog.
type Cropper struct {
	p      *i18n.Printer
	run    task.Runner
	task   Task
	state  state
	view   *view
	zoom   *hand.Slider
	mode   *widgets.Segmented
	says   *widgets.Text
	bytes  *widgets.Text
	dialog *widgets.Dialog
	accept *widgets.Button
	making task.Latest
	made   *Made // of the state; nil while it is being made
	waits  bool  // the person has accepted what is being made
}

// New makes the dialog of a task. grab keeps a drag from scrolling, on a screen for fingers, and may be nil.
func New(p *i18n.Printer, run task.Runner, t Task, grab func()) *Cropper {
	c := &Cropper{p: p, run: run, task: t, state: newState(t.Picture.Source, t.Frame)}
	c.state = c.state.in(t.Mode).on(t.Backdrops[0].Colour)
	c.view = newView(p.T("brandpage.crop.view"), t.Picture, c.state, c.change)
	c.view.SetFieldID(fieldView)
	c.view.Grab = grab
	c.zoom = hand.NewSlider(p.T("brandpage.crop.zoom"), 1.0/50, nil)
	c.zoom.SetFieldID(fieldZoom)
	c.zoom.Grab = grab
	c.zoom.OnChanged = func(share float64) { c.change(c.state.zoomed(c.state.zoomOf(share), 0, 0)) }
	c.says, c.bytes = widgets.Muted(""), widgets.Body("")
	body := []fyne.CanvasObject{c.view, c.controls(), c.zoomLine(), c.says}
	for _, note := range t.Notes {
		body = append(body, widgets.NewBanner(widgets.Information, note))
	}
	if t.Preview != nil {
		body = append(body, widgets.Ends(t.Preview, widgets.Column("")))
	}
	body = append(body, c.bytes)
	c.accept = widgets.NewPrimaryButton(p.T("brandpage.crop.accept"), c.accepted)
	cancel := widgets.NewButton(p.T("brandpage.crop.cancel"), func() { c.dialog.Close() })
	c.dialog = widgets.NewDialog(t.Title, widgets.Column(look.Space12, body...), c.accept, cancel)
	c.dialog.OnClosed = c.making.Cancel
	return c
}

// controls are the mode, the background and the turns.
func (c *Cropper) controls() fyne.CanvasObject {
	p := c.p
	c.mode = widgets.NewSegmented(p.T("brandpage.crop.mode"),
		widgets.Option{Value: modeFill, Label: p.T("brandpage.crop.fill")}, widgets.Option{Value: modeFit, Label: p.T("brandpage.crop.fit")})
	c.mode.SetFieldID(fieldMode)
	c.mode.SetSelected(modeFill)
	if c.task.Mode == picture.Fit {
		c.mode.SetSelected(modeFit)
	}
	c.mode.OnChanged = func(value string) {
		mode := picture.Fill
		if value == modeFit {
			mode = picture.Fit
		}
		c.change(c.state.in(mode))
	}
	return widgets.Lead(c.mode, c.backdrop())
}

func (c *Cropper) backdrop() fyne.CanvasObject {
	options := []widgets.Option{}
	for i, b := range c.task.Backdrops {
		options = append(options, widgets.Option{Value: strconv.Itoa(i), Label: b.Label})
	}
	choice := widgets.NewSelect(c.p, c.p.T("brandpage.crop.backdrop"), options...)
	choice.SetFieldID(fieldBackdrop)
	choice.SetSelected("0")
	choice.OnChanged = func(value string) {
		if i, err := strconv.Atoi(value); err == nil && i < len(c.task.Backdrops) {
			c.change(c.state.on(c.task.Backdrops[i].Colour))
		}
	}
	return choice
}

func (c *Cropper) zoomLine() fyne.CanvasObject {
	p := c.p
	left := widgets.NewIconButton(resources.RotateLeft, p.T("brandpage.crop.left"), func() { c.change(c.state.rotated(-1)) })
	right := widgets.NewIconButton(resources.RotateRight, p.T("brandpage.crop.right"), func() { c.change(c.state.rotated(1)) })
	reset := widgets.NewIconButton(resources.Refresh, p.T("brandpage.crop.reset"), func() { c.change(c.state.reset()) })
	left.SetFieldID(fieldLeft)
	right.SetFieldID(fieldRight)
	reset.SetFieldID(fieldReset)
	return widgets.Ends(widgets.Lead(widgets.Muted(p.T("brandpage.crop.zoom")), c.zoom), widgets.Line(look.Space4, left, right, reset))
}

// Open shows the dialog and makes the image as it is at first.
func (c *Cropper) Open(over fyne.Canvas) {
	c.dialog.Show(over, c.view)
	c.change(c.state.limited())
}

// change shows another framing and makes its image.
func (c *Cropper) change(s state) {
	c.state, c.made = s, nil
	c.view.set(s)
	c.zoom.SetValue(s.share())
	c.say()
	task.GoLatest(context.Background(), c.run, &c.making, func(ctx context.Context) (Made, error) {
		return c.task.Make(ctx, s.framing)
	}, c.finished)
}

// say writes the framing, and what it does to the picture.
func (c *Cropper) say() {
	p, f := c.p, c.state.framing
	text := p.T("brandpage.crop.says", "Zoom", p.Percent(f.Zoom), "Degrees", int(f.Degrees))
	if c.state.enlarged() {
		text = p.T("brandpage.crop.says_enlarged", "Zoom", p.Percent(f.Zoom), "Degrees", int(f.Degrees))
	}
	c.says.SetText(text)
}

func (c *Cropper) finished(m Made, err error) {
	c.accept.SetBusy(false)
	if err != nil {
		c.waits = false
		c.bytes.SetText(c.p.Err(err))
		return
	}
	c.made = &m
	info := m.Encoded.Info
	c.bytes.SetText(c.p.T("brandpage.crop.result", "Size", c.p.Number(info.Size), "Limit", c.p.Number(branding.ImageBytesBelow)))
	if c.task.Show != nil {
		c.task.Show(m)
	}
	if c.waits {
		c.accepted()
	}
}

// accepted takes what was made, or waits for it.
func (c *Cropper) accepted() {
	if c.made == nil {
		c.waits = c.making.Running()
		c.accept.SetBusy(c.waits)
		return
	}
	made := *c.made
	c.dialog.Close()
	c.task.Accept(made)
}
