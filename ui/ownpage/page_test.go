package ownpage_test

import (
	"errors"
	"testing"

	"fyne.io/fyne/v2"

	"pupitre/data/settings"
	"pupitre/data/syncing"
	"pupitre/i18n"
	"pupitre/ui/editing/sample"
	"pupitre/ui/look"
	"pupitre/ui/ownpage"
	"pupitre/ui/uitest"
)

type scene struct {
	*uitest.Screen
	source       *sample.Source
	copied, said string
}

func open(t testing.TB, setup uitest.Setup, changes ...func(syncing.View)) *scene {
	t.Helper()
	s := &scene{source: sample.NewSource(changes...)}
	return s.show(t, setup)
}

func (s *scene) show(t testing.TB, setup uitest.Setup) *scene {
	t.Helper()
	s.Screen = uitest.Open(t, setup, func(screen *uitest.Screen) fyne.CanvasObject {
		return ownpage.New(ownpage.Deps{
			Source: s.source, Run: screen.Runner,
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
	s.ExpectText("du lundi au mercredi et le vendredi, de 9\u00a0h à 12\u00a0h")
}

func TestWhatCannotBeReadSaysSo(t *testing.T) {
	s := &scene{source: sample.NewSource()}
	s.source.ViewErr = errors.New("damaged")
	s.show(t, uitest.Setup{})
	s.ExpectNoText(s.Printer.T("own.loading"))
	s.ExpectText(s.Printer.Err(s.source.ViewErr))
}

func TestMasters(t *testing.T) {
	for _, setup := range []uitest.Setup{
		{Size: fyne.NewSize(800, 560)},
		{Language: i18n.English, Mode: look.Dark, Zoom: look.Zoom150, Size: fyne.NewSize(800, 560)},
	} {
		t.Run("support", func(t *testing.T) { open(t, setup, sample.Filled, sample.Chatting).ExpectImage("support") })
	}
}
