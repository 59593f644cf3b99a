package workstation

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"sync"

	"github.com/spf13/afero"

	"pupitre/data/fault"
)

const (
	tokenFileName = "token.json"
	maxTokenFile  = 64 << 10 // bytes
)

// TokenFile keeps the token of a kiosk, which must come back by itself after a power cut: nobody is there to unlock a
// keychain. The file is readable by the kiosk's own account alone. What the token opens is what the kiosk shows to anybody,
// and an administrator revokes it; a person's token never goes here (see Secrets). Safe for concurrent use.
type TokenFile struct {
	fs   afero.Fs
	path string

	mu     sync.Mutex
	memory map[string]string // what the disk did not take, until the program ends
}

// NewTokenFile is the file of a kiosk's folder.
func NewTokenFile(fs afero.Fs, folder string) *TokenFile {
	return &TokenFile{fs: fs, path: filepath.Join(folder, tokenFileName), memory: map[string]string{}}
}

// Get is the token of an account. Errors: fault.NotFound when nothing is kept, also in a file that cannot be read.
func (f *TokenFile) Get(account string) (string, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if token, ok := f.memory[account]; ok {
		return token, nil
	}
	kept, err := f.read()
	if token, ok := kept[account]; ok {
		return token, nil
	}
	return "", notKept(account, err)
}

// Set keeps a token and tells whether it will outlive the program.
func (f *TokenFile) Set(account, token string) (persistent bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	kept, _ := f.read() // what cannot be read is of no use to anybody
	if kept == nil {
		kept = map[string]string{}
	}
	kept[account] = token
	if f.write(kept) != nil {
		f.memory[account] = token
		return false
	}
	delete(f.memory, account)
	return true
}

// Delete forgets a token; one that was never kept is no error.
func (f *TokenFile) Delete(account string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.memory, account)
	kept, err := f.read()
	if err != nil {
		return fault.Wrap("workstation.TokenFile.Delete", err)
	}
	if _, ok := kept[account]; !ok {
		return nil
	}
	delete(kept, account)
	return fault.Wrap("workstation.TokenFile.Delete", f.write(kept))
}

func (f *TokenFile) read() (kept map[string]string, err error) {
	file, err := f.fs.Open(f.path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	text, err := io.ReadAll(io.LimitReader(file, maxTokenFile))
	if err := errors.Join(err, file.Close()); err != nil {
		return nil, err
	}
	return kept, json.Unmarshal(text, &kept)
}

func (f *TokenFile) write(kept map[string]string) error {
	text, err := json.Marshal(kept)
	if err != nil {
		return err
	}
	return writeAtomic(f.fs, f.path, text)
}
