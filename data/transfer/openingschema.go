package transfer

import (
	"encoding/json"

	"pupitre/data/fault"
	"pupitre/data/schedule"
)

// schemaDays are the names of schema.org.
var schemaDays = [...]string{1: "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}

// schemaHours is an OpeningHoursSpecification of schema.org.
type schemaHours struct {
	Type         string   `json:"@type"`
	DayOfWeek    []string `json:"dayOfWeek,omitempty"`
	Opens        string   `json:"opens"`
	Closes       string   `json:"closes"`
	ValidFrom    string   `json:"validFrom,omitempty"`
	ValidThrough string   `json:"validThrough,omitempty"`
}

// schemaPlace is the business whose hours they are.
type schemaPlace struct {
	Context string        `json:"@context"`
	Type    string        `json:"@type"`
	Name    string        `json:"name"`
	Hours   []schemaHours `json:"openingHoursSpecification"`
	Special []schemaHours `json:"specialOpeningHoursSpecification,omitempty"`
}

// SchemaOrg writes the plan as JSON-LD of schema.org: the usual week, and the dates of [first, last] that differ from it. A
// closed date opens and closes at 00:00, as search engines ask for; the end of a day is 23:59, for want of 24:00.
func SchemaOrg(plan schedule.Plan, name string, first, last schedule.Date) ([]byte, error) {
	place := schemaPlace{Context: "https://schema.org", Type: "LocalBusiness", Name: name, Hours: []schemaHours{}}
	week := openWeek(plan)
	for day := 1; day <= 7; day++ {
		for _, s := range week[day] {
			hours := schemaSpan(s)
			hours.DayOfWeek = []string{schemaDays[day]}
			place.Hours = append(place.Hours, hours)
		}
	}
	for _, e := range Exceptions(plan, first, last) {
		spans := e.spans()
		if len(spans) == 0 {
			spans = []openSpan{{0, 0}}
		}
		for _, s := range spans {
			hours := schemaSpan(s)
			hours.ValidFrom, hours.ValidThrough = e.Date.String(), e.Date.String()
			place.Special = append(place.Special, hours)
		}
	}
	text, err := json.MarshalIndent(place, "", "  ")
	return text, fault.Wrap("transfer.SchemaOrg", err)
}

func schemaSpan(s openSpan) schemaHours {
	s.end = min(s.end, schedule.MinutesPerDay-1)
	return schemaHours{Type: "OpeningHoursSpecification", Opens: schedule.StoredTime(s.start), Closes: schedule.StoredTime(s.end)}
}
