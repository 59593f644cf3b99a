package picture

import (
	"context"
	"errors"
	"io"
	"io/fs"

	"github.com/spf13/afero"

	"pupitre/data/fault"
)

// Open reads a picture from a file. Faults, beside those of Decode: branding.file_gone, branding.file_folder,
// branding.file_special, branding.file_large, branding.file_unreadable. A cancelled context is its own error.
func (r Reader) Open(ctx context.Context, fsys afero.Fs, name string) (Source, error) {
	body, err := r.read(ctx, fsys, name)
	if err != nil {
		return Source{}, fault.Wrap("picture.Open", err)
	}
	return r.Decode(ctx, body)
}

func (r Reader) read(ctx context.Context, fsys afero.Fs, name string) ([]byte, error) {
	info, err := fsys.Stat(name) // before opening: to open a pipe waits for somebody to write to it
	if err == nil {
		err = r.checkFile(info)
	}
	if err != nil {
		return nil, fileFault(err)
	}
	file, err := fsys.Open(name)
	if err != nil {
		return nil, fileFault(err)
	}
	defer func() { _ = file.Close() }() // nothing was written
	body := make([]byte, info.Size()+1) // at the limit at most; one more byte tells that it has grown
	head := body[:min(info.Size(), sniffBytes)]
	from := &source{ctx: ctx, from: file, whole: info.Size(), stage: Reading, report: r.Report}
	if _, err := io.ReadFull(from, head); err != nil {
		return nil, fileFault(err)
	}
	if _, err := Sniff(head); err != nil {
		return nil, err // before the rest is read
	}
	switch n, err := io.ReadFull(from, body[len(head):]); {
	case err == nil: // the one more
		return nil, fileFault(errChanged)
	case int64(len(head)+n) < info.Size() && (err == io.EOF || err == io.ErrUnexpectedEOF):
		return nil, fileFault(errChanged)
	case err != io.EOF && err != io.ErrUnexpectedEOF:
		return nil, fileFault(err)
	}
	return body[:info.Size()], nil
}

// errChanged is for a file that is written to, or cut, while it is read.
var errChanged = errors.New("picture: the file has changed while it was read")

// checkFile refuses what is not worth opening.
func (r Reader) checkFile(info fs.FileInfo) error {
	const op = "picture.checkFile"
	switch {
	case info.IsDir():
		return fault.New(fault.Invalid, op, "branding.file_folder")
	case !info.Mode().IsRegular():
		return fault.New(fault.Invalid, op, "branding.file_special")
	case info.Size() == 0:
		return fault.New(fault.Invalid, op, "branding.file_empty")
	case info.Size() > r.limits().FileBytes:
		return fault.New(fault.Invalid, op, "branding.file_large")
	}
	return nil
}

// fileFault gives the errors of a file system their sentence.
func fileFault(err error) error {
	const op = "picture.read"
	switch known := new(fault.Error); {
	case errors.As(err, &known), errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	case errors.Is(err, fs.ErrNotExist):
		return fault.As(fault.NotFound, op, "branding.file_gone", err)
	}
	return fault.As(fault.Unavailable, op, "branding.file_unreadable", err)
}
