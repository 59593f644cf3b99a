package credentials

import (
	"context"
	"io"
	"strings"

	"fyne.io/fyne/v2"

	"pupitre/data/fault"
	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/look"
	"pupitre/ui/task"
	"pupitre/ui/widgets"
)

// Files lets the person choose where a file is written.
type Files interface {
	// SaveFile asks where, proposing a name, and gives what to write to; nil when the person thought better of it. done runs
	// on the window's goroutine.
	SaveFile(title, name string, done func(w io.WriteCloser, err error))
}

// Keeping is how secrets that are shown once leave the screen. Each may be nil: its button is left out then.
type Keeping struct {
	Copy  func(text string) // to the clipboard
	Files Files
}

// Stable ids of the buttons.
const (
	fieldCopyCodes = "account.codes.copy"
	fieldSaveCodes = "account.codes.save"
	fieldCopyKey   = "account.key.copy"
)

// Codes shows recovery codes, with ways to keep them. What became of them is said under the buttons.
type Codes struct {
	p      *i18n.Printer
	run    task.Runner
	keep   Keeping
	codes  []string
	said   *widgets.Banner
	moved  func()
	root   *fyne.Container
	copyTo *widgets.Button
}

// NewCodes shows the codes. moved is called when the page has to be placed anew.
func NewCodes(p *i18n.Printer, run task.Runner, keep Keeping, codes []string, moved func()) *Codes {
	c := &Codes{p: p, run: run, keep: keep, codes: codes, said: widgets.NewBanner(widgets.Success, ""), moved: moved}
	c.said.Hide()
	lines := make([]fyne.CanvasObject, len(codes))
	for i, code := range codes {
		lines[i] = widgets.Strong(code)
	}
	list := widgets.NewCard(look.Space12, widgets.Column("", lines...))
	c.root = widgets.Column(look.Space12, widgets.Body(p.T("account.codes.intro")), list, c.buttons(), c.said)
	return c
}

// Content is the codes as they are placed.
func (c *Codes) Content() fyne.CanvasObject { return c.root }

func (c *Codes) buttons() fyne.CanvasObject {
	buttons := []fyne.CanvasObject{}
	if c.keep.Copy != nil {
		c.copyTo = widgets.NewButton(c.p.T("account.codes.copy"), func() {
			c.keep.Copy(c.text())
			c.tell(widgets.Success, c.p.T("account.codes.copied"))
		})
		c.copyTo.SetIcon(resources.ContentCopy)
		c.copyTo.SetFieldID(fieldCopyCodes)
		buttons = append(buttons, c.copyTo)
	}
	if c.keep.Files != nil {
		save := widgets.NewButton(c.p.T("account.codes.save"), c.save)
		save.SetFieldID(fieldSaveCodes)
		buttons = append(buttons, save)
	}
	return widgets.WrapLine(look.Space8, buttons...)
}

// text is what is copied or written: a title, then a code a line.
func (c *Codes) text() string {
	return c.p.T("account.codes.file_title") + "\n\n" + strings.Join(c.codes, "\n") + "\n"
}

func (c *Codes) save() {
	c.keep.Files.SaveFile(c.p.T("account.codes.save"), c.p.T("account.codes.file_name"), func(w io.WriteCloser, err error) {
		switch {
		case err != nil:
			c.tell(widgets.Failure, c.p.Err(err))
		case w != nil:
			c.write(w)
		}
	})
}

// write puts the codes on disk, away from the window.
func (c *Codes) write(w io.WriteCloser) {
	text := c.text()
	task.Go(context.Background(), c.run, func(context.Context) (struct{}, error) {
		_, err := io.WriteString(w, text)
		if closed := w.Close(); err == nil {
			err = closed
		}
		if err != nil {
			err = fault.As(fault.Unavailable, "credentials.write", "account.codes.not_written", err)
		}
		return struct{}{}, err
	}, func(_ struct{}, err error) {
		if err != nil {
			c.tell(widgets.Failure, c.p.Err(err))
			return
		}
		c.tell(widgets.Success, c.p.T("account.codes.written"))
	})
}

func (c *Codes) tell(tone widgets.Tone, text string) {
	c.said.SetTone(tone)
	c.said.SetText(text)
	c.said.Show()
	c.moved()
}
