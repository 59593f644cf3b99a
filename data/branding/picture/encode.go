package picture

import (
	"bytes"
	"context"
	"image"
	"image/jpeg"
	"image/png"

	"pupitre/data/blob"
	"pupitre/data/branding"
	"pupitre/data/fault"
)

// Method is how a picture came under its limit.
type Method string

// The methods.
const (
	Lossless Method = "lossless"
	Palette  Method = "palette" // fewer colours, dithered
	Quality  Method = "quality" // JPEG
)

// Encoded is a picture ready to be kept.
type Encoded struct {
	Body       []byte
	Info       blob.Info
	Method     Method
	Colours    int     // of the method Palette
	Quality    int     // of the method Quality, 1 to 100
	Similarity float64 // structural, to the picture before encoding: 1 for the same
}

// paletteSizes are tried from the best.
var paletteSizes = []int{256, 192, 128, 96, 64, 48, 32, 24, 16, 12, 8, 4, 2}

// EncodeBelow encodes a picture in fewer bytes than below, 30,000 for a brand: as it is when that fits, and otherwise as the
// palette or the JPEG that looks most like it. Fault: branding.too_heavy, when even two colours are too many.
func (r Reader) EncodeBelow(ctx context.Context, img *image.NRGBA, below int) (Encoded, error) {
	const op = "picture.EncodeBelow"
	r.Report.tell(Encoding, 0)
	body, err := encodePNG(img)
	if err != nil {
		return Encoded{}, fault.Wrap(op, err)
	}
	if len(body) < below {
		r.Report.tell(Encoding, 1)
		return finish(Encoded{Body: body, Method: Lossless, Similarity: 1})
	}
	best, err := r.bestPalette(ctx, img, below)
	if err != nil {
		return Encoded{}, err
	}
	if img.Opaque() {
		other, err := r.bestQuality(ctx, img, below)
		if err != nil {
			return Encoded{}, err
		}
		if other.Similarity > best.Similarity {
			best = other
		}
	}
	r.Report.tell(Encoding, 1)
	if best.Body == nil {
		return Encoded{}, fault.New(fault.Invalid, op, "branding.too_heavy")
	}
	return finish(best)
}

// bestPalette is the one with the most colours that fits; the zero value when none does.
func (r Reader) bestPalette(ctx context.Context, img *image.NRGBA, below int) (Encoded, error) {
	const op = "picture.bestPalette"
	for i, colours := range paletteSizes {
		if err := ctx.Err(); err != nil {
			return Encoded{}, fault.Wrap(op, err)
		}
		r.Report.tell(Encoding, float64(i+1)/float64(len(paletteSizes)+2))
		reduced := quantise(img, colours, true)
		body, err := writePNG(reduced)
		if err != nil {
			return Encoded{}, fault.Wrap(op, err)
		}
		if len(body) < below {
			return Encoded{Body: body, Method: Palette, Colours: len(reduced.Palette), Similarity: Similarity(img, clone(reduced))}, nil
		}
	}
	return Encoded{}, nil
}

// bestQuality is the JPEG of the highest quality that fits; the zero value when none does.
func (r Reader) bestQuality(ctx context.Context, img *image.NRGBA, below int) (best Encoded, err error) {
	const op = "picture.bestQuality"
	for least, most := 1, 100; least <= most; {
		if err := ctx.Err(); err != nil {
			return Encoded{}, fault.Wrap(op, err)
		}
		quality := (least + most) / 2
		var b bytes.Buffer
		if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: quality}); err != nil {
			return Encoded{}, fault.Wrap(op, err)
		}
		if b.Len() >= below {
			most = quality - 1
			continue
		}
		best = Encoded{Body: b.Bytes(), Method: Quality, Quality: quality}
		least = quality + 1
	}
	if best.Body == nil {
		return best, nil
	}
	back, err := jpeg.Decode(bytes.NewReader(best.Body))
	if err != nil {
		return Encoded{}, fault.Wrap(op, err)
	}
	best.Similarity = Similarity(img, clone(back))
	return best, nil
}

// finish says what was made, as the server will find it.
func finish(e Encoded) (Encoded, error) {
	info, err := blob.Check(e.Body)
	e.Info = info
	return e, fault.Wrap("picture.finish", err)
}

// encodePNG writes a picture without loss, with a palette where its colours fit into one.
func encodePNG(img *image.NRGBA) ([]byte, error) {
	if few := exactPalette(img); few != nil {
		return writePNG(few)
	}
	return writePNG(img)
}

func writePNG(img image.Image) ([]byte, error) {
	var b bytes.Buffer
	err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, img)
	return b.Bytes(), err
}

// BuildLogo makes the logo of a picture: 143 × 59 pixels, under 30,000 bytes.
func (r Reader) BuildLogo(ctx context.Context, src Source, f Framing) (Encoded, error) {
	img, err := Render(ctx, src.Image, f, branding.LogoWidth, branding.LogoHeight)
	if err != nil {
		return Encoded{}, err
	}
	return r.EncodeBelow(ctx, img, branding.ImageBytesBelow)
}
