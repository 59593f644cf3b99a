package provisioning

import (
	"github.com/google/uuid"

	"pupitre/data/fault"
	"pupitre/data/schedule"
	"pupitre/data/store"
	"pupitre/i18n"
)

// addUsualHours writes the weekly schedules with which an account begins (product, section 4): weekdays from nine to five and a
// closed weekend, once in the set of each language and named in that language. The chat itself is left unset, which is off.
func (p Provisioner) addUsualHours(tx *store.Tx, provider string) error {
	const op = "provisioning.addUsualHours"
	for _, language := range i18n.Languages {
		names := i18n.For(language)
		for _, usual := range []struct {
			name string
			of   func(id, name string) schedule.Weekly
		}{
			{names.T("schedule.first.weekdays"), schedule.NewWorkingHours},
			{names.T("schedule.first.weekend"), schedule.NewWeekend},
		} {
			id, err := uuid.NewV7FromReader(p.Rand)
			if err != nil {
				return fault.Wrap(op, err)
			}
			w := usual.of(id.String(), usual.name)
			fields := w.Fields(string(language))
			delete(fields, schedule.FieldParent) // none: a push of nothing over nothing stores nothing either
			if err := p.Write(tx, provider, schedule.ScheduleEntity(w.ID), fields); err != nil {
				return fault.Wrap(op, err)
			}
		}
	}
	return nil
}
