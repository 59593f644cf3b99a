package importpage

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"

	"fyne.io/fyne/v2"

	"pupitre/data/directory"
	"pupitre/data/directory/sheet"
	"pupitre/data/fault"
	"pupitre/data/wire"
	"pupitre/ui/task"
)

// endings are those of a spreadsheet's text.
var endings = []string{".csv", ".txt", ".tsv"}

// maxColumns is the most columns that a file may have: each has a row of the page.
const maxColumns = 60

// chosen is a file and how it is going to be read.
type chosen struct {
	file    content
	name    string // without its folder
	size    int64  // bytes
	head    sheet.Head
	sniffed sheet.Format
	columns []sheet.Field // as the person wants them
	account string        // id of the account of rows that name none
	kind    string        // of rows that name none
	replace bool
}

// content is a file that is open: of the system's dialog, of the toolkit's, or dropped on the window.
type content interface {
	io.ReaderAt
	io.Closer
	Stat() (os.FileInfo, error)
}

// reader reads the file from its beginning. Each has a place of its own: one that was given up may still be at work.
func (c *chosen) reader() *io.SectionReader { return io.NewSectionReader(c.file, 0, c.size) }

// choose asks for a file.
func (h *Presenter) choose() {
	if !h.takes() {
		return
	}
	h.deps.Files.OpenFile(h.deps.Window.Printer().T("importpage.choose"), endings, func(r io.ReadCloser, err error) {
		switch {
		case err != nil:
			h.fail(err)
		case r != nil:
			h.take(r)
		}
	})
}

// takes tells whether another file may be chosen now.
func (h *Presenter) takes() bool {
	switch h.phase {
	case Idle, Mapping, Done, Failed:
		return h.of != "" && h.online
	case Looking, Sending, Running, Ready, Accepting:
	}
	return false
}

// Drop takes a file that was dropped on the window, and tells whether the page was there for it.
func (h *Presenter) Drop(files []fyne.URI) bool {
	if h.looking == 0 || len(files) == 0 {
		return false
	}
	if !h.takes() {
		return true
	}
	path := files[0].Path()
	task.Go(context.Background(), h.deps.Run, func(context.Context) (io.ReadCloser, error) {
		f, err := h.deps.Disk.Open(path)
		return f, fault.As(fault.Unavailable, "importpage.Drop", "desktop.file_not_read", err)
	}, func(r io.ReadCloser, err error) {
		if err != nil {
			h.fail(err)
			return
		}
		h.take(r)
	})
	return true
}

// take looks at a file: what its columns mean, and how it is written.
func (h *Presenter) take(r io.ReadCloser) {
	const op = "importpage.take"
	file, ok := r.(content)
	if !ok || !h.takes() {
		_ = r.Close() // it was not read
		if !ok {
			h.fail(fault.New(fault.Unavailable, op, "desktop.file_not_read"))
		}
		return
	}
	h.drop()
	h.content = file
	h.phase, h.fault = Looking, nil
	h.Tell()
	task.GoLatest(context.Background(), h.deps.Run, &h.reads, func(context.Context) (*chosen, error) {
		return lookAt(file)
	}, func(c *chosen, err error) {
		if err != nil {
			h.fail(err)
			return
		}
		if names := h.deps.Portal.Names(); names != nil && len(names.Accounts()) == 1 {
			c.account = names.Accounts()[0].ID
		}
		h.file, h.phase = c, Mapping
		h.Tell()
	})
}

// lookAt reads the whole file once. It refuses what sheet.Look refuses, what is too large, and too many columns.
func lookAt(file content) (*chosen, error) {
	const op = "importpage.lookAt"
	info, err := file.Stat()
	if err != nil || info.IsDir() {
		return nil, fault.As(fault.Unavailable, op, "desktop.file_not_read", orDirectory(err))
	}
	if info.Size() > wire.MaxImportBytes {
		return nil, fault.New(fault.Invalid, op, "transfer.csv_too_large")
	}
	c := &chosen{file: file, name: filepath.Base(info.Name()), size: info.Size(), kind: string(directory.User)}
	head, err := sheet.Look(c.reader())
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	c.sniffed = head.Format
	return c, c.adopt(head)
}

var errDirectory = errors.New("a folder")

func orDirectory(err error) error {
	if err == nil {
		return errDirectory
	}
	return err
}

// adopt takes what the file looks like.
func (c *chosen) adopt(head sheet.Head) error {
	if len(head.Titles) > maxColumns {
		return fault.New(fault.Invalid, "importpage.adopt", "importpage.too_many_columns", "Max", maxColumns)
	}
	c.head, c.columns = head, head.Columns
	return nil
}

// reread looks at the file as the person says that it is written.
func (h *Presenter) reread(separator string, e sheet.Encoding) {
	c := h.file
	format := c.head.Format.As(separator, e)
	if h.phase != Mapping || format == c.head.Format {
		return
	}
	task.GoLatest(context.Background(), h.deps.Run, &h.reads, func(context.Context) (sheet.Head, error) {
		return sheet.LookAs(c.reader(), format)
	}, func(head sheet.Head, err error) {
		if err == nil {
			err = c.adopt(head)
		}
		if h.fault = err; err != nil { // the choice is shown, with what is wrong about it
			c.head = sheet.Head{Format: format}
			c.columns = nil
		}
		h.Tell()
	})
	h.Tell()
}

// drop gives the file up. Whatever reads it still ends there.
func (h *Presenter) drop() {
	h.awaited()
	if h.content != nil {
		_ = h.content.Close() // it was only read
	}
	h.content, h.file = nil, nil
}

// options are how the server is to read the file.
func (c *chosen) options() wire.ImportOptions {
	o := wire.ImportOptions{
		Account: c.account, Kind: c.kind, Replace: c.replace, Separator: string(c.head.Format.Separator),
		Encoding: wire.ImportEncoding(c.head.Format.Encoding()),
	}
	for _, f := range c.columns {
		o.Columns = append(o.Columns, string(f))
	}
	return o
}

// check says what is wrong about the columns.
func (c *chosen) check() error {
	im := sheet.Importer{Columns: c.columns}
	return im.Check()
}

// examples are the first values of a column: different ones that are not empty.
func (c *chosen) examples(column int) (out []string) {
	const most = 3
	for _, rec := range c.head.First {
		if column < len(rec.Cells) && rec.Cells[column] != "" && len(out) < most && !slices.Contains(out, rec.Cells[column]) {
			out = append(out, rec.Cells[column])
		}
	}
	return out
}
