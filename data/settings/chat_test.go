package settings_test

import (
	"fmt"
	"strings"
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

// near is what is stored, for the rules between entities.
type near map[string]map[string]wire.Value

func (n near) Neighbours(prefix, field string, limit int) (out []wire.Item, err error) {
	for entity, fields := range n {
		if v, ok := fields[field]; ok && strings.HasPrefix(entity, prefix) && len(out) < limit {
			out = append(out, wire.Item{Entity: entity, Field: field, Value: v})
		}
	}
	return out, nil
}

func TestAScheduleHasANameOfItsOwnInItsLanguage(t *testing.T) {
	const second, third = "0197a1b2-0000-7000-8000-000000000002", "0197a1b2-0000-7000-8000-000000000003"
	stored := near{
		schedule.ScheduleEntity(chatID): schedule.NewWorkingHours(chatID, "En semaine").Fields("fr"),
		schedule.ScheduleEntity(second): schedule.NewWorkingHours(second, "Jeudi soir").Fields("fr"),
	}
	all := []string{schedule.FieldName, schedule.FieldLanguage, schedule.FieldDays}
	for _, tt := range []struct {
		name, id, called, language string
		changed                    []string
		want                       string
	}{
		{"its own name", chatID, "EN SEMAINE", "fr", []string{schedule.FieldName}, ""},
		{"ErrTaken", second, "en  semaine", "fr", []string{schedule.FieldName}, "settings.name_taken"},
		{"ErrNewAndTaken", third, "En semaine", "fr", all, "settings.name_taken"},
		{"the other language", third, "En semaine", "en", all, ""},
		{"days only", second, "En semaine", "fr", []string{schedule.FieldDays}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := schedule.NewWorkingHours(tt.id, tt.called)
			code, err := settings.Policy{}.CheckSpace(stored, schedule.ScheduleEntity(tt.id), w.Fields(tt.language), tt.changed)
			if code != tt.want || err != nil {
				t.Errorf("got %q, %v; want %q", code, err, tt.want)
			}
		})
	}
	t.Run("ErrMovedToALanguageThatHasTheName", func(t *testing.T) {
		stored[schedule.ScheduleEntity(third)] = schedule.NewWorkingHours(third, "En semaine").Fields("en")
		w := schedule.NewWorkingHours(third, "En semaine").Fields("fr")
		code, err := settings.Policy{}.CheckSpace(stored, schedule.ScheduleEntity(third), w, []string{schedule.FieldLanguage})
		if code != "settings.name_taken" || err != nil {
			t.Errorf("got %q, %v", code, err)
		}
	})
	values := settings.Values(stored)
	if found := settings.Review(values, settings.About{}); len(found) != 0 {
		t.Errorf("two languages may share a name: %v", found)
	}
}

func TestThereAreSoManySchedulesAndNoMore(t *testing.T) {
	stored := near{}
	for i := range schedule.MaxWeekly {
		id := fmt.Sprintf("0197a1b2-0000-7000-8000-%012d", i)
		stored[schedule.ScheduleEntity(id)] = schedule.NewWorkingHours(id, fmt.Sprint("Horaire ", i)).Fields([]string{"fr", "en"}[i%2])
	}
	const more = "0197a1b2-0000-7000-8000-00000000ffff"
	w := schedule.NewWorkingHours(more, "Un de plus").Fields("fr")
	code, err := settings.Policy{}.CheckSpace(stored, schedule.ScheduleEntity(more), w, []string{schedule.FieldName})
	if code != "settings.too_many" || err != nil {
		t.Errorf("got %q, %v", code, err)
	}
}
