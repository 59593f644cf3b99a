package settings_test

import (
	"testing"

	"pupitre/data/access"
	"pupitre/data/schedule"
	"pupitre/data/settings"
	"pupitre/data/wire"
)

const chatID = "0197a1b2-0000-7000-8000-000000000001"

func TestTheChatIsStoredByTheRulesOfTheSchedules(t *testing.T) {
	delegate := access.Member{Provider: "p", Person: "me", Role: access.Delegate}
	support := access.Member{Provider: "p", Person: "me", Role: access.Support}
	for _, tt := range []struct {
		name                 string
		who                  access.Member
		kind                 wire.Kind
		entity, field, value string
		want                 string
	}{
		{"TurnOn", delegate, wire.Edit, "chat", "enabled", `true`, ""},
		{"ErrSupport", support, wire.Edit, "chat", "enabled", `true`, "settings.not_allowed"},
		{"ErrNobodyDeletesTheBox", delegate, wire.Delete, "chat", "", ``, "settings.not_allowed"},
		{"Days", delegate, wire.Edit, schedule.ScheduleEntity(chatID), "days", `[1,2]`, ""},
		{"ErrNoDay", delegate, wire.Edit, schedule.ScheduleEntity(chatID), "days", `[]`, "schedule.no_day"},
		{"ErrNoUUID", delegate, wire.Edit, "schedule:1", "days", `[1]`, "settings.not_allowed"},
		{"ErrEventSpan", delegate, wire.Edit, schedule.EventEntity(chatID), "span", `{"end":"2026-01-01T00:00","start":"2026-01-01T00:00"}`, "schedule.event_empty"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := settings.Policy{}.May(tt.who, tt.kind, tt.entity, tt.field)
			if got == "" {
				got = settings.Policy{}.Check(tt.entity, tt.field, wire.Value(tt.value))
			}
			if got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
	for _, entity := range []string{"chat", schedule.ScheduleEntity(chatID), schedule.EventEntity(chatID)} {
		if got := (settings.Policy{}).Audience(entity, "state"); got != access.Public {
			t.Errorf("%s is for %q, want the public", entity, got)
		}
	}
}

func TestAnEventNeedsANameInOneLanguage(t *testing.T) {
	event := schedule.Special{NameFR: "Noël", State: schedule.Closed, Start: 0, End: 60}
	if err := settings.CheckTogether(schedule.EventEntity(chatID), event.Fields()); err != nil {
		t.Errorf("French only: %v", err)
	}
	event.NameFR = ""
	wantKey(t, settings.CheckTogether(schedule.EventEntity(chatID), event.Fields()), "schedule.name_required")
	fields := event.Fields()
	delete(fields, schedule.FieldSpan)
	wantKey(t, settings.CheckTogether(schedule.EventEntity(chatID), fields), "settings.entry_incomplete")
}
