// Package chatfile is the chat's hours in the settings file: the YAML section "chat", and the time zone of "profile".
package chatfile

import (
	"pupitre/data/fault"
	"pupitre/data/schedule"
)

// Section is the YAML section "chat".
type Section struct {
	Enabled bool `yaml:"enabled"`
	FR      Set  `yaml:"fr"`
	EN      Set  `yaml:"en"`
}

// Set is the hours of one language. Events that both languages share stand in both.
type Set struct {
	Weekly  []Weekly  `yaml:"weekly"`
	Special []Special `yaml:"special"`
}

// Weekly is a weekly schedule as it is written. ID and Parent may be left out.
type Weekly struct {
	ID     string         `yaml:"id,omitempty"`
	Parent string         `yaml:"parent,omitempty"`
	Name   string         `yaml:"name"`
	Type   schedule.Type  `yaml:"type"`            // working_hours when left out
	State  schedule.State `yaml:"state"`           // the type's own when left out
	Rank   int            `yaml:"rank"`            // 0 when left out
	Days   []int          `yaml:"days,flow"`       // ISO days
	AllDay bool           `yaml:"all_day"`         // then start and end are not read
	Start  string         `yaml:"start,omitempty"` // "09:00"
	End    string         `yaml:"end,omitempty"`   // "24:00" at most
}

// Special is a special event as it is written, in local times of the service's zone. ID may be left out.
type Special struct {
	ID     string         `yaml:"id,omitempty"`
	NameFR string         `yaml:"name_fr,omitempty"`
	NameEN string         `yaml:"name_en,omitempty"`
	State  schedule.State `yaml:"state"` // closed when left out
	Rank   int            `yaml:"rank"`
	Start  string         `yaml:"start"` // "2026-12-24T12:00"
	End    string         `yaml:"end"`
	Yearly bool           `yaml:"yearly"`
}

// Of writes the chat's hours as a section.
func Of(chat schedule.Chat) Section {
	s := Section{Enabled: chat.Enabled}
	for _, e := range chat.Special {
		s.FR.Special = append(s.FR.Special, specialOf(e))
	}
	s.EN.Special = s.FR.Special
	for _, w := range chat.French {
		s.FR.Weekly = append(s.FR.Weekly, weeklyOf(w))
	}
	for _, w := range chat.English {
		s.EN.Weekly = append(s.EN.Weekly, weeklyOf(w))
	}
	return s
}

func weeklyOf(w schedule.Weekly) Weekly {
	out := Weekly{
		ID: w.ID, Parent: w.Parent, Name: w.Name, Type: w.Type, State: w.State, Rank: w.Rank, Days: w.Days.ISO(), AllDay: w.Span.AllDay,
	}
	if !w.Span.AllDay {
		out.Start, out.End = schedule.StoredTime(w.Span.Start), schedule.StoredTime(w.Span.End)
	}
	return out
}

func specialOf(s schedule.Special) Special {
	return Special{
		ID: s.ID, NameFR: s.NameFR, NameEN: s.NameEN, State: s.State, Rank: s.Rank,
		Start: s.Start.String(), End: s.End.String(), Yearly: s.Yearly,
	}
}

// Schedule reads the entry. It fails with the refusals of schedule.CheckWeekly.
func (w Weekly) Schedule() (schedule.Weekly, error) {
	out := schedule.Weekly{
		ID: w.ID, Parent: w.Parent, Name: schedule.CleanName(w.Name), Type: w.Type, State: w.State, Rank: w.Rank, Span: schedule.AllDay,
	}
	if out.Type == "" {
		out.Type = schedule.WorkingHours
	}
	if out.State == "" {
		out.State = out.Type.DefaultState()
	}
	if out.Days = schedule.DaysOf(w.Days...); out.Days.Count() != len(w.Days) {
		return out, fault.New(fault.Invalid, "chatfile.Schedule", "schedule.file_days")
	}
	if !w.AllDay {
		start, err := schedule.ParseStoredTime(padded(w.Start))
		if err != nil {
			return out, err
		}
		end, err := schedule.ParseStoredTime(padded(w.End))
		if err != nil {
			return out, err
		}
		out.Span = schedule.Between(start, end)
	}
	return out, schedule.CheckWeekly(out)
}

// padded accepts "9:00" for "09:00".
func padded(s string) string {
	if len(s) == 4 && s[1] == ':' {
		return "0" + s
	}
	return s
}

// Event reads the entry. It fails with the refusals of schedule.CheckSpecial.
func (s Special) Event() (schedule.Special, error) {
	out := schedule.Special{
		ID: s.ID, NameFR: schedule.CleanName(s.NameFR), NameEN: schedule.CleanName(s.NameEN), State: s.State, Rank: s.Rank, Yearly: s.Yearly,
	}
	if out.State == "" {
		out.State = schedule.Closed
	}
	var err error
	if out.Start, err = schedule.ParseLocal(s.Start); err != nil {
		return out, err
	}
	if out.End, err = schedule.ParseLocal(s.End); err != nil {
		return out, err
	}
	return out, schedule.CheckSpecial(out)
}
