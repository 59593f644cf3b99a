package home

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/spf13/afero"

	"pupitre/data/desk"
	"pupitre/data/workstation"
)

// The two runs of one demonstration: nothing may depend on the port of its server.
const firstRun, secondRun = "http://127.0.0.1:1111", "http://127.0.0.1:11112"

func TestTheDemonstrationRemembersItsAccountWhateverThePort(t *testing.T) {
	h := newHome(t)
	first, second := h.Demo(firstRun).memory(), h.Demo(secondRun).memory()
	if err := first.Remember(desk.Account{Server: firstRun, Email: "m@x.example", Person: person}); err != nil {
		t.Fatal(err)
	}
	if got := second.Accounts(); len(got) != 1 || got[0].Server != secondRun {
		t.Errorf("accounts %+v", got)
	}
	if err := second.Remember(second.Accounts()[0]); err != nil || len(h.Settings.Get().Accounts) != 1 {
		t.Errorf("remembered twice: %+v, %v", h.Settings.Get().Accounts, err)
	}
	real := desk.Account{Server: "https://pupitre.example", Person: person}
	if err := second.Remember(real); err != nil || second.Accounts()[0] != real {
		t.Errorf("an account of another server: %+v, %v", second.Accounts(), err)
	}
}

func TestTheDemonstrationFindsItsSecretsWhateverThePort(t *testing.T) {
	h := newHome(t)
	file := workstation.NewTokenFile(afero.NewOsFs(), h.Folders.Data)
	first, second := h.Demo(firstRun).keeping(file), h.Demo(secondRun).keeping(file)
	if !first.Set(firstRun+"|"+person, "token") {
		t.Fatal("the token is not kept")
	}
	if got, err := second.Get(secondRun + "|" + person); err != nil || got != "token" {
		t.Errorf("%q, %v", got, err)
	}
	if _, err := file.Get(firstRun + "|" + person); err == nil {
		t.Error("a port stands in a secret's name")
	}
	if err := second.Delete(secondRun + "|" + person); err != nil {
		t.Fatal(err)
	}
	if got, err := first.Get(firstRun + "|" + person); err == nil {
		t.Errorf("%q is still there", got)
	}
}

func TestTheDemonstrationsFilesAreInOneFolderWhateverThePort(t *testing.T) {
	h := newHome(t)
	for _, url := range []string{firstRun, secondRun} {
		run := h.Demo(url)
		for _, door := range []*desk.Door{run.door("test", nil), run.Kiosk("test").Door} {
			openAndClose(t, door, url)
		}
		if got, want := run.PersonFolder(url, person), h.Folders.Person(demoAddress, person); got != want {
			t.Errorf("the folder of a person is %s, want %s", got, want)
		}
		if path, err := run.directoryPath(url, person, federation); err != nil || filepath.Dir(path) != run.PersonFolder(url, person) {
			t.Errorf("the directory is at %s, %v", path, err)
		}
	}
	if servers, err := os.ReadDir(filepath.Join(h.Folders.Data, peopleFolder)); err != nil || len(servers) != 1 {
		t.Errorf("folders of %v, %v", servers, err)
	}
}

func openAndClose(t *testing.T, door *desk.Door, url string) {
	t.Helper()
	s, _, err := door.OpenStore(context.Background(), url, person)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestARealHomeKeepsServersByTheirAddress(t *testing.T) {
	h := newHome(t)
	if h.PersonFolder(firstRun, person) == h.PersonFolder(secondRun, person) {
		t.Error("two servers share a folder")
	}
	if _, ok := h.memory().(demoMemory); ok {
		t.Error("a real home remembers as the demonstration does")
	}
}
