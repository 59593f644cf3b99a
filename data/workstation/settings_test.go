package workstation

import (
	"encoding/json"
	"errors"
	"math"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/afero"
)

const settingsPath = "/config/settings.json"

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

func write(t *testing.T, fs afero.Fs, text string) {
	t.Helper()
	if err := afero.WriteFile(fs, settingsPath, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, fs afero.Fs, path string) string {
	t.Helper()
	raw, err := afero.ReadFile(fs, path)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

func full() Settings {
	return Settings{
		Window:    Placement{X: -40, Y: 12, Width: 1600, Height: 1000, Placed: true, Maximised: true},
		Theme:     ThemeContrast,
		Size:      150,
		KioskIdle: 120, LockAfter: 5, Locked: true, TourSeen: true,
		Language:     "fr",
		OpenSections: map[string]bool{"profile": true, "account": false},
		Accounts: []Account{
			{Server: "https://example.org", Email: "marie.tremblay@boreale.example", Person: "018f", Pin: "pin"},
			{Server: "https://example.net", Email: "luc.cote@boreale.example", Person: "0190"},
		},
		Provider: Provider{Server: "https://example.org", Name: "Téléphonie Boréale", Logo: []byte{0x89, 'P', 'N', 'G'}},
	}
}

// The provider of the sign-in page is believed within bounds: a file may have been written by anybody.
func TestAProviderBeyondItsBoundsIsForgotten(t *testing.T) {
	for name, c := range map[string]struct{ in, want Provider }{
		"long name":  {Provider{Server: "https://example.org", Name: strings.Repeat("x", maxText+1)}, Provider{}},
		"large logo": {Provider{Server: "s", Name: "n", Logo: make([]byte, maxLogo+1)}, Provider{Server: "s", Name: "n"}},
		"no text":    {Provider{Server: "s", Name: "\xff"}, Provider{}},
	} {
		s := DefaultSettings()
		s.Provider = c.in
		if diff := cmp.Diff(c.want, s.bounded().Provider); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestFirstStartHasDefaultsAndWritesNothing(t *testing.T) {
	fs := afero.NewMemMapFs()
	f := OpenSettings(fs, settingsPath, noon)
	if f.Notice() != nil {
		t.Errorf("notice %v on a first start", f.Notice())
	}
	if diff := cmp.Diff(DefaultSettings(), f.Get()); diff != "" {
		t.Error(diff)
	}
	if err := f.Update(func(s *Settings) { s.Theme = ThemeSystem }); err != nil {
		t.Fatal(err)
	}
	if exists, _ := afero.Exists(fs, settingsPath); exists {
		t.Error("an update without a change wrote the file")
	}
}

func TestSettingsSurviveARestart(t *testing.T) {
	fs := afero.NewMemMapFs()
	if err := OpenSettings(fs, settingsPath, noon).Update(func(s *Settings) { *s = full() }); err != nil {
		t.Fatal(err)
	}
	again := OpenSettings(fs, settingsPath, noon)
	if diff := cmp.Diff(full(), again.Get()); diff != "" || again.Notice() != nil {
		t.Error(diff, again.Notice())
	}
}

func TestGetIsACopy(t *testing.T) {
	f := OpenSettings(afero.NewMemMapFs(), settingsPath, noon)
	if err := f.Update(func(s *Settings) { *s = full() }); err != nil {
		t.Fatal(err)
	}
	f.Get().OpenSections["profile"] = false
	if !f.Get().OpenSections["profile"] {
		t.Error("a reader changed the settings")
	}
}

func TestKeysOfANewerVersionAreKept(t *testing.T) {
	fs := afero.NewMemMapFs()
	write(t, fs, `{"theme":"dark","kiosk":{"idle":60,"big":12345678901234567890},"sound":null}`)
	f := OpenSettings(fs, settingsPath, noon)
	if err := f.Update(func(s *Settings) { s.Language = "en" }); err != nil {
		t.Fatal(err)
	}
	var keys map[string]json.RawMessage
	if err := json.Unmarshal([]byte(read(t, fs, settingsPath)), &keys); err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]string{"theme": `"dark"`, "language": `"en"`, "sound": "null"} {
		if string(keys[key]) != want {
			t.Errorf("%s is %s, want %s", key, keys[key], want)
		}
	}
	if !strings.Contains(string(keys["kiosk"]), "12345678901234567890") {
		t.Errorf("the newer version's value was changed: %s", keys["kiosk"])
	}
}

func TestOneBadValueCostsThatValueOnly(t *testing.T) {
	def := DefaultSettings()
	for name, text := range map[string]string{
		"wrong type":        `{"theme":7,"language":"fr"}`,
		"unknown theme":     `{"theme":"pink","language":"fr"}`,
		"size not offered":  `{"interface_size":137,"language":"fr"}`,
		"tiny window":       `{"window_width":3,"window_height":900,"language":"fr"}`,
		"giant window":      `{"window_width":1100,"window_height":99999,"language":"fr"}`,
		"fraction":          `{"window_width":900.5,"language":"fr"}`,
		"half a map":        `{"open_sections":{"profile":true,"account":3},"language":"fr"}`,
		"far position":      `{"window_placed":true,"window_x":999999,"window_y":0,"language":"fr"}`,
		"smallest number":   `{"window_placed":true,"window_x":-9223372036854775808,"language":"fr"}`,
		"endless text":      `{"accounts":[{"server":"` + strings.Repeat("x", 3000) + `","person":"1"},{"server":"","person":"2"}],"language":"fr"}`,
		"null":              `{"theme":null,"window_width":null,"language":"fr"}`,
		"position, no mark": `{"window_x":10,"window_y":10,"language":"fr"}`,
	} {
		t.Run(name, func(t *testing.T) {
			fs := afero.NewMemMapFs()
			write(t, fs, text)
			f := OpenSettings(fs, settingsPath, noon)
			want := def
			want.Language = "fr"
			if diff := cmp.Diff(want, f.Get()); diff != "" || f.Notice() != nil {
				t.Error(diff, f.Notice())
			}
		})
	}
}

func TestADamagedFileIsSetAside(t *testing.T) {
	for name, text := range map[string]string{
		"empty": "", "cut": `{"theme":"da`, "binary": "\x00\xff\x00", "list": `["theme"]`, "null": "null",
		"huge": `{"x":"` + strings.Repeat("y", maxSettingsSize) + `"}`,
	} {
		t.Run(name, func(t *testing.T) {
			fs := afero.NewMemMapFs()
			write(t, fs, text)
			f := OpenSettings(fs, settingsPath, noon)
			wantKey(t, f.Notice(), "workstation.settings_damaged")
			if diff := cmp.Diff(DefaultSettings(), f.Get()); diff != "" {
				t.Error(diff)
			}
			if kept := read(t, fs, "/config/settings.damaged-20261121-120000.000.json"); kept != text {
				t.Errorf("the damaged bytes were changed: %.40q", kept)
			}
			if err := f.Update(func(s *Settings) { s.Theme = ThemeDark }); err != nil {
				t.Fatal(err)
			}
			if again := OpenSettings(fs, settingsPath, noon); again.Get().Theme != ThemeDark || again.Notice() != nil {
				t.Error("the new file is not good", again.Notice())
			}
		})
	}
}

// refusing fails one kind of call from the nth on.
type refusing struct {
	afero.Fs
	left *int
	err  error
}

func (r refusing) spend() error {
	if *r.left--; *r.left < 0 {
		return r.err
	}
	return nil
}

func (r refusing) Open(name string) (afero.File, error) {
	if err := r.spend(); err != nil {
		return nil, err
	}
	return r.Fs.Open(name)
}

func (r refusing) OpenFile(name string, flag int, perm os.FileMode) (afero.File, error) {
	if err := r.spend(); err != nil {
		return nil, err
	}
	file, err := r.Fs.OpenFile(name, flag, perm)
	return refusingFile{file, r}, err
}

func (r refusing) MkdirAll(path string, perm os.FileMode) error {
	return errors.Join(r.spend(), r.Fs.MkdirAll(path, perm))
}

func (r refusing) Chmod(name string, mode os.FileMode) error {
	if err := r.spend(); err != nil {
		return err
	}
	return r.Fs.Chmod(name, mode)
}

func (r refusing) Rename(from, to string) error {
	if err := r.spend(); err != nil {
		return err
	}
	return r.Fs.Rename(from, to)
}

type refusingFile struct {
	afero.File
	r refusing
}

func (f refusingFile) Write(p []byte) (int, error) {
	if err := f.r.spend(); err != nil {
		n, _ := f.File.Write(p[:len(p)/2]) // a full disk takes a part
		return n, err
	}
	return f.File.Write(p)
}

func (f refusingFile) Sync() error { return errors.Join(f.r.spend(), f.File.Sync()) }

func TestAFullDiskAtAnyStepLeavesOldOrNewBytes(t *testing.T) {
	failures := 0
	for step := range 20 {
		base := afero.NewOsFs()
		path := filepath.Join(t.TempDir(), "settings.json")
		if err := OpenSettings(base, path, noon).Update(func(s *Settings) { s.Theme = ThemeDark }); err != nil {
			t.Fatal(err)
		}
		old := read(t, base, path)
		left := step + 1 // the first call is the reading
		f := OpenSettings(refusing{base, &left, syscall.ENOSPC}, path, noon)
		err := f.Update(func(s *Settings) { *s = full() })
		if err != nil {
			failures++
			wantKey(t, err, "workstation.settings_not_saved")
		}
		now := read(t, base, path)
		if err == nil && now == old {
			t.Fatalf("step %d: success, and nothing written", step)
		}
		again := OpenSettings(base, path, noon)
		if again.Notice() != nil || (now != old && again.Get().Size != 150) {
			t.Fatalf("step %d: a part of the file was written: %q", step, now)
		}
		if f.Get().Size != 150 {
			t.Errorf("step %d: the change does not hold for this run", step)
		}
	}
	if failures < 5 {
		t.Fatalf("only %d steps could fail: the test does not reach them", failures)
	}
}

func TestNothingIsLeftBesideTheFile(t *testing.T) {
	for step := range 8 {
		dir, left := t.TempDir(), step+1
		f := OpenSettings(refusing{afero.NewOsFs(), &left, syscall.ENOSPC}, filepath.Join(dir, "settings.json"), noon)
		_ = f.Update(func(s *Settings) { *s = full() }) // failing is the point
		names, err := filepath.Glob(filepath.Join(dir, ".tmp-*"))
		if err != nil || len(names) > 0 {
			t.Errorf("step %d left %v, %v", step, names, err)
		}
	}
}

func TestAFileThatCannotBeReadIsNeverReplaced(t *testing.T) {
	base := afero.NewMemMapFs()
	write(t, base, `{"theme":"dark"}`)
	left := 0
	f := OpenSettings(refusing{base, &left, syscall.EACCES}, settingsPath, noon)
	wantKey(t, f.Notice(), "workstation.settings_unreadable")
	left = math.MaxInt
	if err := f.Update(func(s *Settings) { s.Theme = ThemeLight }); err != nil {
		t.Fatal(err)
	}
	if f.Get().Theme != ThemeLight {
		t.Error("the change does not hold for this run")
	}
	if got := read(t, base, settingsPath); got != `{"theme":"dark"}` {
		t.Errorf("replaced by %s", got)
	}
}

func TestAWindowComesBackWhereItCanBeSeen(t *testing.T) {
	left := Screen{0, 0, 1920, 1080}
	right := Screen{1920, -200, 2560, 1440}
	at := func(x, y, w, h int) Placement { return Placement{X: x, Y: y, Width: w, Height: h, Placed: true} }
	lost := func(w, h int) Placement { return Placement{Width: w, Height: h} }
	for name, c := range map[string]struct {
		p       Placement
		screens []Screen
		want    Placement
	}{
		"inside":                {at(100, 100, 800, 600), []Screen{left}, at(100, 100, 800, 600)},
		"second screen":         {at(2000, -150, 800, 600), []Screen{left, right}, at(2000, -150, 800, 600)},
		"second screen gone":    {at(2000, -150, 800, 600), []Screen{left}, lost(800, 600)},
		"title bar above":       {at(100, -50, 800, 600), []Screen{left}, lost(800, 600)},
		"a sliver on the right": {at(1900, 100, 800, 600), []Screen{left}, lost(800, 600)},
		"half off on the left":  {at(-500, 100, 800, 600), []Screen{left}, at(-500, 100, 800, 600)},
		"below":                 {at(100, 1060, 800, 600), []Screen{left}, lost(800, 600)},
		"larger than the screen": {
			at(0, 0, 2560, 1440),
			[]Screen{left},
			at(0, 0, 1920, 1080),
		},
		"never placed": {lost(800, 600), []Screen{left}, lost(800, 600)},
		"no screen":    {at(1, 1, 800, 600), nil, lost(800, 600)},
	} {
		if got := c.p.Fit(c.screens); got != c.want {
			t.Errorf("%s: got %+v, want %+v", name, got, c.want)
		}
	}
}
