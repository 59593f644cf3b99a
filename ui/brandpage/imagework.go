package brandpage

import (
	"bytes"
	"context"
	"image"
	"io"

	"fyne.io/fyne/v2"
	"github.com/spf13/afero"

	"pupitre/data/branding"
	"pupitre/data/branding/picture"
	"pupitre/data/fault"
	"pupitre/data/wire"
	"pupitre/ui/brand"
	"pupitre/ui/brandpage/cropper"
	"pupitre/ui/draft"
	"pupitre/ui/task"
)

// endings are the names of files that are offered; what a file is decides its content.
var endings = []string{".png", ".jpg", ".jpeg", ".gif", ".ico"}

// imageWork is what becomes of one of the two images: reading a file, making the image, keeping it. A refusal leaves the
// image that is there.
type imageWork struct {
	host  *Presenter
	field string

	work    task.Latest
	stage   picture.Stage
	share   float64          // of the stage
	refusal error            // of the last file
	frames  int              // of the last file, when it was an animation
	last    *cropper.Picture // that was opened last
	madeOf  string           // hash of the image that was made of it
	mode    picture.Mode     // in which the cropper begins
	waits   bool             // last is to be cropped as soon as the page is shown
}

// busy tells that work is under way.
func (w *imageWork) busy() bool { return w.work.Running() }

// isLogo tells which of the two it is.
func (w *imageWork) isLogo() bool { return w.field == branding.FieldLogo }

// ref is the image of the draft, nil for none.
func (w *imageWork) ref(b branding.Brand) *wire.BlobRef {
	if w.isLogo() {
		return b.Logo
	}
	return b.Favicon
}

// frame is the shape of the image, in pixels.
func (w *imageWork) frame() image.Point {
	if w.isLogo() {
		return image.Pt(branding.LogoWidth, branding.LogoHeight)
	}
	return image.Pt(branding.FaviconAdvised, branding.FaviconAdvised)
}

// choose asks for a file.
func (w *imageWork) choose(title string) {
	w.host.deps.Files.OpenFile(title, endings, func(r io.ReadCloser, err error) {
		switch name := nameOf(r); {
		case err != nil:
			w.refuse(err)
		case r == nil:
		case name != "":
			_ = r.Close() // nothing was written
			w.fromFile(name)
		default:
			w.read(func(ctx context.Context, reader picture.Reader) (picture.Source, error) {
				defer func() { _ = r.Close() }() // nothing was written
				body, err := io.ReadAll(io.LimitReader(r, picture.DefaultLimits().FileBytes+1))
				if err != nil {
					return picture.Source{}, fault.As(fault.Unavailable, "brandpage.choose", "branding.file_unreadable", err)
				}
				return reader.Decode(ctx, body)
			})
		}
	})
}

// nameOf is where a file that was chosen is, "" when that is not known: a path says more of what is wrong with a file.
func nameOf(r io.ReadCloser) string {
	switch f := r.(type) {
	case afero.File:
		return f.Name()
	case fyne.URIReadCloser:
		return f.URI().Path()
	}
	return ""
}

// fromFile opens a file by its path.
func (w *imageWork) fromFile(name string) {
	disk := w.host.deps.Disk
	w.read(func(ctx context.Context, reader picture.Reader) (picture.Source, error) {
		return reader.Open(ctx, disk, name)
	})
}

// paste takes an image that was copied.
func (w *imageWork) paste() {
	clipboard := w.host.deps.Clipboard
	if clipboard == nil || w.host.readOnly() {
		return
	}
	w.read(func(ctx context.Context, reader picture.Reader) (picture.Source, error) {
		body, err := clipboard(ctx)
		if err != nil {
			return picture.Source{}, err
		}
		if len(bytes.TrimSpace(body)) == 0 {
			return picture.Source{}, fault.New(fault.NotFound, "brandpage.paste", "brandpage.clipboard_empty")
		}
		return reader.Decode(ctx, body)
	})
}

// read reads a picture away from the window, then has it cropped, unless it is what is wanted already.
func (w *imageWork) read(open func(context.Context, picture.Reader) (picture.Source, error)) {
	w.begin()
	task.GoLatest(context.Background(), w.run(), &w.work, func(ctx context.Context) (cropper.Picture, error) {
		src, err := open(ctx, picture.Reader{Report: w.reporter(ctx)})
		if err != nil {
			return cropper.Picture{}, err
		}
		return cropper.Prepare(src), ctx.Err()
	}, func(pic cropper.Picture, err error) {
		if err != nil {
			w.refuse(err)
			return
		}
		w.opened(pic)
	})
	w.host.changed()
}

func (w *imageWork) run() task.Runner { return w.host.deps.Editor.Run }

func (w *imageWork) begin() {
	w.stage, w.share, w.refusal, w.frames, w.waits = picture.Reading, 0, nil, 0, false
}

