package words_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"pupitre/data/schedule"
	"pupitre/data/schedule/words"
	"pupitre/i18n"
)

// yearPlan is Monday to Friday from 9 to 17 in Toronto, with a break at Christmas, an evening, and an event each year.
func yearPlan(t *testing.T) schedule.Plan {
	t.Helper()
	zone, err := time.LoadLocation("America/Toronto")
	if err != nil {
		t.Fatal(err)
	}
	local := func(s string) schedule.Local {
		l, err := schedule.ParseLocal(s)
		if err != nil {
			t.Fatal(err)
		}
		return l
	}
	return schedule.Plan{
		Enabled: true, Zone: zone, Weekly: []schedule.Weekly{schedule.NewWorkingHours("a", "En semaine")},
		Special: []schedule.Special{
			{NameFR: "Congé de Noël", NameEN: "Christmas break", State: schedule.Closed, Start: local("2026-12-24T12:00"), End: local("2026-12-27T00:00")},
			{NameFR: "Soirée", NameEN: "Evening", State: schedule.Open, Start: local("2026-10-31T22:00"), End: local("2026-11-01T03:00")},
			{NameFR: "Fête nationale", NameEN: "National Holiday", State: schedule.Closed, Yearly: true, Start: local("2020-06-24T00:00"), End: local("2020-06-25T00:00")},
		},
	}
}

func plainly(lines ...string) string {
	return strings.NewReplacer("\u00a0", " ").Replace(strings.Join(lines, "\n"))
}

func TestADateInWords(t *testing.T) {
	plan := yearPlan(t)
	fr, en := i18n.For(i18n.French), i18n.For(i18n.English)
	for _, tt := range []struct {
		p    *i18n.Printer
		date schedule.Date
		want string
	}{
		{fr, schedule.DateOf(2026, 12, 23), "mercredi 23 décembre 2026 : ouvert de 9 h à 17 h."},
		{fr, schedule.DateOf(2026, 12, 24), "jeudi 24 décembre 2026 : ouvert de 9 h à 12 h. Congé de Noël."},
		{en, schedule.DateOf(2026, 12, 25), "Friday, December 25, 2026: closed. Christmas break."},
		{en, schedule.DateOf(2031, 6, 24), "Tuesday, June 24, 2031: closed. National Holiday."},
		{fr, schedule.DateOf(2026, 11, 1), "dimanche 1er novembre 2026 : ouvert de 0 h à 3 h. Soirée. L’heure change : ce jour compte 25 h."},
		{fr, schedule.DateOf(2026, 3, 8), "dimanche 8 mars 2026 : fermé. L’heure change : ce jour compte 23 h."},
	} {
		if got := plainly(words.Day(tt.p, plan, tt.date)); got != tt.want {
			t.Errorf("got  %s\nwant %s", got, tt.want)
		}
	}
}

func TestAYearInWords(t *testing.T) {
	want := strings.Join([]string{
		"2026 : ouvert 261 jours, 2 073 h en tout.",
		"Fête nationale : fermé le 24 juin 2026.",
		"Soirée : ouvert du 31 octobre 2026 à 22 h au 1er novembre 2026 à 3 h.",
		"Congé de Noël : fermé du 24 décembre 2026 à 12 h au 27 décembre 2026 à 0 h.",
		"L’heure change le 8 mars 2026 et le 1er novembre 2026.",
	}, "\n")
	if diff := cmp.Diff(want, plainly(words.Year(i18n.For(i18n.French), yearPlan(t), 2026)...)); diff != "" {
		t.Error(diff)
	}
	never := words.Year(i18n.For(i18n.English), schedule.Plan{Enabled: true, Zone: time.UTC}, 2026)
	if diff := cmp.Diff("2026: closed all year.", plainly(never...)); diff != "" {
		t.Error(diff)
	}
}

func TestTheNextEventInWords(t *testing.T) {
	plan, fr := yearPlan(t), i18n.For(i18n.French)
	for _, tt := range []struct {
		now  schedule.Date
		want string
	}{
		{schedule.DateOf(2026, 5, 4), "Fête nationale : fermé le 24 juin 2026."},
		{schedule.DateOf(2026, 12, 25), "Congé de Noël : fermé du 24 décembre 2026 à 12 h au 27 décembre 2026 à 0 h."},
		{schedule.DateOf(2026, 12, 28), "Fête nationale : fermé le 24 juin 2027."},
	} {
		if got := plainly(words.NextEvent(fr, plan.Special, tt.now.Start())); got != tt.want {
			t.Errorf("%s: %s", tt.now, got)
		}
	}
	if got := plainly(words.NextEvent(i18n.For(i18n.English), plan.Special[:1], schedule.DateOf(2027, 1, 1).Start())); got != "No event ahead." {
		t.Error(got)
	}
}
