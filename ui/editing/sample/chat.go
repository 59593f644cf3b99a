package sample

import (
	"pupitre/data/schedule"
	"pupitre/data/syncing"
)

// Ids of the sample provider's schedules and special event.
const (
	Weekdays        = "0190b2f0-0000-7000-8000-0000000000d1"
	Lunch           = "0190b2f0-0000-7000-8000-0000000000d2"
	Weekend         = "0190b2f0-0000-7000-8000-0000000000d3"
	Evening         = "0190b2f0-0000-7000-8000-0000000000d4"
	EnglishWeekdays = "0190b2f0-0000-7000-8000-0000000000d5"
	Christmas       = "0190b2f0-0000-7000-8000-0000000000e1"
)

// Chatting turns the live chat on, with hours in both languages.
func Chatting(v syncing.View) {
	noon, err := schedule.ParseLocal("2026-12-24T12:00")
	if err != nil {
		panic(err)
	}
	chat := schedule.Chat{
		Enabled: true, Zone: "America/Toronto",
		French: []schedule.Weekly{
			{ID: Weekdays, Name: "En semaine", Type: schedule.WorkingHours, State: schedule.Open, Days: schedule.Weekdays, Span: schedule.Between(9*60, 17*60)},
			{ID: Lunch, Parent: Weekdays, Name: "Pause-repas", Type: schedule.LunchBreak, State: schedule.Closed, Days: schedule.Weekdays, Span: schedule.Between(12*60, 13*60)},
			{ID: Weekend, Name: "Fin de semaine", Type: schedule.Weekend, State: schedule.Closed, Days: schedule.SatSun, Span: schedule.AllDay},
			{ID: Evening, Name: "Jeudi soir", Type: schedule.WorkingHours, State: schedule.Open, Rank: 1, Days: schedule.DaysOf(4), Span: schedule.Between(16*60, 21*60)},
		},
		English: []schedule.Weekly{
			{ID: EnglishWeekdays, Name: "Weekdays", Type: schedule.WorkingHours, State: schedule.Open, Days: schedule.Weekdays, Span: schedule.Between(10*60, 16*60)},
		},
		Special: []schedule.Special{
			{ID: Christmas, NameFR: "Congé de Noël", NameEN: "Christmas break", State: schedule.Closed, Start: noon, End: noon + 2*schedule.MinutesPerDay},
		},
	}
	for entity, fields := range chat.Stored() {
		put(v, entity, fields)
	}
}
