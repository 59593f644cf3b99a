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

// searchesFileName is that of the searches that a person keeps.
const searchesFileName = "searches.json"

// gateFileName is that of the count of failed tries at a secret, see data/gate.
const gateFileName = "gate.json"

// DraftFile is where what a person has not saved survives a crash of the program. It holds no secret.
type DraftFile = KeptFile

// NewDraftFile is the file in a person's folder; more than most bytes are never read.
func NewDraftFile(fs afero.Fs, folder string, most int64) *DraftFile {
	return newKeptFile(fs, folder, draftFileName, most)
}

// NewGateFile is where the failed tries at the secret of a folder outlive the program; more than most bytes are never read.
func NewGateFile(fs afero.Fs, folder string, most int64) *KeptFile {
	return newKeptFile(fs, folder, gateFileName, most)
}

// KeptFile is a small file that is replaced as a whole.
type KeptFile struct {
	fs   afero.Fs
	path string
	most int64
}

// NewSearchesFile is where the searches that a person keeps are, in the person's folder; more than most bytes are never read.
func NewSearchesFile(fs afero.Fs, folder string, most int64) *KeptFile {
	return newKeptFile(fs, folder, searchesFileName, most)
}

func newKeptFile(fs afero.Fs, folder, name string, most int64) *KeptFile {
	return &KeptFile{fs: fs, path: filepath.Join(folder, name), most: most}
}

// Read gives what was written last, nothing when there is none. A file that is too long is fault.Invalid
// "draft.unreadable".
func (d *KeptFile) Read() ([]byte, error) {
	const op = "workstation.KeptFile.Read"
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
func (d *KeptFile) Write(text []byte) error {
	const op = "workstation.KeptFile.Write"
	if len(text) == 0 {
		return fault.Wrap(op, ignoreMissing(d.fs.Remove(d.path)))
	}
	return fault.Wrap(op, writeAtomic(d.fs, d.path, text))
}
