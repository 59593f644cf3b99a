package words_test

import (
	"strings"
	"testing"
	"time"

	"pupitre/data/schedule"
	"pupitre/data/schedule/words"
	"pupitre/i18n"
)

func plan(weekly ...schedule.Weekly) schedule.Plan {
	return schedule.Plan{Enabled: true, Zone: time.UTC, Weekly: weekly}
}

func open(days schedule.Days, start, end int) schedule.Weekly {
	return schedule.Weekly{Name: "En semaine", Type: schedule.WorkingHours, State: schedule.Open, Days: days, Span: schedule.Between(start, end)}
}

func plain(s string) string { return strings.ReplaceAll(s, "\u00a0", " ") }

func TestTheUsualWeekInASentence(t *testing.T) {
	weekdays := open(schedule.Weekdays, 540, 1020)
	lunch := schedule.NewLunchBreak("", "Pause-repas", weekdays)
	whole := schedule.Weekly{Name: "x", Type: schedule.WorkingHours, State: schedule.Open, Days: schedule.EveryDay, Span: schedule.AllDay}
	off := plan(weekdays)
	off.Enabled = false
	for _, tt := range []struct {
		name   string
		plan   schedule.Plan
		fr, en string
	}{
		{"LunchBreak", plan(weekdays, lunch), "Ouvert du lundi au vendredi, de 9 h à 12 h et de 13 h à 17 h", "Open Monday to Friday, 9:00 a.m. to 12:00 p.m. and 1:00 p.m. to 5:00 p.m."},
		{"TwoDays", plan(open(schedule.SatSun, 570, 720)), "Ouvert le samedi et le dimanche, de 9 h 30 à 12 h", "Open Saturday and Sunday, 9:30 a.m. to 12:00 p.m."},
		{"RowAndDay", plan(open(schedule.DaysOf(1, 2, 3, 4, 6), 540, 1020)), "Ouvert du lundi au jeudi et le samedi, de 9 h à 17 h", "Open Monday to Thursday and Saturday, 9:00 a.m. to 5:00 p.m."},
		{"Overnight", plan(open(schedule.DaysOf(5), 1200, 120)), "Ouvert le vendredi, de 20 h à 2 h le lendemain", "Open Friday, 8:00 p.m. to 2:00 a.m. the next day"},
		{"OvernightFromSunday", plan(open(schedule.DaysOf(7), 1200, 120)), "Ouvert le dimanche, de 20 h à 2 h le lendemain", "Open Sunday, 8:00 p.m. to 2:00 a.m. the next day"},
		{"UntilMidnight", plan(open(schedule.DaysOf(3), 1200, 1440)), "Ouvert le mercredi, de 20 h à minuit", "Open Wednesday, 8:00 p.m. to midnight"},
		{"TwoKindsOfDays", plan(weekdays, open(schedule.DaysOf(6), 600, 960)), "Ouvert du lundi au vendredi, de 9 h à 17 h; le samedi, de 10 h à 16 h", "Open Monday to Friday, 9:00 a.m. to 5:00 p.m.; Saturday, 10:00 a.m. to 4:00 p.m."},
		{"Always", plan(whole), "Ouvert en tout temps", "Open at all times"},
		{"Never", plan(), "Fermé en tout temps.", "Closed at all times."},
		{"Disabled", off, "Clavardage désactivé", "Live chat is turned off"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := plain(words.Week(i18n.For(i18n.French), tt.plan)); got != tt.fr {
				t.Errorf("got  %s\nwant %s", got, tt.fr)
			}
			if got := plain(words.Week(i18n.For(i18n.English), tt.plan)); got != tt.en {
				t.Errorf("got  %s\nwant %s", got, tt.en)
			}
		})
	}
}

func TestTheReasoningNamesTheWinnerAndWhyOthersLose(t *testing.T) {
	p := plan(open(schedule.Weekdays, 540, 1020))
	start, err := schedule.ParseLocal("2026-12-24T12:00")
	if err != nil {
		t.Fatal(err)
	}
	p.Special = []schedule.Special{{NameFR: "Noël", NameEN: "Christmas", State: schedule.Closed, Start: start, End: start + 1440}}
	got := words.Explain(i18n.For(i18n.French), p, p.Explain(time.Date(2026, 12, 24, 13, 0, 0, 0, time.UTC)))
	want := []string{
		"Le 24 décembre 2026 à 13 h, le clavardage est fermé : « Noël ».",
		"« En semaine » (ouvert) couvre aussi ce moment. « Noël » l’emporte : un événement spécial passe avant tout horaire hebdomadaire.",
		"Prochain changement : ouverture le 25 décembre 2026 à 12 h.",
	}
	if plain(strings.Join(got, "\n")) != strings.Join(want, "\n") {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
	if event := plain(words.Event(i18n.For(i18n.English), p.Special[0])); event != "closed from December 24, 2026 at 12:00 p.m. to December 25, 2026 at 12:00 p.m." {
		t.Errorf("got %s", event)
	}
}

// Every warning has its sentence in both languages: no id between brackets, no argument left over.
func TestWarningsAndReasonsAreSaid(t *testing.T) {
	p := plan(open(schedule.Weekdays, 540, 1020), open(schedule.Weekdays, 600, 1080))
	p.Weekly[0].Name = "Premier"
	for _, lang := range i18n.Languages {
		pr := i18n.For(lang)
		seen := map[string]bool{}
		for _, kind := range []schedule.WarningKind{
			schedule.WarnNeverWins, schedule.WarnLunch, schedule.WarnWeekend, schedule.WarnOverlap, schedule.WarnNoCoverage,
			schedule.WarnName, schedule.WarnLeapDay, schedule.WarnEnglishOnly,
		} {
			w := schedule.Warning{
				Kind: kind, Days: schedule.SatSun, Minutes: 90, By: schedule.Ref{Kind: schedule.ByWeekly, Index: 0},
				Other: schedule.Ref{Kind: schedule.ByWeekly, Index: 1},
			}
			seen[words.Warning(pr, p, w)] = true
		}
		for _, why := range []schedule.Why{
			schedule.WhySpecial, schedule.WhyType, schedule.WhyRank, schedule.WhyDated, schedule.WhyShorter, schedule.WhyClosed, schedule.WhyListed,
		} {
			seen[words.Why(pr, why)] = true
		}
		if len(seen) != 15 {
			t.Errorf("%s: %d sentences, want 15", lang, len(seen))
		}
		for s := range seen {
			if s == "" || strings.ContainsAny(s, "⟦⟧{}<") {
				t.Errorf("%s: %q", lang, s)
			}
		}
	}
}
