package simulation

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"time"

	"pupitre/data/blob"
	shell "pupitre/data/desk"
	"pupitre/data/fault"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// logo is the field of profile that refers to a picture.
const logo = "logo"

// pictures is how many different ones people have: few, so that several refer to one.
const pictures = 5

// picture is the content of one; nobody looks into it here.
func picture(n int) blob.Kept {
	body := []byte("picture " + strconv.Itoa(n))
	return blob.Kept{Info: blob.Info{SHA256: blob.Hash(body), Type: blob.PNG, Size: len(body), Width: 1, Height: 1}, Body: body, AddedAt: dawn}
}

// choose puts a picture on the desktop's disk and makes the value that refers to it, none when the disk does not take it.
func (d *desk) choose(space string) wire.Value {
	chosen := picture(d.w.r.IntN(pictures))
	if err := d.store.PutBlob(space, chosen); err != nil {
		d.died()
		return wire.Value("null")
	}
	return wire.Value(`{"of":"` + mark(syncing.ProviderOf(space), audienceOf(profile)) + `","sha256":"` + chosen.SHA256 + `"}`)
}

// memBlobs is a desktop's pictures in memory.
type memBlobs map[[2]string]blob.Kept

var _ shell.BlobStore = memBlobs{}

// PutBlob implements desk.BlobStore: one that is here already is left alone.
func (m memBlobs) PutBlob(space string, b blob.Kept) error {
	if _, here := m[[2]string{space, b.SHA256}]; !here {
		m[[2]string{space, b.SHA256}] = b
	}
	return nil
}

// Blob implements desk.BlobStore.
func (m memBlobs) Blob(space, hash string) (blob.Kept, error) {
	b, ok := m[[2]string{space, hash}]
	if !ok {
		return b, fault.New(fault.NotFound, "simulation.Blob", "store.not_found")
	}
	return b, nil
}

// SetBlobSent implements desk.BlobStore.
func (m memBlobs) SetBlobSent(space, hash string, sent bool) error {
	b, err := m.Blob(space, hash)
	if err == nil {
		b.Sent = sent
		m[[2]string{space, hash}] = b
	}
	return err
}

// BlobsBefore implements desk.BlobStore.
func (m memBlobs) BlobsBefore(space string, before time.Time) (old []string, err error) {
	for at, b := range m {
		if at[0] == space && b.AddedAt.Before(before) {
			old = append(old, b.SHA256)
		}
	}
	slices.Sort(old)
	return old, nil
}

// DropBlob implements desk.BlobStore.
func (m memBlobs) DropBlob(space, hash string) error {
	delete(m, [2]string{space, hash})
	return nil
}

// gallery is the pictures that the server has, by provider and hash.
type gallery map[[2]string]bool

func (g gallery) lacking(space string, hashes []string) (missing []string) {
	for _, hash := range hashes {
		if !g[[2]string{syncing.ProviderOf(space), hash}] {
			missing = append(missing, hash)
		}
	}
	return missing
}

// missingPictures is the answer to a push that refers to pictures which the server does not have.
type missingPictures struct{ hashes []string }

func (m *missingPictures) Error() string { return "blob_missing" }

// postman carries pictures from a desktop to the server, over a link that may be cut between any two.
type postman struct{ d *desk }

var _ shell.BlobExchange = (*postman)(nil)

// lost draws whether a message is.
func (p *postman) lost() bool {
	w := p.d.w
	return p.d.up.cut || w.busy || w.faulty && w.r.Float64() < w.mix.Drop
}

// MissingBlobs implements desk.BlobExchange.
func (p *postman) MissingBlobs(_ context.Context, space string, hashes []string) ([]string, error) {
	if p.lost() {
		return nil, errLost
	}
	return p.d.w.gallery.lacking(space, hashes), nil
}

