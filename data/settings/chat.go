package settings

import (
	"pupitre/data/access"
	"pupitre/data/fault"
	"pupitre/data/schedule"
	"pupitre/data/wire"
)

// chatKinds are the live chat's rows of the table: the box that turns it on, the weekly schedules, the special events. Their
// fields and rules are those of data/schedule. Everybody may read them: the public is told when the chat is open.
var chatKinds = []Kind{
	{Name: schedule.EntityChat, Audience: access.Public, Fields: fieldsOf(schedule.ChatFields())},
	{
		Name: schedule.KindSchedule, Many: true, Most: schedule.MaxWeekly, Deletable: true, Audience: access.Public,
		Unique: schedule.FieldName, Within: schedule.FieldLanguage, Fields: fieldsOf(schedule.ScheduleFields()),
	},
	{
		Name: schedule.KindEvent, Many: true, Most: schedule.MaxEvents, Deletable: true, Audience: access.Public,
		Fields: fieldsOf(schedule.EventFields()), Together: eventHasName,
	},
}

func fieldsOf(fields []schedule.Field) []Field {
	out := make([]Field, 0, len(fields))
	for _, f := range fields {
		out = append(out, Field{Name: f.Name, Required: f.Required, Check: f.Check})
	}
	return out
}

// eventHasName refuses an event that is called nothing in both languages: schedule.name_required.
func eventHasName(fields map[string]wire.Value) error {
	if isNull(fields[schedule.FieldNameFR]) && isNull(fields[schedule.FieldNameEN]) {
		return fault.New(fault.Invalid, "settings.eventHasName", "schedule.name_required")
	}
	return nil
}

// Chat is the live chat's hours in the profile's zone.
func (v Values) Chat() schedule.Chat { return schedule.ChatFrom(v.Profile().TimeZone, v) }
