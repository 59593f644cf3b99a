package brand_test

import (
	"testing"

	"fyne.io/fyne/v2/test"

	"pupitre/data/branding"
	"pupitre/data/fault"
	"pupitre/data/wire"
	"pupitre/ui/brand"
	"pupitre/ui/editing/sample"
	"pupitre/ui/task"
)

// look is the sample provider's.
func look(t *testing.T) branding.Brand {
	t.Helper()
	b := branding.From(sample.FieldsOf(sample.Branded, branding.Entity))
	if b.Logo == nil || b.Favicon == nil {
		t.Fatal("the sample has no images")
	}
	return b
}

func TestAnAlbumFetchesEachImageOnceAndTells(t *testing.T) {
	run, images, b := task.Inline(), sample.NewImages(), look(t)
	album := brand.NewAlbum(images, run)
	told := 0
	cancel := album.Watch(func() { told++ })
	run.Hold = true
	if seen := album.Look(b.Logo); seen.Largest() != nil || seen.Err != nil {
		t.Fatalf("before it has come: %+v", seen)
	}
	waited := 0
	album.Await(*b.Logo, func(s brand.Seen) {
		if s.Largest() != nil {
			waited++
		}
	})
	run.Release()
	if told != 1 || waited != 1 {
		t.Errorf("told %d times, waited %d, want once each", told, waited)
	}
	delete(images.Kept, b.Logo.SHA256) // it is not asked for again
	if img := album.Look(b.Logo).Largest(); img == nil || img.Rect.Dx() != branding.LogoWidth {
		t.Error("the logo is not remembered")
	}
	cancel()
	album.Look(b.Favicon)
	if told != 1 {
		t.Error("told although nobody looks")
	}
	if icon := album.Look(b.Favicon); icon.Side(16).Rect.Dx() != 16 || icon.Largest().Rect.Dx() != 48 {
		t.Error("an icon has an image for each size")
	}
}

func TestAnImageThatIsNotHereIsAskedForAgain(t *testing.T) {
	run, images, b := task.Inline(), sample.NewImages(), look(t)
	kept := images.Kept[b.Logo.SHA256]
	delete(images.Kept, b.Logo.SHA256)
	album := brand.NewAlbum(images, run)
	if key, _ := fault.KeyOf(album.Look(b.Logo).Err); key != "blob.not_here" {
		t.Fatalf("got %q", key)
	}
	images.Kept[b.Logo.SHA256] = kept
	if album.Look(b.Logo).Err == nil {
		t.Error("what failed is not asked for at each look")
	}
	album.Retry()
	if album.Look(b.Logo).Largest() == nil {
		t.Error("asked for again, it comes")
	}
	if seen := album.Look(nil); seen.Largest() != nil || seen.Err != nil {
		t.Error("no image is no image")
	}
}

func TestThumbnails(t *testing.T) {
	test.NewTempApp(t)
	album, b := brand.NewAlbum(sample.NewImages(), task.Inline()), look(t)
	for field, want := range map[string]bool{branding.FieldColor1: true, branding.FieldLogo: true, branding.FieldFavicon: true} {
		if got := album.Thumbnail("", branding.Entity, field, b.Stored()[field]) != nil; got != want {
			t.Errorf("%s: %v", field, got)
		}
	}
	for _, v := range []wire.Value{nil, wire.Value("null")} {
		if album.Thumbnail("", branding.Entity, branding.FieldLogo, v) != nil {
			t.Error("no image has no picture")
		}
	}
	if album.Thumbnail("", "profile", "name", wire.Value(`"x"`)) != nil {
		t.Error("a name has no picture")
	}
}
