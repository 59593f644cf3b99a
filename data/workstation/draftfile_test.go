package workstation_test

import (
	"testing"

	"github.com/spf13/afero"

	"pupitre/data/fault"
	"pupitre/data/workstation"
)

func TestDraftFile(t *testing.T) {
	fs := afero.NewMemMapFs()
	d := workstation.NewDraftFile(fs, "/home/marie", 10)
	if text, err := d.Read(); err != nil || text != nil {
		t.Fatalf("nothing was written: %q %v", text, err)
	}
	if err := d.Write(nil); err != nil {
		t.Fatalf("nothing to remove: %v", err)
	}
	for _, text := range []string{"un", "0123456789"} {
		if err := d.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
		if got, err := d.Read(); err != nil || string(got) != text {
			t.Fatalf("got %q %v", got, err)
		}
	}
	if err := d.Write([]byte("0123456789+")); err != nil {
		t.Fatal(err)
	}
	_, err := d.Read()
	if key, _ := fault.KeyOf(err); key != "draft.unreadable" {
		t.Errorf("a file that is too long is not read: %v", err)
	}
	if err := d.Write(nil); err != nil {
		t.Fatal(err)
	}
	if found, _ := afero.Exists(fs, "/home/marie/draft.json"); found {
		t.Error("without a text the file goes")
	}
}

func TestDraftFileOnADiskThatRefuses(t *testing.T) {
	fs := afero.NewMemMapFs()
	d := workstation.NewDraftFile(fs, "/home/marie", 100)
	if err := d.Write([]byte("un")); err != nil {
		t.Fatal(err)
	}
	refusing := workstation.NewDraftFile(afero.NewReadOnlyFs(fs), "/home/marie", 100)
	if refusing.Write([]byte("deux")) == nil {
		t.Error("the failure is told")
	}
	if text, err := d.Read(); err != nil || string(text) != "un" {
		t.Errorf("the old text stays whole, got %q %v", text, err)
	}
}
