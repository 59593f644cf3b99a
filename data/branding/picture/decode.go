package picture

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/draw"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"

	"pupitre/data/branding/picture/scaledjpeg"
	"pupitre/data/fault"
)

// codec is how a format is decoded. Only these are ever called: image.Decode would take whatever any imported package has
// registered.
type codec struct {
	config func(io.Reader) (image.Config, error)
	decode func(io.Reader) (image.Image, error)
	survey func([]byte) survey
}

var codecs = map[Format]codec{
	PNG:  {png.DecodeConfig, png.Decode, surveyPNG},
	JPEG: {jpeg.DecodeConfig, jpeg.Decode, surveyJPEG},
	GIF:  {gif.DecodeConfig, gif.Decode, surveyGIF},
}

// survey is what the structure of a file tells, without decoding.
type survey struct {
	orientation int // of EXIF, 1 to 8; 0 for none
	frames      int // of an animation
	scans       int // of a JPEG
	// width and height are those that a PNG announces: its decoder refuses very large ones as if they were damaged.
	width, height int64
	whole         bool // the end of the file is its end
}

// tooLarge tells whether the dimensions that were announced are above the limit, even where their product is no number.
func (s survey) tooLarge(pixels int) bool {
	return s.height > 0 && s.width > int64(pixels)/s.height
}

// Decode reads a picture that is in memory. Faults, beside those of Sniff: branding.file_large, branding.picture_pixels,
// branding.picture_truncated, branding.picture_damaged, branding.picture_bomb, branding.icon_outside. A cancelled context is
// its own error.
func (r Reader) Decode(ctx context.Context, body []byte) (Source, error) {
	const op = "picture.Decode"
	if int64(len(body)) > r.limits().FileBytes {
		return Source{}, fault.New(fault.Invalid, op, "branding.file_large")
	}
	format, err := Sniff(body[:min(len(body), sniffBytes)])
	if err != nil {
		return Source{}, fault.Wrap(op, err)
	}
	if format == ICO {
		return decodeIcon(body)
	}
	found := codecs[format].survey(body)
	size, err := r.bound(format, body, found)
	if err != nil {
		return Source{}, err
	}
	img, err := r.pixels(ctx, format, body, size)
	if cancelled := ctx.Err(); cancelled != nil {
		return Source{}, fault.Wrap(op, cancelled)
	}
	if err != nil {
		return Source{}, damage(op, err, found.whole)
	}
	if format == GIF {
		img = onCanvas(img, body)
	}
	return r.upright(ctx, img, Source{Format: format, Frames: max(found.frames, 1), Width: size.X, Height: size.Y}, found.orientation)
}

// pixels decodes a picture; a JPEG that is reduced afterwards is not even made in full.
func (r Reader) pixels(ctx context.Context, format Format, body []byte, size image.Point) (image.Image, error) {
	if scale := scaleOf(size); format == JPEG && scale > 1 {
		return scaledjpeg.Decode(ctx, body, scale, func(done float64) { r.Report.tell(Decoding, done) })
	}
	return codecs[format].decode(&source{
		ctx: ctx, from: bytes.NewReader(body), whole: int64(len(body)), stage: Decoding, report: r.Report,
	})
}

// scaleOf is the part of a JPEG that is decoded, 1/scale: all, a half, a quarter or an eighth, whichever is small enough.
func scaleOf(size image.Point) int {
	scale := 1
	for scale < 8 && scale < reduction(size) {
		scale *= 2
	}
	return scale
}

// bound refuses what would take too much once decoded, and tells the dimensions.
func (r Reader) bound(format Format, body []byte, found survey) (size image.Point, err error) {
	const op = "picture.bound"
	config, err := codecs[format].config(bytes.NewReader(body))
	switch {
	case found.tooLarge(r.limits().Pixels):
		return size, fault.New(fault.Invalid, op, "branding.picture_pixels", "Width", found.width, "Height", found.height)
	case err != nil:
		return size, damage(op, err, found.whole)
	case config.Width < 1 || config.Height < 1:
		return size, fault.New(fault.Invalid, op, "branding.picture_damaged")
	case config.Width > r.limits().Pixels/config.Height:
		return size, fault.New(fault.Invalid, op, "branding.picture_pixels", "Width", config.Width, "Height", config.Height)
	case found.scans > r.limits().Scans:
		return size, fault.New(fault.Invalid, op, "branding.picture_bomb")
	}
	return image.Pt(config.Width, config.Height), nil
}

// upright puts the pixels that were decoded into their source, whose dimensions are those of the file.
func (r Reader) upright(ctx context.Context, img image.Image, s Source, orientation int) (Source, error) {
	work, err := reduce(ctx, img, r.Report)
	if err != nil {
		return Source{}, fault.Wrap("picture.upright", err)
	}
	s.Image = turn(work, orientation)
	if orientation >= 5 { // these lie on their side
		s.Width, s.Height = s.Height, s.Width
	}
	return s, nil
}

// damage gives the errors of decoders their sentence: a file that ends early can be fetched again. Some decoders call that
// a wrong format, so the structure has its say.
func damage(op string, err error, whole bool) error {
	if !whole || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		return fault.As(fault.Invalid, op, "branding.picture_truncated", err)
	}
	return fault.As(fault.Invalid, op, "branding.picture_damaged", err)
}

// onCanvas puts the first frame of a GIF, which may be a part of the picture, where it belongs.
func onCanvas(frame image.Image, body []byte) image.Image {
	config, err := gif.DecodeConfig(bytes.NewReader(body))
	whole := image.Rect(0, 0, config.Width, config.Height)
	if err != nil || frame.Bounds() == whole {
		return frame
	}
	canvas := image.NewNRGBA(whole)
	draw.Draw(canvas, frame.Bounds(), frame, frame.Bounds().Min, draw.Src)
	return canvas
}
