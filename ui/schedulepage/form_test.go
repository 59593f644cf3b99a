package schedulepage_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"github.com/google/go-cmp/cmp"

	"pupitre/data/access"
	"pupitre/data/fault"
	"pupitre/data/schedule"
	"pupitre/data/settings"
	"pupitre/data/syncing"
	"pupitre/i18n"
	"pupitre/ui/editing"
	"pupitre/ui/editing/sample"
	"pupitre/ui/look"
	"pupitre/ui/uitest"
	"pupitre/ui/widgets"
)

const weekdays = "schedule:" + sample.Weekdays

// selected opens the page with a schedule in the form.
func selected(t *testing.T, entity string) *scene {
	t.Helper()
	s := open(t, large, access.Primary, sample.Chatting)
	s.editor.Window.Reveal(editing.SectionChat, entity+".name")
	s.Settle()
	return s
}

// retype replaces the text of a field and leaves it.
func (s *scene) retype(field, text string) {
	s.Focus(field)
	s.SendShortcut(&fyne.ShortcutSelectAll{})
	s.Key(fyne.KeyDelete)
	s.Type(text)
	s.Key(fyne.KeyReturn)
	s.Settle()
}

func TestTypedTimesAreUnderstood(t *testing.T) {
	for typed, want := range map[string]schedule.Span{
		"17h30": schedule.Between(9*hour, 17*hour+30), "5:45 p.m.": schedule.Between(9*hour, 17*hour+45),
		"1803": schedule.Between(9*hour, 18*hour+3), "24 h": schedule.Between(9*hour, 24*hour), "2": schedule.Between(9*hour, 2*hour),
	} {
		t.Run(typed, func(t *testing.T) {
			s := selected(t, weekdays)
			s.retype(weekdays+".span.end", typed)
			if got := s.weekly()[0].Span; got != want {
				t.Errorf("got %v, want %v", got, want)
			}
		})
	}
}

// However low the window, a refusal is seen whole without scrolling.
func TestARefusalIsSeenWhole(t *testing.T) {
	for height := float32(700); height <= 1200; height += 250 {
		s := open(t, uitest.Setup{Size: fyne.NewSize(1600, height), Zoom: look.Zoom125}, access.Primary, sample.Chatting)
		s.editor.Window.Reveal(editing.SectionChat, weekdays+".name")
		s.Settle()
		s.retype(weekdays+".span.end", "bientôt")
		err := s.editor.Model().Error(editing.FieldID(weekdays + ".span.end"))
		if key, _ := fault.KeyOf(err); key != "schedule.time_unreadable" {
			t.Fatalf("the draft says %v", err)
		}
		side := s.Field("chat.side")
		found := false
		widgets.Walk(side, func(o fyne.CanvasObject) bool {
			if row, ok := o.(*widgets.Row); ok && row.Error() != "" {
				found = true
				if below := bottom(row) - bottom(side); below > 0 {
					t.Errorf("%.0f high: the refusal ends %.0f below the window", height, below)
				}
			}
			return true
		})
		if !found {
			t.Error("no row says why")
		}
	}
}

// bottom is where an object ends in the window.
func bottom(o fyne.CanvasObject) float32 {
	return fyne.CurrentApp().Driver().AbsolutePositionForObject(o).Y + o.Size().Height
}

func TestRefusalsStandAtTheField(t *testing.T) {
	for _, c := range []struct{ field, typed, key string }{
		{"span.end", "9 h", "schedule.span_empty"},
		{"span.end", "bientôt", "schedule.time_unreadable"},
		{"span.start", "24:00", "schedule.time_24"},
		{"name", "", "schedule.name_required"},
		{"name", "PAUSE-REPAS", "schedule.name_taken"},
	} {
		t.Run(c.key, func(t *testing.T) {
			s := selected(t, weekdays)
			s.Resize(tall)
			s.retype(weekdays+"."+c.field, c.typed)
			err := s.editor.Model().Error(editing.FieldID(weekdays + "." + c.field))
			if key, _ := fault.KeyOf(err); key != c.key {
				t.Fatalf("got %q", key)
			}
			s.ExpectText(s.Printer.Err(err))
			s.editor.Save(nil)
			if len(s.source.Saves) != 0 {
				t.Error("something was stored")
			}
		})
	}
	t.Run("no day", func(t *testing.T) {
		s := selected(t, "schedule:"+sample.Evening)
		s.Tap(s.Field("schedule:" + sample.Evening + ".days.4"))
		err := s.editor.Model().Error("schedule:" + sample.Evening + ".days")
		if key, _ := fault.KeyOf(err); key != "schedule.no_day" {
			t.Errorf("got %q", key)
		}
		s.editor.Save(nil)
		if len(s.source.Saves) != 0 {
			t.Error("something was stored")
		}
	})
}

