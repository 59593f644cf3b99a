//go:build linux

package screen

import (
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"

	"pupitre/resources"
)

var sizes = []float32{12.5, 14, 16, 24}

func reader(t *testing.T) *Reader {
	t.Helper()
	r, err := NewReader([][]byte{resources.Font(resources.Regular), resources.Font(resources.SemiBold)}, sizes)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// ink is a way to show text: colours as in the light, dark and high contrast themes.
type ink struct {
	name     string
	on, text color.Color
}

var inks = []ink{
	{"light", color.White, color.NRGBA{0x1b, 0x1f, 0x24, 0xff}},
	{"muted", color.White, color.NRGBA{0x5b, 0x64, 0x70, 0xff}},
	{"dark", color.NRGBA{0x1d, 0x20, 0x26, 0xff}, color.NRGBA{0xe6, 0xe9, 0xee, 0xff}},
	{"button", color.NRGBA{0x1f, 0x5f, 0xd6, 0xff}, color.White},
}

// shown is words as the toolkit paints them, at 31, 17 of a page.
func shown(words string, weight resources.Weight, size float32, i ink) *image.RGBA {
	text := canvas.NewText(words, i.text)
	text.TextSize = size
	text.FontSource = fyne.NewStaticResource(fmt.Sprint(weight), resources.Font(weight))
	c := software.NewCanvas()
	c.SetPadded(false)
	c.SetContent(container.NewStack(canvas.NewRectangle(i.on), text))
	c.Resize(text.MinSize())
	line := c.Capture()
	page := image.NewRGBA(image.Rect(0, 0, 600, 80))
	draw.Draw(page, page.Rect, image.NewUniform(i.on), image.Point{}, draw.Src)
	draw.Draw(page, line.Bounds().Add(image.Pt(31, 17)), line, image.Point{}, draw.Over)
	return page
}

func TestWordsAreFoundInEverySizeAndColour(t *testing.T) {
	test.NewTempApp(t)
	r := reader(t)
	const words = "Hors ligne, 1 modification en attente"
	for _, weight := range []resources.Weight{resources.Regular, resources.SemiBold} {
		for _, size := range sizes {
			for _, i := range inks {
				place, err := r.Find(shown(words, weight, size, i), words)
				if err != nil {
					t.Errorf("%v, %v, %s: %v", weight, size, i.name, err)
					continue
				}
				if place.Min.X < 31 || place.Min.X > 31+4 || place.Min.Y < 17 || place.Max.Y > 17+2*int(size) {
					t.Errorf("%v, %v, %s: found at %v", weight, size, i.name, place)
				}
			}
		}
	}
}

func TestOtherWordsAreNotTakenForThem(t *testing.T) {
	test.NewTempApp(t)
	r := reader(t)
	for _, c := range [][2]string{
		{"1 modification en attente", "2 modifications en attente"},
		{"modification en attente", "modification enregistrée"},
		{"En ligne", "Hors ligne"},
		{"En ligne · Synchronisé", "En ligne · 1 modification"},
		{"Enregistrer", "Réinitialiser"},
		{"Enregistrer", "Enregistré"},
		{"Paramètres", "Préférences"},
		{"Save", "Sort"},
		{"EN", "FR"},
		{"Anglais", "Français"},
	} {
		for _, size := range sizes {
			img := shown(c[1], resources.Regular, size, inks[0])
			if place, err := r.Find(img, c[0]); !errors.Is(err, ErrNotSeen) {
				t.Errorf("%q is read in %q, size %v, at %v", c[0], c[1], size, place)
			}
			if c[1] == "Enregistré" {
				continue // one letter in eleven, at the end: too like for blurred eyes
			}
			if place, err := r.FindSoft(img, c[0]); !errors.Is(err, ErrNotSeen) {
				t.Errorf("%q is softly read in %q, size %v, at %v", c[0], c[1], size, place)
			}
		}
	}
}

func TestAnEmptyPictureHasNoWords(t *testing.T) {
	if _, err := reader(t).Find(image.NewRGBA(image.Rect(0, 0, 300, 100)), "Enregistrer"); !errors.Is(err, ErrNotSeen) {
		t.Errorf("got %v", err)
	}
	if _, err := reader(t).Find(image.NewRGBA(image.Rect(0, 0, 3, 3)), "Enregistrer"); !errors.Is(err, ErrNotSeen) {
		t.Errorf("smaller than the words: %v", err)
	}
}

func TestASentenceIsReadOverItsLines(t *testing.T) {
	test.NewTempApp(t)
	r := reader(t)
	page := image.NewRGBA(image.Rect(0, 0, 700, 160))
	draw.Draw(page, page.Rect, image.White, image.Point{}, draw.Src)
	lines := []string{"Le nom compte 81", "caractères; il en faut", "au plus 80."}
	for i, line := range lines {
		draw.Draw(page, image.Rect(20, 20+18*i, 620, 100+18*i), shown(line, resources.Regular, 14, inks[0]), image.Pt(0, 16), draw.Src)
	}
	place, err := r.Find(page, "Le nom compte 81 caractères; il en faut au plus 80.")
	if err != nil {
		t.Fatal(err)
	}
	if place.Dy() < 40 || place.Dy() > 60 {
		t.Errorf("three lines stand at %v", place)
	}
	for _, other := range []string{
		"Le nom compte 81 caractères; il en faut au plus 99.",
		"Le nom compte 82 caractères; il en faut au plus 80.",
		"au plus 80. Le nom compte 81",
		"",
	} {
		if _, err := r.Find(page, other); !errors.Is(err, ErrNotSeen) {
			t.Errorf("%q: %v", other, err)
		}
	}
}

// between is words moved by half a pixel both ways, as the graphics card draws them at such a place.
func between(words string, size float32) *image.RGBA {
	sharp := shown(words, resources.Regular, size, inks[0])
	moved := image.NewRGBA(sharp.Rect)
	for y := range sharp.Rect.Dy() - 1 {
		for x := range sharp.Rect.Dx() - 1 {
			for c := range 4 {
				i := sharp.PixOffset(x, y) + c
				sum := int(sharp.Pix[i]) + int(sharp.Pix[i+4]) + int(sharp.Pix[i+sharp.Stride]) + int(sharp.Pix[i+sharp.Stride+4])
				moved.Pix[i] = uint8(sum / 4)
			}
		}
	}
	return moved
}

func TestTypedWordsAreFoundBetweenThePixels(t *testing.T) {
	test.NewTempApp(t)
	r := reader(t)
	const words = "Téléphonie Forêt-Noël à cœur"
	for _, size := range sizes {
		img := between(words, size)
		if _, err := r.FindSoft(img, words); err != nil {
			t.Errorf("size %v: %v", size, err)
		}
		for _, other := range []string{"Téléphonie Boréale", "Téléphonie Forêt-Noël à cœur joie", "Cœur à Téléphonie"} {
			if place, err := r.FindSoft(img, other); !errors.Is(err, ErrNotSeen) {
				t.Errorf("size %v: %q at %v, %v", size, other, place, err)
			}
		}
	}
}
