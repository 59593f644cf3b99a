package editing

import (
	"slices"
	"strconv"
	"strings"

	"pupitre/data/fault"
	"pupitre/data/schedule"
	"pupitre/data/settings"
	"pupitre/data/wire"
	"pupitre/ui/draft"
)

// SectionChat is the page of the live chat's hours.
const SectionChat = "chat"

// Kinds of the live chat's collections.
const (
	KindSchedule = schedule.KindSchedule
	KindEvent    = schedule.KindEvent
)

// Parts of a span.
const (
	PartAllDay = "all_day"
	PartStart  = "start"
	PartEnd    = "end"
	PartFirst  = "first" // of an event: the date on which it begins
	PartLast   = "last"  // the last date that it touches
)

// chatKinds are the live chat: the box that turns it on, the weekly schedules of both languages, the special events.
func chatKinds() []draft.Kind {
	return []draft.Kind{
		{
			Name: schedule.EntityChat, Entity: schedule.EntityChat, Section: SectionChat,
			Fields: []draft.Field{boolField(schedule.FieldEnabled)},
		},
		{Name: KindSchedule, Section: SectionChat, Check: sameNameInSet, Fields: scheduleFields()},
		{Name: KindEvent, Section: SectionChat, Check: eventNamed, Warn: eventDoubts, Fields: eventFields()},
	}
}

func scheduleFields() []draft.Field {
	return []draft.Field{
		draft.Text(schedule.FieldName, schedule.CleanName, schedule.CheckName),
		enumeration(schedule.FieldLanguage, schedule.ScheduleFields(), "fr"),
		enumeration(schedule.FieldType, schedule.ScheduleFields(), string(schedule.WorkingHours)),
		enumeration(schedule.FieldState, schedule.ScheduleFields(), string(schedule.Open)),
		jsonField(schedule.FieldDays, schedule.ScheduleFields(), "[]"),
		weeklySpanField(),
		draft.Optional(enumeration(schedule.FieldParent, schedule.ScheduleFields(), "")),
		jsonField(schedule.FieldRank, schedule.ScheduleFields(), "0"),
	}
}

func eventFields() []draft.Field {
	return []draft.Field{
		draft.Optional(draft.Text(schedule.FieldNameFR, schedule.CleanName, schedule.CheckName)),
		draft.Optional(draft.Text(schedule.FieldNameEN, schedule.CleanName, schedule.CheckName)),
		enumeration(schedule.FieldState, schedule.EventFields(), string(schedule.Closed)),
		eventSpanField(),
		boolField(schedule.FieldYearly),
		jsonField(schedule.FieldRank, schedule.EventFields(), "0"),
	}
}

// ruleOf is the rule of a stored field.
func ruleOf(rules []schedule.Field, name string) func(wire.Value) error {
	for _, f := range rules {
		if f.Name == name {
			return f.Check
		}
	}
	return nil
}

// enumeration is a stored word that is picked, never typed.
func enumeration(name string, rules []schedule.Field, unset string) draft.Field {
	check := ruleOf(rules, name)
	f := draft.Text(name, nil, func(text string) error { return check(settings.Text(text)) })
	if unset != "" {
		f.Default = settings.Text(unset)
	}
	return f
}

// jsonField is a number or a list whose text is that of its stored value.
func jsonField(name string, rules []schedule.Field, unset string) draft.Field {
	check := ruleOf(rules, name)
	return draft.Field{
		Name: name, Default: wire.Value(unset),
		Show: func(v wire.Value) []string { return []string{v.String()} },
		Read: func(texts []string) (wire.Value, []error) {
			v := wire.Value(texts[0])
			if err := check(v); err != nil {
				return nil, []error{err}
			}
			return v, nil
		},
	}
}

// boolField is a box to tick.
func boolField(name string) draft.Field {
	return draft.Field{
		Name: name, Default: wire.Value("false"),
		Show: func(v wire.Value) []string { return []string{v.String()} },
		Read: func(texts []string) (wire.Value, []error) {
			return wire.Value(strconv.FormatBool(texts[0] == strconv.FormatBool(true))), nil
		},
	}
}

