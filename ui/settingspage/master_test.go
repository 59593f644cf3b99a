package settingspage_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"pupitre/data/access"
	"pupitre/data/desk"
	"pupitre/data/fault"
	"pupitre/data/syncing"
	"pupitre/i18n"
	"pupitre/ui/editing/sample"
	"pupitre/ui/look"
	"pupitre/ui/settingspage"
	"pupitre/ui/uitest"
)

// everywhere is each language, theme and usual size of the window, in two pictures; one state after the other has them joined
// in another way.
func everywhere(state int) []uitest.Setup {
	small := fyne.NewSize(1024, 700)
	if state%2 == 0 {
		return []uitest.Setup{
			{Language: i18n.French, Mode: look.Light, Size: usual},
			{Language: i18n.English, Mode: look.Dark, Size: small},
		}
	}
	return []uitest.Setup{
		{Language: i18n.French, Mode: look.Dark, Size: small},
		{Language: i18n.English, Mode: look.Light, Size: usual},
	}
}

// hard are the looks that break pages: high contrast, large type in the smallest window, a wide window.
func hard() []uitest.Setup {
	small := fyne.NewSize(1024, 700)
	return []uitest.Setup{
		{Mode: look.HighContrast, Size: small},
		{Zoom: look.Zoom150, Size: small},
		{Size: fyne.NewSize(1600, 1000)},
	}
}

var usual = fyne.NewSize(1100, 760)

func changed(s *scene) {
	s.editor.Type(settingspage.ProviderName, "Téléphonie Boréale et Fils inc.")
	s.editor.Leave(settingspage.ProviderName)
	s.editor.Choose(settingspage.TimeZone, "America/St_Johns")
	s.Settle()
}

func faulty(s *scene) {
	s.editor.Type(settingspage.ProviderName, " ")
	s.editor.Choose(settingspage.TimeZone, "America/St_Johns")
	s.editor.Save(nil)
	s.Settle()
}

func unreadable(src *sample.Source) {
	src.ViewErr = fault.New(fault.Internal, "test", "store.damaged", "Path", "/home/marie/pupitre.db")
}

// pages are the states of the page, each with how to get there.
var pages = []struct {
	name  string
	parts []part
	reach func(*scene)
	hard  bool // also in the looks that break pages
}{
	{name: "settings", hard: true},
	{name: "changed", reach: changed},
	{name: "faulty", reach: faulty, hard: true},
	{name: "changes_dialog", reach: func(s *scene) {
		changed(s)
		s.TapLabel(s.shell.Printer().T("settings.bar.view"))
	}},
	{name: "zones", reach: func(s *scene) {
		s.Focus("profile.time_zone")
		s.Key(fyne.KeyReturn)
		s.Type("st j")
	}},
	{name: "palette", reach: func(s *scene) {
		s.shell.OpenPalette()
		s.Type("lang")
	}, hard: true},
	{name: "palette_none", reach: func(s *scene) {
		s.shell.OpenPalette()
		s.Type("xyzzy")
	}},
	{name: "person_menu", reach: func(s *scene) {
		s.Focus("shell.person")
		s.Key(fyne.KeyReturn)
	}, hard: true},
	{name: "offline", parts: []part{with(func(src *sample.Source) {
		src.Status = desk.State{
			Connection: desk.Offline, LastExchange: sample.Now.Add(-3e12), Problem: fault.New(fault.Unavailable, "test", "remote.unreachable"),
		}
	})}, reach: func(s *scene) {
		changed(s)
		s.editor.Save(nil)
		s.Settle()
	}},
	{name: "connection", parts: []part{with(func(src *sample.Source) {
		src.Status = desk.State{
			Connection: desk.Offline, Pending: 3, LastExchange: sample.Now.Add(-3e12), Problem: fault.New(fault.Unavailable, "test", "remote.unreachable"),
		}
	})}, reach: func(s *scene) {
		s.Focus("shell.status")
		s.Key(fyne.KeyReturn)
	}},
	{name: "elsewhere", reach: func(s *scene) {
		changed(s)
		s.source.Change(sample.Named("Téléphonie Boréale ltée", 4))
		s.Settle()
	}},
	{name: "notices", parts: []part{with(func(src *sample.Source) {
		src.Status.Notices = []desk.Notice{sample.Conflict(), sample.Rejection()}
	})}, hard: true},
	{name: "guard", reach: func(s *scene) {
		changed(s)
		s.shell.Quit()
		s.Settle()
	}},
	{name: "read_only", parts: []part{as(access.Support)}},
	{name: "reseller", parts: []part{as(access.Reseller)}},
	{name: "closed", parts: []part{closed()}},
	{name: "failed", parts: []part{with(unreadable)}},
	{name: "empty", parts: []part{with(func(src *sample.Source) {
		src.Fields = syncing.View{}
		src.Status.Connection = desk.Connecting
	})}},
	{name: "signed_out", parts: []part{with(func(src *sample.Source) {
		src.Status = desk.State{Connection: desk.SignedOut, Pending: 2, LastExchange: sample.Now.Add(-3e13)}
	})}},
}

func TestMasters(t *testing.T) {
	for i, page := range pages {
		setups := everywhere(i)
		if page.hard {
			setups = append(setups, hard()...)
		}
		for _, setup := range setups {
			t.Run(page.name, func(t *testing.T) {
				s := open(t, setup, page.parts...)
				if page.reach != nil {
					page.reach(s)
				}
				s.ExpectImage(page.name)
			})
		}
	}
}
