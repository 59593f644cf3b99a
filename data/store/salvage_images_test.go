package store

import (
	"bytes"
	"context"
	"encoding/json"
	"image"
	"image/color"
	"image/png"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pupitre/data/blob"
	"pupitre/data/fault"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// noise makes an image of a few pages of the file, a different one for each seed.
func noise(t testing.TB, seed uint64) blob.Kept {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 7))
	picture := image.NewNRGBA(image.Rect(0, 0, 64, 64))
	for i := range 64 * 64 {
		picture.Set(i%64, i/64, color.NRGBA{uint8(r.Uint32()), uint8(r.Uint32()), uint8(r.Uint32()), 255})
	}
	var body bytes.Buffer
	if err := png.Encode(&body, picture); err != nil {
		t.Fatal(err)
	}
	info, err := blob.Check(body.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return blob.Kept{Info: info, Body: body.Bytes(), AddedAt: savedAt}
}

// picturesDesktop is the closed store of somebody who has put images in, the first of which was sent, and saved an edit
// that refers to the last.
func picturesDesktop(t testing.TB, n int) (path string, images []blob.Kept) {
	t.Helper()
	d := newDesktop(t)
	for i := range n {
		image := noise(t, uint64(i))
		image.Sent = i == 0
		images = append(images, image)
		if err := d.PutBlob(testSpace, image); err != nil {
			t.Fatal(err)
		}
	}
	err := d.Update(func(tx syncing.ClientTx) error {
		logo := row(1, syncing.Pending)
		text, err := json.Marshal(images[n-1].Ref())
		if err != nil {
			return err
		}
		value, err := wire.Canonical(text)
		if err != nil {
			return err
		}
		logo.Mutation.Entity, logo.Mutation.Fields[0].Name, logo.Mutation.Fields[0].Value = "branding", "logo", value
		if err := tx.PutOutbox(logo); err != nil {
			return err
		}
		return tx.PutCursor(syncing.Cursor{Space: testSpace, Epoch: "e1", Rev: 50, NextSeq: 2, Gen: 2})
	})
	if err != nil {
		t.Fatal(err)
	}
	closeOK(t, d)
	return d.Path(), images
}

// imagesLeft opens a store and tells which of the images it has, whole.
func imagesLeft(t testing.TB, path string, images []blob.Kept) (have []bool) {
	t.Helper()
	d, err := OpenDesktop(context.Background(), Options{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	defer closeOK(t, d)
	for _, want := range images {
		got, err := d.Blob(testSpace, want.SHA256)
		if err != nil && !fault.Is(err, fault.NotFound) {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); err == nil && diff != "" {
			t.Errorf("an image has changed (-want +got):\n%s", diff)
		}
		have = append(have, err == nil)
	}
	return have
}

func TestSalvageKeepsImagesThatWereNotSent(t *testing.T) {
	path, images := picturesDesktop(t, 4)
	damage(t, path, func(b []byte) []byte {
		clear(b[:pageSize])
		return b
	})
	wantDamaged(t, path)
	report, _, _ := salvaged(t, path)
	if report.Images != 3 || report.Lost != 0 || report.Pending != 1 {
		t.Errorf("report %+v, want 3 images and the edit", report)
	}
	if diff := cmp.Diff([]bool{false, true, true, true}, imagesLeft(t, path, images)); diff != "" {
		t.Errorf("what was sent is with the server, all else is here (-want +got):\n%s", diff)
	}
}

// An image in the middle that is damaged takes no other with it, and is not carried over as something else.
func TestSalvageOfADamagedImage(t *testing.T) {
	for lost := 1; lost < 4; lost++ {
		path, images := picturesDesktop(t, 5)
		damage(t, path, func(b []byte) []byte {
			copy(b[bytes.Index(b, images[lost].Body[2*pageSize:2*pageSize+64]):], "damaged, damaged, damaged")
			clear(b[:pageSize])
			return b
		})
		wantDamaged(t, path)
		report, _, _ := salvaged(t, path)
		want := []bool{false, true, true, true, true}
		want[lost] = false
		if diff := cmp.Diff(want, imagesLeft(t, path, images)); diff != "" || report.Images != 3 || report.Lost != 1 {
			t.Errorf("image %d: report %+v; here (-want +got):\n%s", lost, report, diff)
		}
	}
}

// What an edit that waits refers to is kept although it was sent: the server may have dropped what nothing refers to.
func TestSalvageKeepsTheImageOfAnEditThatWaits(t *testing.T) {
	path, images := picturesDesktop(t, 1)
	damage(t, path, func(b []byte) []byte {
		clear(b[:pageSize])
		return b
	})
	report, _, _ := salvaged(t, path)
	if have := imagesLeft(t, path, images); report.Images != 1 || !have[0] {
		t.Errorf("report %+v, here %v", report, have)
	}
}
