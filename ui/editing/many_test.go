package editing_test

import (
	"fmt"
	"testing"
	"time"

	"pupitre/data/access"
	"pupitre/data/fault"
	"pupitre/data/settings"
	"pupitre/data/syncing"
	"pupitre/ui/draft"
	"pupitre/ui/editing"
	"pupitre/ui/editing/sample"
)

// Thousands of resellers out of a file are checked in one pass: comparing each with each would take a minute.
func TestThousandsOfEntitiesAreCheckedAtOnce(t *testing.T) {
	const many = 3000
	d := draft.New(editing.SchemaFor(editing.Who{Person: sample.Marie, Role: access.Primary, Language: "fr"}))
	d.Rebase(sample.Stored(sample.Filled))
	var edits []syncing.FieldEdit
	for i := range many {
		r := settings.Reseller{Name: fmt.Sprintf("Revendeur %d", i%(many-1)), Language: "fr", Active: true} // the last has the first's name
		entity := settings.ResellerEntity(fmt.Sprintf("0190b2f0-0000-7000-8000-%012d", i))
		for field, value := range r.Fields() {
			edits = append(edits, syncing.FieldEdit{Entity: entity, Field: field, Value: value})
		}
	}
	d.Take(edits)
	begun := time.Now()
	faults := d.Faults()
	if took := time.Since(begun); took > 10*time.Second {
		t.Errorf("%d entities are checked in %s", many, took)
	}
	if len(faults) != 2 {
		t.Fatalf("%d faults, not those of the two with one name", len(faults))
	}
	for _, f := range faults {
		if got, _ := fault.KeyOf(f.Err); got != "settings.name_taken" {
			t.Error(got)
		}
	}
	if _, _, faulty := d.BeginSave(); !faulty {
		t.Error("two of one name can be saved")
	}
}
