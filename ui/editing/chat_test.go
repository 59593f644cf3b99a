package editing_test

import (
	"fmt"
	"testing"

	"pupitre/data/access"
	"pupitre/data/fault"
	"pupitre/data/schedule"
	"pupitre/data/settings"
	"pupitre/data/syncing"
	"pupitre/ui/draft"
	"pupitre/ui/editing"
	"pupitre/ui/editing/sample"
)

func chatDraft(changes ...func(syncing.View)) *draft.Draft {
	d := draft.New(editing.SchemaFor(editing.Who{Person: sample.Marie, Role: access.Primary, Language: "fr"}))
	d.Rebase(sample.Stored(changes...))
	return d
}

func nameOf(id string) draft.Cell {
	return draft.Cell{Entity: schedule.ScheduleEntity(id), Field: schedule.FieldName}
}

// The server takes a save's changes one by one, so that a name is free only once the save that frees it is done.
func TestANameIsTakenUntilTheSave(t *testing.T) {
	want := func(t *testing.T, d *draft.Draft, key string) {
		t.Helper()
		err := d.Error(nameOf(sample.Evening))
		if key == "" && err == nil {
			return
		}
		if got, _ := fault.KeyOf(err); got != key {
			t.Errorf("got %v, want %q", err, key)
		}
	}
	t.Run("another has it", func(t *testing.T) {
		d := chatDraft(sample.Chatting)
		d.Choose(nameOf(sample.Evening), "PAUSE-repas")
		want(t, d, "schedule.name_taken")
	})
	t.Run("another loses it", func(t *testing.T) {
		d := chatDraft(sample.Chatting)
		d.Choose(nameOf(sample.Lunch), "Midi")
		d.Choose(nameOf(sample.Evening), "Pause-repas")
		want(t, d, "schedule.name_going")
	})
	t.Run("another is deleted", func(t *testing.T) {
		d := chatDraft(sample.Chatting)
		if err := d.Remove(schedule.ScheduleEntity(sample.Lunch)); err != nil {
			t.Fatal(err)
		}
		d.Choose(nameOf(sample.Evening), "Pause-repas")
		want(t, d, "schedule.name_going")
	})
	t.Run("the other language has it", func(t *testing.T) {
		d := chatDraft(sample.Chatting)
		d.Choose(nameOf(sample.Evening), "Weekdays")
		want(t, d, "")
	})
	t.Run("its own in capitals", func(t *testing.T) {
		d := chatDraft(sample.Chatting)
		d.Choose(nameOf(sample.Evening), "JEUDI SOIR")
		want(t, d, "")
	})
}

// Names are compared through one table for a whole look at the draft, not each with each.
func TestNamesOfManySchedulesAreGatheredOnce(t *testing.T) {
	d := chatDraft()
	var edits []syncing.FieldEdit
	for i := range schedule.MaxWeekly {
		id := fmt.Sprintf("0190b2f0-0000-7000-8000-%012d", i)
		for field, value := range schedule.NewWorkingHours(id, fmt.Sprint("Horaire ", i%(schedule.MaxWeekly-1))).Fields("fr") {
			edits = append(edits, syncing.FieldEdit{Entity: schedule.ScheduleEntity(id), Field: field, Value: value})
		}
	}
	d.Take(edits)
	faults := d.Faults()
	if len(faults) != 2 {
		t.Fatalf("%d faults, not those of the two with one name", len(faults))
	}
	for _, f := range faults {
		if key, _ := fault.KeyOf(f.Err); key != "schedule.name_taken" || settings.String(d.Value(f.Cell.Entity, schedule.FieldName)) != "Horaire 0" {
			t.Errorf("%s: %q", f.Cell.Entity, key)
		}
	}
}
