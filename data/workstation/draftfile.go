package workstation

import (
	"errors"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/afero"

	"pupitre/data/fault"
)

// draftFileName is that of what a person has not saved yet, in the person's own folder.
const draftFileName = "draft.json"

// DraftFile is where what a person has not saved survives a crash of the program. It holds no secret.
type DraftFile struct {
	fs   afero.Fs
	path string
	most int64
}

// NewDraftFile is the file in a person's folder; more than most bytes are never read.
func NewDraftFile(fs afero.Fs, folder string, most int64) *DraftFile {
	return &DraftFile{fs: fs, path: filepath.Join(folder, draftFileName), most: most}
}

// Read gives what was written last, nothing when there is none. A file that is too long is fault.Invalid
// "draft.unreadable".
func (d *DraftFile) Read() ([]byte, error) {
	const op = "workstation.DraftFile.Read"
	file, err := d.fs.Open(d.path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	text, err := io.ReadAll(io.LimitReader(file, d.most+1))
	if err = errors.Join(err, file.Close()); err != nil {
		return nil, fault.Wrap(op, err)
	}
	if int64(len(text)) > d.most {
		return nil, fault.New(fault.Invalid, op, "draft.unreadable")
	}
	return text, nil
}

// Write replaces the file, all of it or nothing; without a text it removes it.
func (d *DraftFile) Write(text []byte) error {
	const op = "workstation.DraftFile.Write"
	if len(text) == 0 {
		return fault.Wrap(op, ignoreMissing(d.fs.Remove(d.path)))
	}
	return fault.Wrap(op, writeAtomic(d.fs, d.path, text))
}
