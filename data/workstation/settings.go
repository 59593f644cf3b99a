package workstation

import (
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"maps"
	"path/filepath"
	"sync"
	"time"

	"github.com/spf13/afero"

	"pupitre/data/fault"
)

// maxSettingsSize bounds what is read into memory, in bytes; ours is about one thousand.
const maxSettingsSize = 1 << 20

// SettingsFile is the window's own settings file: read once, rewritten atomically at each change. Safe for concurrent use.
type SettingsFile struct {
	fs     afero.Fs
	path   string
	notice error
	locked bool // the file could not be read: never replace what we have not seen

	mu      sync.Mutex
	current Settings
	extra   map[string]json.RawMessage
}

// OpenSettings reads the settings, and never fails: a damaged file is set aside under a dated name and the defaults are
// used, which Notice tells. now is used for that name only.
func OpenSettings(fsys afero.Fs, path string, now time.Time) *SettingsFile {
	f := &SettingsFile{fs: fsys, path: path, current: DefaultSettings()}
	raw, err := readBounded(fsys, path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return f
	case errors.Is(err, errTooLarge):
		f.setAside(now, err)
		return f
	case err != nil:
		f.locked = true
		f.notice = fault.As(fault.Unavailable, "workstation.OpenSettings", "workstation.settings_unreadable", err, "File", path)
		return f
	}
	var keys map[string]json.RawMessage
	err = json.Unmarshal(raw, &keys)
	if err == nil && keys == nil {
		err = errNoObject
	}
	if err != nil {
		f.setAside(now, err)
		return f
	}
	f.current, f.extra = decodeSettings(keys)
	return f
}

var (
	errTooLarge = errors.New("settings file is larger than it can be")
	errNoObject = errors.New("settings file is null") // which decodes without error, into nothing
)

func readBounded(fsys afero.Fs, path string) ([]byte, error) {
	file, err := fsys.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }() // nothing was written
	raw, err := io.ReadAll(io.LimitReader(file, maxSettingsSize+1))
	if err == nil && len(raw) > maxSettingsSize {
		err = errTooLarge
	}
	return raw, err
}

// setAside keeps the damaged bytes for whoever can mend them.
func (f *SettingsFile) setAside(now time.Time, cause error) {
	aside := filepath.Join(filepath.Dir(f.path), "settings.damaged-"+now.UTC().Format("20060102-150405.000")+".json")
	if err := f.fs.Rename(f.path, aside); err != nil {
		f.locked = true
		f.notice = fault.As(fault.Unavailable, "workstation.OpenSettings", "workstation.settings_unreadable",
			errors.Join(cause, err), "File", f.path)
		return
	}
	f.notice = fault.As(fault.Internal, "workstation.OpenSettings", "workstation.settings_damaged", cause, "File", aside)
}

// Notice is what the person should be told about the file: nil, or a fault "workstation.settings_damaged" (File is where
// the damaged file lies now) or "workstation.settings_unreadable" (changes last until Pupitre closes).
func (f *SettingsFile) Notice() error { return f.notice }

// Get is a copy of the settings.
func (f *SettingsFile) Get() Settings {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.current.clone()
}

// Update changes the settings and writes the file when something is different. What was changed holds for this run even
// when the file cannot be written. Errors: fault.Unavailable "workstation.settings_not_saved".
func (f *SettingsFile) Update(change func(*Settings)) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	next := f.current.clone()
	change(&next)
	next = next.bounded()
	if next.equal(f.current) {
		return nil
	}
	f.current = next
	if f.locked {
		return nil
	}
	raw, err := encodeSettings(next, f.extra)
	if err == nil {
		err = writeAtomic(f.fs, f.path, raw)
	}
	return fault.As(fault.Unavailable, "workstation.Update", "workstation.settings_not_saved", err, "File", f.path)
}

// decodeSettings takes each key by itself, so that one value of a wrong type costs that value only.
func decodeSettings(keys map[string]json.RawMessage) (Settings, map[string]json.RawMessage) {
	s, extra := DefaultSettings(), maps.Clone(keys)
	for key, target := range s.fields() {
		raw, ok := keys[key]
		if !ok {
			continue
		}
		delete(extra, key)
		assign(target, raw)
	}
	return s.bounded(), extra
}

// encodeSettings writes our keys beside those of a newer version. encoding/json sorts them: the file is stable.
func encodeSettings(s Settings, extra map[string]json.RawMessage) ([]byte, error) {
	all := make(map[string]any, len(extra)+16)
	for key, raw := range extra {
		all[key] = raw
	}
	for key, value := range s.fields() {
		all[key] = value
	}
	raw, err := json.MarshalIndent(all, "", "  ")
	return append(raw, '\n'), err
}
