// Command icons makes the icons of the packages from the drawing of the program: PNG files of the sizes that desktops look for, and
// one ICO for Windows.
//
//	icons -from resources/app/pupitre.png -to dist/icons
package main

import (
	"errors"
	"flag"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"

	"github.com/disintegration/imaging"

	"pupitre/data/branding/picture"
)

// Sides in pixels: of the theme hicolor (freedesktop.org, Icon Theme Specification), and of an ICO for Windows.
var (
	pngSides = []int{16, 22, 24, 32, 48, 64, 128, 256, 512}
	icoSides = []int{16, 20, 24, 32, 40, 48, 64, 256}
)

func main() {
	from := flag.String("from", "resources/app/pupitre.png", "drawing, square")
	to := flag.String("to", "", "folder that is written to")
	flag.Parse()
	if err := run(*from, *to); err != nil {
		fmt.Fprintln(os.Stderr, "icons:", err)
		os.Exit(1)
	}
}

func run(from, to string) error {
	if to == "" {
		return errors.New("a folder is needed")
	}
	f, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }() // it was only read
	drawing, err := png.Decode(f)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(to, 0o755); err != nil {
		return err
	}
	for _, side := range pngSides {
		if err := imaging.Save(sized(drawing, side), filepath.Join(to, fmt.Sprintf("%d.png", side))); err != nil {
			return err
		}
	}
	var images []*image.NRGBA
	for _, side := range icoSides {
		images = append(images, sized(drawing, side))
	}
	body, err := picture.EncodeIcon(images)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(to, "pupitre.ico"), body, 0o644)
}

func sized(drawing image.Image, side int) *image.NRGBA {
	return imaging.Resize(drawing, side, side, imaging.Lanczos)
}
