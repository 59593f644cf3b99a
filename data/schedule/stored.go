package schedule

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/google/uuid"

	"pupitre/data/fault"
	"pupitre/data/wire"
)

// Entities of the stored form: the section EntityChat, and one entity "schedule:<uuid>" or "event:<uuid>" for each
// schedule and event. Schedules belong to the set of one language; events are shared by both.
const (
	EntityChat   = "chat"
	KindSchedule = "schedule"
	KindEvent    = "event"
)

// Fields of the stored form.
const (
	FieldEnabled  = "enabled"  // of the chat: boolean
	FieldLanguage = "language" // of a schedule: "fr" or "en"
	FieldParent   = "parent"   // of a lunch break: id of a schedule, or null
	FieldName     = "name"     // of a schedule
	FieldNameFR   = "name_fr"  // of an event, or null
	FieldNameEN   = "name_en"  // of an event, or null
	FieldType     = "type"     // Type
	FieldState    = "state"    // State
	FieldRank     = "rank"     // integer
	FieldDays     = "days"     // ISO days in order: [1,2,3,4,5]
	FieldSpan     = "span"     // {"all_day","end","start"} of a schedule, {"end","start"} of an event
	FieldYearly   = "yearly"   // boolean
)

// ScheduleEntity is the entity of a weekly schedule.
func ScheduleEntity(id string) string { return KindSchedule + ":" + id }

// EventEntity is the entity of an event.
func EventEntity(id string) string { return KindEvent + ":" + id }

// Field is a field of the stored form with its rule.
type Field struct {
	Name     string
	Required bool // null is refused
	// Check refuses what is not in the stored form, with the sentence to show at the field. The value is canonical JSON.
	Check func(wire.Value) error
}

// ChatFields lists the fields of the chat as a whole.
func ChatFields() []Field { return []Field{{FieldEnabled, true, checkBool}} }

// ScheduleFields lists the fields of a weekly schedule.
func ScheduleFields() []Field {
	return []Field{
		{FieldLanguage, true, oneOf("settings.language_unknown", "fr", "en")},
		{FieldParent, false, checkUUID},
		{FieldName, true, checkStoredName},
		{FieldType, true, oneOf("schedule.type_unknown", string(WorkingHours), string(LunchBreak), string(Weekend))},
		{FieldState, true, oneOf("schedule.state_unknown", string(Open), string(Closed))},
		{FieldRank, true, checkStoredRank},
		{FieldDays, true, checkDays},
		{FieldSpan, true, checkStoredSpan},
	}
}

// EventFields lists the fields of a special event.
func EventFields() []Field {
	return []Field{
		{FieldNameFR, false, checkStoredName},
		{FieldNameEN, false, checkStoredName},
		{FieldState, true, oneOf("schedule.state_unknown", string(Open), string(Closed))},
		{FieldRank, true, checkStoredRank},
		{FieldSpan, true, checkStoredEventSpan},
		{FieldYearly, true, checkBool},
	}
}

// storedSpan is the JSON of a weekly span. Its members are in the order of canonical JSON.
type storedSpan struct {
	AllDay bool   `json:"all_day"`
	End    string `json:"end"`
	Start  string `json:"start"`
}

// storedEventSpan is the JSON of an event's span.
type storedEventSpan struct {
	End   string `json:"end"`
	Start string `json:"start"`
}

// canonical writes a value of our own types, which always encodes.
func canonical(v any) wire.Value {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	c, err := wire.Canonical(b)
	if err != nil {
		panic(err)
	}
	return c
}

func optional(s string) wire.Value {
	if s == "" {
		return wire.Value("null")
	}
	return canonical(s)
}

// SpanValue is the stored form of a weekly span. All day is always written 00:00 to 24:00.
func SpanValue(s Span) wire.Value {
	if s.AllDay {
		s = AllDay
	}
	return canonical(storedSpan{s.AllDay, StoredTime(s.End), StoredTime(s.Start)})
}

// EventSpanValue is the stored form of an event's span.
func EventSpanValue(start, end Local) wire.Value {
	return canonical(storedEventSpan{end.String(), start.String()})
}

