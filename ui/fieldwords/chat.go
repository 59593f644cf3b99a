package fieldwords

import (
	"strings"

	"pupitre/data/schedule"
	"pupitre/data/schedule/words"
	"pupitre/data/wire"
	"pupitre/i18n"
	"pupitre/ui/widgets"
)

// chatWords are the words of a control of the live chat.
func chatWords(p *i18n.Printer, kind Kind, field, part string) controlWords {
	switch field + "." + part {
	case schedule.FieldEnabled + ".":
		return controlWords{p.T("schedulepage.field.enabled"), p.T("schedulepage.field.enabled_help"), p.T("schedulepage.field.enabled_words"), ""}
	case schedule.FieldName + ".":
		return controlWords{label: p.T("schedulepage.field.name")}
	case schedule.FieldNameFR + ".":
		return controlWords{label: p.T("schedulepage.field.name_fr"), hint: p.T("schedulepage.field.name_fr_hint")}
	case schedule.FieldNameEN + ".":
		return controlWords{label: p.T("schedulepage.field.name_en"), hint: p.T("schedulepage.field.name_en_hint")}
	case schedule.FieldLanguage + ".":
		return controlWords{label: p.T("schedulepage.field.language")}
	case schedule.FieldType + ".":
		return controlWords{label: p.T("schedulepage.field.type")}
	case schedule.FieldState + ".":
		return controlWords{label: p.T("schedulepage.field.state")}
	case schedule.FieldDays + ".":
		return controlWords{label: p.T("schedulepage.field.days")}
	case schedule.FieldParent + ".":
		return controlWords{label: p.T("schedulepage.field.parent")}
	case schedule.FieldRank + ".":
		return controlWords{label: p.T("schedulepage.field.rank")}
	case schedule.FieldYearly + ".":
		return controlWords{label: p.T("schedulepage.field.yearly")}
	}
	if kind == Event {
		return eventSpanWords(p, field, part)
	}
	return spanWords(p, field, part)
}

// eventSpanWords are the words of when an event takes place.
func eventSpanWords(p *i18n.Printer, field, part string) controlWords {
	switch {
	case field != schedule.FieldSpan:
		return controlWords{}
	case part == "first":
		return controlWords{label: p.T("schedulepage.field.first"), hint: p.T("schedulepage.field.date_hint")}
	case part == "last":
		return controlWords{label: p.T("schedulepage.field.last"), hint: p.T("schedulepage.field.date_hint")}
	}
	return spanWords(p, field, part)
}

func spanWords(p *i18n.Printer, field, part string) controlWords {
	if field != schedule.FieldSpan {
		return controlWords{}
	}
	switch part {
	case "all_day":
		return controlWords{label: p.T("schedulepage.field.all_day")}
	case "start":
		return controlWords{label: p.T("schedulepage.field.start"), hint: p.T("schedulepage.field.start_hint")}
	case "end":
		return controlWords{label: p.T("schedulepage.field.end"), hint: p.T("schedulepage.field.end_hint")}
	}
	return controlWords{label: p.T("schedulepage.field.span")}
}

// ChatTypes lists the types of a weekly schedule to choose from.
func ChatTypes(p *i18n.Printer) []widgets.Option {
	return []widgets.Option{
		{Value: string(schedule.WorkingHours), Label: p.T("schedulepage.type.working_hours")},
		{Value: string(schedule.LunchBreak), Label: p.T("schedulepage.type.lunch_break")},
		{Value: string(schedule.Weekend), Label: p.T("schedulepage.type.weekend")},
	}
}

// chatText writes an enumeration of the live chat; ok is false for another text.
func chatText(p *i18n.Printer, kind Kind, field, stored string) (text string, ok bool) {
	if kind != Schedule && kind != Event {
		return "", false
	}
	switch field {
	case schedule.FieldType:
		for _, o := range ChatTypes(p) {
			if o.Value == stored {
				return o.Label, true
			}
		}
	case schedule.FieldState:
		return words.State(p, schedule.State(stored)), true
	case schedule.FieldLanguage:
		return languageName(p, stored), true
	case schedule.FieldParent:
		return p.T("fields.reference", "ID", stored), true
	}
	return "", false
}

func languageName(p *i18n.Printer, stored string) string {
	if stored == string(i18n.English) {
		return p.T("settings.language.en")
	}
	return p.T("settings.language.fr")
}

// chatGroup writes the days and the span of a schedule, and the span of an event.
func chatGroup(p *i18n.Printer, kind Kind, field string, value wire.Value) string {
	fields := map[string]wire.Value{field: value}
	if kind == Event {
		s := schedule.SpecialFrom("", fields)
		if s.End <= s.Start {
			return p.T("fields.nothing")
		}
		return p.T("schedulepage.value.event_span", "Start", s.Start.Wall(), "End", s.End.Wall())
	}
	w, _ := schedule.WeeklyFrom("", fields)
	if field == schedule.FieldSpan {
		return words.Span(p, w.Span)
	}
	if w.Days == schedule.NoDay {
		return p.T("fields.nothing")
	}
	return words.Days(p, w.Days)
}

// chatPlace is where the page of the hours shows a field.
func chatPlace(entity, field string) (section, id string, ok bool) {
	const chat = "chat"
	kind := KindOf(entity)
	switch {
	case kind == Chat && field == schedule.FieldEnabled:
		return chat, entity + "." + field, true
	case kind != Schedule && kind != Event:
		return "", "", false
	case kind == Event && field == schedule.FieldSpan:
		return chat, strings.Join([]string{entity, field, "first"}, "."), true
	case field == schedule.FieldSpan:
		return chat, strings.Join([]string{entity, field, "start"}, "."), true
	}
	return chat, entity + "." + field, true
}
