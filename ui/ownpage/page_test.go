package ownpage_test

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"testing"

	"fyne.io/fyne/v2"

	"pupitre/data/blob"
	"pupitre/data/branding"
	"pupitre/data/fault"
	"pupitre/data/settings"
	"pupitre/data/syncing"
	"pupitre/data/wire"
	"pupitre/i18n"
	"pupitre/ui/brand"
	"pupitre/ui/editing/sample"
	"pupitre/ui/fieldwords"
	"pupitre/ui/look"
	"pupitre/ui/ownpage"
	"pupitre/ui/uitest"
)

type scene struct {
	*uitest.Screen
	source       *sample.Source
	shelf        shelf
	copied, said string
}

// shelf keeps images, by hash.
type shelf map[string][]byte

func (s shelf) Blob(_ context.Context, hash string) (blob.Kept, error) {
	if body, ok := s[hash]; ok {
		return blob.Kept{Body: body}, nil
	}
	return blob.Kept{}, fault.New(fault.Unavailable, "shelf.Blob", "blob.not_here")
}

func (s shelf) KeepBlob(body []byte) (wire.BlobRef, error) {
	info, err := blob.Check(body)
	if err == nil {
		s[info.SHA256] = body
	}
	return info.Ref(), err
}

// branded gives the provider a look: two colours, a logo of two stripes, an icon of one colour.
func (s *scene) branded(v syncing.View) {
	logo := image.NewNRGBA(image.Rect(0, 0, branding.LogoWidth, branding.LogoHeight))
	draw.Draw(logo, image.Rect(0, 0, branding.LogoWidth, 30), image.NewUniform(color.NRGBA{G: 0x79, B: 0x6b, A: 0xff}), image.Point{}, draw.Src)
	draw.Draw(logo, image.Rect(20, 10, 60, 50), image.NewUniform(color.NRGBA{R: 0xf9, G: 0xa8, A: 0xff}), image.Point{}, draw.Src)
	icon := image.NewNRGBA(image.Rect(0, 0, 48, 48))
	draw.Draw(icon, icon.Rect, image.NewUniform(color.NRGBA{G: 0x79, B: 0x6b, A: 0xff}), image.Point{}, draw.Src)
	look := branding.Brand{Color1: branding.Colour{G: 0x79, B: 0x6b}, Color2: branding.Colour{R: 0xf9, G: 0xa8, B: 0x25}}
	for to, img := range map[**wire.BlobRef]image.Image{&look.Logo: logo, &look.Favicon: icon} {
		var b bytes.Buffer
		if err := png.Encode(&b, img); err != nil {
			panic(err)
		}
		ref, err := s.shelf.KeepBlob(b.Bytes())
		if err != nil {
			panic(err)
		}
		*to = &ref
	}
	v[branding.Entity] = syncing.Entity{}
	for name, value := range look.Stored() {
		v[branding.Entity][name] = syncing.FieldState{Value: value, Base: value, Rev: 5}
	}
}

func open(t testing.TB, setup uitest.Setup, changes ...func(syncing.View)) *scene {
	t.Helper()
	s := &scene{source: sample.NewSource(changes...), shelf: shelf{}}
	return s.show(t, setup)
}

func (s *scene) show(t testing.TB, setup uitest.Setup) *scene {
	t.Helper()
	s.Screen = uitest.Open(t, setup, func(screen *uitest.Screen) fyne.CanvasObject {
		return ownpage.New(ownpage.Deps{
			Source: s.source, Album: brand.NewAlbum(s.shelf, screen.Runner), Run: screen.Runner,
			Copy: func(text string) { s.copied = text }, Toast: func(text string) { s.said = text },
		}, screen.Printer).Content()
	})
	return s
}

func TestContactsFollowTheSettings(t *testing.T) {
	s := open(t, uitest.Setup{})
	s.ExpectText(s.Printer.T("own.none", "Provider", sample.Provider))
	sample.Filled(s.source.Fields)
	s.source.Notify()
	s.Settle()
	s.ExpectText("soutien@boreale.example")
	s.ExpectText("514\u00a0555-0123")
	s.Focus("own.phone")
	s.Key(fyne.KeyReturn)
	if s.copied != "514\u00a0555-0123" || s.said != s.Printer.T("own.copied") {
		t.Errorf("copied %q, said %q", s.copied, s.said)
	}
	delete(s.source.Fields[settings.EntitySupport], settings.FieldPhone)
	s.source.Notify()
	s.Settle()
	s.ExpectNoText("514\u00a0555-0123")
}

func TestChatHoursFollowTheSettings(t *testing.T) {
	s := open(t, uitest.Setup{})
	off := s.Printer.T("schedule.words.disabled")
	s.ExpectText(off)
	sample.Chatting(s.source.Fields)
	s.source.Notify()
	s.Settle()
	s.ExpectNoText(off)
	s.ExpectText("du lundi au mercredi et le vendredi, de 9\u00a0h à\u00a012\u00a0h")
}

// The look is told in words, with its images; nothing of it can be changed here.
func TestTheLookFollowsTheSettings(t *testing.T) {
	s := open(t, uitest.Setup{Size: fyne.NewSize(800, 900)})
	none := s.Printer.T("own.look_none", "Provider", sample.Provider)
	s.ExpectText(none)
	s.branded(s.source.Fields)
	s.source.Notify()
	s.Settle()
	s.ExpectNoText(none)
	for _, field := range []string{branding.FieldColor1, branding.FieldColor2, branding.FieldLogo, branding.FieldFavicon} {
		s.ExpectText(fieldwords.Label(s.Printer, branding.Entity, field))
		s.ExpectText(fieldwords.Value(s.Printer, branding.Entity, field, s.source.Fields.Field(branding.Entity, field).Value))
	}
}

func TestWhatCannotBeReadSaysSo(t *testing.T) {
	s := &scene{source: sample.NewSource(), shelf: shelf{}}
	s.source.ViewErr = errors.New("damaged")
	s.show(t, uitest.Setup{})
	s.ExpectNoText(s.Printer.T("own.loading"))
	s.ExpectText(s.Printer.Err(s.source.ViewErr))
}

func TestMasters(t *testing.T) {
	for _, setup := range []uitest.Setup{
		{Size: fyne.NewSize(800, 860)},
		{Language: i18n.English, Mode: look.Dark, Zoom: look.Zoom150, Size: fyne.NewSize(800, 1000)},
	} {
		t.Run("support", func(t *testing.T) {
			s := &scene{shelf: shelf{}}
			s.source = sample.NewSource(sample.Filled, sample.Chatting, s.branded)
			s.show(t, setup).ExpectImage("support")
		})
	}
}
