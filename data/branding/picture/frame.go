package picture

import (
	"context"
	"image"
	"image/draw"
	"math"

	"github.com/disintegration/imaging"

	"pupitre/data/branding"
	"pupitre/data/fault"
)

// Mode is how a picture of another shape goes into the frame.
type Mode int

// The modes.
const (
	Fill Mode = iota // the frame is covered, what is outside is cut off
	Fit              // the whole picture is seen, on a background
)

// The bounds of a zoom. Below 1 leaves a margin.
const (
	LeastZoom = 0.25
	MostZoom  = 16.0
)

// Framing is what a person has chosen in the cropper. The zero value fills the frame with the middle of the picture.
type Framing struct {
	Mode Mode
	Zoom float64 // 1 or 0 for just as large as the mode wants it; see LeastZoom, MostZoom
	// X and Y move the picture right and down, in widths and heights of the frame: what the mouse moves, divided by the size
	// at which the frame is shown.
	X, Y    float64
	Degrees float64 // clockwise
	// Background is under the picture; nil leaves it transparent.
	Background *branding.Colour
}

// zoom is the zoom within its bounds.
func (f Framing) zoom() float64 {
	if f.Zoom == 0 || math.IsNaN(f.Zoom) {
		return 1
	}
	return min(max(f.Zoom, LeastZoom), MostZoom)
}

// turns splits the rotation into quarters, which lose nothing, and the rest, from -45 to 45 degrees.
func (f Framing) turns() (quarters int, rest float64) {
	d := math.Mod(f.Degrees, 360)
	if math.IsNaN(d) {
		return 0, 0
	}
	q := math.Round(d / 90)
	return (int(q)%4 + 4) % 4, d - 90*q
}

// layout is where a picture of width × height lies, once quarters are turned.
type layout struct {
	scale        float64     // pixels of the frame to one of the picture
	dx, dy       float64     // how far its middle is from that of the frame, in pixels of the frame
	angle        float64     // radians, clockwise
	frame, inner image.Point // inner is what of the picture may be used, in pixels
}

// arrange computes the layout. What a person moved or turned too far is brought back: a frame that is filled stays filled,
// and a picture that is seen as a whole stays so.
func (f Framing) arrange(whole, frame image.Point) layout {
	_, rest := f.turns()
	l := layout{angle: rest * math.Pi / 180, frame: frame, inner: whole}
	sin, cos := math.Abs(math.Sin(l.angle)), math.Abs(math.Cos(l.angle))
	w, h, fw, fh := float64(whole.X), float64(whole.Y), float64(frame.X), float64(frame.Y)
	if f.Mode == Fit {
		l.scale = min(fw/(w*cos+h*sin), fh/(w*sin+h*cos))
	} else {
		if rest != 0 { // the pixels on the border fade into what is outside when the picture is turned
			l.inner = image.Pt(max(whole.X-2, 1), max(whole.Y-2, 1))
			w, h = float64(l.inner.X), float64(l.inner.Y)
		}
		l.scale = max((fw*cos+fh*sin)/w, (fw*sin+fh*cos)/h)
	}
	l.scale *= f.zoom()
	l.dx, l.dy = l.limit(finite(f.X)*fw, finite(f.Y)*fh)
	return l
}

func finite(v float64) float64 {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return 0
	}
	return v
}

// limit bounds a movement along the picture's own sides.
func (l layout) limit(dx, dy float64) (float64, float64) {
	sin, cos := math.Sin(l.angle), math.Cos(l.angle)
	fw, fh := float64(l.frame.X), float64(l.frame.Y)
	across := math.Abs(float64(l.inner.X)*l.scale-(fw*math.Abs(cos)+fh*math.Abs(sin))) / 2
	along := math.Abs(float64(l.inner.Y)*l.scale-(fw*math.Abs(sin)+fh*math.Abs(cos))) / 2
	u := min(max(dx*cos+dy*sin, -across), across)
	v := min(max(dy*cos-dx*sin, -along), along)
	return u*cos - v*sin, u*sin + v*cos
}

// Limited is the framing with its movement and zoom brought back to what a picture of width × height pixels allows: for the
// cropper, so that dragging back begins at once.
func (f Framing) Limited(width, height, frameWidth, frameHeight int) Framing {
	if width < 1 || height < 1 || frameWidth < 1 || frameHeight < 1 {
		return f
	}
	whole := image.Pt(width, height)
	if quarters, _ := f.turns(); quarters%2 == 1 {
		whole = image.Pt(height, width)
	}
	l := f.arrange(whole, image.Pt(frameWidth, frameHeight))
	f.Zoom = f.zoom()
	f.X, f.Y = l.dx/float64(frameWidth), l.dy/float64(frameHeight)
	return f
}