// Fields gives the stored form of a schedule of a language's set.
func (w Weekly) Fields(language string) map[string]wire.Value {
	return map[string]wire.Value{
		FieldLanguage: canonical(language), FieldParent: optional(w.Parent), FieldName: canonical(w.Name),
		FieldType: canonical(w.Type), FieldState: canonical(w.State), FieldRank: canonical(w.Rank),
		FieldDays: canonical(w.Days.ISO()), FieldSpan: SpanValue(w.Span),
	}
}

// Fields gives the stored form of an event.
func (s Special) Fields() map[string]wire.Value {
	return map[string]wire.Value{
		FieldNameFR: optional(s.NameFR), FieldNameEN: optional(s.NameEN), FieldState: canonical(s.State),
		FieldRank: canonical(s.Rank), FieldSpan: EventSpanValue(s.Start, s.End), FieldYearly: canonical(s.Yearly),
	}
}

// read is the value of a field as T, or T's zero value: what is stored was checked when it was written.
func read[T any](fields map[string]wire.Value, name string) (v T) {
	if json.Unmarshal(fields[name], &v) != nil {
		var zero T
		return zero
	}
	return v
}

// WeeklyFrom reads the stored fields of a schedule and the language of its set.
func WeeklyFrom(id string, fields map[string]wire.Value) (w Weekly, language string) {
	w = Weekly{
		ID: id, Parent: read[string](fields, FieldParent), Name: read[string](fields, FieldName),
		Type: read[Type](fields, FieldType), State: read[State](fields, FieldState), Rank: read[int](fields, FieldRank),
		Days: DaysOf(read[[]int](fields, FieldDays)...),
	}
	if w.Type == "" {
		w.Type = WorkingHours
	}
	if w.State == "" {
		w.State = w.Type.DefaultState()
	}
	w.Span, _ = readSpan(fields[FieldSpan]) // a span that cannot be read covers nothing
	return w, read[string](fields, FieldLanguage)
}

// SpecialFrom reads the stored fields of an event.
func SpecialFrom(id string, fields map[string]wire.Value) Special {
	s := Special{
		ID: id, NameFR: read[string](fields, FieldNameFR), NameEN: read[string](fields, FieldNameEN),
		State: read[State](fields, FieldState), Rank: read[int](fields, FieldRank), Yearly: read[bool](fields, FieldYearly),
	}
	if s.State == "" {
		s.State = Closed
	}
	s.Start, s.End, _ = readEventSpan(fields[FieldSpan]) // a span that cannot be read covers nothing
	return s
}

// ChatFrom reads all that is stored about the chat, by entity and field. Lists are in the order of their ids, which is the
// order in which they were made.
func ChatFrom(zone string, stored map[string]map[string]wire.Value) Chat {
	chat := Chat{Zone: zone, Enabled: read[bool](stored[EntityChat], FieldEnabled)}
	for _, entity := range slices.Sorted(maps.Keys(stored)) {
		kind, id, _ := strings.Cut(entity, ":")
		fields := stored[entity]
		if len(fields) == 0 {
			continue
		}
		switch kind {
		case KindSchedule:
			if w, language := WeeklyFrom(id, fields); language == "en" {
				chat.English = append(chat.English, w)
			} else {
				chat.French = append(chat.French, w)
			}
		case KindEvent:
			chat.Special = append(chat.Special, SpecialFrom(id, fields))
		}
	}
	return chat
}

// Stored gives all that is stored about the chat, by entity and field. Schedules without an id are left out.
func (c Chat) Stored() map[string]map[string]wire.Value {
	out := map[string]map[string]wire.Value{EntityChat: {FieldEnabled: canonical(c.Enabled)}}
	for _, language := range []string{"fr", "en"} {
		for _, w := range c.Weekly(language) {
			if w.ID != "" {
				out[ScheduleEntity(w.ID)] = w.Fields(language)
			}
		}
	}
	for _, s := range c.Special {
		if s.ID != "" {
			out[EventEntity(s.ID)] = s.Fields()
		}
	}
	return out
}

func unreadable(op string) error { return fault.New(fault.Invalid, op, "settings.value_unreadable") }

func checkBool(v wire.Value) error {
	if s := string(v); s != "true" && s != "false" {
		return unreadable("schedule.checkBool")
	}
	return nil
}

func checkUUID(v wire.Value) error {
	s := read[string](map[string]wire.Value{"": v}, "")
	if id, err := uuid.Parse(s); err != nil || id.String() != s {
		return unreadable("schedule.checkUUID")
	}
	return nil
}
