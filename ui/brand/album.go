// Package brand shows the look of a provider wherever it is seen: swatches of colours, and images by the references that
// are stored.
package brand

import (
	"context"
	"image"

	"pupitre/data/blob"
	"pupitre/data/branding/picture"
	"pupitre/data/wire"
	"pupitre/ui/task"
)

// Store is where images are kept by their content.
type Store interface {
	// Blob is the image with the hash, from this computer or else from the server; it may block. Off line, one that is not
	// here yet is fault.Unavailable (blob.not_here).
	Blob(ctx context.Context, hash string) (blob.Kept, error)
	// KeepBlob puts an image on this computer's disk, so that a save may refer to it; it may block.
	KeepBlob(body []byte) (wire.BlobRef, error)
}

// limits bound what is decoded to be shown: a logo and an icon are far smaller, whoever says so.
var limits = picture.Limits{FileBytes: blob.MaxBytes, Pixels: 512 * 512, Scans: 100}

// held is how many images are remembered, decoded: 128 logos are 4.3 MB.
const held = 128

// Seen is what is known of an image. While it is on its way it has neither image nor error.
type Seen struct {
	Images []*image.NRGBA // one, or those of an icon in the file's order; never empty once it is here
	Err    error          // why it cannot be shown
}

// Largest is the image of the most pixels, nil while there is none.
func (s Seen) Largest() *image.NRGBA {
	var best *image.NRGBA
	for _, img := range s.Images {
		if best == nil || img.Rect.Dx() > best.Rect.Dx() {
			best = img
		}
	}
	return best
}

// Side is the image that is drawn for so many pixels: of that very size, else the largest.
func (s Seen) Side(pixels int) *image.NRGBA {
	for _, img := range s.Images {
		if img.Rect.Dx() == pixels {
			return img
		}
	}
	return s.Largest()
}

// Album fetches images away from the window and remembers them. Views hear whenever one has come, or was found missing. It
// belongs to the window's goroutine.
type Album struct {
	store Store
	run   task.Runner
	seen  map[string]Seen
	order []string // of seen, the oldest first
	task.Views
	wait map[string][]func(Seen)
}

// NewAlbum is an empty album.
func NewAlbum(store Store, run task.Runner) *Album {
	return &Album{store: store, run: run, seen: map[string]Seen{}, wait: map[string][]func(Seen){}}
}

// Store is where the images are.
func (a *Album) Store() Store { return a.store }

// Look is the image of a reference, nil for none. What is not known yet is fetched, and the views are told.
func (a *Album) Look(ref *wire.BlobRef) Seen {
	if ref == nil {
		return Seen{}
	}
	if seen, known := a.seen[ref.SHA256]; known {
		return seen
	}
	a.remember(ref.SHA256, Seen{}) // on its way
	hash, store := ref.SHA256, a.store
	here := false
	task.Go(context.Background(), a.run, func(ctx context.Context) (Seen, error) {
		kept, err := store.Blob(ctx, hash)
		if err != nil {
			return Seen{}, err
		}
		return decode(ctx, kept.Body)
	}, func(seen Seen, err error) {
		seen.Err = err
		a.seen[hash] = seen
		if here { // else whoever looks is given it
			a.tell(hash)
		}
	})
	here = true
	return a.seen[hash]
}

// tell tells whoever waits for an image, then the views.
func (a *Album) tell(hash string) {
	waiting := a.wait[hash]
	delete(a.wait, hash)
	for _, done := range waiting {
		done(a.seen[hash])
	}
	a.Tell()
}

// Await gives the image of a reference to done, once: now, or when it has come.
func (a *Album) Await(ref wire.BlobRef, done func(Seen)) {
	seen := a.Look(&ref)
	if len(seen.Images) > 0 || seen.Err != nil {
		done(seen)
		return
	}
	a.wait[ref.SHA256] = append(a.wait[ref.SHA256], done)
}

func decode(ctx context.Context, body []byte) (Seen, error) {
	src, err := picture.Reader{Limits: limits}.Decode(ctx, body)
	if err != nil {
		return Seen{}, err
	}
	if len(src.Entries) > 0 {
		return Seen{Images: src.Entries}, nil
	}
	return Seen{Images: []*image.NRGBA{src.Image}}, nil
}

func (a *Album) remember(hash string, s Seen) {
	if len(a.order) == held {
		delete(a.seen, a.order[0])
		a.order = a.order[1:]
	}
	a.seen[hash], a.order = s, append(a.order, hash)
}

// Retry forgets what could not be had, so that it is asked for again: on a page that opens, or once on line.
func (a *Album) Retry() {
	kept := a.order[:0]
	for _, hash := range a.order {
		if a.seen[hash].Err != nil {
			delete(a.seen, hash)
			continue
		}
		kept = append(kept, hash)
	}
	a.order = kept
}
