package picture

import (
	"context"
	"image"

	"pupitre/data/branding"
	"pupitre/data/fault"
)

// faviconSides are the images of the icon that is written, in pixels: a browser's tab, a taskbar, a desktop.
var faviconSides = []int{16, 32, 48}

// FaviconSides are the images of the icon that BuildFavicon writes, in pixels.
func FaviconSides() []int { return append([]int(nil), faviconSides...) }

// Favicon is an icon ready to be kept, and its images for a preview.
type Favicon struct {
	Encoded
	Images []*image.NRGBA // of FaviconSides, in that order
}

// BuildFavicon makes one ICO of 16, 32 and 48 pixels. Each is made from the source and not from the next larger one; what an
// icon already has in the right size was drawn for it, and is taken as it is when nothing was framed.
func (r Reader) BuildFavicon(ctx context.Context, src Source, f Framing) (Favicon, error) {
	const op = "picture.BuildFavicon"
	var out Favicon
	for i, side := range faviconSides {
		r.Report.tell(Encoding, float64(i)/float64(len(faviconSides)))
		img := entryOf(src, f, side)
		if img == nil {
			var err error
			if img, err = Render(ctx, src.Image, f, side, side); err != nil {
				return Favicon{}, err
			}
		}
		out.Images = append(out.Images, img)
	}
	body, err := EncodeIcon(out.Images)
	if err != nil {
		return Favicon{}, fault.Wrap(op, err)
	}
	if len(body) >= branding.ImageBytesBelow {
		return Favicon{}, fault.New(fault.Invalid, op, "branding.too_heavy")
	}
	r.Report.tell(Encoding, 1)
	out.Encoded, err = finish(Encoded{Body: body, Method: Lossless, Similarity: 1})
	return out, err
}

// entryOf is the image of an icon that has the size, nil for none.
func entryOf(src Source, f Framing, side int) *image.NRGBA {
	if f != (Framing{}) && f != (Framing{Zoom: 1}) {
		return nil
	}
	for _, e := range src.Entries {
		if e.Rect.Dx() == side && e.Rect.Dy() == side {
			return e
		}
	}
	return nil
}