// Render makes the picture that is seen in the frame, of exactly width × height pixels. A picture of that very size that
// nothing was done to comes out as it is, to the pixel.
func Render(ctx context.Context, src *image.NRGBA, f Framing, width, height int) (*image.NRGBA, error) {
	const op = "picture.Render"
	if src == nil || src.Rect.Empty() || width < 1 || height < 1 {
		return nil, fault.New(fault.Invalid, op, "branding.picture_damaged")
	}
	img := src
	quarters, rest := f.turns()
	switch quarters {
	case 1:
		img = imaging.Rotate270(img) // imaging turns the other way
	case 2:
		img = imaging.Rotate180(img)
	case 3:
		img = imaging.Rotate90(img)
	}
	l := f.arrange(img.Rect.Size(), image.Pt(width, height))
	if rest != 0 {
		img = imaging.Rotate(img, -rest, image.Transparent.C)
	}
	if err := ctx.Err(); err != nil {
		return nil, fault.Wrap(op, err)
	}
	from, to := l.part(img.Rect.Size())
	out := canvas(width, height, f.Background)
	part := resize(img, from, to.Size())
	if f.Background == nil {
		draw.Draw(out, to, part, image.Point{}, draw.Src) // the very pixels
	} else {
		draw.Draw(out, to, part, image.Point{}, draw.Over)
	}
	return out, ctx.Err()
}

// part is the part of the turned picture, of size pixels, that is seen, and where in the frame it goes. Both are whole
// pixels, so the part is a little larger than what is seen and goes beyond the frame: that keeps it within half a pixel of
// the frame of where it belongs, however much a small picture is enlarged.
func (l layout) part(size image.Point) (from, to image.Rectangle) {
	x0, x1, toX0, toX1 := span(size.X, l.frame.X, l.scale, l.dx)
	y0, y1, toY0, toY1 := span(size.Y, l.frame.Y, l.scale, l.dy)
	return image.Rect(x0, y0, x1, y1), image.Rect(toX0, toY0, toX1, toY1)
}

// span is part along one side.
func span(size, frame int, scale, moved float64) (from0, from1, to0, to1 int) {
	seen := float64(frame) / scale
	start := (float64(size)-seen)/2 - moved/scale // of the frame, in pixels of the picture
	from0 = int(math.Floor(min(max(start, 0), float64(size-1))))
	from1 = int(math.Ceil(min(max(start+seen, float64(from0)+1), float64(size))))
	to0 = round((float64(from0) - start) * scale)
	return from0, from1, to0, max(round((float64(from1)-start)*scale), to0+1) // a line has a pixel at least
}

func round(v float64) int { return int(math.Round(v)) }

func canvas(width, height int, background *branding.Colour) *image.NRGBA {
	out := image.NewNRGBA(image.Rect(0, 0, width, height))
	if background != nil {
		for i := 0; i < len(out.Pix); i += 4 {
			out.Pix[i], out.Pix[i+1], out.Pix[i+2], out.Pix[i+3] = background.R, background.G, background.B, 0xff
		}
	}
	return out
}

// finest is how many pixels, of those that become one, the filter is given on a side; what is more is averaged before. Three
// lobes on either side of Lanczos see no difference, and the cost falls by the square.
const finest = 3

// resize makes a part of a picture of another size.
func resize(img *image.NRGBA, from image.Rectangle, size image.Point) *image.NRGBA {
	if factor := min(from.Dx()/size.X, from.Dy()/size.Y) / finest; factor > 1 {
		part := image.NewNRGBA(image.Rect(0, 0, (from.Dx()+factor-1)/factor, (from.Dy()+factor-1)/factor))
		seen := img.SubImage(from.Add(img.Rect.Min)).(*image.NRGBA)
		for y := range part.Rect.Dy() {
			averageNRGBA(seen, factor, y, part.Pix[y*part.Stride:(y+1)*part.Stride])
		}
		return imaging.Resize(part, size.X, size.Y, imaging.Lanczos)
	}
	return imaging.Resize(imaging.Crop(img, from.Add(img.Rect.Min)), size.X, size.Y, imaging.Lanczos)
}

func clone(img image.Image) *image.NRGBA { return imaging.Clone(img) }
