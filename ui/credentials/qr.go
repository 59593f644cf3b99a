package credentials

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"github.com/boombuler/barcode/qr"

	"pupitre/data/fault"
	"pupitre/ui/look"
)

// quiet is the white margin that a reader needs around a QR code, in modules (ISO/IEC 18004, 6.3.8).
const quiet = 4

// maxURI bounds what is put into a picture, in bytes: what an authenticator program reads is a fifth of it.
const maxURI = 600

// QRImage is the picture of a text as a QR code, one pixel a module, black on white in every theme: readers expect it so.
func QRImage(text string) (image.Image, error) {
	const op = "credentials.QRImage"
	if len(text) > maxURI {
		return nil, fault.New(fault.Invalid, op, "account.totp.no_picture")
	}
	code, err := qr.Encode(text, qr.M, qr.Auto)
	if err != nil {
		return nil, fault.As(fault.Invalid, op, "account.totp.no_picture", err)
	}
	modules := code.Bounds().Dx()
	out := image.NewGray(image.Rect(0, 0, modules+2*quiet, modules+2*quiet))
	for y := range out.Rect.Dy() {
		for x := range out.Rect.Dx() {
			out.SetGray(x, y, color.Gray{Y: 0xff})
		}
	}
	for y := range modules {
		for x := range modules {
			out.Set(x+quiet, y+quiet, code.At(code.Bounds().Min.X+x, code.Bounds().Min.Y+y))
		}
	}
	return out, nil
}

// NewQR shows a text as a QR code, centred, large enough for a telephone at arm's length.
func NewQR(text string) (fyne.CanvasObject, error) {
	picture, err := QRImage(text)
	if err != nil {
		return nil, err
	}
	shown := canvas.NewImageFromImage(picture)
	shown.ScaleMode = canvas.ImageScalePixels
	return container.New(qrLayout{modules: float32(picture.Bounds().Dx())}, shown), nil
}

// qrLayout gives every module the same whole number of units, and centres the picture.
type qrLayout struct{ modules float32 }

func (l qrLayout) side() float32 { return l.modules * look.Size(look.Space12) / 4 }

// MinSize is the picture.
func (l qrLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSquareSize(l.side()) }

// Layout centres the picture.
func (l qrLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	o[0].Resize(fyne.NewSquareSize(l.side()))
	o[0].Move(fyne.NewPos((size.Width-l.side())/2, 0))
}