// PutBlob implements desk.BlobExchange.
func (p *postman) PutBlob(_ context.Context, space string, info blob.Info, _ []byte) error {
	w := p.d.w
	if p.lost() {
		w.count("picture cut on its way")
		p.d.cutAt = info.SHA256
		return errLost
	}
	if p.d.cutAt != "" {
		w.count("pictures resumed after a cut")
		p.d.cutAt = ""
	}
	w.gallery[[2]string{syncing.ProviderOf(space), info.SHA256}] = true
	w.count("picture sent")
	if p.d.down.cut || w.faulty && w.r.Float64() < w.mix.Drop {
		w.count("picture sent, receipt lost")
		return errLost
	}
	return nil
}

// GetBlob implements desk.BlobExchange; nobody in the worlds looks at pictures.
func (p *postman) GetBlob(context.Context, string, string) (blob.Info, []byte, error) {
	return blob.Info{}, nil, errLost
}

// sendPictures does what the program does before a push.
func (d *desk) sendPictures(space string, p wire.Push) (lost []string, err error) {
	var hashes []string
	for _, m := range p.Mutations {
		hashes = append(hashes, m.BlobsOf()...)
	}
	slices.Sort(hashes)
	return shell.SendBlobs(context.Background(), d.store, &postman{d: d}, space, slices.Compact(hashes))
}

// unsent notes that the server has not got what the desktop believed that it had sent.
func (d *desk) unsent(space string, err error) {
	var missing *missingPictures
	if !errors.As(err, &missing) {
		return
	}
	d.w.count("refused: blob_missing")
	for _, hash := range missing.hashes {
		if err := d.store.SetBlobSent(space, hash, false); err != nil {
			d.died()
		}
	}
}

// admit is what the server looks at before a push is applied: pictures of new mutations have to be there, or be lost for good.
func (w *world) admit(space string, last int64, p wire.Push) (gone []string, err error) {
	var hashes []string
	for _, m := range p.Mutations {
		if m.Seq > last {
			hashes = append(hashes, m.BlobsOf()...)
		}
	}
	for _, hash := range w.gallery.lacking(space, hashes) {
		if !slices.Contains(p.Lost, hash) {
			return nil, &missingPictures{w.gallery.lacking(space, hashes)}
		}
		gone = append(gone, hash)
	}
	return gone, nil
}

// collect removes the pictures that nothing refers to, as the server does after 30 days; some may be about to be.
func (w *world) collect() {
	used := gallery{}
	w.references(func(space, hash string) { used[[2]string{syncing.ProviderOf(space), hash}] = true })
	for at := range w.gallery {
		if !used[at] {
			delete(w.gallery, at)
			w.count("picture collected")
		}
	}
}

// references calls f for each picture that an item, a conflict or the history refers to.
func (w *world) references(f func(space, hash string)) {
	for _, provider := range w.homes {
		space := syncing.ProviderSpace(provider)
		var items []wire.Item
		w.must(w.server.Read(func(r syncing.Reader) (err error) {
			items, err = r.Items(space, 0, everyAudience(w.people[provider]), 1<<20)
			return err
		}))
		for _, it := range items {
			for _, hash := range wire.BlobsIn(shownOf(it)...) {
				f(space, hash)
			}
		}
	}
	for _, h := range w.oracle.log {
		for _, hash := range wire.BlobsIn(h.Old, h.New) {
			f(h.space, hash)
		}
	}
}

// shownOf is the values of an item that have to be there. What the author of a conflict had seen is told for what it is worth: it
// may have been an own edit that was refused, and whose picture has gone since.
func shownOf(it wire.Item) []wire.Value {
	var record wire.ConflictRecord
	if _, conflict := syncing.ConflictID(it.Entity); conflict && json.Unmarshal(it.Value, &record) == nil {
		return []wire.Value{record.Current, record.Proposed}
	}
	return []wire.Value{it.Value}
}

// checkPictures looks for references to pictures that the server does not have.
func (w *world) checkPictures() {
	w.references(func(space, hash string) {
		if len(w.gallery.lacking(space, []string{hash})) > 0 {
			w.broken(Pictures, "%s refers to %s", space, hash)
		}
		w.count("picture referred to")
	})
}
