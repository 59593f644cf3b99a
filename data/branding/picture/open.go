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
	const op = "picture.read"
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
	head := make([]byte, min(info.Size(), sniffBytes))
	from := &source{ctx: ctx, from: file, whole: info.Size(), stage: Reading, report: r.Report}
	if _, err := io.ReadFull(from, head); err != nil {
		return nil, fileFault(err)
	}
	if _, err := Sniff(head); err != nil {
		return nil, err // before the rest is read
	}
	rest, err := io.ReadAll(io.LimitReader(from, r.limits().FileBytes+1-int64(len(head)))) // it may have grown
	if err != nil {
		return nil, fileFault(err)
	}
	switch whole := int64(len(head) + len(rest)); {
	case whole > r.limits().FileBytes:
		return nil, fault.New(fault.Invalid, op, "branding.file_large")
	case whole < info.Size(): // it was cut while it was read
		return nil, fileFault(io.ErrUnexpectedEOF)
	}
	return append(head, rest...), nil
}

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
