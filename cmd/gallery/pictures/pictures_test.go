package pictures_test

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"path"
	"slices"
	"testing"

	"github.com/spf13/afero"

	"pupitre/cmd/gallery/pictures"
	"pupitre/i18n"
	"pupitre/resources/docs"
)

func stored(t *testing.T, name string) image.Image {
	t.Helper()
	content, err := docs.Picture(path.Join("guide", name))
	if err != nil {
		t.Fatalf("%v: make screenshots draws it", err)
	}
	img, err := png.Decode(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// updateVariable, set to 1, draws the pictures anew instead of comparing them: make screenshots does.
const updateVariable = "UPDATE_PICTURES"

// guides is the folder of the guides.
const guides = "../../../resources/docs/guide"

// A page that has changed needs its picture drawn again, in both languages.
func TestPicturesShowThePagesAsTheyAre(t *testing.T) {
	if os.Getenv(updateVariable) == "1" {
		if err := pictures.Write(t, afero.NewBasePathFs(afero.NewOsFs(), guides)); err != nil {
			t.Fatal(err)
		}
		return
	}
	for _, p := range pictures.All() {
		for _, language := range i18n.Languages {
			t.Run(p.File(language), func(t *testing.T) {
				if !pictures.Same(stored(t, p.File(language)), p.Draw(t, language)) {
					t.Error("the page has changed and its picture has not: look at it, then run make screenshots")
				}
			})
		}
	}
}

func TestEveryPictureIsDrawnAndUsedInBothLanguages(t *testing.T) {
	want := []string{}
	for _, p := range pictures.All() {
		for _, language := range i18n.Languages {
			want = append(want, "guide/"+p.File(language))
		}
	}
	slices.Sort(want)
	files, err := docs.PictureNames()
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(files, want) {
		t.Errorf("files %v, want %v", files, want)
	}
	used := []string{}
	for _, language := range i18n.Languages {
		for _, page := range docs.Guide(string(language)).Pages {
			for _, b := range page.Blocks {
				if b.Kind == docs.Figure {
					used = append(used, b.Picture)
					if docs.Plain(b.Text) == "" {
						t.Errorf("%s says nothing in words", b.Picture)
					}
				}
			}
		}
	}
	slices.Sort(used)
	if !slices.Equal(slices.Compact(used), want) {
		t.Errorf("used %v, want %v", used, want)
	}
}

// A picture that was reduced is still the same; one letter, or one edge, makes it another.
func TestSame(t *testing.T) {
	page := image.NewNRGBA(image.Rect(0, 0, 200, 100))
	for y := range 100 {
		for x := range 200 {
			page.Set(x, y, color.NRGBA{R: uint8(240 + x%16), G: uint8(240 + y%16), B: 250, A: 255})
		}
	}
	content, err := pictures.Encode(page)
	if err != nil {
		t.Fatal(err)
	}
	reduced, err := png.Decode(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	if !pictures.Same(reduced, page) {
		t.Error("a reduced picture is taken for another one")
	}
	draw.Draw(page, image.Rect(50, 50, 51, 58), image.NewUniform(color.NRGBA{R: 90, G: 90, B: 90, A: 255}), image.Point{}, draw.Src)
	if pictures.Same(reduced, page) {
		t.Error("a stroke of eight pixels is not seen")
	}
	if pictures.Same(reduced, page.SubImage(image.Rect(0, 0, 199, 100))) {
		t.Error("a picture of another size is taken for the same")
	}
}
