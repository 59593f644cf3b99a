package main

import (
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"pupitre/data/blob"
)

func TestIcons(t *testing.T) {
	dir := t.TempDir()
	if err := run("../../../resources/app/pupitre.png", dir); err != nil {
		t.Fatal(err)
	}
	for _, side := range pngSides {
		f, err := os.Open(filepath.Join(dir, fmt.Sprintf("%d.png", side)))
		if err != nil {
			t.Fatal(err)
		}
		config, err := png.DecodeConfig(f)
		if closing := f.Close(); err != nil || closing != nil || config.Width != side || config.Height != side {
			t.Errorf("%d: %+v %v", side, config, err)
		}
	}
	body, err := os.ReadFile(filepath.Join(dir, "pupitre.ico"))
	if err != nil {
		t.Fatal(err)
	}
	if info, err := blob.Check(body); err != nil || info.Type != blob.ICO || info.Width != 256 {
		t.Errorf("%+v %v", info, err)
	}
}
