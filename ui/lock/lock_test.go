package lock_test

import (
	"context"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"pupitre/data/fault"
	"pupitre/i18n"
	"pupitre/ui/lock"
	"pupitre/ui/look"
	"pupitre/ui/uitest"
	"pupitre/ui/widgets"
)

var fr, en = i18n.For(i18n.French), i18n.For(i18n.English)

const secret = "un secret à l’écran"

// scene is a window with something private on it, that is locked.
type scene struct {
	*uitest.Screen
	page     *lock.Page
	wait     time.Duration
	tried    []string
	err      error
	unlocked bool
	other    bool
	spoken   i18n.Language
}

func open(t *testing.T, setup uitest.Setup) *scene {
	t.Helper()
	s := &scene{}
	s.Screen = uitest.Open(t, setup, func(*uitest.Screen) fyne.CanvasObject { return widgets.Body(secret) })
	s.page = lock.New(lock.Deps{
		Window: s.Window, Stage: s.Stage, Run: s.Runner, Language: s.Setup.Language, Name: "Marie Tremblay", Email: "marie@boreale.example",
		Unlock: func(_ context.Context, password string) error {
			s.tried = append(s.tried, password)
			return s.err
		},
		Unlocked: func() { s.unlocked = true }, Other: func() { s.other = true }, Quit: func() {},
		Wait: func() time.Duration { return s.wait }, Spoke: func(l i18n.Language) { s.spoken = l },
	})
	return s
}

func TestNothingOfBeforeIsSeen(t *testing.T) {
	s := open(t, uitest.Setup{})
	asked := false
	accept := widgets.NewPrimaryButton("Oui", nil)
	dialog := widgets.NewDialog("Une question privée", widgets.Body(secret), accept, widgets.NewButton("Non", nil))
	dialog.OnClosed = func() { asked = true }
	dialog.Show(s.Canvas, nil)
	s.page.Show()
	s.Settle()
	s.ExpectNoText(secret)
	s.ExpectNoText("Une question privée")
	s.ExpectText(fr.T("lock.title"))
	s.ExpectText("Marie Tremblay")
	if !asked || len(s.Canvas.Overlays().List()) != 0 {
		t.Errorf("the dialog was told of its end: %v; %d overlays", asked, len(s.Canvas.Overlays().List()))
	}
	if title := s.Window.Title(); title != fr.T("lock.window_title") {
		t.Errorf("the title is %q", title)
	}
}

// What was asked before the lock may be answered after it, with a code that is told once: it waits for nobody on the locked window.
func TestNothingThatComesLateIsSeen(t *testing.T) {
	s := open(t, uitest.Setup{})
	s.page.Show()
	told := 0
	show := func() {
		dialog := widgets.NewDialog("Invitation", widgets.Body(secret), nil, widgets.NewButton("Fermer", nil))
		dialog.OnClosed = func() { told++ }
		dialog.Show(s.Canvas, nil)
		s.Settle()
	}
	show()
	s.ExpectNoText(secret)
	if told != 1 || s.Canvas.Overlays().Top() != nil {
		t.Errorf("told of its end %d times, over the window: %v", told, s.Canvas.Overlays().Top())
	}
	s.Focus("lock.password_field")
	s.Type("Montagne-7")
	s.Key(fyne.KeyReturn)
	if !s.unlocked {
		t.Fatal("it does not unlock")
	}
	show()
	s.ExpectText(secret)
}

// Nobody was asked to choose the password of the sample data.
func TestThePasswordOfTheSampleDataIsSaid(t *testing.T) {
	s := open(t, uitest.Setup{})
	s.page = lock.New(lock.Deps{
		Window: s.Window, Stage: s.Stage, Run: s.Runner, Language: s.Setup.Language, Sample: "Montagne-7",
		Wait: func() time.Duration { return 0 },
	})
	s.page.Show()
	s.Settle()
	s.ExpectText(fr.T("lock.sample", "Password", "Montagne-7"))
}

func TestThePasswordUnlocksAndAWrongOneIsSaid(t *testing.T) {
	s := open(t, uitest.Setup{})
	s.page.Show()
	s.Settle()
	s.Key(fyne.KeyReturn)
	s.ExpectText(fr.T("lock.password_required"))
	s.err = fault.New(fault.Forbidden, "test", "lock.wrong_password")
	s.Type("wrong")
	s.Key(fyne.KeyReturn)
	s.ExpectText(fr.T("lock.wrong_password"))
	s.err = nil
	s.Type("right") // the keyboard is in the field, which is empty again
	s.Key(fyne.KeyReturn)
	if !s.unlocked || len(s.tried) != 2 || s.tried[1] != "right" {
		t.Errorf("unlocked %v, tried %q", s.unlocked, s.tried)
	}
	s.Advance(time.Minute)
	if s.Runner.Pending() != 0 {
		t.Error("the page counts on after it was left")
	}
}

func TestAWaitIsCountedDownAndStopsTries(t *testing.T) {
	s := open(t, uitest.Setup{})
	s.page.Show()
	s.wait = 30 * time.Second
	s.Advance(time.Second)
	s.ExpectText(fr.N("gate.wait", 30))
	s.Type("right")
	s.Key(fyne.KeyReturn)
	s.TapLabel(fr.T("lock.unlock"))
	if len(s.tried) != 0 {
		t.Errorf("tried %q", s.tried)
	}
	s.wait = 0
	s.Advance(time.Second)
	s.Key(fyne.KeyReturn)
	if !s.unlocked && len(s.tried) != 1 {
		t.Errorf("tried %q", s.tried)
	}
}

func TestTheLanguageChangesAndWhatIsTypedStays(t *testing.T) {
	s := open(t, uitest.Setup{})
	s.page.Show()
	s.Settle()
	s.Type("right")
	s.Control(fr.T("lock.language")).(*widgets.Segmented).SetSelected(string(i18n.English))
	s.Settle()
	s.ExpectText(en.T("lock.title"))
	s.Key(fyne.KeyReturn)
	if s.spoken != i18n.English || len(s.tried) != 1 || s.tried[0] != "right" {
		t.Errorf("spoken %q, tried %q", s.spoken, s.tried)
	}
}

func TestAnotherPersonMaySignIn(t *testing.T) {
	s := open(t, uitest.Setup{})
	s.page.Show()
	s.Settle()
	s.TapLabel(fr.T("lock.someone"))
	if !s.other {
		t.Error("not asked")
	}
}

// delay is a choice that the test looks at.
type delay struct{ minutes int }

func (d *delay) LockAfter() int           { return d.minutes }
func (d *delay) SetLockAfter(minutes int) { d.minutes = minutes }

func TestTheDelayIsChosenInADialog(t *testing.T) {
	s := open(t, uitest.Setup{})
	d := &delay{15}
	lock.Command(fr, func() fyne.Canvas { return s.Canvas }, d).Run()
	s.Settle()
	s.Key(fyne.KeyRight)
	if d.minutes != 30 {
		t.Errorf("%d minutes, want 30", d.minutes)
	}
	s.Key(fyne.KeyLeft, fyne.KeyLeft, fyne.KeyLeft)
	if d.minutes != 0 {
		t.Errorf("%d minutes, want never", d.minutes)
	}
}

func TestMasters(t *testing.T) {
	for _, setup := range []uitest.Setup{{}, {Language: i18n.English, Mode: look.Dark}} {
		s := open(t, setup)
		s.page.Show()
		s.err = fault.New(fault.Forbidden, "test", "lock.wrong_password")
		s.Type("x")
		s.Key(fyne.KeyReturn)
		s.ExpectImage("locked")
	}
}
