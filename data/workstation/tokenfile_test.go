package workstation

import (
	"testing"

	"github.com/spf13/afero"

	"pupitre/data/fault"
)

const kioskDir = "/kiosk"

func TestATokenOutlivesTheProgram(t *testing.T) {
	fs := afero.NewMemMapFs()
	if !NewTokenFile(fs, kioskDir).Set("server|kiosk", "secret") {
		t.Fatal("not kept")
	}
	again := NewTokenFile(fs, kioskDir)
	if token, err := again.Get("server|kiosk"); token != "secret" || err != nil {
		t.Fatalf("after a restart: %q %v", token, err)
	}
	if _, err := again.Get("server|other"); !fault.Is(err, fault.NotFound) {
		t.Errorf("of another account: %v", err)
	}
	if info, err := fs.Stat(kioskDir + "/token.json"); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file: %v %v", info, err)
	}
	for range 2 {
		if err := again.Delete("server|kiosk"); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := NewTokenFile(fs, kioskDir).Get("server|kiosk"); !fault.Is(err, fault.NotFound) {
		t.Errorf("after it was forgotten: %v", err)
	}
}

func TestADiskThatIsFullKeepsTheTokenForThisRun(t *testing.T) {
	full := afero.NewReadOnlyFs(afero.NewMemMapFs())
	f := NewTokenFile(full, kioskDir)
	if f.Set("a", "secret") {
		t.Error("said to be kept")
	}
	if token, err := f.Get("a"); token != "secret" || err != nil {
		t.Errorf("%q %v", token, err)
	}
}

func TestADamagedTokenFileIsAsNone(t *testing.T) {
	for _, text := range []string{"", "{", "null", `["a"]`} {
		fs := afero.NewMemMapFs()
		if err := afero.WriteFile(fs, kioskDir+"/token.json", []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		f := NewTokenFile(fs, kioskDir)
		if _, err := f.Get("a"); !fault.Is(err, fault.NotFound) {
			t.Errorf("%q: %v", text, err)
		}
		if !f.Set("a", "b") {
			t.Errorf("%q cannot be replaced", text)
		}
	}
}

func TestAKioskHasItsOwnFolders(t *testing.T) {
	f, err := NewFolders("/data")
	if err != nil {
		t.Fatal(err)
	}
	if k := f.Kiosk(); k.Data == f.Data || k.SettingsPath() == f.SettingsPath() || f.Demo().Kiosk().Data == k.Data {
		t.Errorf("%+v beside %+v", k, f)
	}
}

func TestTimesOfProtectionAreBounded(t *testing.T) {
	def := DefaultSettings()
	for _, seconds := range []int{-1, 0, 14, 601, 1 << 30} {
		if got := (Settings{KioskIdle: seconds}).bounded().KioskIdle; got != def.KioskIdle {
			t.Errorf("%d s became %d", seconds, got)
		}
	}
	for _, seconds := range []int{15, 60, 600} {
		if got := (Settings{KioskIdle: seconds}).bounded().KioskIdle; got != seconds {
			t.Errorf("%d s became %d", seconds, got)
		}
	}
	for minutes, want := range map[int]int{-1: def.LockAfter, 0: 0, 5: 5, 24*60 + 1: def.LockAfter} {
		if got := (Settings{LockAfter: minutes}).bounded().LockAfter; got != want {
			t.Errorf("%d min became %d, want %d", minutes, got, want)
		}
	}
}