// reporter brings the progress to the window, each percent once.
func (w *imageWork) reporter(ctx context.Context) picture.Progress {
	run := w.run()
	lastStage, lastPercent := picture.Stage(""), -1
	return func(stage picture.Stage, done float64) {
		percent := int(done * 100)
		if stage == lastStage && percent == lastPercent {
			return
		}
		lastStage, lastPercent = stage, percent
		run.OnUI(func() {
			if ctx.Err() == nil && w.busy() {
				w.stage, w.share = stage, done
				w.host.progress(w)
			}
		})
	}
}

// opened goes on with a picture: one of the right shape is taken as it is.
func (w *imageWork) opened(pic cropper.Picture) {
	if pic.Source.Frames > 1 {
		w.frames = pic.Source.Frames
	}
	w.last, w.madeOf, w.mode = &pic, "", picture.Fill
	if w.ready(pic.Source) {
		w.makeAtOnce(pic)
		return
	}
	w.host.crop(w, pic)
	w.host.changed()
}

// resume opens the cropper on a picture that was read while the page was away.
func (w *imageWork) resume(pg *Page) {
	if w.waits && w.last != nil {
		w.waits = false
		pg.crop(w, *w.last)
	}
}

// ready tells that a picture has the dimensions that are wanted.
func (w *imageWork) ready(src picture.Source) bool {
	if w.isLogo() {
		return src.Width == branding.LogoWidth && src.Height == branding.LogoHeight
	}
	return src.Width == src.Height && src.Width >= branding.FaviconLeast && src.Width <= branding.FaviconMost
}

// makeAtOnce makes the image of a whole picture.
func (w *imageWork) makeAtOnce(pic cropper.Picture) {
	task.GoLatest(context.Background(), w.run(), &w.work, func(ctx context.Context) (cropper.Made, error) {
		return w.make(ctx, pic.Source, picture.Framing{})
	}, func(m cropper.Made, err error) {
		if err != nil {
			w.refuse(err)
			return
		}
		w.keep(m)
	})
	w.host.changed()
}

// make makes the image, on any goroutine.
func (w *imageWork) make(ctx context.Context, src picture.Source, f picture.Framing) (cropper.Made, error) {
	if !w.isLogo() {
		icon, err := picture.Reader{}.BuildFavicon(ctx, src, f)
		return cropper.Made{Encoded: icon.Encoded, Images: icon.Images}, err
	}
	logo, err := picture.Reader{}.BuildLogo(ctx, src, f)
	if err != nil {
		return cropper.Made{}, err
	}
	back, err := picture.Reader{}.Decode(ctx, logo.Body) // as everybody will see it, fewer colours and all
	return cropper.Made{Encoded: logo, Images: []*image.NRGBA{back.Image}}, err
}

// keep puts a finished image on the disk and into the draft.
func (w *imageWork) keep(m cropper.Made) {
	store, body := w.host.deps.Album.Store(), m.Encoded.Body
	w.stage, w.share, w.refusal = picture.Encoding, 0, nil
	task.GoLatest(context.Background(), w.run(), &w.work, func(context.Context) (wire.BlobRef, error) {
		return store.KeepBlob(body)
	}, func(ref wire.BlobRef, err error) {
		if err != nil {
			w.refuse(err)
			return
		}
		w.madeOf = ref.SHA256
		w.put(&ref)
	})
}

// put makes an image that of the draft, nil for none.
func (w *imageWork) put(ref *wire.BlobRef) {
	w.refusal = nil
	if ref == nil {
		w.frames = 0
	}
	w.host.deps.Editor.Edit(func(d *draft.Draft) { d.Propose(branding.Entity, w.field, branding.StoredImage(ref)) })
	w.host.changed()
}

func (w *imageWork) refuse(err error) {
	if !task.Cancelled(err) {
		w.refusal = err
	}
	w.host.changed()
}

// cancel ends the work; the image that is there stays.
func (w *imageWork) cancel() {
	w.work.Cancel()
	w.host.changed()
}

// original is the picture that the image of the draft was made of, nil when that is not known any more.
func (w *imageWork) original() *cropper.Picture {
	if ref := w.ref(w.host.brand()); ref != nil && ref.SHA256 == w.madeOf {
		return w.last
	}
	return nil
}

// again opens the cropper on what the image was made of, or on the image itself.
func (w *imageWork) again(seen brand.Seen) { w.cropFrom(w.original(), seen) }

// fromLogo begins a favicon with the logo.
func (w *imageWork) fromLogo(logo brand.Seen) {
	w.mode = picture.Fit
	w.cropFrom(w.host.images[branding.FieldLogo].original(), logo)
}

func (w *imageWork) cropFrom(original *cropper.Picture, seen brand.Seen) {
	w.begin()
	if original == nil {
		img := seen.Largest()
		if img == nil {
			return
		}
		pic := cropper.Prepare(picture.Source{Image: img, Format: picture.PNG, Width: img.Rect.Dx(), Height: img.Rect.Dy(), Frames: 1})
		original = &pic
	}
	w.last, w.madeOf = original, ""
	w.host.crop(w, *original)
	w.host.changed()
}

// maker makes the image of a framing.
func (w *imageWork) maker(src picture.Source) func(context.Context, picture.Framing) (cropper.Made, error) {
	return func(ctx context.Context, f picture.Framing) (cropper.Made, error) { return w.make(ctx, src, f) }
}