// weeklySpanField is a tick and two typed times, written as they are stored until the page writes them for people.
func weeklySpanField() draft.Field {
	return draft.Field{
		Name: schedule.FieldSpan, Parts: []string{PartAllDay, PartStart, PartEnd},
		Default: schedule.SpanValue(schedule.Between(9*60, 17*60)),
		Show: func(v wire.Value) []string {
			w, _ := schedule.WeeklyFrom("", map[string]wire.Value{schedule.FieldSpan: v})
			return []string{strconv.FormatBool(w.Span.AllDay), schedule.StoredTime(w.Span.Start), schedule.StoredTime(w.Span.End)}
		},
		Read: func(texts []string) (wire.Value, []error) {
			if texts[0] == strconv.FormatBool(true) {
				return schedule.SpanValue(schedule.AllDay), nil
			}
			start, startErr := schedule.ParseTime(texts[1])
			end, endErr := schedule.ParseEnd(texts[2])
			if startErr != nil || endErr != nil {
				return nil, []error{nil, startErr, endErr}
			}
			span := schedule.Between(start, end)
			if err := schedule.CheckSpan(span); err != nil {
				return nil, []error{nil, nil, err}
			}
			return schedule.SpanValue(span), nil
		},
	}
}

// sameNameInSet refuses a name that another schedule of the same language has, or has until the save: the server takes the
// changes of a save one by one, new names before deletions.
func sameNameInSet(d *draft.Draft, entity string) []draft.Remark {
	names := d.Shared("names of "+KindSchedule, func() any { return namesInSets(d) }).(setNames)
	key := setName(settings.String(d.Value(entity, schedule.FieldLanguage)), settings.String(d.Value(entity, schedule.FieldName)))
	refusal, other := "", ""
	switch {
	case key == "":
		return nil
	case len(names.after[key]) > 1:
		refusal, other = "schedule.name_taken", without(names.after[key], entity)
	case !slices.Contains(names.before[key], entity) && len(names.before[key]) > 0:
		refusal, other = "schedule.name_going", names.before[key][0]
	default:
		return nil
	}
	name := settings.String(d.Stored(other, schedule.FieldName))
	if refusal == "schedule.name_taken" {
		name = settings.String(d.Value(other, schedule.FieldName))
	}
	err := fault.New(fault.Conflict, "editing.sameNameInSet", refusal, "Name", name)
	return []draft.Remark{{Cell: draft.Cell{Entity: entity, Field: schedule.FieldName}, Err: err}}
}

// setNames are the schedules by language and name, after the save and before it.
type setNames struct{ after, before map[string][]string }

func namesInSets(d *draft.Draft) setNames {
	names := setNames{after: map[string][]string{}, before: map[string][]string{}}
	for _, e := range d.Living(KindSchedule) {
		key := setName(settings.String(d.Value(e, schedule.FieldLanguage)), settings.String(d.Value(e, schedule.FieldName)))
		names.after[key] = append(names.after[key], e)
	}
	for e, fields := range d.Base() {
		if strings.HasPrefix(e, KindSchedule+":") {
			key := setName(settings.String(fields[schedule.FieldLanguage].Value), settings.String(fields[schedule.FieldName].Value))
			names.before[key] = append(names.before[key], e)
		}
	}
	return names
}

// setName is a name within the schedules of a language, as names are compared; "" for none.
func setName(language, name string) string {
	if name = schedule.FoldName(name); name == "" {
		return ""
	}
	return language + " " + name
}

// without is the first of some entities that is not one of them, "" for none.
func without(entities []string, entity string) string {
	for _, e := range entities {
		if e != entity {
			return e
		}
	}
	return ""
}

// ChatOf is the live chat as it is after the next save; what cannot be read yet stands as it is stored.
func ChatOf(d *draft.Draft) schedule.Chat { return chatOf(d, d.Living, d.Value) }

// StoredChat is the live chat without the draft.
func StoredChat(d *draft.Draft) schedule.Chat {
	stored := func(kind string) (out []string) {
		for _, entity := range d.Entities(kind) {
			if len(d.Base()[entity]) > 0 {
				out = append(out, entity)
			}
		}
		return out
	}
	return chatOf(d, stored, d.Stored)
}

func chatOf(d *draft.Draft, entities func(kind string) []string, value func(entity, field string) wire.Value) schedule.Chat {
	zone := settings.String(value(settings.EntityProfile, settings.FieldTimeZone))
	all := map[string]map[string]wire.Value{}
	for _, kind := range []string{schedule.EntityChat, KindSchedule, KindEvent} {
		for _, entity := range entities(kind) {
			k := d.Schema().Kind(entity)
			fields := make(map[string]wire.Value, len(k.Fields))
			for _, f := range k.Fields {
				fields[f.Name] = value(entity, f.Name)
			}
			all[entity] = fields
		}
	}
	return schedule.ChatFrom(zone, all)
}
