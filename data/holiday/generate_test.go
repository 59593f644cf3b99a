package holiday_test

import (
	"strings"
	"testing"

	"pupitre/data/holiday"
	"pupitre/data/schedule"
	"pupitre/i18n"
)

func list(entries []holiday.Entry) string {
	var out []string
	for _, e := range entries {
		s := e.Special()
		text := s.NameEN + " " + s.Start.String() + "–" + s.End.String()
		if e.Already {
			text += " already"
		}
		out = append(out, text)
	}
	return strings.Join(out, "\n")
}

func TestChoices(t *testing.T) {
	for _, tt := range []struct {
		name   string
		place  holiday.Jurisdiction
		year   int
		choice holiday.Choice
		has    []string
		lacks  []string
	}{
		{"QuebecGoodFriday", holiday.Quebec, 2026, holiday.Choice{}, []string{"Good Friday 2026-04-03T00:00"}, []string{"Easter Monday"}},
		{"QuebecEasterMonday", holiday.Quebec, 2026, holiday.Choice{EasterMonday: true}, []string{"Easter Monday 2026-04-06T00:00"}, []string{"Good Friday"}},
		{"QuebecFirstOfJulyOnSunday", holiday.Quebec, 2029, holiday.Choice{}, []string{"Canada Day 2029-07-02T00:00–2029-07-03T00:00"}, []string{"2029-07-01T"}},
		{"NovaScotiaKeepsTheFirst", holiday.NovaScotia, 2029, holiday.Choice{}, []string{"Canada Day 2029-07-01T00:00"}, []string{"2029-07-02T00:00–"}},
		{"HalfDays", holiday.Quebec, 2026, holiday.Choice{HalfDays: true}, []string{"Christmas Eve 2026-12-24T12:00–2026-12-25T00:00", "New Year’s Eve 2026-12-31T12:00"}, nil},
		{"NoHalfDays", holiday.Quebec, 2026, holiday.Choice{}, nil, []string{"Eve"}},
		{"BoxingDayOnSaturdayAfter", holiday.Federal, 2026, holiday.Choice{Substitute: holiday.After}, []string{"Boxing Day 2026-12-26T", "Boxing Day (day off moved) 2026-12-28T"}, nil},
		{"ChristmasWeekendAfter", holiday.Federal, 2027, holiday.Choice{Substitute: holiday.After}, []string{"Christmas Day (day off moved) 2027-12-27T", "Boxing Day (day off moved) 2027-12-28T"}, nil},
		{"ChristmasWeekendBefore", holiday.Federal, 2027, holiday.Choice{Substitute: holiday.Before}, []string{"Christmas Day (day off moved) 2027-12-24T", "Boxing Day (day off moved) 2027-12-23T"}, nil},
		{"FederalHasNoFamilyDay", holiday.Federal, 2026, holiday.Choice{}, []string{"National Day for Truth and Reconciliation 2026-09-30T"}, []string{"Family"}},
		{"UnknownPlace", "XX", 2026, holiday.Choice{}, nil, []string{"20"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := list(holiday.Year(tt.place, tt.year, tt.choice))
			for _, want := range tt.has {
				if !strings.Contains(got, want) {
					t.Errorf("lacks %q:\n%s", want, got)
				}
			}
			for _, not := range tt.lacks {
				if strings.Contains(got, not) {
					t.Errorf("has %q:\n%s", not, got)
				}
			}
		})
	}
}

func TestGeneratingAgainAddsNothing(t *testing.T) {
	choice := holiday.Choice{HalfDays: true, Substitute: holiday.After}
	var existing []schedule.Special
	ids := map[string]bool{}
	for _, e := range holiday.Preview(holiday.Quebec, 2026, 2028, choice, nil) {
		if e.Already {
			t.Errorf("there already, of nothing: %s", e.Date)
		}
		if err := schedule.CheckSpecial(e.Special()); err != nil {
			t.Errorf("%s: %v", e.Date, err)
		}
		existing = append(existing, e.Special())
		ids[e.Special().ID] = true
	}
	if len(ids) != len(existing) || len(ids) < 3*10 {
		t.Errorf("%d ids for %d events", len(ids), len(existing))
	}
	for _, e := range holiday.Preview(holiday.Quebec, 2026, 2028, choice, existing) {
		if !e.Already {
			t.Errorf("offered again: %s", e.Date)
		}
	}
}

func TestWhatSomebodyTypedIsKnown(t *testing.T) {
	local := func(s string) schedule.Local {
		l, err := schedule.ParseLocal(s)
		if err != nil {
			t.Fatal(err)
		}
		return l
	}
	existing := []schedule.Special{
		{NameFR: "Vacances", State: schedule.Closed, Start: local("2025-12-23T17:00"), End: local("2026-01-05T09:00")},
		{NameFR: "Noël", State: schedule.Closed, Start: local("2020-12-25T00:00"), End: local("2020-12-26T00:00"), Yearly: true},
		{NameFR: "Canada, matin", State: schedule.Closed, Start: local("2026-07-01T00:00"), End: local("2026-07-01T12:00")},
		{NameFR: "Travail, ouvert", State: schedule.Open, Start: local("2026-09-07T00:00"), End: local("2026-09-08T00:00")},
	}
	got := list(holiday.Preview(holiday.Quebec, 2026, 2026, holiday.Choice{}, existing))
	for _, want := range []string{"New Year’s Day 2026-01-01T00:00–2026-01-02T00:00 already", "Christmas Day 2026-12-25T00:00–2026-12-26T00:00 already"} {
		if !strings.Contains(got, want) {
			t.Errorf("lacks %q:\n%s", want, got)
		}
	}
	if strings.Count(got, "already") != 2 {
		t.Errorf("half of a day, or an open one, is taken for closed:\n%s", got)
	}
}

// Every row has a name, a law and a place in both languages.
func TestEveryRowIsNamed(t *testing.T) {
	if len(holiday.Jurisdictions()) != 14 {
		t.Fatalf("%d jurisdictions", len(holiday.Jurisdictions()))
	}
	for _, j := range holiday.Jurisdictions() {
		for _, language := range i18n.Languages {
			p := i18n.For(language)
			texts := []string{holiday.Place(p, j)}
			for _, h := range holiday.Of(j) {
				texts = append(texts, p.T(h.Name), p.T(h.Law))
			}
			if len(texts) < 2*8+1 {
				t.Errorf("%s has %d texts", j, len(texts))
			}
			for _, text := range texts {
				if text == "" || strings.Contains(text, "⟦") {
					t.Errorf("%s: %q", j, text)
				}
			}
		}
	}
}
