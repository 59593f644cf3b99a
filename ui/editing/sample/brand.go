package sample

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/png"
	"time"

	"pupitre/data/blob"
	"pupitre/data/branding"
	"pupitre/data/branding/picture"
	"pupitre/data/fault"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// Images keeps images in memory. It is for one goroutine.
type Images struct {
	Kept map[string]blob.Kept
	Err  error // of KeepBlob
}

// NewImages keeps the sample provider's logo and favicon.
func NewImages() *Images {
	i := &Images{Kept: map[string]blob.Kept{}}
	for _, body := range [][]byte{LogoPNG(), FaviconICO()} {
		if _, err := i.KeepBlob(body); err != nil {
			panic(err)
		}
	}
	return i
}

// Blob implements brand.Store.
func (i *Images) Blob(_ context.Context, hash string) (blob.Kept, error) {
	kept, ok := i.Kept[hash]
	if !ok {
		return blob.Kept{}, fault.New(fault.Unavailable, "sample.Blob", "blob.not_here")
	}
	return kept, nil
}

// KeepBlob implements brand.Store.
func (i *Images) KeepBlob(body []byte) (wire.BlobRef, error) {
	if i.Err != nil {
		return wire.BlobRef{}, i.Err
	}
	info, err := blob.Check(body)
	if err == nil {
		i.Kept[info.SHA256] = blob.Kept{Info: info, Body: body, AddedAt: time.Time{}}
	}
	return info.Ref(), err
}

// Branded gives the sample provider its look.
func Branded(v syncing.View) {
	b := branding.Brand{Color1: branding.Colour{R: 0x1b, G: 0x4d, B: 0x3e}, Color2: branding.Colour{R: 0xf2, G: 0xb1, B: 0x05}}
	b.Logo, b.Favicon = refOf(LogoPNG()), refOf(FaviconICO())
	put(v, branding.Entity, b.Stored())
}

func refOf(body []byte) *wire.BlobRef {
	info, err := blob.Check(body)
	if err != nil {
		panic(err)
	}
	ref := info.Ref()
	return &ref
}

// LogoPNG is the sample provider's logo: northern lights over a hill, on nothing.
func LogoPNG() []byte { return encoded(drawLogo(branding.LogoWidth, branding.LogoHeight)) }

// Photograph is a PNG of so many pixels that has to be cropped to become a logo.
func Photograph(width, height int) []byte {
	img := drawLogo(width, height)
	for i := 3; i < len(img.Pix); i += 4 {
		if img.Pix[i] == 0 {
			img.Pix[i-3], img.Pix[i-2], img.Pix[i-1], img.Pix[i] = 0x20, 0x2c, 0x50, 0xff
		}
	}
	return encoded(img)
}

// FaviconICO is the sample provider's favicon.
func FaviconICO() []byte {
	var images []*image.NRGBA
	for _, side := range picture.FaviconSides() {
		images = append(images, drawLogo(side, side))
	}
	body, err := picture.EncodeIcon(images)
	if err != nil {
		panic(err)
	}
	return body
}

func encoded(img image.Image) []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// drawLogo draws three bands of light over a hill.
func drawLogo(width, height int) *image.NRGBA {
	bands := []color.NRGBA{{0xf2, 0xb1, 0x05, 0xff}, {0xef, 0x6c, 0x00, 0xff}, {0xff, 0xe0, 0x82, 0xff}}
	img := image.NewNRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			u, v := float64(x)/float64(width), float64(y)/float64(height)
			hill := 0.72 + 1.1*(u-0.5)*(u-0.5)
			if v > hill && v < 0.95 {
				img.SetNRGBA(x, y, color.NRGBA{0xff, 0xff, 0xff, 0xff})
				continue
			}
			if band := int(u * 9); v < hill-0.08 && v > 0.15+0.1*float64(band%3) && band%2 == 0 && band > 0 {
				img.SetNRGBA(x, y, bands[band/2%3])
			}
		}
	}
	return img
}

// FieldsOf is what a change of the sample provider's settings stores in one entity.
func FieldsOf(change func(syncing.View), entity string) map[string]wire.Value {
	out := map[string]wire.Value{}
	for name, state := range Stored(change)[entity] {
		out[name] = state.Value
	}
	return out
}
