package workstation

import (
	"path/filepath"
	"testing"

	"github.com/spf13/afero"

	"pupitre/data/fault"
)

func wantKey(t *testing.T, err error, want string) {
	t.Helper()
	if err == nil {
		t.Fatalf("no error, want %s", want)
	}
	if key, _ := fault.KeyOf(err); key != want {
		t.Fatalf("error %v has key %s, want %s", err, key, want)
	}
}

func TestOneFolderHoldsAllWhenNamed(t *testing.T) {
	root := t.TempDir()
	f, err := NewFolders(root)
	if err != nil {
		t.Fatal(err)
	}
	want := Folders{Data: root, Config: root, Logs: filepath.Join(root, "logs")}
	if f != want {
		t.Errorf("got %+v, want %+v", f, want)
	}
	if demo := f.Demo(); demo.Data == f.Data || demo.SettingsPath() == f.SettingsPath() {
		t.Errorf("the demonstration shares files with the real thing: %+v", demo)
	}
}

func TestFoldersOfTheSystemAreOurOwn(t *testing.T) {
	f, err := NewFolders("")
	if err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{f.Data, f.Config} {
		if !filepath.IsAbs(dir) || filepath.Base(dir) != "pupitre" {
			t.Errorf("folder %q is not ours", dir)
		}
	}
}

func TestCreateMakesPrivateFolders(t *testing.T) {
	fs := afero.NewOsFs()
	f, err := NewFolders(filepath.Join(t.TempDir(), "a", "b"))
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Create(fs); err != nil {
		t.Fatal(err)
	}
	info, err := fs.Stat(f.Data)
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode().Perm() != 0o700 {
		t.Errorf("mode %v lets others in", info.Mode())
	}
	if left, err := afero.ReadDir(fs, f.Data); err != nil || len(left) != 1 || left[0].Name() != "logs" {
		t.Errorf("the probe left something behind: %v, %v", left, err)
	}
}

func TestCreateTellsOfAFolderThatCannotBeWritten(t *testing.T) {
	base := afero.NewMemMapFs()
	f := Folders{Data: "/d", Config: "/d", Logs: "/d/logs"}
	if err := base.MkdirAll(f.Logs, 0o700); err != nil {
		t.Fatal(err)
	}
	err := f.Create(afero.NewReadOnlyFs(base))
	wantKey(t, err, "workstation.not_writable")
	if _, args := fault.KeyOf(err); args["Folder"] != "/d" {
		t.Errorf("args %v do not name the folder", args)
	}
}

func TestPersonDirIsOnePerServerAndPerson(t *testing.T) {
	const person = "01939f3e-7c1a-7e7b-9f2c-1f0d5a6b7c8d"
	same := []string{"https://Example.org", "https://example.org:443/", "HTTPS://example.org", " https://example.org "}
	for _, server := range same {
		if got, want := PersonDir("/r", server, person), PersonDir("/r", same[0], person); got != want {
			t.Errorf("%q: %s, want %s", server, got, want)
		}
	}
	others := map[string]string{PersonDir("/r", same[0], person): same[0]}
	for _, server := range []string{
		"http://example.org", "https://example.org:8443", "https://example.org/other", "https://example-org",
		"https://example.com", "http://[::1]:80", "http://[::1]:81", "http://127.0.0.1:43121", "demo", "", "../..",
	} {
		dir := PersonDir("/r", server, person)
		if twin, taken := others[dir]; taken {
			t.Errorf("%q and %q share %s", server, twin, dir)
		}
		others[dir] = server
	}
}

func TestPersonDirStaysBelowItsRoot(t *testing.T) {
	for _, id := range []string{"..", "../../etc", "a/b", `a\b`, "", ".", "con", "NUL", "Marie", "marie", "é", string([]byte{0, 1})} {
		dir := PersonDir("/r", "https://example.org", id)
		server := PersonDir("/r", "https://example.org", "x")
		if filepath.Dir(dir) != filepath.Dir(server) {
			t.Errorf("person %q lands in %s", id, dir)
		}
		if name := filepath.Base(dir); !plainName.MatchString(name) || reservedOnWindows[name] {
			t.Errorf("person %q gives the name %q", id, name)
		}
	}
	if PersonDir("/r", "s", "Marie") == PersonDir("/r", "s", "marie") {
		t.Error("two people who differ by a capital share a folder")
	}
}