func TestAllDayHidesTheTimes(t *testing.T) {
	s := selected(t, weekdays)
	s.Tap(s.Field(weekdays + ".span.all_day"))
	s.Settle()
	if got := s.weekly()[0].Span; got != schedule.AllDay {
		t.Fatalf("got %v", got)
	}
	if s.HasControl("Début") {
		t.Error("a time is asked for")
	}
	s.Tap(s.Field(weekdays + ".span.all_day"))
	s.Settle()
	if got := s.weekly()[0].Span; got != schedule.Between(9*hour, 17*hour) || !s.HasControl("Début") {
		t.Errorf("got %v", got)
	}
}

func TestALunchBreakIsOnTheDaysOfItsSchedule(t *testing.T) {
	s := selected(t, "schedule:"+sample.Evening)
	s.Focus("chat.lunch")
	s.Key(fyne.KeyReturn)
	weekly := s.weekly()
	got := weekly[len(weekly)-1]
	got.ID = ""
	want := schedule.Weekly{
		Parent: sample.Evening, Name: "Pause-repas 2", Type: schedule.LunchBreak, State: schedule.Closed,
		Days: schedule.DaysOf(4), Span: schedule.Between(12*hour, 13*hour),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	s.editor.Undo()
	if len(s.weekly()) != len(weekly)-1 {
		t.Error("one undo takes it back")
	}
}

func TestDeletingOffersUndo(t *testing.T) {
	s := selected(t, weekdays)
	s.Focus("chat.remove")
	s.Key(fyne.KeyReturn)
	if len(s.weekly()) != 3 || s.weekly()[0].Parent != "" {
		t.Fatalf("left: %v", s.lines())
	}
	s.ExpectText("«\u00a0En semaine\u00a0» est supprimé.")
	s.TapLabel("Annuler")
	if len(s.weekly()) != 4 || s.weekly()[1].Parent != sample.Weekdays {
		t.Errorf("back: %v", s.lines())
	}
}

func TestTheOtherLanguageIsCopied(t *testing.T) {
	s := open(t, large, access.Primary, sample.Chatting)
	s.TapText("Anglais")
	s.Focus("chat.more")
	s.Key(fyne.KeyReturn)
	s.TapLabel("Copier l’autre langue")
	s.ExpectText("Remplacer les horaires du service en anglais?")
	s.TapLabel("Remplacer")
	chat := editing.ChatOf(s.editor.Draft())
	if len(chat.English) != 4 || chat.English[1].Parent != chat.English[0].ID || len(chat.French) != 4 {
		t.Fatalf("got %v", chat.English)
	}
	s.editor.Undo()
	if got := editing.ChatOf(s.editor.Draft()).English; len(got) != 1 || got[0].ID != sample.EnglishWeekdays {
		t.Errorf("one undo brings back %v", got)
	}
}

func TestTheDifferenceIsToldBeforeSaving(t *testing.T) {
	s := open(t, large, access.Primary, sample.Chatting)
	s.drag(4, 21*hour, 4, 20*hour)
	s.ExpectText("51 jours changent") // the Thursdays of a year but Christmas Eve, which is closed already
	s.Tap(s.Field("chat.sentence"))
	if s.copied == "" || !s.Sees(s.copied) {
		t.Errorf("copied %q", s.copied)
	}
}

func TestEveryControlIsReachedByTheKeyboard(t *testing.T) {
	s := selected(t, weekdays)
	if visited := s.ExpectTabGoesRound(); len(visited) < 20 {
		t.Errorf("only %d controls", len(visited))
	}
}

func TestMastersOfTheForm(t *testing.T) {
	for _, setup := range []uitest.Setup{
		{Size: fyne.NewSize(1280, 1000)}, {Language: i18n.English, Mode: look.Dark, Size: fyne.NewSize(1280, 1000)},
	} {
		s := open(t, setup, access.Primary, sample.Chatting)
		s.editor.Window.Reveal(editing.SectionChat, weekdays+".name")
		s.retype(weekdays+".span.end", "9 h")
		s.ExpectImage("fault")
	}
	t.Run("empty", func(t *testing.T) {
		s := open(t, uitest.Setup{}, access.Primary)
		s.Focus("chat.week")
		s.ExpectImage("empty")
	})
}

// The server takes new names before deletions: a copy keeps the schedules whose names come again.
func TestACopyOfTheOtherLanguageKeepsSchedulesOfTheSameName(t *testing.T) {
	s := open(t, large, access.Primary, sample.Chatting, func(v syncing.View) {
		value := settings.Text("En semaine")
		v["schedule:"+sample.EnglishWeekdays]["name"] = syncing.FieldState{Value: value, Base: value, Rev: 1}
	})
	s.Focus("chat.more")
	s.Key(fyne.KeyReturn)
	s.TapLabel("Copier l’autre langue")
	s.Settle()
	s.TapLabel("Remplacer")
	got := s.weekly()
	if len(got) != 1 || got[0].ID != sample.Weekdays || got[0].Span != schedule.Between(10*hour, 16*hour) {
		t.Fatalf("got %v", got)
	}
	s.editor.Save(nil)
	if len(s.source.Saves) != 1 || len(s.source.Gone) != 3 {
		t.Errorf("saved %d times, %d deleted", len(s.source.Saves), len(s.source.Gone))
	}
	s.editor.Undo()
}
