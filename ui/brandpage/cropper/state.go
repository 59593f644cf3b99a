// Package cropper lets a person choose what of a picture becomes an image of the look: by the mouse and by the keys alike,
// with the finished image beside it at its real size.
package cropper

import (
	"image"
	"math"

	"github.com/disintegration/imaging"

	"pupitre/data/branding"
	"pupitre/data/branding/picture"
)

// shownSide bounds the copy that is shown while a hand is at work, in pixels: enough for a dialog on any screen.
const shownSide = 1024

// Picture is a picture ready to be cropped.
type Picture struct {
	Source picture.Source
	shown  *image.NRGBA // at most shownSide pixels a side
}

// Prepare makes the copy that is shown. It takes some 20 ms for a large picture: not on the window's goroutine.
func Prepare(src picture.Source) Picture {
	shown := src.Image
	if size := shown.Rect.Size(); size.X > shownSide || size.Y > shownSide {
		shown = imaging.Fit(shown, shownSide, shownSide, imaging.Box)
	}
	return Picture{Source: src, shown: shown}
}

// state is what a person has chosen, over a frame of so many pixels.
type state struct {
	framing picture.Framing
	size    image.Point // of the picture, upright
	frame   image.Point
}

func newState(src picture.Source, frame image.Point) state {
	return state{framing: picture.Framing{Zoom: 1}, size: src.Image.Rect.Size(), frame: frame}
}

// turned is the size of the picture once it is turned.
func (s state) turned() image.Point {
	if int(math.Round(s.framing.Degrees/90))%2 != 0 {
		return image.Pt(s.size.Y, s.size.X)
	}
	return s.size
}

// scale is how many pixels of the frame one of the picture takes.
func (s state) scale() float64 {
	size := s.turned()
	across, along := float64(s.frame.X)/float64(size.X), float64(s.frame.Y)/float64(size.Y)
	if s.framing.Mode == picture.Fit {
		return min(across, along) * s.framing.Zoom
	}
	return max(across, along) * s.framing.Zoom
}

// enlarged tells that the picture has fewer pixels than the frame shows of it.
func (s state) enlarged() bool { return s.scale() > 1.001 }

// least is the smallest zoom: a frame that is filled stays filled.
func (s state) least() float64 {
	if s.framing.Mode == picture.Fit {
		return picture.LeastZoom
	}
	return 1
}

// share is the zoom on a slider: each step is as many percent.
func (s state) share() float64 {
	return math.Log(s.framing.Zoom/s.least()) / math.Log(picture.MostZoom/s.least())
}

func (s state) zoomOf(share float64) float64 {
	return s.least() * math.Pow(picture.MostZoom/s.least(), share)
}

// zoomed changes the zoom and keeps what is at a place where it is; x and y are measured from the middle of the frame, in
// frames.
func (s state) zoomed(zoom, x, y float64) state {
	zoom = min(max(zoom, s.least()), picture.MostZoom)
	by := zoom / s.framing.Zoom
	s.framing.X, s.framing.Y = x-(x-s.framing.X)*by, y-(y-s.framing.Y)*by
	s.framing.Zoom = zoom
	return s.limited()
}

// moved moves the picture, in frames.
func (s state) moved(dx, dy float64) state {
	s.framing.X, s.framing.Y = s.framing.X+dx, s.framing.Y+dy
	return s.limited()
}

// rotated turns the picture by quarters, clockwise.
func (s state) rotated(quarters int) state {
	s.framing.Degrees = math.Mod(s.framing.Degrees+90*float64(quarters)+360, 360)
	s.framing.X, s.framing.Y = 0, 0
	return s.limited()
}

// in fits or fills, from the beginning.
func (s state) in(mode picture.Mode) state {
	s.framing.Mode, s.framing.Zoom, s.framing.X, s.framing.Y = mode, 1, 0, 0
	return s.limited()
}

func (s state) on(background *branding.Colour) state {
	s.framing.Background = background
	return s
}

// reset forgets zoom, movement and rotation.
func (s state) reset() state {
	s.framing.Degrees = 0
	return s.in(s.framing.Mode)
}

func (s state) limited() state {
	s.framing = s.framing.Limited(s.size.X, s.size.Y, s.frame.X, s.frame.Y)
	return s
}
